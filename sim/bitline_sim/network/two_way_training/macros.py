"""The three products of training as the array models of macros give them."""

from collections.abc import Mapping
from itertools import count

import numpy as np

from bitline.network.tiling import Tile, tiles
from bitline.network.training import Learner
from bitline.params.two_way import Direction
from bitline.params.two_way_training import TwoWayTraining

from ...arrays import two_way as arrays
from ..macros import Placed, product, write
from ..passes import BATCH
from .gradient_array import GradientArray
from .products import exact_product


class OnMacros:
    """Every tile of every layer has a macro of its own; gradients are made in another one, or by outer products, which are exact.

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
        seeds = count(seed)
        self._macros: dict[int, list[tuple[Placed, arrays.Array]]] = {}
        for number, layer in enumerate(learner.layers):
            places = [Placed(number, tile, next(seeds)) for tile in self._tiles(np.zeros((layer.rows, layer.columns), np.int64))]
            self._macros[number] = [(place, arrays.model(p, array, place.seed)) for place in places]
        self._gradients = GradientArray(p.gradient_macro, array, next(seeds)) if p.gradient_macro else None

    def _tiles(self, matrix: np.ndarray) -> tuple[Tile, ...]:
        return tiles(matrix, self.p.array.rows, self.p.array.columns)

    @property
    def _arrays(self) -> list[arrays.Array]:
        macros = (array for macros in self._macros.values() for _, array in macros)
        return [*macros, *([self._gradients.array] if self._gradients else [])]

    def written(self, number: int, weights: np.ndarray) -> None:
        pairs = zip(self._tiles(weights), self._macros[number], strict=True)
        self._macros[number] = [(Placed(number, tile, place.seed), array) for tile, (place, array) in pairs]
        for place, array in self._macros[number]:
            write(self.p, array, place.tile.weights)

    def forward(self, number: int, weights: np.ndarray, x: np.ndarray) -> np.ndarray:
        return self._product(number, "forward", x, weights.shape[1])

    def backward(self, number: int, weights: np.ndarray, e: np.ndarray) -> np.ndarray:
        return self._product(number, "backward", e, weights.shape[0])

    def gradient(self, number: int, x: np.ndarray, e: np.ndarray) -> np.ndarray:
        if self._gradients is None:
            return exact_product(x.T, e)
        return self._gradients.gradient(x.astype(np.int64), e.astype(np.int64))

    def _product(self, number: int, direction: Direction, vectors: np.ndarray, outputs: int) -> np.ndarray:
        vectors = vectors.astype(np.int64)
        out = np.zeros((len(vectors), outputs), np.int64)
        for place, array in self._macros[number]:
            driven, lines = place.vectors(self.p, direction, vectors), place.outputs(direction)
            results = self._through(array, place.tile.weights, direction, driven, signed=direction == "backward")
            out[:, lines] += results[:, : lines.stop - lines.start]
        return out

    def _through(
        self, array: arrays.Array, weights: np.ndarray, direction: Direction, vectors: np.ndarray, *, signed: bool
    ) -> np.ndarray:
        """Products of an array that holds the weights, some vectors at a time."""
        parts = (vectors[first : first + BATCH] for first in range(0, len(vectors), BATCH))
        return np.concatenate([product(self.p, array, weights, direction, part, signed=signed) for part in parts])

    def state(self) -> dict[str, np.ndarray]:
        """What changes in the arrays as they are used."""
        return {
            f"array_{at}_{name}": np.asarray(value)
            for at, array in enumerate(self._arrays)
            for name, value in array.state().items()
        }

    def restore(self, state: Mapping[str, np.ndarray]) -> None:
        """Go on from what :meth:`state` gave."""
        for at, array in enumerate(self._arrays):
            array.restore({name: state[f"array_{at}_{name}"] for name in array.state()})
