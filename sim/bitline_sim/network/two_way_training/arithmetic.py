"""What happens to numbers between products, in the engine's integers and in floating point."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from bitline.network.training import Learner
from bitline.params.two_way_training import TwoWayTraining

from ...golden import two_way_training as golden
from .state import State

BITS = 8
"""Of a pixel, and of floating point's scores and errors where they have ends."""


class Arithmetic(Protocol):
    """What a trainer asks of its numbers; shapes and shifts are those of :mod:`bitline_sim.golden.two_way_training`."""

    def initial(self, weights: list[np.ndarray], seed: int) -> State:
        """A state to begin with, of integer weights."""
        ...

    def entered(self, images: np.ndarray) -> np.ndarray:
        """Images of bytes as inputs."""
        ...

    def activation(self, sums: np.ndarray, shift: int) -> tuple[np.ndarray, np.ndarray]: ...

    def error(self, sums: np.ndarray, shift: int, labels: np.ndarray) -> np.ndarray:
        """Errors of scores, from the right classes."""
        ...

    def rescaled(self, products: np.ndarray, mask: np.ndarray) -> tuple[np.ndarray, int]: ...

    def updated(self, state: State, number: int, gradient: np.ndarray, shift: int) -> None:
        """Change a layer's weights by ``gradient / 2**shift``."""
        ...


class Integers:
    """The engine's numbers. Those between products are kept in floating point, which multiplies faster and holds them exactly."""

    def __init__(self, p: TwoWayTraining, learner: Learner) -> None:
        self.p, self.learner = p, learner

    def initial(self, weights: list[np.ndarray], seed: int) -> State:
        momentum = [np.zeros_like(w) for w in weights] if self.p.training.momentum_bits else []
        return State([golden.clipped(w, self.p.weights) for w in weights], momentum, golden.Generator(seed))

    def entered(self, images: np.ndarray) -> np.ndarray:
        return (images >> BITS - self.p.training.activation_bits).astype(np.float32)

    def activation(self, sums: np.ndarray, shift: int) -> tuple[np.ndarray, np.ndarray]:
        return golden.forward_value(sums, shift, self.p.training.activation_bits)

    def error(self, sums: np.ndarray, shift: int, labels: np.ndarray) -> np.ndarray:
        bits = self.p.training.error_bits
        return golden.output_error(sums, shift, targets(labels, sums.shape[-1], golden.scores(bits)), bits)

    def rescaled(self, products: np.ndarray, mask: np.ndarray) -> tuple[np.ndarray, int]:
        return golden.rescaled(products, mask, self.p.training.error_bits)

    def updated(self, state: State, number: int, gradient: np.ndarray, shift: int) -> None:
        gradient, bits = gradient.astype(np.int64), self.p.training.random_bits
        momentum = self._momentum()
        random = self._random(state.generator, gradient.shape, 1 if momentum is None else 3)
        if momentum is None:
            change = golden.rounded_step(gradient, shift, random[0], bits)
        else:
            step = golden.rounded_step(gradient, shift - momentum.shift + momentum.decay, random[0], bits)
            state.momentum[number] = momentum.stepped(state.momentum[number], step, random[1], bits)
            change = momentum.change(state.momentum[number], random[2], bits)
        state.weights[number] = golden.stepped(state.weights[number], change, self.p.weights)

    def _momentum(self) -> golden.Momentum | None:
        """Words whose upper bits change weights; a steady gradient changes them as much as it does without."""
        bits = self.p.training.momentum_bits
        return golden.Momentum(bits, self.learner.decay, max(0, bits - self.p.weight.bits)) if bits else None

    def _random(self, generator: golden.Generator, shape: tuple[int, int], draws: int) -> Sequence[np.ndarray | None]:
        """Random words of a matrix's weights as its tiles take them: tile by tile, row by row, a word group's draws at a time."""
        if self.p.training.rounding == "nearest":
            return [None] * draws
        array, out = self.p.array, np.empty((draws, *shape), np.int64)
        for row in range(0, shape[0], array.rows):
            for column in range(0, shape[1], array.columns):
                tile = out[:, row : row + array.rows, column : column + array.columns]
                rows, groups = tile.shape[1], -(-tile.shape[2] // array.lines_per_read)
                words = generator.take(rows * groups * draws, array.lines_per_read, self.p.training.random_bits)
                by_draw = words.reshape(rows, groups, draws, -1).transpose(2, 0, 1, 3)
                tile[:] = by_draw.reshape(draws, rows, -1)[:, :, : tile.shape[2]]
        return list(out)


class Floats:
    """Floating point: the same network and the same steps; nothing is rounded, and only scores have ends."""

    def initial(self, weights: list[np.ndarray], seed: int) -> State:
        return State([w.astype(np.float32) for w in weights], [], golden.Generator(seed))

    def entered(self, images: np.ndarray) -> np.ndarray:
        return images.astype(np.float32)

    def activation(self, sums: np.ndarray, shift: int) -> tuple[np.ndarray, np.ndarray]:
        values = sums * 2.0**-shift
        return np.maximum(values, 0), values > 0

    def error(self, sums: np.ndarray, shift: int, labels: np.ndarray) -> np.ndarray:
        to = golden.scores(BITS)
        return golden.clipped(sums * 2.0**-shift, to) - targets(labels, sums.shape[-1], to).astype(sums.dtype)

    def rescaled(self, products: np.ndarray, mask: np.ndarray) -> tuple[np.ndarray, int]:
        return products * mask, 0

    def updated(self, state: State, number: int, gradient: np.ndarray, shift: int) -> None:
        state.weights[number] = state.weights[number] - gradient * 2.0**-shift


def targets(labels: np.ndarray, classes: int, to: range) -> np.ndarray:
    """The highest score for the right class, the lowest for the others: (n, classes)."""
    return np.where(np.arange(classes) == labels[:, None], to[-1], to[0])
