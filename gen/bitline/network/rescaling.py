"""Real factors and offsets as a requantizer's integers."""

from dataclasses import dataclass

import numpy as np

from ..params import formats
from .convolution import Rescale

LARGEST_BIAS = (1 << 31) - 1


class RescaleError(ValueError):
    """Why no integers of a requantizer come near."""


@dataclass(frozen=True)
class Widths:
    """What a requantizer has room for.

    Attributes
    ----------
    multiplier_bits : int
        Two's complement.
    shift_bits : int
    """

    multiplier_bits: int = 16
    shift_bits: int = 5

    @property
    def multipliers(self) -> range:
        return formats.twos_complement(self.multiplier_bits)

    @property
    def shifts(self) -> range:
        return formats.unsigned(self.shift_bits)


def nearest(widths: Widths, factor: np.ndarray, offset: np.ndarray, residual_factor: float, zero_point: int, to: range) -> Rescale:
    """``sums * factor + offset + residual * residual_factor`` for each channel, rounded, moved by ``zero_point``, clipped.

    The bias is the nearest whole number of sums, so that results are nearest to the real ones where these are small.

    Parameters
    ----------
    factor, offset : float array, (channels,)

    Raises
    ------
    RescaleError
        Where a factor is too large for the multipliers.
    """
    largest = max(float(np.abs(factor).max()), abs(residual_factor), 2.0 ** -widths.shifts[-1])
    shift = int(np.floor(np.log2(widths.multipliers[-1] / largest)))
    if shift < 0:
        raise RescaleError(f"a factor of {largest:g} needs a multiplier of more than {widths.multiplier_bits} bits")
    shift = min(shift, widths.shifts[-1])
    multiplier = np.rint(factor * 2.0**shift)
    faint = multiplier == 0  # sums count so little that the offset alone must be right
    bias = np.where(faint, offset * 2.0**shift, offset / np.where(factor == 0, 1, factor))
    return Rescale(
        bias=np.rint(np.clip(bias, -LARGEST_BIAS, LARGEST_BIAS)).astype(np.int64),
        multiplier=np.where(faint, 1, multiplier).astype(np.int64),
        shift=shift,
        low=to[0],
        high=to[-1],
        residual_multiplier=round(residual_factor * 2.0**shift),
        zero_point=zero_point,
    )


def sign(factor: np.ndarray, offset: np.ndarray) -> Rescale:
    """1 where ``sums * factor + offset`` is not below zero, else 0.

    ``(x + 2) / 2``, rounded half to even, is above zero for no x below zero, and for every other.

    Parameters
    ----------
    factor, offset : float array, (channels,)
    """
    rising = factor > 0
    least = np.where(rising, np.ceil(-offset / factor), np.floor(-offset / factor))
    bias = np.clip(np.where(rising, 2 - least, -least - 2), -LARGEST_BIAS, LARGEST_BIAS)
    return Rescale(bias=bias.astype(np.int64), multiplier=np.where(rising, 1, -1).astype(np.int64), shift=1, low=0, high=1)
