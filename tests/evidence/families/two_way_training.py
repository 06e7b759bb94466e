"""Sets of the training engine."""

from math import gcd
from typing import Any

import numpy as np

from bitline.params.two_way_training import TwoWayTraining, word_bits

from ..draw import between
from . import two_way

SIGNS = ("twos_complement", "offset_binary", "differential")
"""Of weights that learn."""


def drawn(rng: np.random.Generator) -> dict[str, dict[str, Any]]:
    """Macros and gradient arrays of whole word groups, widths that hold one result, memories that hold a step of a few words."""
    given = two_way.drawn(rng)
    lines = max(2, given["array"]["lines_per_read"])
    given["array"] |= {"lines_per_read": lines, "directions": "both"}
    given["array"] |= {side: lines * max(1, given["array"][side] // lines) for side in ("rows", "columns")}
    given["adc"]["share"] = gcd(given["adc"]["share"], given["array"]["rows"], given["array"]["columns"])
    bits = between(rng, 3, 8)
    memories = {name: 1 << between(rng, 8, 12) for name in ("value_words", "sum_words")}
    return {
        **given,
        "input": given["input"] | {"bits": bits},
        "weight": {"sign": SIGNS[rng.integers(len(SIGNS))]},
        "training": {
            "macros": between(rng, 1, 4),
            "gradient_rows": lines * between(rng, 0, given["array"]["rows"] // lines),
            "sum_bits": between(rng, 24, 48),
            "activation_bits": between(rng, 2, bits),
            "error_bits": between(rng, 3, bits),
            "program_words": between(rng, 48, 64),
            **memories,
        },
    }


def cost(p: TwoWayTraining) -> float:
    """As its macros, and by the widths of a word of sums and of an instruction."""
    return max(sum(map(two_way.cost, p.all_macros)), p.array.lines_per_read * p.training.sum_bits / 800, word_bits(p) / 400)
