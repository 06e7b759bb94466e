"""Gradients as the model of the array gives them that stores activations and is driven by errors."""

import numpy as np

from bitline.params.two_way import TwoWay

from ...arrays import two_way as arrays
from ...golden import two_way as golden
from ..macros import product
from ..passes import BATCH


class GradientArray:
    """The macro of an engine in which gradients are made; a row holds a sample's or a position's inputs.

    Parameters
    ----------
    macro : TwoWay
    array : "ideal" or "typical"
    seed : int
    """

    def __init__(self, macro: TwoWay, array: str, seed: int) -> None:
        self.macro = macro
        self.array = arrays.model(macro, array, seed)

    def gradient(self, x: np.ndarray, e: np.ndarray) -> np.ndarray:
        """Inputs (n, rows) and errors (n, columns) to gradients (rows, columns), in the engine's order."""
        rows, columns = self.macro.array.rows, self.macro.array.columns
        out = np.zeros((x.shape[1], e.shape[1]), np.int64)
        for column in range(0, x.shape[1], columns):
            for first in range(0, len(x), rows):
                stored, errors = x[first : first + rows, column : column + columns], e[first : first + rows]
                held = self._store(np.pad(stored, ((0, 0), (0, columns - stored.shape[1]))))
                made = self._products(held, np.pad(errors.T, ((0, 0), (0, rows - len(errors)))))
                out[column : column + columns] += made[:, : stored.shape[1]].T
        return out

    def _store(self, inputs: np.ndarray) -> np.ndarray:
        """Write the first rows, and show what all cells hold then; where sums are kept of that, all rows are cleared first."""
        if self.macro.keeps_sums:
            self._write(np.zeros((self.macro.array.rows, self.macro.array.columns), np.int64))
        self._write(inputs)
        return golden.weights_of_cells(self.macro, self.array.cells())

    def _write(self, inputs: np.ndarray) -> None:
        cells, size = golden.cells(self.macro, inputs), self.macro.array.lines_per_read
        for row, group in np.ndindex(len(inputs), self.macro.word_groups):
            self.array.write(row, group, cells[row, group * size : (group + 1) * size].ravel())

    def _products(self, held: np.ndarray, vectors: np.ndarray) -> np.ndarray:
        """Products of what is held, some vectors at a time."""
        parts = (vectors[first : first + BATCH] for first in range(0, len(vectors), BATCH))
        return np.concatenate([product(self.macro, self.array, held, "forward", part, signed=True) for part in parts])
