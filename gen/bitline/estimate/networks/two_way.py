"""Networks on two-way macros: weights stay in their macros, layers and phases come one after the other or side by side.

A layer's matrix lies in tiles of the macro's size, a macro each; positions of an image pass one after the other. A training step
has four phases: forward; backward, the errors driven from the other side; the gradient, in one-way partners of the macros, which
store activations position by position and are driven by errors; the update, which reads and writes every row.
"""

import dataclasses
from dataclasses import dataclass

from ...network.placement import Placement
from ...network.workload import Workload
from ...network.workloads import workload_named
from ...params import MacroParameters, ParameterError
from ...params.two_way import TwoWay
from ..conditions import Conditions
from ..costs import Comparison, Estimate, Event, Part
from ..placement import alternatives, called, placed
from ..pricing import area_mm2, constants, prices
from ..technology import table
from ..two_way_phases import SUM_BITS, Phases

REFERENCE_LEVELS = 2.0
"""Levels told apart for each product behind the published energy of a product: a converter of 5 bits for 16 products."""

SETTINGS = ("product_fj", "access_fj", "cell_f2", "converter_f2", "periphery_f2")
"""Settings of the array that energy and area rest on."""

REFERENCE = "resnet18"
"""What a macro is shown with where no network is named."""


@dataclass(frozen=True)
class Mapped:
    """A network's layers on macros, and what that costs."""

    placement: Placement
    estimate: Estimate


def estimate(p: MacroParameters, network: str, conditions: Conditions) -> Estimate:
    """See :class:`bitline.estimate.networks.OnFamily`."""
    assert isinstance(p, TwoWay)
    return mapped(p, workload_named(network), conditions).estimate


def mapped(p: TwoWay, workload: Workload, conditions: Conditions) -> Mapped:
    """The placement that costs least of all that the conditions allow.

    Raises
    ------
    ParameterError
        Where they allow none, or errors have no way back.
    """
    if conditions.mode == "training" and "backward" not in p.sides:
        raise ParameterError("array.directions", "'forward' leaves errors no way back; training needs 'both'")
    found: dict[str, Mapped] = {}
    for each in alternatives(conditions):
        placement = placed(workload.products, p.array.rows, p.array.columns, each, Phases(p, each).work)
        if all(placement != other.placement for other in found.values()):
            found[called(each)] = Mapped(placement, _priced(p, workload, each, placement))
    compared = Comparison("network", {name: one.estimate.cost for name, one in found.items()}, "nJ·s")
    taken = found[compared.taken]
    return Mapped(taken.placement, dataclasses.replace(taken.estimate, comparisons=(compared,)))


def _priced(p: TwoWay, workload: Workload, conditions: Conditions, placement: Placement) -> Estimate:
    phases, area = Phases(p, conditions), _area(p, conditions, placement)
    return Estimate(
        network=workload.name,
        target=p.name,
        conditions=conditions,
        technology=table(p.physical.technology),
        clock_mhz=p.clock_mhz,
        copies=placement.copies,
        macros=placement.macros,
        steps=tuple(step for place in placement.places for step in phases.steps(place, placement)),
        prices=macro_prices(p, sum(area.values()) / placement.copies),
        area_mm2=area,
        constants=constants(table(p.physical.technology), p.physical, *SETTINGS),
    )


def macro_prices(p: TwoWay, mm2: float) -> dict[Event, float]:
    """Of a product's energy, conversion included, what its share of a conversion leaves is the cells'.

    Raises
    ------
    ParameterError
        Where it leaves nothing, since the two are of different processes.
    """
    technology, product = table(p.physical.technology), p.physical.product_fj
    level = technology["level_fj"]
    if product <= REFERENCE_LEVELS * level:
        why = f"{product:g} is no more than the {REFERENCE_LEVELS * level:g} fJ of its share of a conversion in {technology.title}"
        raise ParameterError("physical.product_fj", f"{why}; set both for one process")
    inside: dict[Event, float] = {
        "products": product - REFERENCE_LEVELS * level,
        "conversions": level * len(p.codes),
        "cell accesses": p.physical.access_fj,
    }
    return inside | prices(technology, mm2)


def _area(p: TwoWay, conditions: Conditions, placement: Placement) -> dict[Part, float]:
    """Macros, in training with their partners, and what is kept between layers."""
    training = conditions.mode == "training"
    f2 = macros_f2(p, placement.macros, placement.macros * training)
    several = sum if conditions.pipeline == "layers" else max
    layers = [place.layer for place in placement.places]
    bits = p.input.bits * several(layer.in_values + layer.out_values for layer in layers)
    bits += SUM_BITS * training * several(layer.weights for layer in layers)
    return area_mm2(table(p.physical.technology), f2, bits * placement.copies)


def macros_f2(p: TwoWay, macros: int, partners: int) -> dict[Part, float]:
    """Two-way macros, and one-way partners that have their cells and the converters of one side."""
    cells, converters = p.array_parts
    one_way = p.sides["forward"].converters / converters.count
    periphery = sum(pin.width for pin in p.array_pins) * p.physical.periphery_f2 / p.physical.utilization
    return {
        "array": (macros + partners) * cells.count * cells.f2,
        "converters": (macros + one_way * partners) * converters.count * converters.f2,
        "accumulation": (macros + one_way * partners) * periphery,
    }
