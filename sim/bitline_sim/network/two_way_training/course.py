"""A run of training from its first step to its last."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from bitline.network.datasets import Dataset, Examples
from bitline.network.idx import DataError

from .checkpoint import Checkpoint, Curve
from .trainer import Trainer

SAVED_EVERY = 100
"""Steps from one checkpoint to the next, besides those at the end of epochs."""


@dataclass(frozen=True, eq=False)
class Course:
    """Which examples a network learns from, and in what order.

    Attributes
    ----------
    data : Dataset
        An epoch takes whole batches of its training examples, in an order of its own.
    batch, epochs : int
    seed : int
        Of the orders.

    Raises
    ------
    DataError
        Where there is not one batch of examples.
    """

    data: Dataset
    batch: int
    epochs: int
    seed: int

    def __post_init__(self) -> None:
        if not self.steps_per_epoch:
            raise DataError(f"a batch takes {self.batch} examples, and {self.data.name} has {len(self.data.train)}")

    @property
    def steps_per_epoch(self) -> int:
        return len(self.data.train) // self.batch

    @property
    def steps(self) -> int:
        return self.epochs * self.steps_per_epoch

    def examples(self, step: int) -> Examples:
        """A step's batch."""
        epoch, number = divmod(step, self.steps_per_epoch)
        order = _order(self.seed, epoch, len(self.data.train))
        return self.data.train.at(order[number * self.batch : (number + 1) * self.batch])


@lru_cache(maxsize=2)
def _order(seed: int, epoch: int, count: int) -> np.ndarray:
    return np.random.default_rng([seed, 3, epoch]).permutation(count)


def learn(
    trainer: Trainer, course: Course, checkpoint: Checkpoint | None = None, done: Callable[[int], None] = lambda _: None
) -> Curve:
    """Train from where the trainer, or its checkpoint, stands to the end; gives back the accuracy after each epoch.

    ``done`` is told the number of steps that are done.
    """
    curve = checkpoint.resume(trainer) if checkpoint else []
    while True:
        step = trainer.state.step
        done(step)
        if step == course.steps:
            return curve
        batch = course.examples(step)
        trainer.step(batch.images, batch.labels, trainer.learner.annealing(step // course.steps_per_epoch, course.epochs))
        ended = trainer.state.step % course.steps_per_epoch == 0
        if ended:
            curve.append(accuracy(trainer, course.data.test))
        if checkpoint and (ended or trainer.state.step % SAVED_EVERY == 0):
            checkpoint.save(trainer, curve)


def accuracy(trainer: Trainer, examples: Examples) -> float:
    """Share of examples whose class is found."""
    return float((trainer.classes(examples.images) == examples.labels).mean())
