"""What an estimate is made of: steps of a network with what happens in each, and what each happening costs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from .conditions import Conditions
from .technology import Constant, Technology

Part = Literal["array", "converters", "accumulation", "buffers", "interconnect", "off-chip memory"]
PARTS: tuple[Part, ...] = ("array", "converters", "accumulation", "buffers", "interconnect", "off-chip memory")
"""Where energy and area go, as readers of this field know them."""

Phase = Literal["forward", "backward", "gradient", "update"]
PHASES: tuple[Phase, ...] = ("forward", "backward", "gradient", "update")

Event = Literal[
    "products", "counted lanes", "conversions", "additions", "cell accesses", "buffer bits", "moved bits", "memory bits"
]
"""What is counted. A product is of 1 bit by 1 bit, or what takes its place in an array; an addition is that of 1 bit."""

PART_OF: Mapping[Event, Part] = {
    "products": "array",
    "counted lanes": "accumulation",
    "conversions": "converters",
    "additions": "accumulation",
    "cell accesses": "array",
    "buffer bits": "buffers",
    "moved bits": "interconnect",
    "memory bits": "off-chip memory",
}

Counts = Mapping[Event, float]


def merged(*several: Counts) -> dict[Event, float]:
    """Counts of the same events added up."""
    total: dict[Event, float] = {}
    for counts in several:
        for event, count in counts.items():
            total[event] = total.get(event, 0) + count
    return total


@dataclass(frozen=True)
class Comparison:
    """Alternatives that the mapper has compared; it takes the one that costs least, the first of equals.

    Attributes
    ----------
    what : str
        The network, or a layer.
    costs : mapping
        Of every alternative that is possible.
    unit : str
    """

    what: str
    costs: Mapping[str, float]
    unit: str

    @property
    def taken(self) -> str:
        return min(self.costs, key=lambda name: self.costs[name])


@dataclass(frozen=True, kw_only=True)
class Step:
    """A phase of a layer, for one image.

    Attributes
    ----------
    layer : str
    phase : str
    cycles : float
        Of the macros at work, others waiting; a share of a batch where something is done once a batch.
    operations : int
        Two for each product of a weight and an input that the network asks for.
    macros : int
        Macros at work, copies included.
    peak : float
        Operations a cycle of one of them with every cell at work.
    partner : bool
        Whether they are the one-way macros of the weight gradient.
    fill : float
        Share of their cells that hold something of the layer.
    counts : mapping
        Events.
    """

    layer: str
    phase: Phase
    cycles: float
    operations: int
    macros: int
    peak: float
    partner: bool = False
    fill: float = 1.0
    counts: Counts


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A network on a macro.

    Attributes
    ----------
    network, target : str
    conditions : Conditions
    technology : Technology
    clock_mhz : float
    copies : int
        Copies of the whole network, each with an image of its own.
    macros : int
        Macros that hold weights, spare ones included.
    steps : tuple of Step
        In the order of their execution.
    prices : mapping
        Femtojoules of each event.
    area_mm2 : mapping
        By part.
    constants : tuple of Constant
        What prices and areas rest on.
    comparisons : tuple of Comparison
        What the mapper has chosen, and by which cost.
    """

    network: str
    target: str
    conditions: Conditions
    technology: Technology
    clock_mhz: float
    copies: int
    macros: int
    steps: tuple[Step, ...]
    prices: Mapping[Event, float]
    area_mm2: Mapping[Part, float]
    constants: tuple[Constant, ...]
    comparisons: tuple[Comparison, ...] = ()

    # ---- time

    @cached_property
    def cycles(self) -> float:
        """From one image to the next, as the macros allow."""
        if self.conditions.pipeline == "none":
            return sum(step.cycles for step in self.steps) / self.copies
        stages: defaultdict[tuple[str, bool], float] = defaultdict(float)
        for step in self.steps:
            stages[step.layer, step.partner] += step.cycles
        return max(stages.values()) / self.copies

    @property
    def compute_seconds(self) -> float:
        return self.cycles / self.clock_mhz / 1e6

    @property
    def memory_seconds(self) -> float:
        """Time that the off-chip memory takes for an image."""
        return sum(step.counts.get("memory bits", 0) for step in self.steps) / self.technology["memory_gbps"] / 1e9

    @property
    def seconds(self) -> float:
        """From one image to the next: whichever of macros and memory takes longer."""
        return max(self.compute_seconds, self.memory_seconds)

    @property
    def fps(self) -> float:
        return 1 / self.seconds

    # ---- work and energy

    @cached_property
    def operations(self) -> int:
        """Of an image."""
        return sum(step.operations for step in self.steps)

    @property
    def tops(self) -> float:
        return self.operations / self.seconds / 1e12

    @property
    def tops_per_w(self) -> float:
        return self.operations / self.energy_uj / 1e6

    @property
    def energy_uj(self) -> float:
        """Of an image."""
        return sum(self.energy_by_part().values())

    def energy_by_part(self, steps: Iterable[Step] | None = None) -> dict[Part, float]:
        """Microjoules of some steps, or of all."""
        out: dict[Part, float] = dict.fromkeys(PARTS, 0.0)
        for step in self.steps if steps is None else steps:
            for event, count in step.counts.items():
                out[PART_OF[event]] += count * self.prices[event] * 1e-9
        return out

    @property
    def cost(self) -> float:
        """Energy of an image times the time from one to the next, in nanojoule-seconds: the mapper takes what has the least."""
        return 1000 * self.energy_uj * self.seconds

    @property
    def utilization(self) -> float:
        """Share of all macros' time and cells that an image takes, partners left out."""
        taken = sum(step.operations / step.peak for step in self.steps if step.operations and not step.partner)
        return taken / (self.macros * self.seconds * self.clock_mhz * 1e6)

    @property
    def peak(self) -> float:
        """Operations a cycle of one macro, forward, with every cell at work."""
        return self.steps[0].peak
