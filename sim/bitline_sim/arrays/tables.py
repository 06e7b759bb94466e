"""A chip's tables as files for a model in Verilog."""

from collections.abc import Mapping

import numpy as np


def hex_files(tables: Mapping[str, np.ndarray]) -> dict[str, str]:
    """For each table the text that ``$readmemh`` reads, a word a line; negative words in two's complement of their type's width."""
    return {f"{name}.hex": "".join(f"{word:x}\n" for word in _unsigned(np.asarray(table))) for name, table in tables.items()}


def _unsigned(table: np.ndarray) -> list[int]:
    return [word % (1 << 8 * table.dtype.itemsize) for word in table.ravel().tolist()]
