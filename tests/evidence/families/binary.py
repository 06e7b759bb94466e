"""Sets of the binary macro."""

from typing import Any

import numpy as np

from bitline.params.binary import Binary

from ..draw import between


def drawn(rng: np.random.Generator) -> dict[str, dict[str, Any]]:
    """Word groups that make up the columns, bias rows and input beats that fit."""
    word, rows = between(rng, 1, 512), between(rng, 3, 512)
    return {
        "array": {"rows": rows, "word": word, "columns": word * between(rng, -(-2 // word), 512 // word)},
        "bias": {"rows": between(rng, 1, min(256, rows - 2))},
        "input": {"lines": between(rng, 1, rows - 2)},
    }


def cost(p: Binary) -> float:
    """By the bits of accumulators, pages and tables, and by the cycles of access to every row and of evaluations."""
    cycles = p.array.rows * sum(map(p.access_cycles, ("write", "read", "verify")))
    return max(
        p.array.columns * p.accumulator.bits / 1000,
        (p.program.pages + 1) * p.data_rows / 2000,
        p.bias.entries * p.bias.rows * p.array.code_bits / 2000,
        p.program.steps / 256,
        p.program.classes * p.program.score_bits / 1000,
        cycles / 30_000,
    )
