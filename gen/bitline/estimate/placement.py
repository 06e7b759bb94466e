"""Which macros hold which layer, where weights stay: tiles of each matrix, and copies of what takes longest."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..network.workload import Layer
from ..params import ParameterError
from .conditions import Conditions


@dataclass(frozen=True)
class Place:
    """A layer's macros.

    Attributes
    ----------
    layer : Layer
    rows, columns : int
        Tiles that the matrix of a group takes, one above and one beside the other.
    copies : int
        Each of them with positions of its own.
    rounds : int
        Loadings in which the tiles take turns; 1 where each has a macro.
    """

    layer: Layer
    rows: int
    columns: int
    copies: int = 1
    rounds: int = 1

    @property
    def tiles(self) -> int:
        return self.layer.groups * self.rows * self.columns

    @property
    def macros(self) -> int:
        """Macros at work at once."""
        return math.ceil(self.tiles / self.rounds) * self.copies

    @property
    def positions(self) -> int:
        """Vectors that each copy meets for one image."""
        return math.ceil(self.layer.positions / self.copies)


@dataclass(frozen=True)
class Placement:
    """All layers.

    Attributes
    ----------
    places : tuple of Place
    macros : int
        Spare ones included.
    copies : int
        Of the whole network, each with an image of its own.
    resident : bool
        Whether every weight stays, so that none is loaded again.
    """

    places: tuple[Place, ...]
    macros: int
    copies: int
    resident: bool


def placed(layers: Sequence[Layer], rows: int, columns: int, conditions: Conditions, work: Callable[[Place], float]) -> Placement:
    """The layers on macros of so many rows and columns; ``work`` tells how long a layer takes.

    Raises
    ------
    ParameterError
        Where layers shall work side by side and there are too few macros for all of them.
    """
    places = [_place(layer, rows, columns) for layer in layers]
    once = sum(place.tiles for place in places)
    macros = conditions.macros or once
    if macros < once:
        if conditions.pipeline == "layers":
            raise ParameterError("macros", f"{macros} do not hold the {once} tiles of all layers, which shall work side by side")
        return Placement(tuple(_taking_turns(place, macros, conditions) for place in places), macros, 1, False)
    if conditions.duplication == "layers":
        places = _balanced(places, macros, conditions, work)
    return Placement(tuple(places), macros, macros // once if conditions.duplication == "network" else 1, True)


def _place(layer: Layer, rows: int, columns: int) -> Place:
    return Place(layer, math.ceil(layer.fan_in / rows), math.ceil(layer.outputs // layer.groups / columns))


def _taking_turns(place: Place, macros: int, conditions: Conditions) -> Place:
    """A layer that has all macros for itself."""
    spare = conditions.duplication == "layers" and macros >= place.tiles
    return _copied(place, macros // place.tiles if spare else 1, math.ceil(place.tiles / macros))


def _copied(place: Place, copies: int, rounds: int = 1) -> Place:
    most = max(place.layer.positions, 1)
    return Place(place.layer, place.rows, place.columns, max(1, min(copies, most)), rounds)


def _balanced(places: list[Place], macros: int, conditions: Conditions, work: Callable[[Place], float]) -> list[Place]:
    """Copies by layer: of layers side by side the slowest becomes the fastest that it can be, of layers in turn their sum.

    One number sets the copies of all layers, the time of a stage or what a macro must save; it is found by bisection.
    """
    times = [work(place) for place in places]

    def copied(level: float) -> list[Place]:
        if conditions.pipeline == "layers":
            wanted = [math.ceil(time / level) for time in times]
        else:
            wanted = [math.isqrt(math.floor(time / (place.tiles * level))) for place, time in zip(places, times, strict=True)]
        return [_copied(place, copies) for place, copies in zip(places, wanted, strict=True)]

    low, high = min(times) / macros**2, 2 * max(times)
    while high / low > 1 + 1e-9:
        middle = math.sqrt(low * high)
        fits = sum(place.macros for place in copied(middle)) <= macros
        low, high = (low, middle) if fits else (middle, high)
    return copied(high)
