"""Layers of ±1 weights with bits between them, as data: what their numbers mean is defined here, and nowhere else."""

from dataclasses import dataclass

import numpy as np

BYTES = 256


@dataclass(frozen=True, eq=False, kw_only=True)
class Entry:
    """How an image of bytes becomes the values that enter the first layer.

    Attributes
    ----------
    shape : (int, int)
        Height and width of an image.
    crop, size : int
        The square of ``crop`` pixels in the middle of the image is made one of ``size`` pixels, each the mean of the area that it
        covers, to the nearest byte; 0 where the image stays as it is.
    table : uint8 array, (256,)
        The value of each byte.
    pixels : int64 array, (values,)
        Which pixel each value is of.
    """

    shape: tuple[int, int]
    crop: int
    size: int
    table: np.ndarray
    pixels: np.ndarray

    def values(self, images: np.ndarray) -> np.ndarray:
        """Images (n, height, width) as values: uint8, (n, values)."""
        return self.table[self.resampled(images).reshape(len(images), -1)[:, self.pixels]]

    def resampled(self, images: np.ndarray) -> np.ndarray:
        """The images as bytes of the size that is looked up."""
        if not self.size:
            return images
        top, left = ((extent - self.crop) // 2 for extent in self.shape)
        middle = images[:, top : top + self.crop, left : left + self.crop].astype(np.float64)
        shares = _shares(self.crop, self.size).astype(np.float64)
        sums = (shares @ middle @ shares.T).astype(np.int64)  # of doubles, which hold every such integer
        area = self.crop**2
        return ((sums * 2 + area) // (2 * area)).astype(np.uint8)

    @property
    def highest(self) -> int:
        """The highest value there can be."""
        return int(self.table.max())


def _shares(before: int, after: int) -> np.ndarray:
    """How much of each pixel lies in each new one, in ``1 / after`` of a pixel: (after, before)."""
    new, old = np.arange(after)[:, None] * before, np.arange(before)[None] * after
    return np.maximum(np.minimum(new + before, old + after) - np.maximum(new, old), 0)


@dataclass(frozen=True, eq=False, kw_only=True)
class Layer:
    """A layer whose outputs are bits: 1 where a sum, weights times values, reaches a threshold.

    The values that enter it are cut into equal parts, its places; each place meets a kernel. The bits of a place follow one
    another, place after place.

    Attributes
    ----------
    weights : int8 array, (kernels, fan in, outputs)
        Each -1 or 1; one kernel for all places, or one for each.
    thresholds : float64 array, (kernels, outputs)
    places : int
    repeats : int
        Logarithm of the number of times that the comparison is made where sums are noisy; the bit is 1 where half of them say so.
    """

    weights: np.ndarray
    thresholds: np.ndarray
    places: int = 1
    repeats: int = 0

    @property
    def kernels(self) -> int:
        return self.weights.shape[0]

    @property
    def fan_in(self) -> int:
        """Values that enter a place."""
        return self.weights.shape[1]

    @property
    def outputs(self) -> int:
        """Bits of a place."""
        return self.weights.shape[2]

    def kernel(self, place: int) -> int:
        """The kernel that a place meets."""
        return place if self.kernels > 1 else 0


@dataclass(frozen=True)
class Votes:
    """The last layer's bits are votes: as many for each class, one class after the other.

    Attributes
    ----------
    classes : int
    shifts : tuple of int
        The sums are compared once for each, with the thresholds raised by it.
    """

    classes: int
    shifts: tuple[int, ...] = (0,)


@dataclass(frozen=True, eq=False)
class Sums:
    """The last layer's sums are the scores, one a class, its thresholds taken off them: whole numbers here.

    Attributes
    ----------
    scale, offset : float64 array, (classes,), or None
        Where given, the label is that of the highest ``score * scale + offset``, which the host works out; else that of the
        highest score.
    """

    classes: int
    scale: np.ndarray | None = None
    offset: np.ndarray | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class BinaryNetwork:
    """Layers one after the other; the lowest of several classes with the highest score is the label.

    Attributes
    ----------
    name : str
    entry : Entry
    layers : tuple of Layer
    head : Votes or Sums
        What becomes of the last layer.
    """

    name: str
    entry: Entry
    layers: tuple[Layer, ...]
    head: Votes | Sums

    def highest(self, number: int) -> int:
        """The highest value that enters a layer."""
        return self.entry.highest if number == 0 else 1
