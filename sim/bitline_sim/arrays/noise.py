"""Reproducible randomness in integers, so that a model in another language draws the same.

Noise comes from a counter, not from a state. Two fields of 12 bits of SplitMix64's word of that number choose from one table of
4096 normal quantiles, whose sum is the sample: a normal variable to within its fourth moment, bounded at 5.2 standard deviations.
"""

from statistics import NormalDist

import numpy as np

from ..splitmix import words

TABLE_BITS = 12


def quantiles(sigma: float) -> np.ndarray:
    """The table: 4096 equally likely values, int64, of standard deviation ``sigma / sqrt(2)``."""
    count = 1 << TABLE_BITS
    normal = NormalDist()
    table = np.array([normal.inv_cdf((k + 0.5) / count) for k in range(count)])
    table /= np.sqrt(np.mean(table**2))
    return np.rint(table * sigma / np.sqrt(2)).astype(np.int64)


def majority(repeats: int) -> tuple[float, float]:
    """Mean and deviation of the noise that decides where half of ``2**repeats`` decisions, each with normal noise, must fire."""
    drawn = np.sort(np.random.default_rng(0).standard_normal((100_000, 1 << repeats)), axis=1)[:, (1 << repeats) // 2]
    return float(drawn.mean()), float(drawn.std())


def samples(table: np.ndarray, seed: int, counters: np.ndarray) -> np.ndarray:
    """Normal samples of the counters given, int64."""
    z = words(seed, counters)
    low = (z >> np.uint64(64 - 2 * TABLE_BITS)).view(np.int64)
    low &= (1 << TABLE_BITS) - 1
    z >>= np.uint64(64 - TABLE_BITS)
    total = table.take(z.view(np.int64))
    total += table.take(low)
    return total
