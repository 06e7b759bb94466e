"""One point of a sweep, worked out."""

import functools
from typing import Any

from bitline import params
from bitline.estimate import networks
from bitline.estimate.conditions import Conditions
from bitline.estimate.summary import headline
from bitline.network import datasets
from bitline.network.idx import DataError
from bitline.params import MacroParameters, ParameterError

from ..runs import Trial, run_of
from .points import Point


def row(point: Point) -> dict[str, Any]:
    """What was chosen and what came of it, as plain values; a combination that cannot be built says why under ``error``."""
    chosen: dict[str, Any] = {"point": point.number, "network": point.network, "on": point.on}
    chosen |= {**point.parameters, **point.conditions}
    if point.seed is not None:
        chosen["seed"] = point.seed
    try:
        return chosen | _found(point) | {"error": ""}
    except (ParameterError, DataError) as error:
        return chosen | {"error": str(error)}


def _found(point: Point) -> dict[str, Any]:
    p = _macro(point)
    found = headline(networks.estimate(p, point.network, Conditions(**point.conditions)))
    return found | ({} if point.seed is None else {"accuracy": _accuracy(p, point)})


def _macro(point: Point) -> MacroParameters:
    """The macro with the point's parameters instead of its own."""
    tree = params.load(point.on).chosen()
    for key, value in point.parameters.items():
        *sections, name = key.split(".")
        table = tree
        for section in sections:
            table = table.get(section)
            if not isinstance(table, dict):
                raise ParameterError(key, f"{point.on} has no section {section!r}")
        table[name] = value
    return params.from_choices(tree)


def _accuracy(p: MacroParameters, point: Point) -> float:
    run = run_of(p)
    if run is None:
        raise ParameterError("chips", f"networks do not run on macros of the family {p.family}")
    trial = Trial(array="typical", seed=point.seed or 0, samples=point.samples, conditions=Conditions(**point.conditions))
    return run(p, point.network, _data(), trial).accuracy


@functools.cache
def _data() -> datasets.Dataset:
    """Read once by each worker."""
    return datasets.load(None)
