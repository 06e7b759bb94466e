"""Layers on two-way macros: each tile is written, and multiplied by inputs of its layer."""

from collections.abc import Iterator

import numpy as np

from bitline.network.datasets import Dataset
from bitline.network.filling import filling
from bitline.network.tiling import Tile, tiles
from bitline.params import MacroParameters
from bitline.params.two_way import TwoWay

from ..network.integers import levels
from ..runs.integer import images_of, network_of
from ..runs.two_way import check
from ..scoreboard.two_way import stimulus
from . import Excerpt, spread


def excerpts(p: MacroParameters, name: str, data: Dataset, count: int) -> Iterator[Excerpt]:
    """Of each tile ``count`` products, at positions that are spread over the first test image.

    Raises
    ------
    DataError
        Where there is no such network, or it does not fit the macro or the images.
    """
    assert isinstance(p, TwoWay)
    network = network_of(name)
    check(p, network)
    entering = levels(network, images_of(network, data, data.test.at(slice(1))))
    for node in network.products:
        source = node.sources[0]
        fill = filling(p, network.formats[source], node.layer.matrix)
        patches = node.layer.patches(entering[source]).reshape(-1, node.layer.matrix.shape[1])
        vectors = patches[spread(count, len(patches))] << fill.inputs
        for number, tile in enumerate(tiles(node.layer.matrix.T << fill.weights, p.array.rows, p.array.columns)):
            yield Excerpt(f"{node.name}, tile {number}", _products(p, tile, vectors, network.formats[source][0] < 0))


def _products(p: TwoWay, tile: Tile, vectors: np.ndarray, signed: bool) -> dict[str, np.ndarray]:
    """The tile's lines of the vectors, and zeros where the macro has more."""
    driven = np.pad(vectors[:, tile.rows], ((0, 0), (0, p.array.rows - tile.height)))
    return stimulus(p, tile.weights, [("forward", signed, vector) for vector in driven])
