"""A network's sums as two-way macros make them on models of their arrays: every tile of a layer has a macro of its own."""

from dataclasses import dataclass

import numpy as np

from bitline.network.convolution import Layer
from bitline.network.filling import filling
from bitline.network.integers import IntegerNetwork
from bitline.network.tiling import Tile, tiles
from bitline.params.two_way import TwoWay

from ..arrays import two_way as arrays
from .macros import product, write

BATCH = 32
"""Vectors of which a macro's codes are kept at a time: tens of megabytes."""


@dataclass(frozen=True, eq=False)
class Chip:
    """A macro and the tile that it holds."""

    tile: Tile
    array: arrays.Array


class Chips:
    """Layers' sums on array models, as :data:`bitline_sim.network.integers.Sums`; noise goes on from call to call.

    Parameters
    ----------
    p : TwoWay
    network : IntegerNetwork
        Whose weights and inputs fit the macro.
    array : "ideal" or "typical"
    seed : int
        Of the first macro; the others have those that follow.
    """

    def __init__(self, p: TwoWay, network: IntegerNetwork, array: str, seed: int = 0) -> None:
        self._p = p
        self._inputs = {node.name: network.formats[node.sources[0]] for node in network.products}
        self._filling = {node.name: filling(p, self._inputs[node.name], node.layer.matrix) for node in network.products}
        self._chips: dict[str, list[Chip]] = {}
        for node in network.products:
            parts = tiles(node.layer.matrix.T << self._filling[node.name].weights, p.array.rows, p.array.columns)
            self._chips[node.name] = [self._written(tile, array, seed + number) for number, tile in enumerate(parts)]
            seed += len(parts)

    def _written(self, tile: Tile, array: str, seed: int) -> Chip:
        model = arrays.model(self._p, array, seed)
        write(self._p, model, tile.weights)
        return Chip(tile, model)

    def __call__(self, layer: Layer, inputs: np.ndarray) -> np.ndarray:
        patches, fill = layer.patches(inputs), self._filling[layer.name]
        vectors = patches.reshape(-1, patches.shape[-1]).astype(np.int64) << fill.inputs
        signed = self._inputs[layer.name][0] < 0
        made = np.zeros((len(vectors), layer.channels), np.int64)
        for start in range(0, len(vectors), BATCH):
            for chip in self._chips[layer.name]:
                part = vectors[start : start + BATCH, chip.tile.rows]
                driven = np.pad(part, ((0, 0), (0, self._p.array.rows - part.shape[1])))
                results = product(self._p, chip.array, chip.tile.weights, "forward", driven, signed=signed)
                made[start : start + BATCH, chip.tile.columns] += results[:, : chip.tile.width]
        return fill.sums(made).reshape(*patches.shape[:-1], -1)
