"""Networks on two-way macros: weights stay in their macros, layers and phases come one after the other or side by side.

A layer's matrix lies in tiles of the macro's size, a macro each; positions of an image pass one after the other. A training step
has four phases: forward; backward, the errors driven from the other side; the gradient, in one-way partners of the macros, which
store activations position by position and are driven by errors; the update, which reads and writes every row.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from ...network.layers import MULTIPLIER_BITS
from ...network.workloads import workload_named
from ...params import MacroParameters, ParameterError, formats
from ...params.two_way import Direction, TwoWay
from ..conditions import Conditions
from ..costs import Counts, Estimate, Event, Part, Phase, Step, merged
from ..placement import Place, Placement, placed
from ..pricing import area_mm2, constants, prices
from ..technology import table

SUM_BITS = 32
"""Width in which weight gradients are summed over a batch."""

REFERENCE_LEVELS = 2.0
"""Levels told apart for each product behind the published energy of a product: a converter of 5 bits for 16 products."""

REFERENCE = "resnet18"
"""What a macro is shown with where no network is named."""


def estimate(p: MacroParameters, network: str, conditions: Conditions) -> Estimate:
    """See :class:`bitline.estimate.networks.OnFamily`."""
    assert isinstance(p, TwoWay)
    workload = workload_named(network)
    schedule = _Schedule(p, conditions)
    placement = placed(workload.products, p.array.rows, p.array.columns, conditions, schedule.work)
    area = _area(p, conditions, placement)
    return Estimate(
        network=workload.name,
        target=p.name,
        conditions=conditions,
        technology=table(p.physical.technology),
        clock_mhz=p.clock_mhz,
        copies=placement.copies,
        macros=placement.macros,
        steps=tuple(step for place in placement.places for step in schedule.steps(place, placement)),
        prices=_prices(p, sum(area.values()) / placement.copies),
        area_mm2=area,
        constants=constants(
            table(p.physical.technology), p.physical, "product_fj", "access_fj", "cell_f2", "converter_f2", "periphery_f2"
        ),
    )


def _prices(p: TwoWay, mm2: float) -> dict[Event, float]:
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
    training, physical = conditions.mode == "training", p.physical
    cells, converters = p.array_parts
    one_way = p.sides["forward"].converters / converters.count
    periphery = sum(pin.width for pin in p.array_pins) * physical.periphery_f2 / physical.utilization
    f2: dict[Part, float] = {
        "array": placement.macros * cells.count * cells.f2 * (1 + training),
        "converters": placement.macros * converters.count * converters.f2 * (1 + one_way * training),
        "accumulation": placement.macros * periphery * (1 + one_way * training),
    }
    several = sum if conditions.pipeline == "layers" else max
    layers = [place.layer for place in placement.places]
    bits = p.input.bits * several(layer.in_values + layer.out_values for layer in layers)
    bits += SUM_BITS * training * several(layer.weights for layer in layers)
    return area_mm2(table(physical.technology), f2, bits * placement.copies)


@dataclass(frozen=True)
class _Schedule:
    """What happens in each phase of a layer, for one image."""

    p: TwoWay
    conditions: Conditions

    def work(self, place: Place) -> float:
        """Cycles that copies of a layer share."""
        main, partner = self._run(place, "forward") + self._backward_cycles(place), self._gradient_cycles(place)
        if self.conditions.mode == "inference":
            return self._run(place, "forward")
        return max(main, partner) if self.conditions.pipeline == "layers" else main + partner

    def steps(self, place: Place, placement: Placement) -> Iterator[Step]:
        """The phases of a layer, in their order."""
        yield self._forward(place, placement)
        if self.conditions.mode == "training":
            if self._has_errors(place):
                yield self._backward(place, placement)
            yield self._gradient(place)
            yield self._update(place, placement)

    @staticmethod
    def _has_errors(place: Place) -> bool:
        """Whether errors go on to a layer before: to the network's input they do not."""
        return "input" not in place.layer.sources

    # ---- cycles

    def _run(self, place: Place, direction: Direction) -> int:
        """Cycles of all products of a copy, in all its rounds: errors are signed, activations are not."""
        signed = direction == "backward"
        first = self.p.result_cycle(direction, signed, self.p.adc.share) + 1
        return place.rounds * (first + (place.positions - 1) * self.p.product_cycles(direction, signed))

    def _backward_cycles(self, place: Place) -> int:
        return self._run(place, "backward") if self._has_errors(place) else 0

    def _gradient_cycles(self, place: Place) -> float:
        """Partners drive errors past stored activations; before, each stores its share of them."""
        partners = place.macros
        products = self._gradient_products(place) * self.p.product_cycles("forward", True)
        stores = self._loads(place) * self.p.array.rows * self.p.access_cycles("write")
        return (products + stores) / partners

    def _loading_cycles(self, place: Place, placement: Placement) -> float:
        """To write the weights of tiles that do not stay, all macros at once; once a batch."""
        if placement.resident:
            return 0
        return place.rounds * self.p.array.rows * self.p.access_cycles("write") / self.conditions.batch

    # ---- products of an image

    def _loads(self, place: Place) -> float:
        """Times that a partner is filled with activations: positions along its rows, over the batch; inputs along its columns."""
        layer, batch = place.layer, self.conditions.batch
        along = math.ceil(layer.positions * batch / self.p.array.rows) / batch
        return along * layer.groups * math.ceil(layer.fan_in / self.p.array.columns)

    def _gradient_products(self, place: Place) -> float:
        """Products of a partner's size: one an output for each filling."""
        return self._loads(place) * (place.layer.outputs // place.layer.groups)

    # ---- phases

    def _forward(self, place: Place, placement: Placement) -> Step:
        layer, bits = place.layer, self.p.input.bits
        entering = 0 if self._has_errors(place) else layer.in_values
        kept = layer.out_values if self.conditions.mode == "training" else 0  # for the gradient
        counts = merged(
            self._reads("forward", False, layer.positions * place.tiles),
            self._added(layer.positions * layer.outputs * (place.rows - 1), "forward"),
            self._requantized(layer.out_values, "forward"),
            self._loading(place, placement),
            {
                "products": layer.macs * bits * self.p.weight.bits,
                "buffer bits": (self._window_values(place) + layer.in_values) * bits,
                "moved bits": (layer.in_values + layer.out_values) * bits,
                "memory bits": (entering + kept) * bits,
            },
        )
        return self._step(place, "forward", self._run(place, "forward") + self._loading_cycles(place, placement), counts)

    def _backward(self, place: Place, placement: Placement) -> Step:
        layer, bits = place.layer, self.p.input.bits
        results = self._window_values(place)
        overlaps = max(results - layer.in_values, 0)  # of windows, whose results are added up
        counts = merged(
            self._reads("backward", True, layer.positions * place.tiles),
            self._added(results * (place.columns - 1) + overlaps, "backward"),
            self._requantized(layer.in_values, "backward"),
            self._loading(place, placement),
            {
                "products": layer.macs * bits * self.p.weight.bits,
                "buffer bits": layer.out_values * bits,
                "moved bits": (layer.in_values + layer.out_values) * bits,
                "memory bits": layer.out_values * bits,  # for the gradient
            },
        )
        return self._step(place, "backward", self._run(place, "backward") + self._loading_cycles(place, placement), counts)

    def _gradient(self, place: Place) -> Step:
        layer, bits = place.layer, self.p.input.bits
        products = self._gradient_products(place)
        sums = products * self.p.array.columns
        values = layer.in_values + layer.out_values
        counts = merged(
            self._reads("forward", True, products),
            {
                "products": layer.macs * bits**2,
                "additions": sums * SUM_BITS,
                "cell accesses": self._window_values(place) * bits,
                "buffer bits": 2 * sums * SUM_BITS + products * self.p.array.rows * bits,
                "moved bits": values * bits,
                "memory bits": values * bits,
            },
        )
        return self._step(place, "gradient", self._gradient_cycles(place), counts, partner=True)

    def _update(self, place: Place, placement: Placement) -> Step:
        weights = place.layer.weights / self.conditions.batch
        copies = place.copies * placement.copies
        counts: Counts = {
            "cell accesses": 2 * weights * len(self.p.planes) * copies,
            "additions": weights * SUM_BITS,
            "buffer bits": weights * SUM_BITS,
            "moved bits": weights * self.p.weight.bits * copies,
            "memory bits": weights * self.p.weight.bits * (not placement.resident),
        }
        rows = place.rounds * self.p.array.rows / self.conditions.batch
        return self._step(place, "update", rows * (self.p.access_cycles("read") + self.p.access_cycles("write")), counts)

    def _step(self, place: Place, phase: Phase, cycles: float, counts: Counts, partner: bool = False) -> Step:
        layer, cells = place.layer, self.p.array.rows * self.p.array.columns
        return Step(
            layer=layer.name,
            phase=phase,
            cycles=cycles,
            operations=0 if phase == "update" else 2 * layer.macs,
            macros=place.macros,
            peak=2 * cells / self.p.product_cycles("backward" if phase == "backward" else "forward", phase != "forward"),
            partner=partner,
            fill=layer.weights / (place.tiles * cells),
            counts=counts,
        )

    # ---- events

    @staticmethod
    def _window_values(place: Place) -> int:
        """Values of all windows together: what enters, as often as windows overlap."""
        return place.layer.positions * place.layer.fan_in * place.layer.groups

    def _reads(self, direction: Direction, signed: bool, products: float) -> Counts:
        """Conversions of products of a macro's size, and what shifts and adds their codes."""
        side = self.p.sides[direction]
        reads = products * side.evaluations(signed)
        codes = side.converters * self.p.adc.bits + side.lanes * formats.width(side.accumulator)
        return {"conversions": reads * side.converters, "additions": reads * codes}

    def _added(self, sums: float, direction: Direction) -> Counts:
        """Results of other tiles or windows, each added to what a buffer holds."""
        bits = sums * formats.width(self.p.sides[direction].results)
        return {"additions": bits, "buffer bits": 2 * bits, "moved bits": bits}

    def _requantized(self, results: float, direction: Direction) -> Counts:
        """Results times a multiplier each."""
        return {"additions": results * MULTIPLIER_BITS * formats.width(self.p.sides[direction].results)}

    def _loading(self, place: Place, placement: Placement) -> Counts:
        """Weights that do not stay are fetched and written once a batch."""
        if placement.resident:
            return {}
        weights = place.layer.weights / self.conditions.batch
        fetched = weights * self.p.weight.bits
        return {"cell accesses": weights * len(self.p.planes) * place.copies, "moved bits": fetched, "memory bits": fetched}
