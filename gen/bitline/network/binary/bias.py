"""Thresholds as cells: rows of constant codes, each of which a column adds to its sum, or takes off."""

import itertools
from collections.abc import Sequence
from functools import cached_property

import numpy as np


def constant_codes(reach: int, top: int) -> tuple[int, ...]:
    """Codes up to ``top``, on as few rows as can be, with which every odd number from ``-reach`` to ``reach`` can be made.

    ``top`` is the highest code there is, one less than a power of two. The codes 1, 2, 4, … alone make every odd number up to
    ``top``; an even code more shifts that span both ways.
    """
    fine = tuple(1 << k for k in reversed(range(top.bit_length())))
    even = max(1, top - 1)  # where 1 is all there is, an odd number of ones
    rows = max(0, -(-(reach - top) // even))
    return (even,) * (rows + (rows % 2 if top == 1 else 0)) + fine


class Choice:
    """Everything that the cells of rows of constant codes can add to a column's sum.

    Parameters
    ----------
    codes : sequence of int
    held : sequence of int, optional
        The value that a cell of each row holds for ever, -1 for a good one.
    """

    def __init__(self, codes: Sequence[int], held: Sequence[int] | None = None) -> None:
        self.codes = tuple(codes)
        self._allowed = [(0, 1) if value < 0 else (value,) for value in (held if held is not None else [-1] * len(codes))]

    @cached_property
    def _sums(self) -> list[int]:
        """After each row, bit T is 1 where the rows so far can hold ones whose codes add up to T."""
        return list(itertools.accumulate(zip(self.codes, self._allowed, strict=True), _more, initial=1))

    def nearest(self, target: float, least: float = -np.inf, most: float = np.inf) -> int:
        """The number that can be made nearest to the target, if possible from ``least`` to ``most``; the lower of two as near."""
        inside = [number for number in self.numbers if least <= number <= most]
        return min(inside or self.numbers, key=lambda number: (abs(number - target), number))

    @cached_property
    def numbers(self) -> list[int]:
        """Every number that can be made, rising."""
        total = sum(self.codes)
        return [2 * ones - total for ones in range(total + 1) if self._sums[-1] >> ones & 1]

    def cells(self, number: int) -> np.ndarray:
        """Cells that make a number: uint8, one a row."""
        ones = (number + sum(self.codes)) // 2
        cells = np.zeros(len(self.codes), np.uint8)
        for row in reversed(range(len(self.codes))):
            cells[row] = next(
                bit
                for bit in self._allowed[row]
                if ones >= bit * self.codes[row] and self._sums[row] >> ones - bit * self.codes[row] & 1
            )
            ones -= int(cells[row]) * self.codes[row]
        return cells


def _more(sums: int, row: tuple[int, tuple[int, ...]]) -> int:
    """The sums with one more row, of a code and the values that its cell can have."""
    code, allowed = row
    return (sums if 0 in allowed else 0) | (sums << code if 1 in allowed else 0)
