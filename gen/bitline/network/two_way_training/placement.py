"""A layer on the engine: its matrix as tiles of macros, its maps as words of memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ...params.two_way_training import TwoWayTraining
from ..training import Layer


@dataclass(frozen=True)
class Block:
    """Tiles that are at work together: a rectangle of a layer's tiles, on macros that follow each other.

    Attributes
    ----------
    macro : int
        The first macro.
    row, column : int
        The first tile, by its row and column among the layer's tiles.
    rows, columns : int
        Tiles along inputs and along outputs.
    """

    macro: int
    row: int
    column: int
    rows: int
    columns: int

    @property
    def tiles(self) -> Iterator[tuple[int, int, int]]:
        """Row, column and macro of each tile, row by row."""
        for row in range(self.rows):
            for column in range(self.columns):
                yield self.row + row, self.column + column, self.macro + column * self.rows + row


@dataclass(frozen=True, eq=False)
class Placed:
    """A layer as the engine sees it: a point of a map takes whole words.

    A first layer whose channels fill no whole words is unfolded by the host: a position's inputs are those under its kernel,
    packed, and the engine sees a kernel of one point.

    Attributes
    ----------
    p : TwoWayTraining
    layer : Layer
    channels : int
        Channels of a point where the layer before made the map: a fully connected layer takes all points at once.
    first : bool
    """

    p: TwoWayTraining
    layer: Layer
    channels: int
    first: bool

    @property
    def lanes(self) -> int:
        return self.p.array.lines_per_read

    @property
    def unfolded(self) -> bool:
        return self.first and self.layer.kernel > 1 and self.layer.map.channels % self.lanes != 0

    @cached_property
    def lines(self) -> np.ndarray:
        """For each line of the tiled matrix the row of the layer's matrix, -1 for padding."""
        channels = self.layer.rows if self.unfolded else self.channels
        points = self.layer.rows // channels
        padded = -(-channels // self.lanes) * self.lanes
        rows = np.full((points, padded), -1)
        rows[:, :channels] = np.arange(self.layer.rows).reshape(points, channels)
        return rows.ravel()

    @property
    def input_words(self) -> int:
        """Words under the kernel."""
        return len(self.lines) // self.lanes

    @property
    def point_words(self) -> int:
        """Words of a point of the map that is walked over."""
        return self.input_words if self.unfolded else self.input_words // self.layer.kernel**2

    @property
    def output_words(self) -> int:
        return -(-self.layer.columns // self.lanes)

    @property
    def row_tiles(self) -> int:
        return -(-len(self.lines) // self.p.array.rows)

    @property
    def column_tiles(self) -> int:
        return -(-self.layer.columns // self.p.array.columns)

    @property
    def tiles(self) -> int:
        return self.row_tiles * self.column_tiles

    @property
    def map_words(self) -> int:
        """Words of the map that is walked over, of one example."""
        points = self.layer.placed.positions if self.unfolded else self.layer.map.positions
        return points * self.point_words

    def blocks(self, macros: int, first: int = 0) -> list[Block]:
        """The tiles, as many at a time as there are macros, row by row."""
        if self.column_tiles > macros:
            return [
                Block(first, row, column, 1, min(macros, self.column_tiles - column))
                for row in range(self.row_tiles)
                for column in range(0, self.column_tiles, macros)
            ]
        rows = macros // self.column_tiles
        return [Block(first, row, 0, min(rows, self.row_tiles - row), self.column_tiles) for row in range(0, self.row_tiles, rows)]

    def tile_rows(self, row: int) -> int:
        """Rows that a tile of that row covers, padding below the last real one left out."""
        low, size = row * self.p.array.rows, self.p.array.rows
        return int(np.flatnonzero(self.lines[low : low + size] >= 0).max()) + 1

    def tile_words(self, column: int) -> int:
        """Word groups of a row that a tile of that column covers."""
        return min(self.p.word_groups, self.output_words - column * self.p.word_groups)

    # ---- weights

    def weights_of(self, matrix: np.ndarray, row: int, column: int) -> np.ndarray:
        """A tile of the layer's matrix, of the macro's size; zero where there is no weight."""
        lines, columns = self._covered(row, column)
        out = np.zeros((self.p.array.rows, self.p.array.columns), np.int64)
        real = lines >= 0
        out[: len(lines)][real, : columns.stop - columns.start] = matrix[lines[real], columns]
        return out

    def put(self, matrix: np.ndarray, row: int, column: int, tile: np.ndarray) -> None:
        """Put a tile back into the layer's matrix."""
        lines, columns = self._covered(row, column)
        real = np.flatnonzero(lines >= 0)
        matrix[lines[real], columns] = tile[real, : columns.stop - columns.start]

    def _covered(self, row: int, column: int) -> tuple[np.ndarray, slice]:
        """Lines and columns of the matrix that a tile covers."""
        rows, width = self.p.array.rows, self.p.array.columns
        return self.lines[row * rows : (row + 1) * rows], slice(column * width, min((column + 1) * width, self.layer.columns))


def placed(p: TwoWayTraining, layers: tuple[Layer, ...]) -> list[Placed]:
    """The layers of a network, each with the channels that the one before leaves at a point."""
    out = []
    for number, layer in enumerate(layers):
        made = layers[number - 1].made if number else layer.map
        out.append(Placed(p, layer, made.channels if layer.map.channels != made.channels else layer.map.channels, number == 0))
    return out
