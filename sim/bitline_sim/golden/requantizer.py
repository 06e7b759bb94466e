"""Requantization in integers: what every family's requantizer must give."""

import numpy as np


def rounded(values: np.ndarray, shift: int) -> np.ndarray:
    """``values / 2**shift`` to the nearest integer, halves to the even one."""
    values = np.asarray(values, np.int64)
    floor = values >> shift
    rest = values - (floor << shift)
    half = (1 << shift) / 2
    return floor + ((rest > half) | ((rest == half) & (floor % 2 == 1)))


def requantized(
    sums: np.ndarray,
    bias: np.ndarray,
    multiplier: np.ndarray,
    shift: int,
    zero_point: int,
    low: int,
    high: int,
    residual: np.ndarray,
) -> np.ndarray:
    """``clip(round(((sums + bias)·multiplier + residual) / 2**shift) + zero_point, low, high)``, int64.

    ``residual`` is already multiplied by its multiplier; bias and multiplier broadcast against the sums.
    """
    exact = (np.asarray(sums, np.int64) + bias) * multiplier + residual
    return np.clip(rounded(exact, shift) + zero_point, low, high)
