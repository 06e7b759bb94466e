"""What the engine asks of its macros."""

from typing import Protocol

import numpy as np

from bitline.params.two_way import Direction


class Arrays(Protocol):
    """The macros: products, and weights word group by word group."""

    def product(self, macro: int, direction: Direction, signed: bool, vector: np.ndarray) -> np.ndarray: ...

    def write(self, macro: int, row: int, group: int, weights: np.ndarray, clearing: bool = False) -> None: ...

    def read(self, macro: int, row: int, group: int) -> np.ndarray: ...

    def verify(self, macro: int, row: int, group: int, weights: np.ndarray) -> int: ...
