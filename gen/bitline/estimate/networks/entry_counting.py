"""Networks on entry-counting macros: layer by layer, every class live, in the dataflow that moves the fewest bits.

Several macros share the positions of a layer. Weights and activations come from off-chip memory as often as the dataflow asks for
them, activations by way of a buffer that holds the rows of a window.
"""

import math

from ...network.entry_counting.dataflows import Task
from ...network.workload import Layer, Workload
from ...network.workloads import workload_named
from ...params import MacroParameters, ParameterError, formats
from ...params.entry_counting import EntryCounting
from ..conditions import Conditions
from ..costs import Counts, Estimate, Event, Part, Step, merged
from ..entry_counting_network import Traffic, flow_traffic
from ..pricing import area_mm2, constants, prices
from ..rounds import Flow, cycles, flows
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
    _check(conditions)
    workload, macros = workload_named(network), conditions.macros or 1
    layers = _Layers(p, macros)
    area = _area(p, workload, macros)
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
        macros=macros,
        steps=tuple(layers.step(layer) for layer in workload.products),
        prices=inside | prices(technology, sum(area.values())),
        area_mm2=area,
        constants=constants(technology, p.physical, *SETTINGS),
    )


def _check(conditions: Conditions) -> None:
    if conditions.mode == "training":
        raise ParameterError("mode", "entry counting has no backward products; training is estimated on two-way macros")
    if conditions.pipeline != "none" or conditions.duplication != "none":
        raise ParameterError("pipeline", "weights do not stay in entry-counting macros: pipeline and duplication must be 'none'")


def _area(p: EntryCounting, workload: Workload, macros: int) -> dict[Part, float]:
    """Macros, and a buffer for the rows of the largest window."""
    stored = p.storage_bits * p.physical.multiplexer_sites
    streamed = p.store.lanes * p.word_bits * p.physical.cam_sites
    rows = max(layer.kernel * layer.in_size[1] * layer.inputs for layer in workload.products)
    f2: dict[Part, float] = {
        "array": macros * (stored + streamed) * SITE_F2 / p.physical.utilization,
        "accumulation": macros * p.store.lanes * p.physical.logic_f2 / p.physical.utilization,
    }
    return area_mm2(table(p.physical.technology), f2, rows * p.word_bits)


class _Layers:
    """What happens in a layer, for one image; layers of one shape are looked at once."""

    def __init__(self, p: EntryCounting, macros: int) -> None:
        self.p, self.macros = p, macros
        self._seen: dict[Task, tuple[Flow, Traffic, int]] = {}

    def step(self, layer: Layer) -> Step:
        task = Task(
            pixels=math.ceil(layer.positions / self.macros),
            channels=layer.outputs // layer.groups,
            steps=math.ceil(layer.fan_in / self.p.store.lanes),
        )
        if task not in self._seen:
            self._seen[task] = self._looked_at(task)
        flow, traffic, took = self._seen[task]
        return Step(
            layer=layer.name,
            phase="forward",
            cycles=layer.groups * took,
            operations=2 * layer.macs,
            macros=self.macros,
            peak=2 * self.p.store.lanes / self.p.search_cycles(len(self.p.classes)),
            fill=layer.fan_in / (task.steps * self.p.store.lanes),
            counts=merged(self._searched(layer, task), self._moved(layer, flow, traffic)),
        )

    def _looked_at(self, task: Task) -> tuple[Flow, Traffic, int]:
        """The flow that moves the fewest bits, what it moves, and its cycles."""
        moved = [(flow_traffic(self.p, flow), flow) for flow in flows(self.p, task)]
        traffic, flow = min(moved, key=lambda each: each[0].bits)
        return flow, traffic, cycles(self.p, flow)

    def _searched(self, layer: Layer, task: Task) -> Counts:
        """Searches of all lanes, whether they hold something or not; sums and their requantization."""
        p, width = self.p, formats.width(self.p.sums)
        dots = layer.groups * self.macros * task.pixels * task.channels * task.steps
        lanes = dots * len(p.classes) * p.store.lanes
        return {
            "products": lanes,
            "counted lanes": lanes,
            "additions": (dots + layer.out_values * p.requantizer.multiplier_bits) * width,
        }

    def _moved(self, layer: Layer, flow: Flow, traffic: Traffic) -> Counts:
        """Words of the store and past it; of overlapping windows the memory gives every value once."""
        shares = layer.groups * self.macros
        stored, streamed = traffic.stored * shares, traffic.streamed * shares
        weights, activations = (streamed, stored) if flow.dataflow == "input" else (stored, streamed)
        overlap = max(layer.positions * layer.fan_in * layer.groups / layer.in_values, 1)
        results = layer.out_values * self.p.word_bits
        return {
            "cell accesses": stored,
            "buffer bits": stored + streamed + results,
            "moved bits": stored + streamed + results,
            "memory bits": weights / self.macros + activations / overlap + results,
        }
