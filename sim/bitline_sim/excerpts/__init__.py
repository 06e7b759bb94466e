"""What a macro's bench runs of a network with its own data; one module a family, with a function ``excerpts`` as below.

    excerpts(p, name, data, count) -> Iterator[Excerpt]

``name`` is a network's as ``bitline run`` or ``bitline train`` takes it, ``data`` the data set, ``count`` how much of it is run.
"""

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from bitline.network.datasets import Dataset
from bitline.params import MacroParameters

from ..scoreboard.verdict import Verdict

Arrays = dict[str, np.ndarray]


def _nothing(outcome: Arrays, verdict: Verdict) -> None:
    pass


@dataclass(frozen=True)
class Excerpt:
    """One run of the bench.

    Attributes
    ----------
    name : str
        Of a layer, or of a layer's tile.
    stimulus : dict of arrays
        What the bench takes.
    hold : function of outcome and verdict
        Holds what an ideal array led to against the integers of the network itself.
    """

    name: str
    stimulus: Arrays
    hold: Callable[[Arrays, Verdict], None] = _nothing


class Excerpts(Protocol):
    """What a family's module offers."""

    def __call__(self, p: MacroParameters, name: str, data: Dataset, count: int) -> Iterator[Excerpt]: ...


def excerpts_of(p: MacroParameters) -> Excerpts:
    """How a network's data come to a family's bench."""
    return importlib.import_module(f"{__name__}.{p.family}").excerpts


def spread(count: int, of: int) -> np.ndarray:
    """So many of the numbers below ``of``, or all of them, evenly apart: positions of a map, whose first ones show nothing."""
    return np.linspace(0, of - 1, min(count, of)).round().astype(np.int64)
