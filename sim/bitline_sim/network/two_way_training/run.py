"""Networks trained with an engine's integers, and the same ones in floating point."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bitline.network.datasets import Dataset
from bitline.network.idx import DataError
from bitline.network.training import BUILT_IN, Learner
from bitline.params.two_way_training import TwoWayTraining

from .arithmetic import BITS, Floats, Integers
from .checkpoint import Checkpoint, Curve
from .course import Course, learn
from .macros import OnMacros
from .products import Exact, Floating
from .trainer import Trainer


@dataclass(frozen=True)
class Outcome:
    """What came of training.

    Attributes
    ----------
    integers, floats : list of float
        Accuracy after each epoch, with the engine's integers and in floating point.
    """

    integers: Curve
    floats: Curve


def learner_of(name: str, data: Dataset) -> Learner:
    """A built-in network for a data set.

    Raises
    ------
    DataError
        Where there is none of that name, or it does not fit the images.
    """
    if name not in BUILT_IN:
        raise DataError(f"{name}: not a network that learns; those are {', '.join(BUILT_IN)}")
    _, height, width = data.train.images.shape
    try:
        return BUILT_IN[name](height, width, data.classes)
    except ValueError as error:
        raise DataError(f"{name}: does not fit images of {data.name}: {error}") from None


def course_of(learner: Learner, data: Dataset, epochs: int | None, seed: int) -> Course:
    """A network's course: as many epochs as suffice where none are given."""
    return Course(data, learner.batch, epochs or learner.epochs, seed)


def narrowed(p: TwoWayTraining, learner: Learner) -> Learner:
    """The network at the rate for gradients that have fewer bits, as activations or errors have."""
    missing = 2 * BITS - p.training.activation_bits - p.training.error_bits
    return dataclasses.replace(learner, rate=learner.rate - missing)


def trained(
    p: TwoWayTraining,
    learner: Learner,
    course: Course,
    *,
    array: str = "ideal",
    folder: Path | None = None,
    done: Callable[[int], None] = lambda _: None,
) -> Outcome:
    """Train a network on an engine, and once more in floating point.

    Parameters
    ----------
    array : "ideal" or "typical"
        What makes all three products.
    folder : Path or None
        Where checkpoints are, and are written.
    done
        Is told the number of steps that are done, of both runs together.
    """
    run = repr((learner, course.data.name, len(course.data.train), course.epochs, course.seed, array, sorted(p.chosen().items())))

    def curve(name: str, trainer: Trainer, before: int) -> Curve:
        checkpoint = Checkpoint(folder / f"{name}.npz", run) if folder else None
        return learn(trainer, course, checkpoint, lambda step: done(before + step))

    integers = curve("integers", trainer_of(p, narrowed(p, learner), array, course.seed), 0)
    floats = curve("floats", Trainer(learner, Floats(), Floating(), course.seed), course.steps)
    return Outcome(integers, floats)


def trainer_of(p: TwoWayTraining, learner: Learner, array: str, seed: int) -> Trainer:
    """A network that learns with the engine's integers; on ideal arrays with exact converters products are the plain ones."""
    products = Exact() if array == "ideal" and p.exact else OnMacros(p, learner, array, seed)
    return Trainer(learner, Integers(p, learner), products, seed)
