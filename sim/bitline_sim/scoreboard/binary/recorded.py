"""An array that answers as one was recorded to have answered."""

import numpy as np

from bitline.params.binary import Binary

from ...golden.binary import decisions
from .script import Stimulus


class Recorded:
    """Decides and reads as recorded, and notes what it is asked.

    Attributes
    ----------
    codes, written, written_cells, fetched
        What it is asked.
    known, ideal
        Numbers of the evaluations all of whose driven rows have been written, and what an ideal array decides in them.
    remembered, stored
        Numbers of the reads of what has been written, and what that was.
    """

    def __init__(self, p: Binary, outcome: Stimulus) -> None:
        self._p, self._outcome = p, outcome
        self.evaluations = 0
        self.codes: list[np.ndarray] = []
        self.written: list[tuple[int, int]] = []
        self.written_cells: list[np.ndarray] = []
        self.fetched: list[tuple[int, int]] = []
        self.known: list[int] = []
        self.ideal: list[np.ndarray] = []
        self.remembered: list[int] = []
        self.stored: list[np.ndarray] = []
        self._cells = np.zeros((p.array.rows, p.array.columns), np.uint8)
        self._is_known = np.zeros((p.array.rows, p.word_groups), bool)

    def evaluate(
        self, codes: np.ndarray, numbers: np.ndarray | None = None, over: object = None, columns: slice = slice(None)
    ) -> np.ndarray:
        first = len(self.codes)
        recorded = self._outcome["decisions"][first : first + len(codes)]
        for number, of_lines in enumerate(codes, first):
            if number < len(self._outcome["decisions"]) and self._is_known[of_lines > 0].all():
                self.known.append(number)
                self.ideal.append(decisions(of_lines, self._cells))
        self.codes += list(codes)
        missing = np.zeros((len(codes) - len(recorded), self._p.array.columns), np.uint8)
        return np.concatenate([recorded, missing])[:, columns]

    def write(self, row: int, word_group: int, bits: np.ndarray) -> None:
        self.written.append((row, word_group))
        self.written_cells.append(bits)
        self._cells[row, self._word(word_group)] = bits
        self._is_known[row, word_group] = True

    def read(self, row: int, word_group: int) -> np.ndarray:
        number = len(self.fetched)
        self.fetched.append((row, word_group))
        if number >= len(self._outcome["fetched_cells"]):
            return np.zeros(self._p.array.word, np.uint8)
        if self._is_known[row, word_group]:
            self.remembered.append(number)
            self.stored.append(self._cells[row, self._word(word_group)].copy())
        return self._outcome["fetched_cells"][number]

    def _word(self, word_group: int) -> slice:
        return slice(word_group * self._p.array.word, (word_group + 1) * self._p.array.word)
