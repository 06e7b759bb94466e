"""Networks on macros with models of their arrays: every tile gives the codes that its macro would give."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bitline.estimate.placement import resident
from bitline.network.layers import Network
from bitline.network.placement import Job, Placement
from bitline.network.tiling import Tile, tiles
from bitline.network.workloads import workload_of_dense
from bitline.params.two_way import Direction, TwoWay

from ..arrays import two_way as arrays
from ..golden import two_way as golden
from .passes import Product, exact

BATCH_CODES = 1 << 18
"""Codes that stay near the processor."""


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


class Bank:
    """The macros of a placement. What they hold, and their noise, goes on from call to call, as it does in hardware.

    Parameters
    ----------
    p : TwoWay
    placement : Placement
    matrices : sequence of int arrays, (lines, outputs)
        Of each layer.
    array : "ideal" or "typical"
    seed : int
        Of the first macro's array; the others have those that follow.
    """

    def __init__(self, p: TwoWay, placement: Placement, matrices: Sequence[np.ndarray], array: str, seed: int = 0) -> None:
        self.p, self.placement, self.seed = p, placement, seed
        self._kind = array
        self._tiles = [tiles(matrix, p.array.rows, p.array.columns) for matrix in matrices]
        self._shapes = [matrix.shape for matrix in matrices]
        self._arrays: dict[int, arrays.Array] = {}
        self._held: dict[int, Tile] = {}

    def together(self, batch: int) -> int | None:
        """Images of a batch that must run at once for noise to be that of the placement; None where it makes no difference."""
        alone = self.placement.resident and self.placement.copies == 1
        return None if alone else self.placement.together(batch)

    def placed(self, number: int, job: Job) -> Placed:
        """A layer's tile on the macro that has the job."""
        return Placed(number, self._tiles[number][job.tile], self.seed + job.macro)

    def products(self, number: int, direction: Direction, vectors: np.ndarray, *, signed: bool) -> np.ndarray:
        """What a layer makes of vectors (images, positions, lines): (images, positions, outputs), int64."""
        outputs = self._shapes[number][0 if direction == "backward" else 1]
        out = np.zeros((*vectors.shape[:2], outputs), np.int64)
        for part in self.placement.parts(len(vectors)):
            for job in self.placement.jobs(number, part):
                place, at = self.placed(number, job), np.ix_(job.images, job.positions)
                lines = place.outputs(direction)
                made = self._through(job.macro, place, direction, vectors[at], signed)
                out[(*at, lines)] += made[..., : lines.stop - lines.start]
        return out

    def _through(self, macro: int, place: Placed, direction: Direction, vectors: np.ndarray, signed: bool) -> np.ndarray:
        """A tile's products, some at a time; it is written first where the macro holds another one."""
        if macro not in self._arrays:
            self._arrays[macro] = arrays.model(self.p, self._kind, place.seed)
        if self._held.get(macro) is not place.tile:
            write(self.p, self._arrays[macro], place.tile.weights)
            self._held[macro] = place.tile
        driven = place.vectors(self.p, direction, vectors.reshape(-1, vectors.shape[-1]))
        side, weights = self.p.sides[direction], place.tile.weights
        step = max(1, BATCH_CODES // (side.evaluations(signed) * side.converters))
        parts = (driven[start : start + step] for start in range(0, len(driven), step))
        made = [product(self.p, self._arrays[macro], weights, direction, part, signed=signed) for part in parts]
        return np.concatenate(made).reshape(*vectors.shape[:2], -1)


class Macros:
    """The macros of a perceptron, as a :data:`Product`.

    Parameters
    ----------
    p : TwoWay
    network : Network
    array, seed
        See :class:`Bank`.
    placement : Placement, optional
        Else every tile has a macro of its own.
    """

    def __init__(self, p: TwoWay, network: Network, array: str, seed: int = 0, placement: Placement | None = None) -> None:
        placement = placement or resident(workload_of_dense(network).products, p)
        self.bank = Bank(p, placement, [layer.weights for layer in network.layers], array, seed)

    def __call__(self, number: int, direction: Direction, vectors: np.ndarray) -> np.ndarray:
        return self.bank.products(number, direction, vectors[:, None], signed=direction == "backward")[:, 0]


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
