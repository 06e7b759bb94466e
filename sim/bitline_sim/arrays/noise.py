"""Reproducible randomness in integers, so that a model in another language draws the same.

Noise comes from a counter, not from a state: draw number n of seed s is ``mix(s + (n + 1) * GOLDEN)`` modulo 2**64, the
finalizer of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). Two fields of 12 bits of that word choose from one table of 4096 normal
quantiles, whose sum is the sample: a normal variable to within its fourth moment, bounded at 5.2 standard deviations.
"""

from statistics import NormalDist

import numpy as np

GOLDEN = 0x9E3779B97F4A7C15
MIX_1, MIX_2 = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
TABLE_BITS = 12


def words(seed: int, counters: np.ndarray) -> np.ndarray:
    """The 64-bit words of the counters given."""
    with np.errstate(over="ignore"):
        z = counters.astype(np.uint64)  # in place from here on: millions of words are drawn
        z *= np.uint64(GOLDEN)
        z += np.uint64((seed + GOLDEN) % (1 << 64))
        for shift, factor in ((30, MIX_1), (27, MIX_2)):
            z ^= z >> np.uint64(shift)
            z *= np.uint64(factor)
        z ^= z >> np.uint64(31)
        return z


def quantiles(sigma: float) -> np.ndarray:
    """The table: 4096 equally likely values, int64, of standard deviation ``sigma / sqrt(2)``."""
    count = 1 << TABLE_BITS
    normal = NormalDist()
    table = np.array([normal.inv_cdf((k + 0.5) / count) for k in range(count)])
    table /= np.sqrt(np.mean(table**2))
    return np.rint(table * sigma / np.sqrt(2)).astype(np.int64)


def samples(table: np.ndarray, seed: int, counters: np.ndarray) -> np.ndarray:
    """Normal samples of the counters given, int64."""
    z = words(seed, counters)
    low = (z >> np.uint64(64 - 2 * TABLE_BITS)).view(np.int64)
    low &= (1 << TABLE_BITS) - 1
    z >>= np.uint64(64 - TABLE_BITS)
    total = table.take(z.view(np.int64))
    total += table.take(low)
    return total
