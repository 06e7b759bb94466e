"""Steps of training, on digits or on drawn numbers."""

from collections.abc import Iterator
from contextlib import suppress

import numpy as np

from bitline.network.training import Layer, Learner, Map, mlp
from bitline.network.two_way_training.mapped import Mapped
from bitline.network.two_way_training.step import Rule
from bitline.params import ParameterError
from bitline.params.two_way_training import TwoWayTraining

from .script import Stimulus, evaluations
from .session import session

BATCH = 4
"""Examples of a step: enough that gradients add up, few enough that a step is soon simulated."""

MOST_EVALUATIONS = 20_000


def random_stimulus(p: TwoWayTraining, count: int, seed: int) -> Stimulus:
    """Weights, that many steps of the largest known network that the engine holds, and weights and state read back."""
    made = _fitting(p, count, seed)
    first = next(made)
    return next((other for other in (first, *made) if evaluations(p, other) <= MOST_EVALUATIONS * count), first)


def _fitting(p: TwoWayTraining, count: int, seed: int) -> Iterator[Stimulus]:
    """Steps of the networks that the engine holds, the largest first."""
    for learner in _learners(p):
        with suppress(ParameterError):
            yield steps(p, learner, count, seed)


def steps(p: TwoWayTraining, learner: Learner, count: int, seed: int, batch: int = BATCH, rule: Rule | None = None) -> Stimulus:
    """Weights, steps of a network on drawn batches, and weights and state read back; where tiles come and go, one step.

    Raises
    ------
    ParameterError
        Where the engine does not hold the network.
    """
    rng = np.random.default_rng([seed, 2])
    run = session(Mapped(p, learner, batch), seed)
    run.begin()
    for number in range(count if run.mapped.resident else 1):
        images, labels = _examples(p, learner, rng, batch)
        run.step(images, labels, rule or Rule(stochastic=number % 2 == 0))
    run.end()
    return run.script.stimulus()


def _learners(p: TwoWayTraining) -> Iterator[Learner]:
    yield mlp(8, 8, 10)
    lines = p.array.lines_per_read
    yield _perceptron("small", p.array.rows + lines, p.array.columns, 3)
    yield _perceptron("least", lines, lines, 2)


def _perceptron(name: str, inputs: int, hidden: int, classes: int) -> Learner:
    layers = (
        Layer(name="hidden", map=Map(1, 1, inputs), filters=hidden),
        Layer(name="scores", map=Map(1, 1, hidden), filters=classes),
    )
    return Learner(name=name, layers=layers, batch=BATCH, epochs=1)


def _examples(p: TwoWayTraining, learner: Learner, rng: np.random.Generator, batch: int) -> tuple[np.ndarray, np.ndarray]:
    """Digits where the network is made for them and they are at hand, else drawn numbers, many of them zero or the largest."""
    first, classes = learner.layers[0].map, learner.layers[-1].filters
    top = p.activations[-1]
    if (first.size, classes) == (64, 10) and (digits := _digits()) is not None:
        chosen = rng.integers(len(digits[0]), size=batch)
        return digits[0][chosen] * top // 16, digits[1][chosen]
    images = rng.integers(0, top + 1, (batch, first.height, first.width, first.channels))
    special = rng.choice([0, 0, top], images.shape)
    return np.where(rng.random(images.shape) < 0.5, special, images), rng.integers(classes, size=batch)


def _digits() -> tuple[np.ndarray, np.ndarray] | None:
    """scikit-learn's images of 8x8 pixels of 0 … 16, and their labels; None where it is not installed."""
    try:
        from sklearn.datasets import load_digits
    except ImportError:
        return None
    images, labels = load_digits(return_X_y=True)
    return images.astype(np.int64).reshape(-1, 8, 8, 1), labels
