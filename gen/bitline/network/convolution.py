"""Convolutions of integers, as data: what their numbers mean is defined here, and nowhere else."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..params import formats


def extent(pixels: int, kernel: int, stride: int, padding: int) -> int:
    """Places of a kernel along a side."""
    return (pixels + 2 * padding - kernel) // stride + 1


@dataclass(frozen=True, eq=False, kw_only=True)
class Rescale:
    """How sums become levels of the next layer.

    ``clip(round(((sums + bias) * multiplier + residual * residual_multiplier) / 2**shift) + zero_point, low, high)``, halves to
    the even one. A batch normalization is folded into bias and multiplier; a rectifier is ``low`` = ``zero_point``.

    Attributes
    ----------
    bias, multiplier : int64 array, (channels,)
    shift : int
    low, high : int
    residual_multiplier : int
        0 where nothing is added.
    """

    bias: np.ndarray
    multiplier: np.ndarray
    shift: int
    low: int
    high: int
    residual_multiplier: int = 0
    zero_point: int = 0

    @property
    def to(self) -> range:
        """Format of the levels."""
        return formats.span(self.low, self.high)


@dataclass(frozen=True, eq=False, kw_only=True)
class Layer:
    """A convolution; a fully connected layer is one whose kernel is as large as the image.

    Attributes
    ----------
    name : str
    weights : integer array, (channels, kernel height, kernel width, inputs)
    stride, padding : int
    rescale : Rescale or None
        None where the sums themselves leave: scores.
    pool : int
        Side of the square windows, side by side, of which the largest result stays; what fills none is left out.
    pad : int
        What stands around the image: the level that means zero.
    """

    name: str
    weights: np.ndarray
    stride: int
    padding: int
    rescale: Rescale | None
    pool: int = 1
    pad: int = 0

    @property
    def channels(self) -> int:
        return len(self.weights)

    @cached_property
    def matrix(self) -> np.ndarray:
        """The weights of each channel in the order of a patch: (channels, entries), int64."""
        return self.weights.reshape(self.channels, -1).astype(np.int64)

    def size(self, pixels: int) -> int:
        """Results along a side of an image with so many pixels there, before pooling."""
        return extent(pixels, self.weights.shape[1], self.stride, self.padding)

    def results(self, size: tuple[int, int]) -> tuple[int, int]:
        """Height and width of the results for an image of such a size, after pooling."""
        height, width = (extent(*each, self.stride, self.padding) for each in zip(size, self.weights.shape[1:3], strict=True))
        return height // self.pool, width // self.pool

    def patches(self, images: np.ndarray) -> np.ndarray:
        """What each result is made of: (n, height, width, inputs) to (n, result height, result width, entries)."""
        margin = (self.padding, self.padding)
        padded = np.pad(images, ((0, 0), margin, margin, (0, 0)), constant_values=self.pad)
        seen = np.lib.stride_tricks.sliding_window_view(padded, self.weights.shape[1:3], axis=(1, 2))
        seen = seen[:, :: self.stride, :: self.stride].transpose(0, 1, 2, 4, 5, 3)
        return seen.reshape(*seen.shape[:3], -1)
