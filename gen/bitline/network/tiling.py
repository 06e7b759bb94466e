"""A matrix larger than the macro, cut into tiles of the macro's size."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Tile:
    """A part of a matrix as one macro holds it.

    Attributes
    ----------
    row, column : int
        Where its first weight lies in the matrix.
    height, width : int
        How much of the matrix it covers.
    weights : int64 array
        Of the macro's size; zero beyond the matrix.
    """

    row: int
    column: int
    height: int
    width: int
    weights: np.ndarray

    @property
    def rows(self) -> slice:
        """The rows of the matrix that it covers."""
        return slice(self.row, self.row + self.height)

    @property
    def columns(self) -> slice:
        """The columns of the matrix that it covers."""
        return slice(self.column, self.column + self.width)


def tiles(matrix: np.ndarray, rows: int, columns: int) -> tuple[Tile, ...]:
    """Tiles of ``rows`` x ``columns`` that cover the matrix, row by row."""
    return tuple(
        _tile(matrix, row, column, rows, columns)
        for row in range(0, matrix.shape[0], rows)
        for column in range(0, matrix.shape[1], columns)
    )


def _tile(matrix: np.ndarray, row: int, column: int, rows: int, columns: int) -> Tile:
    part = matrix[row : row + rows, column : column + columns]
    weights = np.zeros((rows, columns), np.int64)
    height, width = part.shape
    weights[:height, :width] = part
    return Tile(row, column, height, width, weights)
