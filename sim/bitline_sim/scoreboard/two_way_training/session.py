"""A run of training as a script: a beginning, steps, an end."""

from collections.abc import Sequence

import numpy as np

from bitline.network.two_way_training import host
from bitline.network.two_way_training.mapped import Mapped
from bitline.network.two_way_training.step import Rule, Step, step

from ...golden.two_way_training import Generator
from .script import Script


class Session:
    """Writes the script of a run whose weights are known when it begins.

    Parameters
    ----------
    mapped : Mapped
    weights : list of int64 arrays
        Of each layer, (rows, columns).
    random : uint8 array
        The rounding generator's state.
    momentum : list of int64 arrays, optional
        Of each layer, like its weights; zeros by default.
    """

    def __init__(
        self, mapped: Mapped, weights: Sequence[np.ndarray], random: np.ndarray, momentum: Sequence[np.ndarray] | None = None
    ) -> None:
        self.mapped, self.weights = mapped, weights
        self.script = Script(mapped.p)
        self._random = random
        self._momentum = momentum or [np.zeros_like(matrix) for matrix in weights]

    def begin(self) -> None:
        """Put weights, momentum and the generator's state into the engine."""
        mapped = self.mapped
        state = host.resume(mapped)
        words = [*self._tiles(state)]
        if mapped.p.momenta:
            words += [host.placed_words(*each) for each in zip(mapped.layers, self._momentum, strict=True)]
        if mapped.p.random_words:
            words.append(host.random_words(mapped.p, self._random))
        self._do(state, words)

    def step(self, images: np.ndarray, labels: np.ndarray, rule: Rule) -> None:
        """One step on a batch."""
        made = step(self.mapped, rule)
        words = [host.input_words(self.mapped, images), host.target_words(self.mapped, labels), *self._tiles(made)]
        self._do(made, words)

    def end(self) -> None:
        """Take weights, momentum and the generator's state from the engine."""
        self._do(host.suspend(self.mapped), [])

    def _tiles(self, made: Step) -> list[np.ndarray]:
        return [host.tile_words(self.mapped, self.weights, tile) for tile in made.loaded]

    def _do(self, made: Step, words: list[np.ndarray]) -> None:
        if made.program:  # nothing is kept in an engine whose tiles come and go
            self.script.load(made.program)
            self.script.run(*words)


def session(mapped: Mapped, seed: int) -> Session:
    """A run that begins with random weights."""
    rng = np.random.default_rng([seed, 3])
    weights = [
        rng.integers(-each.layer.spread, each.layer.spread + 1, (each.layer.rows, each.layer.columns)) for each in mapped.layers
    ]
    low, high = mapped.p.weights[0], mapped.p.weights[-1]
    return Session(mapped, [np.clip(matrix, low, high) for matrix in weights], Generator(seed).state)
