"""What a report of a network's run is made of: plain values, all of them from the run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..params.two_way import TwoWay


@dataclass(frozen=True)
class Accuracy:
    """How many of the test images one way of running the network got right."""

    name: str
    right: int
    images: int

    @property
    def share(self) -> float:
        return self.right / self.images

    @property
    def interval(self) -> tuple[float, float]:
        """Between which shares the true one lies with 95 % confidence (Wilson, 1927)."""
        z, n = 1.96, self.images
        middle = (self.share + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * (self.share * (1 - self.share) / n + z * z / (4 * n * n)) ** 0.5
        return middle - half, middle + half


@dataclass(frozen=True)
class Check:
    """Values of the Verilog that were held against a reference."""

    array: str
    what: str
    compared: int
    wrong: int


@dataclass(frozen=True)
class Cycles:
    """Clock cycles of a phase of a layer, all its tiles one after the other."""

    layer: str
    phase: str
    predicted: int
    counted: int


@dataclass(frozen=True, eq=False)
class Transfer:
    """The transfer curves of one direction's converters. Sums are in products of 1 by 1.

    Attributes
    ----------
    begins : float array, (converters, codes - 1)
        The sum at which a converter begins to give code 1, 2 …; nominal cells, no noise.
    sums : int64 array, (n,)
        Every sum that a read can come to.
    misread : float array, (n,)
        Of each sum: the share of conversions whose code is not that of an ideal array. Cells and noise as they are.
    """

    begins: np.ndarray
    sums: np.ndarray
    misread: np.ndarray


@dataclass(frozen=True, eq=False)
class Recording:
    """The waves of a product's first evaluations.

    Attributes
    ----------
    what : str
        Which product of which tile it is.
    waves : mapping of uint8 arrays, (cycles, bytes)
        Signals by name, lowest byte first.
    codes : integer array, (evaluations, converters)
        What the array answered in the product's first evaluations.
    """

    what: str
    waves: Mapping[str, np.ndarray]
    codes: np.ndarray


@dataclass(frozen=True, eq=False)
class Shown:
    """An image that ran through the Verilog, and what came back.

    Attributes
    ----------
    image : array, (height, width)
    label : int
    predicted : mapping of int
        By the array.
    returned : mapping of arrays, (height, width)
        What the errors say of each pixel, by the array.
    """

    image: np.ndarray
    label: int
    predicted: Mapping[str, int]
    returned: Mapping[str, np.ndarray]


@dataclass(frozen=True, eq=False)
class Deviation:
    """How far a layer's products on the typical array are from the exact ones of the same inputs.

    Attributes
    ----------
    name : str
    share : float array
        Deviations over the root mean square of the exact products.
    """

    name: str
    share: np.ndarray


@dataclass(frozen=True, kw_only=True)
class About:
    """Which run it was.

    Attributes
    ----------
    network, data, simulator, command : str
    seed : int
    seconds : mapping of floats
        By what took them.
    """

    network: str
    data: str
    simulator: str
    command: str
    seed: int
    seconds: Mapping[str, float]


@dataclass(frozen=True, eq=False, kw_only=True)
class Results:
    """Everything.

    Attributes
    ----------
    confusion : integer array, (classes, classes)
        Test images by what they show and what they are named on the typical array.
    agreement : mapping of floats
        Cosine between the errors at the network's inputs and those in floating point, by what ran them.
    first_wrong : str
        The first wrong value, in words; empty where there is none.
    """

    p: TwoWay
    about: About
    accuracies: Sequence[Accuracy]
    agreement: Mapping[str, float]
    checks: Sequence[Check]
    cycles: Sequence[Cycles]
    transfer: Transfer
    recording: Recording
    shown: Sequence[Shown]
    deviations: Sequence[Deviation]
    confusion: np.ndarray
    first_wrong: str

    @property
    def compared(self) -> int:
        """Values that were held against a reference."""
        return sum(check.compared for check in self.checks)

    @property
    def wrong(self) -> int:
        """How many of them were wrong."""
        return sum(check.wrong for check in self.checks)

    @property
    def cycles_predicted(self) -> int:
        return sum(one.predicted for one in self.cycles)

    @property
    def cycles_counted(self) -> int:
        return sum(one.counted for one in self.cycles)

    @property
    def ok(self) -> bool:
        """Whether the Verilog did what it should, in the cycles in which it should."""
        return self.wrong == 0 and all(one.predicted == one.counted for one in self.cycles)
