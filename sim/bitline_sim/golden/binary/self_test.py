"""Which cells and which columns are not as they should be."""

from dataclasses import dataclass

import numpy as np

from .memory import Memory


@dataclass(frozen=True)
class MarchElement:
    """What is done with every row: read and held against a value, then written with another; from the last row on if descending."""

    reads: int | None
    writes: int | None
    descending: bool = False


MARCH = (
    MarchElement(None, 0),
    MarchElement(0, 1),
    MarchElement(1, 0),
    MarchElement(0, 1, descending=True),
    MarchElement(1, 0, descending=True),
    MarchElement(0, None),
)
"""March C- (van de Goor 1991)."""


@dataclass(frozen=True, eq=False)
class SelfTest:
    """What a self-test reads.

    Attributes
    ----------
    read, expected : uint8 arrays, (5, rows, columns)
        Cells as the five reads of each row find them, in the order of :data:`MARCH`, and as they should be.
    fires_on_zeros, fires_on_ones : uint8 arrays, (columns,)
        Decisions with all lines at the highest code, while all cells hold 0, and while all hold 1.
    """

    read: np.ndarray
    expected: np.ndarray
    fires_on_zeros: np.ndarray
    fires_on_ones: np.ndarray

    @property
    def stuck(self) -> np.ndarray:
        """The map of the cells: int8, (rows, columns); -1 for a good one, else the value that it was found with in its stead."""
        wrong = self.read != self.expected
        found = np.where(wrong, self.read, -1).astype(np.int8)
        return found.max(axis=0)

    @property
    def dead(self) -> np.ndarray:
        """Columns: int8, -1 for a good one, 1 where it fires on all zeros, else 0 where it does not fire on all ones."""
        return np.where(self.fires_on_zeros == 1, 1, np.where(self.fires_on_ones == 0, 0, -1)).astype(np.int8)


def self_test(memory: Memory) -> SelfTest:
    """March C-, then all lines at the highest code on zeros and on ones. The cells end as ones."""
    p, array = memory.p, memory.array
    full = np.full((1, p.array.rows), p.codes[-1])
    read = [_marched(memory, element) for element in MARCH]
    fires_on_zeros = array.evaluate(full)[0]
    _marched(memory, MarchElement(None, 1))
    fires_on_ones = array.evaluate(full)[0]
    checked = [number for number, element in enumerate(MARCH) if element.reads is not None]
    return SelfTest(
        read=np.array([read[number] for number in checked]),
        expected=np.array([np.full_like(read[number], MARCH[number].reads) for number in checked]),
        fires_on_zeros=fires_on_zeros,
        fires_on_ones=fires_on_ones,
    )


def _marched(memory: Memory, element: MarchElement) -> np.ndarray:
    """Do an element; what it reads, (rows, columns)."""
    rows, columns = memory.p.array.rows, memory.p.array.columns
    read = np.zeros((rows, columns), np.uint8)
    for row in reversed(range(rows)) if element.descending else range(rows):
        if element.reads is not None:
            read[row] = memory.read_row(row)
        if element.writes is not None:
            memory.write_row(row, np.full(columns, element.writes))
    return read
