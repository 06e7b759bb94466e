"""Sets of the two-way macro."""

from typing import Any

import numpy as np

from bitline.params.two_way import TwoWay

from ..draw import between

MOST_WEIGHTS = 1 << 14


def drawn(rng: np.random.Generator) -> dict[str, dict[str, Any]]:
    """Lines that the converters' share divides, no more read at once than there are, a step that is a power of two.

    In every other set converters cover every sum, so that results are exact.
    """
    share = 1 << between(rng, 0, 4) if rng.integers(4) else between(rng, 1, 16)  # mostly one that divides the most lines
    bits, digit_bits = between(rng, 1, 8), between(rng, 1, 2)
    least = -(-2 // share)
    some = share * between(rng, least, 1024 // share)
    others = share * between(rng, least, max(least, min(1024, MOST_WEIGHTS // some) // share))
    rows, columns = (some, others) if rng.integers(2) else (others, some)
    covered = ((1 << bits) - 1) // ((1 << digit_bits) - 1)
    exact = covered > 0 and rng.random() < 0.5
    most = min(256, rows, columns, covered) if exact else min(256, max(rows, columns))
    return {
        "array": {"rows": rows, "columns": columns, "lines_per_read": between(rng, 1, most)},
        "input": {"digit_bits": digit_bits},
        "adc": {"bits": bits, "share": share, "step": 1 if exact else 1 << between(rng, 0, 6)},
        "nonideal": {"retention_evaluations": 10.0 ** rng.uniform(1, 12)},
    }


def cost(p: TwoWay) -> float:
    """By the bits of converters and of input buffers, and by the cycles of every kind of product and of access to every row."""
    lines = p.array.rows + p.array.columns
    levels = p.adc.bits if p.adc.kind == "sar" else p.codes[-1]
    circuit = sum(side.converters for side in p.sides.values()) * levels + lines * p.driven_bits
    products = sum(p.product_cycles(direction, signed) for direction in p.sides for signed in (False, True))
    accesses = p.array.rows * sum(map(p.access_cycles, ("write", "read", "verify"))) + p.access_cycles("clear")
    return max(circuit / 2000, (products + accesses) / 60_000)
