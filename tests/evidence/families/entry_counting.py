"""Sets of the entry-counting macro."""

from typing import Any

import numpy as np

from bitline.params import formats
from bitline.params.entry_counting import EntryCounting

from ..draw import between


def drawn(rng: np.random.Generator) -> dict[str, dict[str, Any]]:
    """Beats that the lanes are a multiple of, halves of the store that are equal."""
    per_beat, halves = between(rng, 1, 512), between(rng, 1, 2)
    return {
        "store": {
            "lanes_per_beat": per_beat,
            "lanes": per_beat * between(rng, -(-2 // per_beat), 512 // per_beat),
            "double_buffer": halves == 2,
            "words": halves * between(rng, 1, 64 // halves),
        }
    }


def cost(p: EntryCounting) -> float:
    """By the bits of stored words, of counters, of choices of classes, of accumulators and of the requantizer's table."""
    return max(
        p.storage_bits / 2000,
        p.store.lanes * p.search.per_cycle / 512,
        len(p.classes) * p.search.per_cycle**2 / 20_000,
        p.accumulator.count * formats.width(p.sums) / 1000,
        p.requantizer.entries * (formats.width(p.sums) + 2 * p.requantizer.multiplier_bits) / 2000,
    )
