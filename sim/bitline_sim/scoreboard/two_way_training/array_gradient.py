"""Gradients that a one-way array makes, in the engine's order."""

from collections.abc import Iterator

import numpy as np

from bitline.estimate.two_way_training.gradient_array import blocks
from bitline.params.two_way import TwoWay
from bitline.params.two_way_training import Instruction

from .arrays import Arrays


class ArrayGradient:
    """The macro that stores activations.

    Parameters
    ----------
    macro : TwoWay
    arrays : Arrays
    number : int
        Of the macro among them.
    """

    def __init__(self, macro: TwoWay, arrays: Arrays, number: int) -> None:
        self.macro, self.arrays, self.number = macro, arrays, number

    def words(self, given: Instruction, inputs: np.ndarray, errors: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
        """What is added to sums: address and word, one after the other.

        Parameters
        ----------
        inputs : int array, (positions, words under the kernel, lanes)
        errors : int array, (positions, dense words, lanes)
        """
        start = 0
        for first, count in blocks(self.macro, inputs.shape[1], len(inputs)):
            at = slice(start, start + count)
            if self.macro.keeps_sums:
                self._clear()
            self._write(inputs[at, first : first + self.macro.word_groups])
            driven = errors[at].reshape(count, -1).T
            for output in range(given["outputs"]):
                yield from self._rows(given, first, output, driven[output], inputs.shape[1])
            start = (start + count) % len(inputs)

    def _clear(self) -> None:
        """Every row becomes zero, and so do the sums that are kept of them."""
        zeros = np.zeros(self.macro.array.lines_per_read, np.int64)
        for row, group in np.ndindex(self.macro.array.rows, self.macro.word_groups):
            self.arrays.write(self.number, row, group, zeros, clearing=True)

    def _write(self, block: np.ndarray) -> None:
        """Positions, (n, words, lanes), as rows; words beyond the kernel are zero, and of values the lowest bits are kept."""
        rows = np.zeros((len(block), self.macro.word_groups, block.shape[2]), np.int64)
        rows[:, : block.shape[1]] = block & self.macro.weights[-1]
        for row, group in np.ndindex(*rows.shape[:2]):
            self.arrays.write(self.number, row, group, rows[row, group])

    def _rows(
        self, given: Instruction, first: int, output: int, driven: np.ndarray, words: int
    ) -> Iterator[tuple[int, np.ndarray]]:
        """The gradients of an output, column by column of a slot, to lane and word of the output in each input's row."""
        array, share = self.macro.array, self.macro.adc.share
        vector = np.zeros(array.rows, np.int64)
        vector[: len(driven)] = driven
        results = self.arrays.product(self.number, "forward", True, vector)
        word, lane = divmod(output, array.lines_per_read)
        for slot in range(share):
            for column in range(slot, min(array.columns, (words - first) * array.lines_per_read), share):
                added = np.zeros(array.lines_per_read, np.int64)
                added[lane] = results[column]
                yield given["to"] + (first * array.lines_per_read + column) * given["dense_words"] + word, added
