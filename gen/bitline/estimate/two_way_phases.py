"""What happens in each phase of a layer on two-way macros, for one image: cycles exactly, and events."""

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass

from ..network.layers import MULTIPLIER_BITS
from ..network.placement import Place, Placement
from ..params import formats
from ..params.two_way import Direction, TwoWay
from .conditions import Conditions
from .costs import Counts, Phase, Step, merged
from .two_way import Kind, cycles

SUM_BITS = 32
"""Width in which weight gradients are summed over a batch."""


@dataclass(frozen=True)
class Phases:
    """The phases of a layer under conditions that leave nothing to choose."""

    p: TwoWay
    conditions: Conditions

    def work(self, place: Place) -> float:
        """Cycles that copies of a layer share, where weights stay."""
        forward = visit_cycles(self.p, place, "forward", 1, loads=False)
        if self.conditions.mode == "inference":
            return forward
        backward = visit_cycles(self.p, place, "backward", 1, loads=False) if self._has_errors(place) else 0
        main, partner = forward + backward, self._gradient_cycles(place)
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

    def _run(self, place: Place, placement: Placement, direction: Direction) -> float:
        """An image's share of the cycles of a visit."""
        images = math.ceil(self._together(placement))
        return visit_cycles(self.p, place, direction, images, loads=not placement.resident) / self._together(placement)

    def _together(self, placement: Placement) -> float:
        """Images of a copy of the network that go through a layer before the next one has its turn."""
        return 1 if placement.order == "images" else max(1, self.conditions.batch / placement.copies)

    def _gradient_cycles(self, place: Place) -> float:
        """Partners drive errors past stored activations; before, each stores its share of them."""
        partners = place.macros
        products = self._gradient_products(place) * self.p.product_cycles("forward", True)
        stores = self._loads(place) * self.p.array.rows * self.p.access_cycles("write")
        return (products + stores) / partners

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
        entering = 0 if self._has_errors(place) and placement.order == "images" else layer.in_values
        kept = self.conditions.mode == "training" or placement.order == "layers"  # for the gradient, or the next layer's turn
        counts = merged(
            reads(self.p, "forward", False, layer.positions * place.tiles),
            self._added(layer.positions * layer.outputs * (place.rows - 1), "forward"),
            self._waiting(place, placement, layer.positions * layer.outputs, place.rows, "forward"),
            self._requantized(layer.out_values, "forward"),
            self._loading(place, placement),
            {
                "products": layer.macs * bits * self.p.weight.bits,
                "buffer bits": (self._window_values(place) + layer.in_values) * bits,
                "moved bits": (layer.in_values + layer.out_values) * bits,
                "memory bits": (entering + kept * layer.out_values) * bits,
            },
        )
        return self._step(place, "forward", self._run(place, placement, "forward"), counts)

    def _backward(self, place: Place, placement: Placement) -> Step:
        layer, bits = place.layer, self.p.input.bits
        results = self._window_values(place)
        overlaps = max(results - layer.in_values, 0)  # of windows, whose results are added up
        counts = merged(
            reads(self.p, "backward", True, layer.positions * place.tiles),
            self._added(results * (place.columns - 1) + overlaps, "backward"),
            self._waiting(place, placement, results, place.columns, "backward"),
            self._requantized(layer.in_values, "backward"),
            self._loading(place, placement),
            {
                "products": layer.macs * bits * self.p.weight.bits,
                "buffer bits": layer.out_values * bits,
                "moved bits": (layer.in_values + layer.out_values) * bits,
                # for the gradient, and to wait for this layer's turn
                "memory bits": layer.out_values * bits * (2 if placement.order == "layers" else 1),
            },
        )
        return self._step(place, "backward", self._run(place, placement, "backward"), counts)

    def _gradient(self, place: Place) -> Step:
        layer, bits = place.layer, self.p.input.bits
        products = self._gradient_products(place)
        sums = products * self.p.array.columns
        values = layer.in_values + layer.out_values
        counts = merged(
            reads(self.p, "forward", True, products),
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

    def _added(self, sums: float, direction: Direction) -> Counts:
        """Results of other tiles or windows, each added to what a buffer holds."""
        bits = sums * formats.width(self.p.sides[direction].results)
        return {"additions": bits, "buffer bits": 2 * bits, "moved bits": bits}

    def _waiting(self, place: Place, placement: Placement, sums: float, parts: int, direction: Direction) -> Counts:
        """Partial sums of a batch that wait in off-chip memory while other tiles have their turn; an image's stay in buffers."""
        turns = min(parts, place.rounds) - 1 if placement.order == "layers" else 0
        return {"memory bits": 2 * turns * sums * formats.width(self.p.sides[direction].results)}

    def _requantized(self, results: float, direction: Direction) -> Counts:
        """Results times a multiplier each."""
        return {"additions": results * MULTIPLIER_BITS * formats.width(self.p.sides[direction].results)}

    def _loading(self, place: Place, placement: Placement) -> Counts:
        """Weights that do not stay are fetched and written for the images of each visit."""
        if placement.resident:
            return {}
        weights = place.layer.weights / self._together(placement)
        fetched = weights * self.p.weight.bits
        return {"cell accesses": weights * len(self.p.planes) * place.copies, "moved bits": fetched, "memory bits": fetched}


def reads(p: TwoWay, direction: Direction, signed: bool, products: float) -> Counts:
    """Conversions of products of a macro's size, and what shifts and adds their codes."""
    side = p.sides[direction]
    count = products * side.evaluations(signed)
    codes = side.converters * p.adc.bits + side.lanes * formats.width(side.accumulator)
    return {"conversions": count * side.converters, "additions": count * codes}


def visit_cycles(p: TwoWay, place: Place, direction: Direction, images: int, *, loads: bool) -> int:
    """Cycles of a layer's turn: of the macro that has most to do, from an idle one until its last result has left.

    Parameters
    ----------
    images : int
        That go through the layer in this turn.
    loads : bool
        Whether tiles are written first.
    """
    kind: Kind = direction
    runs: list[tuple[Kind, bool, int]] = []
    for job in itertools.takewhile(lambda job: job.macro == place.first, place.jobs):
        if loads:
            runs.append(("write", False, p.array.rows))
        runs.append((kind, direction == "backward", images * len(job.positions)))
    return cycles(p, runs)
