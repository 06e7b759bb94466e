"""What changes as a network learns."""

from dataclasses import dataclass

import numpy as np

from ...golden.two_way_training import Generator


@dataclass(eq=False)
class State:
    """Everything that training goes on from.

    Attributes
    ----------
    weights : list of arrays, (rows, columns)
        Of each layer.
    momentum : list of arrays
        Beside each layer's weights; empty where there is none.
    generator : Generator
        Of rounding.
    step : int
        Steps done.
    """

    weights: list[np.ndarray]
    momentum: list[np.ndarray]
    generator: Generator
    step: int = 0
