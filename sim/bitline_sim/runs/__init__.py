"""Whole networks on models of a family's macros; one module a family, with a function ``run`` as below.

    run(p, name, data, trial, done) -> Outcome

``name`` is a built-in network's or a file's; ``data`` the data set; ``done`` is called after each chip.
"""

import importlib
import importlib.util
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from bitline.estimate.conditions import Conditions
from bitline.estimate.costs import Comparison
from bitline.network import builtin
from bitline.network.datasets import Dataset
from bitline.network.idx import DataError
from bitline.params import MacroParameters

Network = TypeVar("Network")


@dataclass(frozen=True, kw_only=True)
class Trial:
    """On what, and how, a network is tried.

    Attributes
    ----------
    array : str
        "ideal" or "typical".
    chips, seed : int
        How many are drawn, from which number on.
    samples : int or None
        How many test examples are taken, from the first; None for all.
    conditions : Conditions
        Those under which the mapper places the network; by default each image is asked for by itself.
    """

    array: str = "ideal"
    chips: int = 1
    seed: int = 0
    samples: int | None = None
    conditions: Conditions = field(default_factory=lambda: Conditions(batch=1))

    @property
    def drawn(self) -> range:
        """Numbers of the typical chips."""
        return range(self.seed, self.seed + self.chips if self.array == "typical" else self.seed)


@dataclass(frozen=True)
class Outcome:
    """What came of a run.

    Attributes
    ----------
    samples : int
    reference : float
        Accuracy of the integer network on the ideal array.
    accuracies : tuple of float
        Of each chip; of the ideal array the one.
    mismatches : int
        Examples for which the ideal array gives other scores than the integer network.
    figures : mapping
        What else the family has to tell: the name, with its unit, and the value.
    comparisons : tuple of Comparison
        What the mapper has chosen, and by which cost.
    """

    samples: int
    reference: float
    accuracies: tuple[float, ...]
    mismatches: int
    figures: Mapping[str, float] = field(default_factory=dict)
    comparisons: tuple[Comparison, ...] = ()

    @property
    def accuracy(self) -> float:
        return sum(self.accuracies) / len(self.accuracies)


class Run(Protocol):
    """What a family's module offers."""

    def __call__(
        self, p: MacroParameters, name: str, data: Dataset, trial: Trial, done: Callable[[], None] = lambda: None
    ) -> Outcome: ...


def run_of(p: MacroParameters) -> Run | None:
    """How networks run on a family's macros; nothing where the family has no such module."""
    module = f"{__name__}.{p.family}"
    return importlib.import_module(module).run if importlib.util.find_spec(module) else None


def network_named(name: str, readers: Mapping[str, Callable[[Path], Network]]) -> Network:
    """A built-in network, or the one in a file; ``readers`` read it, by the end of its name.

    Raises
    ------
    DataError
        Where there is none.
    """
    file = builtin.path(name) or Path(name)
    if file.suffix not in readers:
        raise DataError(f"{name}: neither a file nor a built-in network; those are {', '.join(builtin.names())}")
    return readers[file.suffix](file)
