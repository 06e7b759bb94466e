"""Layers on macros in which weights stay: tiles of each matrix, turns where macros are few, copies where they are many."""

import dataclasses
import itertools
import math
from collections.abc import Callable, Sequence

from ..network.placement import Order, Place, Placement
from ..network.workload import Layer
from ..params import ParameterError
from ..params.two_way import TwoWay
from .conditions import Conditions

Work = Callable[[Place], float]
"""How long a layer takes for an image."""


def alternatives(conditions: Conditions, duplications: Sequence[str] = ("none", "network", "layers")) -> list[Conditions]:
    """The conditions with everything chosen that is left to the mapper, in every way.

    Raises
    ------
    ParameterError
        Where they contradict themselves.
    """
    orders = ["images", "layers"] if conditions.order == "cheapest" else [conditions.order]
    if conditions.duplication != "cheapest":
        duplications = [conditions.duplication]
    if conditions.pipeline == "layers":
        if conditions.order == "layers":
            raise ParameterError("order", "layers that work side by side have an image each: order must be 'images'")
        orders = ["images"]
    return [
        dataclasses.replace(conditions, order=order, duplication=duplication)
        for order, duplication in itertools.product(orders, duplications)
    ]


def called(conditions: Conditions) -> str:
    """A way to place a network, in words."""
    copies = {"none": "no copies", "network": "copies of the network", "layers": "copies of layers"}[conditions.duplication]
    return f"{'layers side by side' if conditions.pipeline == 'layers' else f'{conditions.order} in turn'}, {copies}"


def placed(layers: Sequence[Layer], rows: int, columns: int, conditions: Conditions, work: Work) -> Placement:
    """The layers on macros of so many rows and columns, under conditions that leave nothing to choose.

    Raises
    ------
    ParameterError
        Where layers shall work side by side and there are too few macros for all of them.
    """
    places = [_place(layer, rows, columns) for layer in layers]
    once = sum(place.tiles for place in places)
    macros, order = conditions.macros or once, _order(conditions)
    if macros < once:
        if conditions.pipeline == "layers":
            raise ParameterError("macros", f"{macros} do not hold the {once} tiles of all layers, which shall work side by side")
        return Placement(tuple(_taking_turns(place, macros, conditions) for place in places), macros, 1, False, order)
    if conditions.duplication == "layers":
        loads = [Load(work(place), place.tiles, max(place.layer.positions, 1)) for place in places]
        copies = balanced(loads, macros, side_by_side=conditions.pipeline == "layers")
        places = [dataclasses.replace(place, copies=count) for place, count in zip(places, copies, strict=True)]
    return Placement(_side_by_side(places), macros, macros // once if conditions.duplication == "network" else 1, True, order)


def resident(layers: Sequence[Layer], p: TwoWay) -> Placement:
    """Every tile on a macro of its own; a batch goes through one layer after the other."""
    return placed(layers, p.array.rows, p.array.columns, Conditions(duplication="none", order="layers"), lambda _: 1.0)


def _order(conditions: Conditions) -> Order:
    return "layers" if conditions.order == "layers" else "images"


def _place(layer: Layer, rows: int, columns: int) -> Place:
    return Place(layer, math.ceil(layer.fan_in / rows), math.ceil(layer.outputs // layer.groups / columns))


def _side_by_side(places: Sequence[Place]) -> tuple[Place, ...]:
    """Each layer on macros of its own."""
    firsts = itertools.accumulate((place.macros for place in places), initial=0)
    return tuple(dataclasses.replace(place, first=first) for place, first in zip(places, firsts, strict=False))


def _taking_turns(place: Place, macros: int, conditions: Conditions) -> Place:
    """A layer that has all macros for itself."""
    spare = conditions.duplication == "layers" and macros >= place.tiles
    copies = min(macros // place.tiles, place.layer.positions) if spare else 1
    return dataclasses.replace(place, copies=copies, rounds=math.ceil(place.tiles / macros))


@dataclasses.dataclass(frozen=True)
class Load:
    """What a layer asks for.

    Attributes
    ----------
    time : float
        That it takes in one copy.
    macros : int
        Of a copy.
    most : int
        Copies that can share the work.
    """

    time: float
    macros: int
    most: int


def balanced(loads: Sequence[Load], macros: int, *, side_by_side: bool) -> list[int]:
    """Copies of each layer: of layers side by side the slowest becomes the fastest that it can be, of layers in turn their sum.

    One number sets the copies of all layers, the time of a stage or what a macro must save; it is found by bisection.
    """

    def copies(level: float) -> list[int]:
        if side_by_side:
            wanted = [math.ceil(load.time / level) for load in loads]
        else:
            wanted = [math.isqrt(math.floor(load.time / (load.macros * level))) for load in loads]
        return [max(1, min(count, load.most)) for count, load in zip(wanted, loads, strict=True)]

    times = [load.time for load in loads]
    low, high = min(times) / macros**2, 2 * max(times)
    while high / low > 1 + 1e-9:
        middle = math.sqrt(low * high)
        fits = sum(load.macros * count for load, count in zip(loads, copies(middle), strict=True)) <= macros
        low, high = (low, middle) if fits else (middle, high)
    return copies(high)
