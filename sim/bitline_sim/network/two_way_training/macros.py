"""The three products of training as the array models of macros give them."""

from collections.abc import Callable, Mapping

import numpy as np

from bitline.network.tiling import tiles
from bitline.network.training import Learner
from bitline.params.two_way import Direction
from bitline.params.two_way_training import TwoWayTraining

from ...arrays import two_way as arrays
from ..macros import Placed, product, write
from ..passes import BATCH


class OnMacros:
    """Every tile of every layer has a macro of its own, and all share one that gradients are made in.

    That one is used one way: a row holds a sample's or a position's inputs, less half their range, which makes them weights;
    the errors of an output are driven onto the rows, and what they sum to comes back to what was taken off.

    Parameters
    ----------
    p : TwoWayTraining
    learner : Learner
    array : "ideal" or "typical"
    seed : int
        Of the first macro's array; the others have those that follow.
    """

    def __init__(self, p: TwoWayTraining, learner: Learner, array: str, seed: int = 0) -> None:
        self.p = p
        zeros = [np.zeros((layer.rows, layer.columns), np.int64) for layer in learner.layers]
        parts = [(number, tile) for number, matrix in enumerate(zeros) for tile in tiles(matrix, p.array.rows, p.array.columns)]
        self._placed = [Placed(number, tile, seed + index) for index, (number, tile) in enumerate(parts)]
        self._arrays = [arrays.model(p, array, place.seed) for place in self._placed]
        self._gradients = arrays.model(p, array, seed + len(parts))

    def written(self, number: int, weights: np.ndarray) -> None:
        for tile, (at, array) in zip(tiles(weights, self.p.array.rows, self.p.array.columns), self._of(number), strict=True):
            self._placed[at] = Placed(number, tile, self._placed[at].seed)
            write(self.p, array, tile.weights)

    def forward(self, number: int, weights: np.ndarray, x: np.ndarray) -> np.ndarray:
        return self._product(number, "forward", x, weights.shape[1])

    def backward(self, number: int, weights: np.ndarray, e: np.ndarray) -> np.ndarray:
        return self._product(number, "backward", e, weights.shape[0])

    def gradient(self, number: int, x: np.ndarray, e: np.ndarray) -> np.ndarray:
        p, half = self.p, 1 << self.p.weight.bits - 1
        out = np.zeros((x.shape[1], e.shape[1]), np.int64)
        for first in range(0, len(x), p.array.rows):
            errors = e[first : first + p.array.rows].astype(np.int64)
            driven = np.pad(errors.T, ((0, 0), (0, p.array.rows - len(errors))))
            for tile in tiles(x[first : first + p.array.rows].astype(np.int64) - half, p.array.rows, p.array.columns):
                write(p, self._gradients, tile.weights)
                sums = _in_batches(
                    driven, lambda part, held=tile.weights: product(p, self._gradients, held, "forward", part, signed=True)
                )
                out[tile.columns] += (sums[:, : tile.width] + half * errors.sum(axis=0)[:, None]).T
        return out

    def _of(self, number: int) -> list[tuple[int, arrays.Array]]:
        """A layer's macros, each with its place among all."""
        return [(at, array) for at, array in enumerate(self._arrays) if self._placed[at].layer == number]

    def _product(self, number: int, direction: Direction, vectors: np.ndarray, outputs: int) -> np.ndarray:
        vectors, signed = vectors.astype(np.int64), direction == "backward"
        out = np.zeros((len(vectors), outputs), np.int64)
        for at, array in self._of(number):
            place = self._placed[at]
            results = _in_batches(
                place.vectors(self.p, direction, vectors),
                lambda part, held=place.tile.weights, array=array: product(self.p, array, held, direction, part, signed=signed),
            )
            lines = place.outputs(direction)
            out[:, lines] += results[:, : lines.stop - lines.start]
        return out

    def state(self) -> dict[str, np.ndarray]:
        """What changes in the arrays as they are used."""
        every = enumerate([*self._arrays, self._gradients])
        return {f"array_{at}_{name}": np.asarray(value) for at, array in every for name, value in array.state().items()}

    def restore(self, state: Mapping[str, np.ndarray]) -> None:
        """Go on from what :meth:`state` gave."""
        for at, array in enumerate([*self._arrays, self._gradients]):
            array.restore({name: state[f"array_{at}_{name}"] for name in array.state()})


def _in_batches(vectors: np.ndarray, made: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    return np.concatenate([made(vectors[first : first + BATCH]) for first in range(0, len(vectors), BATCH)])
