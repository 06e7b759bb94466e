"""The array models on the pins of the engine's macros."""

from typing import Any

import numpy as np

from bitline.params.two_way import TwoWay

from ...arrays.two_way import Array
from ..two_way.link import Link as MacroLink

UNKNOWN = {"kind": np.zeros(0, np.int64), "signed": np.zeros(0, np.int64), "vectors": np.zeros((0, 0), np.int64)}
"""A stimulus that tells nothing ahead: what is driven depends on what has been learned."""


class Link(MacroLink):
    """One macro's array model, and a record of all that it was asked."""

    def __init__(self, p: TwoWay, stub: Any, model: Array) -> None:
        super().__init__(p, stub, model, UNKNOWN)
        self._p = p
        self._accesses: list[list[int]] = []

    def write(self, row: int, word_group: int, bits: np.ndarray) -> None:
        self._note(1, row, word_group, bits)
        super().write(row, word_group, bits)

    def read(self, row: int, word_group: int) -> np.ndarray:
        bits = super().read(row, word_group)
        self._note(0, row, word_group, bits)
        return bits

    def _note(self, written: int, row: int, word_group: int, bits: np.ndarray) -> None:
        planes = len(self._p.planes)
        cells = bits.reshape(-1, planes).astype(np.int64) @ (1 << np.arange(planes))
        self._accesses.append([written, row, word_group, *cells.tolist()])

    def record(self) -> dict[str, np.ndarray]:
        """``codes`` and ``drives``, a row an evaluation: codes, digits of all lines; ``accesses``, a row a word group
        written or read: whether it was written, row, word group, and each weight's cells as a number.
        """
        p, arrays = self._p, self.transcript.arrays()
        lines, size = sum(side.lines for side in p.sides.values()), p.input.digit_bits
        bits = np.unpackbits(arrays["drives"], axis=1, bitorder="little")[:, : lines * size]
        digits = bits.reshape(-1, lines, size) @ (1 << np.arange(size)) if len(bits) else np.zeros((0, lines), np.int64)
        accesses = np.array(self._accesses, np.int64).reshape(-1, 3 + p.array.lines_per_read)
        return {"codes": arrays["codes"].astype(np.int64), "drives": digits, "accesses": accesses}
