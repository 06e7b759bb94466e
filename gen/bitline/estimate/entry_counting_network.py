"""What the layers of a network cost on the entry-counting macro, and which dataflow is the cheapest for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..network.entry_counting.dataflows import DATAFLOWS, Dataflow, Plan, Task, plans
from ..network.entry_counting.layers import LsqNetwork
from ..params import ParameterError, formats
from ..params.entry_counting import EntryCounting, Operation
from .entry_counting import events
from .rounds import Flow, flows


@dataclass(frozen=True)
class Traffic:
    """Bits that a plan moves.

    Attributes
    ----------
    stored, streamed : int
        Words written to the store, and words streamed past it.
    accumulated : int
        Sums read from accumulators and kept there.
    """

    stored: int
    streamed: int
    accumulated: int

    def __add__(self, other: "Traffic") -> "Traffic":
        return Traffic(self.stored + other.stored, self.streamed + other.streamed, self.accumulated + other.accumulated)

    @property
    def bits(self) -> int:
        """All of them: a bit is a bit, on which way ever."""
        return self.stored + self.streamed + self.accumulated


def traffic(p: EntryCounting, plan: Plan) -> Traffic:
    """What a plan moves."""
    return traffic_of(p, plan.operations)


def flow_traffic(p: EntryCounting, flow: Flow) -> Traffic:
    """What a flow moves: as much as the plan that it stands for."""
    return sum((traffic_of(p, each.operations, each.times) for each in flow.rounds), Traffic(0, 0, 0))


def traffic_of(p: EntryCounting, operations: Sequence[Operation], times: int = 1) -> Traffic:
    """What operations move, so many times, by the event counters that they lead to."""
    counts = {event: times * count for event, count in events(p, operations, ()).items()}
    word, total = p.store.lanes * p.word_bits, formats.width(p.sums)
    moved = counts["accumulator_reads"] + counts["accumulator_writes"]
    return Traffic(counts["store_writes"] * word, counts["streamed_words"] * word, moved * total)


@dataclass(frozen=True)
class Choice:
    """The cheapest plan of each dataflow that is possible, and the cheapest of all.

    Attributes
    ----------
    plans, flows, traffic : mapping
        The operations of each dataflow one by one, the same by rounds, and what they move.
    """

    plans: Mapping[Dataflow, Plan]
    flows: Mapping[Dataflow, Flow]
    traffic: Mapping[Dataflow, Traffic]

    @property
    def dataflow(self) -> Dataflow:
        return min(self.traffic, key=lambda dataflow: self.traffic[dataflow].bits)

    @property
    def plan(self) -> Plan:
        return self.plans[self.dataflow]

    @property
    def flow(self) -> Flow:
        return self.flows[self.dataflow]

    @property
    def why(self) -> str:
        """The choice and its reason, in a sentence."""
        others: list[Dataflow] = [name for name in DATAFLOWS if name != self.dataflow]
        moved = self.traffic[self.dataflow]
        least = f"{self.dataflow}-stationary moves {moved.bits:,} bits"
        return f"{least} ({moved.stored:,} stored, {moved.streamed:,} streamed, {moved.accumulated:,} accumulated); " + "; ".join(
            f"{name}-stationary {self.traffic[name].bits:,}" if name in self.traffic else f"{name}-stationary does not fit"
            for name in others
        )


def choose(p: EntryCounting, task: Task) -> Choice:
    """The cheapest plan for a layer.

    Raises
    ------
    ParameterError
        Where it fits in no dataflow.
    """
    best: dict[Dataflow, Plan] = {}
    rounds: dict[Dataflow, Flow] = {}
    moved: dict[Dataflow, Traffic] = {}
    possible = [plan for several in plans(p, task).values() for plan in several]
    for plan, flow in zip(possible, flows(p, task), strict=True):
        cost = flow_traffic(p, flow)
        if plan.dataflow not in moved or cost.bits < moved[plan.dataflow].bits:
            best[plan.dataflow], rounds[plan.dataflow], moved[plan.dataflow] = plan, flow, cost
    if not best:
        raise ParameterError("accumulator.count", f"{p.accumulator.count} sums have no room for a window of {task.window} pixels")
    return Choice(best, rounds, moved)


def choices(p: EntryCounting, network: LsqNetwork) -> list[Choice]:
    """The cheapest plan for each layer of a network."""
    side, out = network.side, []
    for layer in network.layers:
        out.append(choose(p, Task.of(p, layer, side)))
        side = layer.size(side) // layer.pool
    return out
