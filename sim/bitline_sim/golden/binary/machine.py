"""The periphery with an array on it."""

import numpy as np

from bitline.params.binary import Binary, Program, check_program

from .memory import Chip, Memory
from .runs import Run, Runs
from .self_test import SelfTest, self_test


class Machine(Memory):
    """Memory, programs, trim and self-test.

    Inputs can be run one by one or many at once; both give the same, decisions under noise included, since each evaluation
    has its number.

    Parameters
    ----------
    p : Binary
    array : Chip

    Attributes
    ----------
    use_trim : bool
        Whether the trim rows are driven, as the register field.
    """

    def __init__(self, p: Binary, array: Chip) -> None:
        super().__init__(p, array)
        self.use_trim = False
        self._program: Program | None = None

    def load(self, program: Program) -> None:
        """Load a program.

        Raises
        ------
        ParameterError
            Where it cannot be.
        """
        check_program(self.p, program)
        self._program = program

    def run(self, inputs: np.ndarray, weights: np.ndarray | None = None) -> Run:
        """Run the program.

        Parameters
        ----------
        inputs : integer array, (n, pages, data rows)
            The input pages of each run, in the order in which the program takes them.
        weights : integer array, (rows reloaded, columns), optional
            Cells for the rows that each run reloads, in the program's order.

        Raises
        ------
        ValueError
            Where several inputs are given and a run depends on what the one before has left.
        """
        assert self._program is not None, "no program is loaded"
        return Runs(self, self._program, np.asarray(inputs), weights, self.use_trim).outcome

    def trim(self, repeats: int = 0) -> np.ndarray:
        """Measure every column's offset, and write the trim rows so that they cancel it.

        Digit by digit, the heaviest first, ``2**repeats`` decisions are taken with the trim rows written so far driven and all
        other rows at rest. Where half of them or more fire, the column's cells of that digit become 0, that is -1, elsewhere 1.

        Returns
        -------
        int64 array, (columns,)
            What the trim rows now add to each column's sum, in code steps.
        """
        digits, rows = self.p.trim_digits, self.p.trim_rows
        needed = (1 << repeats) + 1 >> 1
        trims = np.zeros(self.p.array.columns, np.int64)
        for row in range(digits.rows):
            if row in digits.begins:
                fires = self.array.evaluate(np.repeat(self._trim_codes(row), 1 << repeats, axis=0)).sum(axis=0)
                cells = (fires < needed).astype(np.uint8)
            self.write_row(rows[row], cells)
            trims += (2 * cells.astype(np.int64) - 1) * digits.codes[row]
        return trims

    def _trim_codes(self, rows: int) -> np.ndarray:
        """Codes of the lines with the first trim rows driven: (1, rows)."""
        codes = np.zeros((1, self.p.array.rows), np.int64)
        codes[0, self.p.trim_rows.start :][:rows] = self.p.trim_digits.codes[:rows]
        return codes

    def self_test(self) -> SelfTest:
        """March C- over the array, then all lines at the highest code on zeros and on ones. The cells end as ones."""
        return self_test(self)
