"""Residual blocks: two convolutions and a way round them."""

from dataclasses import dataclass

import numpy as np

from ...params import formats
from ..convolution import Layer, Rescale

SHIFT = 14
LEVELS = formats.span(0, 3)
UNCLIPPED = formats.twos_complement(8)
"""What comes round by a convolution: rescaled, with neither rectifier nor few levels."""


@dataclass(frozen=True, eq=False)
class Block:
    """A basic block of a residual network.

    Attributes
    ----------
    first, second : Layer
        The second one adds the residual before its rectifier.
    shortcut : Layer or None
        What the residual passes; nothing where it is the block's input.
    """

    first: Layer
    second: Layer
    shortcut: Layer | None

    @classmethod
    def drawn(cls, rng: np.random.Generator, inputs: int, channels: int, stride: int) -> "Block":
        """A block of random weights of seven levels, scaled so that results use all of theirs."""
        changes = stride > 1 or inputs != channels
        return cls(
            _convolution(rng, "first", inputs, channels, 3, stride, LEVELS),
            _convolution(rng, "second", channels, channels, 3, 1, LEVELS, residual=1 << SHIFT - 1),
            _convolution(rng, "shortcut", inputs, channels, 1, stride, UNCLIPPED) if changes else None,
        )


def _convolution(
    rng: np.random.Generator, name: str, inputs: int, channels: int, kernel: int, stride: int, to: range, residual: int = 0
) -> Layer:
    weights = np.clip(np.rint(rng.normal(0, 1.5, (channels, kernel, kernel, inputs))), -3, 3).astype(np.int8)
    spread = 1.5 * 1.7 * np.sqrt(kernel * kernel * inputs)
    rescale = Rescale(
        bias=rng.integers(-int(spread), int(spread) + 1, channels),
        multiplier=np.rint(rng.uniform(0.7, 1.4, channels) * (1 << SHIFT) / spread).astype(np.int64),
        shift=SHIFT,
        low=to[0],
        high=to[-1],
        residual_multiplier=residual,
    )
    return Layer(name=name, weights=weights, stride=stride, padding=kernel // 2, rescale=rescale)
