"""The three products of training, as plain products of matrices."""

from collections.abc import Mapping
from typing import Protocol

import numpy as np

LARGEST = 255
"""Magnitude of an input or a weight at most."""

SINGLE = 1 << 24
"""Up to here single precision holds every integer."""


class Products(Protocol):
    """What makes the products of a layer's weights, inputs and errors."""

    def forward(self, number: int, weights: np.ndarray, x: np.ndarray) -> np.ndarray:
        """Inputs (n, rows) to sums (n, columns)."""
        ...

    def backward(self, number: int, weights: np.ndarray, e: np.ndarray) -> np.ndarray:
        """Errors (n, columns) to products (n, rows)."""
        ...

    def gradient(self, number: int, x: np.ndarray, e: np.ndarray) -> np.ndarray:
        """Inputs and errors to their outer products' sum, (rows, columns)."""
        ...

    def written(self, number: int, weights: np.ndarray) -> None:
        """A layer's weights are now these."""
        ...

    def state(self) -> dict[str, np.ndarray]:
        """What changes, besides weights, as products are made."""
        ...

    def restore(self, state: Mapping[str, np.ndarray]) -> None:
        """Go on from what :meth:`state` gave."""
        ...


class Exact:
    """Integer products, in whichever floating point holds every partial sum."""

    def forward(self, number: int, weights: np.ndarray, x: np.ndarray) -> np.ndarray:
        return exact_product(x, weights)

    def backward(self, number: int, weights: np.ndarray, e: np.ndarray) -> np.ndarray:
        return exact_product(e, weights.T)

    def gradient(self, number: int, x: np.ndarray, e: np.ndarray) -> np.ndarray:
        return exact_product(x.T, e)

    def written(self, number: int, weights: np.ndarray) -> None:
        pass

    def state(self) -> dict[str, np.ndarray]:
        return {}

    def restore(self, state: Mapping[str, np.ndarray]) -> None:
        pass


class Floating(Exact):
    """The same in single precision."""

    def forward(self, number: int, weights: np.ndarray, x: np.ndarray) -> np.ndarray:
        return x @ weights

    def backward(self, number: int, weights: np.ndarray, e: np.ndarray) -> np.ndarray:
        return e @ weights.T

    def gradient(self, number: int, x: np.ndarray, e: np.ndarray) -> np.ndarray:
        return x.T @ e


def exact_product(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """``a @ b`` of integers of at most nine bits and a sign, whatever the type of the arrays; of floating-point type."""
    most = LARGEST * float(np.abs(b).sum(axis=0, dtype=np.float64).max(initial=0))
    assert most < 1 << 53, "no floating point holds such sums"
    kind = np.float32 if most < SINGLE else np.float64
    return a.astype(kind, copy=False) @ b.astype(kind, copy=False)
