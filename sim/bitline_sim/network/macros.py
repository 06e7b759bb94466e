"""Networks on macros: every tile of every layer has a macro, and gives the codes that this macro would give."""

from dataclasses import dataclass

import numpy as np

from bitline.network.layers import Network
from bitline.network.tiling import Tile, tiles
from bitline.params.two_way import Direction, TwoWay

from ..arrays import two_way as arrays
from ..golden import two_way as golden
from .passes import Product, exact


@dataclass(frozen=True, eq=False)
class Placed:
    """A tile with its macro.

    Attributes
    ----------
    layer : int
    tile : Tile
    seed : int
        Of this macro's array.
    """

    layer: int
    tile: Tile
    seed: int

    def lines(self, direction: Direction) -> slice:
        """The layer's lines that this tile drives."""
        return self.tile.columns if direction == "backward" else self.tile.rows

    def outputs(self, direction: Direction) -> slice:
        """The layer's results that this tile has a part in."""
        return self.tile.rows if direction == "backward" else self.tile.columns

    def vectors(self, p: TwoWay, direction: Direction, vectors: np.ndarray) -> np.ndarray:
        """This tile's part of a layer's vectors, padded with zeros to the macro's lines."""
        part = vectors[:, self.lines(direction)]
        return np.pad(part, ((0, 0), (0, p.sides[direction].lines - part.shape[1])))


def placed(p: TwoWay, network: Network, seed: int = 0) -> tuple[Placed, ...]:
    """Every tile of a network with a macro of its own; the first macro has the seed given, the others those that follow."""
    parts = [
        (number, tile)
        for number, layer in enumerate(network.layers)
        for tile in tiles(layer.weights, p.array.rows, p.array.columns)
    ]
    return tuple(Placed(number, tile, seed + index) for index, (number, tile) in enumerate(parts))


class Macros:
    """The macros of a network, as a :data:`Product`. Their noise goes on from call to call, as it does in hardware.

    Parameters
    ----------
    p : TwoWay
    network : Network
    array : "ideal" or "typical"
    seed : int
    """

    def __init__(self, p: TwoWay, network: Network, array: str, seed: int = 0) -> None:
        self.p, self.network = p, network
        self._macros = [(place, arrays.model(p, array, place.seed)) for place in placed(p, network, seed)]
        for place, model in self._macros:
            write(p, model, place.tile.weights)

    def __call__(self, number: int, direction: Direction, vectors: np.ndarray) -> np.ndarray:
        shape = self.network.layers[number].weights.shape
        out = np.zeros((len(vectors), shape[0 if direction == "backward" else 1]), np.int64)
        for place, array in self._macros:
            if place.layer == number:
                at = place.outputs(direction)
                driven = place.vectors(self.p, direction, vectors)
                results = product(self.p, array, place.tile.weights, direction, driven, signed=direction == "backward")
                out[:, at] += results[:, : at.stop - at.start]
        return out


def on_macros(p: TwoWay, network: Network, array: str, seed: int = 0) -> Product:
    """Products as the network's macros make them; on ideal arrays with exact converters those are the plain ones."""
    return exact(network) if array == "ideal" and p.exact else Macros(p, network, array, seed)


def product(
    p: TwoWay, array: arrays.Array, weights: np.ndarray, direction: Direction, vectors: np.ndarray, *, signed: bool
) -> np.ndarray:
    """What a macro that holds the weights makes of vectors (n, lines): (n, outputs), int64."""
    d = golden.drives(p, vectors, direction, signed)
    codes = array.evaluate(direction, d.digits, d.slot, d.plane)
    return golden.results_of_codes(p, codes, weights, direction, signed)


def write(p: TwoWay, array: arrays.Array, weights: np.ndarray) -> None:
    """Write weights of the macro's size into its array."""
    cells, size = golden.cells(p, weights), p.array.lines_per_read
    for row in range(p.array.rows):
        for group in range(p.word_groups):
            array.write(row, group, cells[row, group * size : (group + 1) * size].ravel())
