"""SplitMix64 (Steele, Lea, Flood, OOPSLA 2014) by counter: where the models' reproducible randomness comes from."""

import numpy as np

GOLDEN = 0x9E3779B97F4A7C15
MIX_1, MIX_2 = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


def words(seed: int, counters: np.ndarray) -> np.ndarray:
    """The 64-bit words of the counters given: number n is what the generator of that seed gives after n others."""
    with np.errstate(over="ignore"):
        z = counters.astype(np.uint64)  # in place from here on: millions of words are drawn
        z *= np.uint64(GOLDEN)
        z += np.uint64((seed + GOLDEN) % (1 << 64))
        for shift, factor in ((30, MIX_1), (27, MIX_2)):
            z ^= z >> np.uint64(shift)
            z *= np.uint64(factor)
        z ^= z >> np.uint64(31)
        return z
