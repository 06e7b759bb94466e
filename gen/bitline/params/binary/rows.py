"""Rows that weigh the same in every column but for their sign: how a weight is spread over word lines."""

import itertools
from dataclasses import dataclass


@dataclass(frozen=True)
class Digits:
    """Rows whose cells are the digits of a number, ±1 each, the heaviest first: what a successive approximation writes.

    Attributes
    ----------
    codes : tuple of int
        The code of each row.
    begins : frozenset of int
        Rows that begin a digit; the rows up to the next one belong to it too, and hold the same cells.
    """

    codes: tuple[int, ...]
    begins: frozenset[int]

    @property
    def rows(self) -> int:
        return len(self.codes)

    @property
    def weights(self) -> tuple[int, ...]:
        """What each digit weighs, in code steps."""
        return tuple(sum(self.codes[start:stop]) for start, stop in itertools.pairwise([*sorted(self.begins), self.rows]))


def binary_digits(digits: int, step: int, top: int) -> Digits:
    """Digits of ``step * 2**(digits-1)`` down to ``step``, on as few rows as codes up to ``top`` allow."""
    codes: list[int] = []
    begins: set[int] = set()
    for digit in reversed(range(digits)):
        begins.add(len(codes))
        codes += spread(step << digit, top)
    return Digits(tuple(codes), frozenset(begins))


def spread(weight: int, top: int) -> tuple[int, ...]:
    """Codes that add up to a weight, as few and as equal as can be."""
    rows = -(-weight // top)
    least, more = divmod(weight, rows)
    return (least + 1,) * more + (least,) * (rows - more)
