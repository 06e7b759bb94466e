"""The array as the periphery meets it, and rows of its cells."""

from typing import Protocol

import numpy as np

from bitline.params.binary import Binary


class Chip(Protocol):
    """What a machine asks of an array; see :class:`bitline_sim.arrays.binary.Array`."""

    evaluations: int

    def evaluate(
        self,
        codes: np.ndarray,
        numbers: np.ndarray | None = None,
        over: tuple[slice, np.ndarray] | None = None,
        columns: slice = slice(None),
    ) -> np.ndarray: ...

    def write(self, row: int, word_group: int, bits: np.ndarray) -> None: ...

    def read(self, row: int, word_group: int) -> np.ndarray: ...


class Memory:
    """The array as a memory of rows.

    Parameters
    ----------
    p : Binary
    array : Chip
    """

    def __init__(self, p: Binary, array: Chip) -> None:
        self.p, self.array = p, array

    def write_row(self, row: int, cells: np.ndarray) -> None:
        """Write a row of cells."""
        for word_group, bits in enumerate(np.asarray(cells, np.uint8).reshape(self.p.word_groups, -1)):
            self.array.write(row, word_group, bits)

    def read_row(self, row: int) -> np.ndarray:
        """Read a row of cells."""
        return np.concatenate([self.array.read(row, word_group) for word_group in range(self.p.word_groups)])
