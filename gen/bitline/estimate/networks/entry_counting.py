"""Networks on entry-counting macros: layers in turn or side by side, every class live, in the dataflow that moves the fewest bits.

Several macros share the positions of a layer; side by side, each layer has macros of its own. Weights and activations come from
off-chip memory as often as the dataflow asks for them, activations by way of a buffer that holds the rows of a window. Images that
go through a layer together share what is fetched of its weights.
"""

import dataclasses
from collections.abc import Sequence

from ...network.entry_counting.dataflows import Task
from ...network.workload import Layer, Workload
from ...network.workloads import workload_named
from ...params import MacroParameters, ParameterError, formats
from ...params.entry_counting import EntryCounting
from ..conditions import Conditions
from ..costs import Comparison, Counts, Estimate, Event, Part, Step, merged
from ..entry_counting_network import Choice, choose
from ..placement import Load, alternatives, balanced
from ..pricing import area_mm2, constants, prices
from ..rounds import cycles
from ..technology import table

SETTINGS = ("search_fj", "count_share", "access_fj", "logic_f2", "multiplexer_sites", "cam_sites")
"""Settings of the array that energy and area rest on."""

SITE_F2 = 74.0
"""A placement site of sky130hd, 0.46 x 2.72 um, in which the widths of the dedicated cells are given."""

REFERENCE = "resnet18"
"""What a macro is shown with where no network is named."""


def estimate(p: MacroParameters, network: str, conditions: Conditions) -> Estimate:
    """See :class:`bitline.estimate.networks.OnFamily`."""
    assert isinstance(p, EntryCounting)
    return mapped(p, workload_named(network), conditions)


def mapped(p: EntryCounting, workload: Workload, conditions: Conditions) -> Estimate:
    """The network in the order that costs least.

    Raises
    ------
    ParameterError
        Where the family cannot run it under these conditions.
    """
    _check(conditions)
    found = {_called(each): _priced(p, workload, each) for each in alternatives(conditions, ["none"])}
    compared = Comparison("network", {name: each.cost for name, each in found.items()}, "nJ·s")
    taken = found[compared.taken]
    return dataclasses.replace(taken, comparisons=(compared, *taken.comparisons))


def _check(conditions: Conditions) -> None:
    if conditions.mode == "training":
        raise ParameterError("mode", "entry counting has no backward products; training is estimated on two-way macros")
    if conditions.duplication not in ("cheapest", "none"):
        raise ParameterError("duplication", "weights do not stay in entry-counting macros, which share the positions of a layer")


def _called(conditions: Conditions) -> str:
    return "layers side by side" if conditions.pipeline == "layers" else f"{conditions.order} in turn"


def _priced(p: EntryCounting, workload: Workload, conditions: Conditions) -> Estimate:
    layers = _Layers(p, conditions.batch if conditions.order == "layers" else 1)
    macros = _macros(layers, workload.products, conditions)
    whole = sum(macros) if conditions.pipeline == "layers" else macros[0]
    area = _area(p, workload, whole)
    technology = table(p.physical.technology)
    inside: dict[Event, float] = {
        "products": p.physical.search_fj * (1 - p.physical.count_share),
        "counted lanes": p.physical.search_fj * p.physical.count_share,
        "cell accesses": p.physical.access_fj,
    }
    return Estimate(
        network=workload.name,
        target=p.name,
        conditions=conditions,
        technology=technology,
        clock_mhz=p.clock_mhz,
        copies=1,
        macros=whole,
        steps=tuple(layers.step(layer, count) for layer, count in zip(workload.products, macros, strict=True)),
        prices=inside | prices(technology, sum(area.values())),
        area_mm2=area,
        constants=constants(technology, p.physical, *SETTINGS),
        comparisons=tuple(layers.compared(layer, count) for layer, count in zip(workload.products, macros, strict=True)),
    )


def _macros(layers: "_Layers", products: Sequence[Layer], conditions: Conditions) -> list[int]:
    """Macros of each layer: all in turn, or so many that the slowest layer is as fast as it can be."""
    if conditions.pipeline == "none":
        return [conditions.macros or 1] * len(products)
    if conditions.macros and conditions.macros < len(products):
        raise ParameterError("macros", f"{conditions.macros} are too few for {len(products)} layers side by side, a macro each")
    loads = [Load(layers.step(layer, 1).cycles, 1, layer.positions) for layer in products]
    return balanced(loads, conditions.macros or len(products), side_by_side=True)


def _area(p: EntryCounting, workload: Workload, macros: int) -> dict[Part, float]:
    """Macros, and a buffer for the rows of the largest window."""
    stored = p.storage_bits * p.physical.multiplexer_sites
    streamed = p.store.lanes * p.word_bits * p.physical.cam_sites
    rows = max(layer.kernel[0] * layer.in_size[1] * layer.inputs for layer in workload.products)
    f2: dict[Part, float] = {
        "array": macros * (stored + streamed) * SITE_F2 / p.physical.utilization,
        "accumulation": macros * p.store.lanes * p.physical.logic_f2 / p.physical.utilization,
    }
    return area_mm2(table(p.physical.technology), f2, rows * p.word_bits)


@dataclasses.dataclass(frozen=True)
class _Share:
    """What one macro does of a layer: the best way, its cycles, and macros that do as much."""

    task: Task
    choice: Choice
    cycles: int
    macros: int


class _Layers:
    """What happens in a layer, for one image of so many that go through it together; layers of one shape are looked at once."""

    def __init__(self, p: EntryCounting, images: int) -> None:
        self.p, self.images = p, images
        self._seen: dict[tuple[Task, int], _Share] = {}

    def step(self, layer: Layer, macros: int) -> Step:
        """The layer on so many macros."""
        share = self._share(layer, macros)
        return Step(
            layer=layer.name,
            phase="forward",
            cycles=layer.groups * share.cycles / self.images,
            operations=2 * layer.macs,
            macros=macros,
            peak=2 * self.p.store.lanes / self.p.search_cycles(len(self.p.classes)),
            fill=layer.fan_in / (share.task.steps * self.p.store.lanes),
            counts=merged(self._searched(layer, share.task), self._moved(layer, share)),
        )

    def compared(self, layer: Layer, macros: int) -> Comparison:
        """Why the layer has the dataflow that it has."""
        share = self._share(layer, macros)
        each = layer.groups * share.macros / self.images
        bits = {f"{dataflow}-stationary": moved.bits * each for dataflow, moved in share.choice.traffic.items()}
        return Comparison(layer.name, bits, "bits")

    def _share(self, layer: Layer, macros: int) -> _Share:
        whole = Task.together(self.p, layer, self.images)
        if (whole, macros) not in self._seen:
            shares = whole.shares(macros)
            task = dataclasses.replace(whole, pixels=len(shares[0]))
            choice = choose(self.p, task)
            self._seen[whole, macros] = _Share(task, choice, cycles(self.p, choice.flow), len(shares))
        return self._seen[whole, macros]

    def _searched(self, layer: Layer, task: Task) -> Counts:
        """Searches of all lanes, whether they hold something or not; sums and their requantization."""
        p, width = self.p, formats.width(self.p.sums)
        dots = layer.groups * layer.positions * task.channels * task.steps
        lanes = dots * len(p.classes) * p.store.lanes
        return {
            "products": lanes,
            "counted lanes": lanes,
            "additions": (dots + layer.out_values * p.requantizer.multiplier_bits) * width,
        }

    def _moved(self, layer: Layer, share: _Share) -> Counts:
        """Words of the store and past it; of overlapping windows the memory gives every value once."""
        moved, shares = share.choice.traffic[share.choice.dataflow], layer.groups * share.macros / self.images
        stored, streamed = moved.stored * shares, moved.streamed * shares
        weights, activations = (streamed, stored) if share.choice.dataflow == "input" else (stored, streamed)
        overlap = max(layer.positions * layer.fan_in * layer.groups / layer.in_values, 1)
        results = layer.out_values * self.p.word_bits
        return {
            "cell accesses": stored,
            "buffer bits": stored + streamed + results,
            "moved bits": stored + streamed + results,
            "memory bits": weights / share.macros + activations / overlap + results,
        }
