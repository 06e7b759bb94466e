"""Integer layers, as data: what their numbers mean is defined here, and nowhere else."""

from dataclasses import dataclass

import numpy as np

from ..params import formats

MULTIPLIER_BITS = 16
LARGEST_SHIFT = 47
"""Keeps products of a multiplier with sums of 46 bits, and their halves, inside 63 bits."""


@dataclass(frozen=True)
class Requantize:
    """How sums become inputs: ``value * multiplier / 2**shift``, rounded half to even, clipped to a format.

    Attributes
    ----------
    multiplier : int
        Unsigned, of 16 bits.
    shift : int
        0 to 47.
    to : range
        Format of what comes out.
    """

    multiplier: int
    shift: int
    to: range

    def __post_init__(self) -> None:
        if self.multiplier not in formats.unsigned(MULTIPLIER_BITS):
            raise ValueError(f"a multiplier has {MULTIPLIER_BITS} bits, and {self.multiplier} does not fit")
        if not 0 <= self.shift <= LARGEST_SHIFT:
            raise ValueError(f"a shift lies in 0 … {LARGEST_SHIFT}, not {self.shift}")

    @classmethod
    def nearest(cls, factor: float, to: range) -> "Requantize":
        """The one nearest to a factor of 2**-31 to 2**15, accurate to 2**-16 of it."""
        mantissa, exponent = np.frexp(factor)
        multiplier = round(float(mantissa) * (1 << MULTIPLIER_BITS))
        if multiplier == 1 << MULTIPLIER_BITS:
            multiplier, exponent = multiplier // 2, exponent + 1
        return cls(multiplier, MULTIPLIER_BITS - int(exponent), to)

    def __call__(self, values: np.ndarray) -> np.ndarray:
        """Values of 46 bits at most, requantized; int64."""
        product = np.asarray(values, np.int64) * self.multiplier
        floor = product >> self.shift
        twice_rest = (product - (floor << self.shift)) * 2
        one = 1 << self.shift
        rounded = floor + ((twice_rest > one) | ((twice_rest == one) & (floor % 2 == 1)))
        return np.clip(rounded, self.to[0], self.to[-1])


@dataclass(frozen=True, eq=False, kw_only=True)
class Dense:
    """A fully connected layer.

    Forward, ``sums = inputs @ weights + bias``, of which ``requantize`` makes the next layer's inputs; it clips at 0, and that is
    the rectifier. The last layer has none: its sums are the scores. Backward, ``requantize_error(errors @ weights.T)`` are the
    errors of the layer before, zero wherever that layer's sums are not positive.

    Attributes
    ----------
    name : str
    weights : int64 array, (inputs, outputs)
    bias : int64 array, (outputs,)
    scale : float
        What a unit of the sums is worth.
    requantize : Requantize or None
    requantize_error : Requantize
    """

    name: str
    weights: np.ndarray
    bias: np.ndarray
    scale: float
    requantize: Requantize | None
    requantize_error: Requantize


@dataclass(frozen=True, eq=False)
class Network:
    """Layers one after the other.

    Attributes
    ----------
    layers : tuple of Dense
    inputs : range
        Format of the first layer's inputs.
    """

    layers: tuple[Dense, ...]
    inputs: range

    @property
    def name(self) -> str:
        """The sizes of its layers: ``64-32-10``."""
        return "-".join(str(layer.weights.shape[0]) for layer in self.layers) + f"-{self.layers[-1].weights.shape[1]}"

    def entered(self, images: np.ndarray) -> np.ndarray:
        """Images of bytes as inputs, (n, pixels), int64: the upper bits, as many as an input has."""
        return images.reshape(len(images), -1).astype(np.int64) >> 8 - formats.width(self.inputs)
