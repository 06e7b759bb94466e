"""Cycles and events of the entry-counting macro, exactly, with full streams."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..params.entry_counting import EVENTS, EntryCounting, Operation


@dataclass(frozen=True)
class Timeline:
    """Cycles counted from the one in which the first operation stands at ``op``, an idle macro's inputs being ready.

    Attributes
    ----------
    accepted : list of int
        For each operation the cycle in which it leaves ``op``.
    results, answers : list of int
        For each beat at ``y``, and at ``r``, the cycle in which it is taken.
    """

    accepted: list[int] = field(default_factory=list)
    results: list[int] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    @property
    def cycles(self) -> int:
        """Cycles until all is done."""
        return max((*self.accepted, *self.results, *self.answers), default=-1) + 1


def timeline(p: EntryCounting, operations: Sequence[Operation], live: Sequence[int]) -> Timeline:
    """When operations are done one after the other; ``live`` are the live classes of each dot product in turn."""
    clock = _Clock(p, iter(live))
    for operation in operations:
        clock.run(operation)
    return clock.timeline


def events(p: EntryCounting, operations: Sequence[Operation], live: Sequence[int]) -> Mapping[str, int]:
    """The event counters after operations whose words are all legal."""
    counts = dict.fromkeys(EVENTS, 0)
    products = [op for op in operations if op.kind == "product"]
    counts["store_writes"] = sum(op.steps for op in operations if op.kind == "write")
    counts["streamed_words"] = sum(op.streamed for op in products)
    counts["accumulator_reads"] = sum(op.sums * (op.steps - (op.begin != "continue")) for op in products)
    counts["accumulator_writes"] = sum(op.sums * (op.steps - (op.end != "hold")) for op in products)
    counts["fills"] = sum(op.filled for op in products)
    counts["spills"] = sum(op.results for op in products if op.end == "spill")
    counts["searches"] = sum(live)
    counts["searches_saved"] = len(live) * len(p.classes) - sum(live)
    return counts


class _Clock:
    """The macro's parts, each by the cycle from which it is free again."""

    def __init__(self, p: EntryCounting, live: Iterator[int]) -> None:
        self.p, self._live = p, live
        self.timeline = Timeline()
        self._seen = 0  # the operation stands at op
        self._store_free = 0  # no access is under way
        self._accessed = 0  # the half that the last access concerned
        self._picked = -1  # last choice of classes of the last dot product
        self._searched = 0  # its half of the store
        self._quiet = 0  # no sum is under way
        self._arrival = -1  # last beat of the last streamed word
        self._freed = [-1, -1]  # last choice of classes for each half's word

    def run(self, op: Operation) -> None:
        if op.kind == "product":
            self._product(op)
        elif op.kind == "scale":
            self._scale(op)
        else:
            self._access(op)
        self._seen = self.timeline.accepted[-1] + 1

    def _access(self, op: Operation) -> None:
        beats, half = self.p.beats, self._half(op.word)
        start = max(self._seen, self._store_free, self._picked + 1 if self._searched == half else 0)
        self.timeline.accepted.append(start)
        if op.kind == "write":
            last = start + op.steps * self.p.word_cycles - beats % 2
            self._store_free = last + 3
        else:
            self.timeline.answers.extend(start + 3 * (beat + 1) for beat in range(op.steps * beats))
            self._store_free = self.timeline.answers[-1] + 1
        self._accessed = half

    def _scale(self, op: Operation) -> None:
        start = max(self._seen, self._picked + 1, self._quiet)
        self.timeline.accepted.append(start + op.steps - 1)

    def _product(self, op: Operation) -> None:
        word_ready, taken = 0, 0
        at_port = self._seen
        for dot in op.dot_products():
            if dot.output == 0:
                word_ready = self._next_word()
            blocked = self._store_free if self._half(dot.word) == self._accessed else 0
            taken = max(at_port, self._picked, word_ready, blocked)
            self._picked = taken + self.p.search_cycles(next(self._live))
            self._searched = self._half(dot.word)
            at_port = taken + 1
            if dot.output == op.outputs - 1:
                self._freed = [self._freed[1], self._picked]
            if dot.last and op.end != "hold":
                self._quiet = self._picked + self.p.result_latency + 1
                if op.leaves(dot):
                    self.timeline.results.append(self._picked + self.p.result_latency)
        self.timeline.accepted.append(taken)

    def _next_word(self) -> int:
        """The cycle from which the next streamed word can be searched."""
        first = max(self._arrival + 1 + (self.p.beats % 2 if self._arrival >= 0 else 0), self._freed[0] + 1)
        self._arrival = first + self.p.beats - 1
        return self._arrival + 1

    def _half(self, word: int) -> int:
        return word // self.p.half_words
