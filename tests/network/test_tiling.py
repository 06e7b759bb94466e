"""Tiles cover a matrix exactly once."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bitline.network.tiling import tiles
from strategies import between, generators


@given(rng=generators(), height=between(1, 30), width=between(1, 30), rows=between(1, 12), columns=between(1, 12))
def test_each_weight_lies_in_one_tile(rng: np.random.Generator, height: int, width: int, rows: int, columns: int) -> None:
    matrix = rng.integers(1, 100, (height, width))
    covered = np.zeros((height, width), int)
    for tile in tiles(matrix, rows, columns):
        assert tile.weights.shape == (rows, columns)
        assert np.array_equal(tile.weights[: tile.height, : tile.width], matrix[tile.rows, tile.columns])
        assert np.count_nonzero(tile.weights) == tile.height * tile.width
        covered[tile.rows, tile.columns] += 1
    assert (covered == 1).all()


@given(rng=generators(), size=st.tuples(between(1, 20), between(1, 20)))
def test_products_of_tiles_add_up(rng: np.random.Generator, size: tuple[int, int]) -> None:
    matrix, x, e = rng.integers(-9, 9, size), rng.integers(0, 9, size[0]), rng.integers(-9, 9, size[1])
    y, g = np.zeros(size[1], int), np.zeros(size[0], int)
    for tile in tiles(matrix, 8, 6):
        y[tile.columns] += (np.pad(x[tile.rows], (0, 8 - tile.height)) @ tile.weights)[: tile.width]
        g[tile.rows] += (tile.weights @ np.pad(e[tile.columns], (0, 6 - tile.width)))[: tile.height]
    assert np.array_equal(y, x @ matrix) and np.array_equal(g, matrix @ e)
