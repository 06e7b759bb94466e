"""What the names of a graph stand for while it is read: real numbers as functions of integers."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ..convolution import Layer
from ..integers import Window
from ..workload import Size


class MisfitError(ValueError):
    """Why an operator cannot be carried out in integers: the end of a sentence that begins with the operator."""


@dataclass(frozen=True, eq=False)
class Constant:
    """Quantized constants: ``levels * scale``.

    Attributes
    ----------
    levels : int64 array
    scale : float64 array
        Of the same shape.
    """

    levels: np.ndarray
    scale: np.ndarray

    @property
    def real(self) -> np.ndarray:
        return self.levels * self.scale


def plain(value: Any) -> np.ndarray:
    """A constant's numbers, quantized or not."""
    if isinstance(value, Constant):
        return value.real
    if not isinstance(value, np.ndarray):
        raise MisfitError("has an input that must be constant and is not")
    return value


@dataclass(frozen=True, eq=False)
class Image:
    """An image's bytes, each as a real number: (256, channels), or (256, 1) where all are alike; single precision."""

    table: np.ndarray
    channels: int
    size: Size
    flat: bool


@dataclass(frozen=True)
class Levels:
    """The integers that leave a node, or enter the network."""

    source: str
    to: range


@dataclass(frozen=True, eq=False)
class Sums:
    """The sums of a layer whose rescaling is not known yet."""

    source: str
    layer: Layer


@dataclass(frozen=True)
class WindowSums:
    """The sums of windows."""

    source: str
    window: Window


Base = Levels | Sums | WindowSums


@dataclass(frozen=True, eq=False)
class Expression:
    """Channels of real numbers: ``clip(scale * integer + offset + residual, low, high)``, the largest of each window in turn.

    Attributes
    ----------
    base : Levels, Sums or WindowSums
        The integers.
    scale, offset, low, high : float64 array, (channels,)
    size : (int, int)
    flat : bool
        Whether the file sees a vector.
    residual : (str, float64 array), or None
        Another node's integers, and what they are multiplied by.
    pools : tuple of Window
    """

    base: Base
    scale: np.ndarray
    offset: np.ndarray
    low: np.ndarray
    high: np.ndarray
    size: Size
    flat: bool
    residual: tuple[str, np.ndarray] | None = None
    pools: tuple[Window, ...] = ()

    @classmethod
    def of(cls, base: Base, scale: np.ndarray, offset: np.ndarray, size: Size, flat: bool = False) -> "Expression":
        """Nothing but a scale and an offset."""
        unbounded = np.full(len(scale), np.inf)
        return cls(base, scale, offset, -unbounded, unbounded, size, flat)

    @property
    def channels(self) -> int:
        return len(self.scale)

    @property
    def bounded(self) -> bool:
        return bool(np.isfinite(self.low).any() or np.isfinite(self.high).any())

    def scaled(self, factor: np.ndarray) -> "Expression":
        """Times a factor for each channel."""
        if self.pools and (factor < 0).any():
            raise MisfitError("turns the sign behind a MaxPool; put a quantizer between them")
        ends = np.stack([_times(self.low, factor), _times(self.high, factor)])
        residual = None if self.residual is None else (self.residual[0], self.residual[1] * factor)
        return replace(
            self,
            scale=self.scale * factor,
            offset=self.offset * factor,
            low=ends.min(axis=0),
            high=ends.max(axis=0),
            residual=residual,
        )

    def moved(self, by: np.ndarray) -> "Expression":
        """With something added to each channel."""
        return replace(self, offset=self.offset + by, low=self.low + by, high=self.high + by)

    def clipped(self, low: float, high: float) -> "Expression":
        """Within bounds."""
        return replace(self, low=np.clip(self.low, low, high), high=np.clip(self.high, low, high))


def _times(bound: np.ndarray, factor: np.ndarray) -> np.ndarray:
    """A bound times a factor; where there is none, there is none afterwards."""
    finite = np.isfinite(bound)
    return np.where(finite, np.where(finite, bound, 0) * factor, np.where(factor < 0, -bound, bound))


@dataclass(frozen=True, eq=False)
class Coded:
    """What leaves a QuantizeLinear, until its DequantizeLinear comes.

    Attributes
    ----------
    real : Expression or Image
    scale : float64 array
    zero : int
    to : range
    """

    real: Expression | Image
    scale: np.ndarray
    zero: int
    to: range
