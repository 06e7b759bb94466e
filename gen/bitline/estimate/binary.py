"""Cycles of the binary macro: when operations are done, evaluations strobed and beats taken, exactly, with full streams."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..params.binary import Bias, Binary, Program, Step, program_words

Kind = Literal["run", "load", "write", "read", "verify", "trim", "test"]
KINDS: tuple[Kind, ...] = ("run", "load", "write", "read", "verify", "trim", "test")
"""Operations, in the order of their codes."""

MARCH: tuple[tuple[bool, bool], ...] = ((False, True), (True, True), (True, True), (True, True), (True, True), (True, False))
"""Elements of a self-test's march: whether each verifies every row, and whether it writes it."""


@dataclass(frozen=True)
class Operation:
    """An operation; a load has its program."""

    kind: Kind
    program: Program | None = None


@dataclass
class Timeline:
    """Cycles counted from the one in which the first operation stands at ``op`` and the first codes at ``x``.

    Attributes
    ----------
    accepted : list of int
        For each operation the cycle in which it leaves ``op``.
    strobes : list of int
        For each evaluation the first cycle of its ``compare``.
    y, r : list of int
        For each beat the cycle in which it is taken.
    """

    accepted: list[int] = field(default_factory=list)
    strobes: list[int] = field(default_factory=list)
    y: list[int] = field(default_factory=list)
    r: list[int] = field(default_factory=list)

    @property
    def cycles(self) -> int:
        """Cycles until all is done."""
        return max((*self.accepted, *self.y, *self.r), default=-1) + 1


def timeline(
    p: Binary, operations: Sequence[Operation], *, stretch: tuple[int, int, int] = (0, 0, 0), trim_repeats: int = 0
) -> Timeline:
    """When operations are done one after the other.

    ``stretch`` are the cycles added to precharge, evaluate and compare; ``trim_repeats`` is the register field.
    """
    course = _Course(p, stretch, trim_repeats)
    for operation in operations:
        course.carry_out(operation)
    return course.timeline


class _Course:
    """What is under way at the cycle reached: each attribute is the first cycle in which something is so."""

    def __init__(self, p: Binary, stretch: tuple[int, int, int], trim_repeats: int) -> None:
        self.p, self.trim_repeats = p, trim_repeats
        self.slot = p.slot + sum(stretch)
        self.settled = p.timing.precharge + p.timing.evaluate + stretch[0] + stretch[1]
        self.write, self.read = p.access_cycles("write"), p.access_cycles("read")
        self.timeline = Timeline()
        self.program: Program | None = None
        self.free = 0  # the array takes the next evaluation
        self.idle = 0  # no evaluation is under way
        self.summed = 0  # the accumulators have added
        self.voted = 0  # the vote is done
        self.page = p.page_beats  # an input page is there

    def carry_out(self, operation: Operation) -> None:
        at = self.timeline.accepted[-1] + 1 if self.timeline.accepted else 0
        done = {"run": self._run, "load": self._load, "trim": self._trim, "test": self._test}
        if operation.kind == "load":
            self.program = operation.program
        end = done[operation.kind](at + 1) if operation.kind in done else self._access(operation.kind, at + 1)
        self.timeline.accepted.append(end)

    def _load(self, at: int) -> int:
        assert self.program is not None
        return max(at, self.idle, self.summed) + len(program_words(self.p, self.program))

    def _access(self, kind: Kind, at: int) -> int:
        begin = max(at, self.idle)
        if kind != "write":
            self._reads(begin)
        return begin + (self.write if kind == "write" else self.read) - 1

    def _reads(self, begin: int) -> None:
        """Beats of a row read from that cycle on."""
        group = 3 + self.p.timing.read
        self.timeline.r += [begin + (k + 1) * group for k in range(self.p.word_groups)]

    # ---- programs

    def _run(self, at: int) -> int:
        """A run whose first step is fetched in that cycle; the cycle in which the last one ends."""
        assert self.program is not None
        end = at - 1
        for step in self.program.steps:
            end = self._step(step, end + 2)
        return end

    def _step(self, step: Step, at: int) -> int:
        """A step that stands in that cycle; the cycle in which it ends."""
        if step.kind == "reload":
            return max(at + 1, self.idle) + step.count * self.write - 1
        if step.kind == "search":
            end = self._search(step, at + 1)
        else:
            for repeat in reversed(range(1 << step.repeats)):
                start = self._evaluate(step, at, step.accumulate, final=repeat == 0)
                at = start + 1
            end = start
        return self._show() if step.action == "show" else end

    def _evaluate(self, step: Step, at: int, accumulates: bool, final: bool) -> int:
        """An evaluation that can start in that cycle; the one in which it does."""
        votes = step.action == "vote" and (final or step.kind == "search")
        start = max(at, self.free, self.summed)
        if step.source == "input":
            start = max(start, self.page)
        if step.action == "vote":
            start = max(start, self.voted)
        self.timeline.strobes.append(start + 1 + self.settled)
        self.free = start + self.slot
        self.idle = self.free + 1
        if accumulates:
            self.summed = self.free + self.p.addition_cycles
        if votes:
            self._vote(step, self.free if step.kind == "search" or not accumulates else self.summed - 1, final)
        if step.release and final:
            self.page = start + 3 + self.p.page_beats
        return start

    def _vote(self, step: Step, taken: int, final: bool) -> None:
        first = taken + self.p.score_latency
        if step.send and final:
            self.timeline.y += [first + k for k in range(step.classes)]
        self.voted = first + step.classes

    def _show(self) -> int:
        """Decisions of the last evaluation go out."""
        self.timeline.r += [self.idle + 1 + k for k in range(self.p.word_groups)]
        return self.idle + self.p.word_groups

    def _search(self, step: Step, at: int) -> int:
        assert self.program is not None
        bias = self.program.biases[step.bias] if step.bias < len(self.program.biases) else Bias()
        rows = [stop - start for start, stop in itertools.pairwise([*sorted(bias.begins), len(bias.codes)])]
        for place in reversed(range(step.place + 1)):
            self._evaluate(step, at, True, final=place == 0)
            if place:
                at = self.idle + 1 + rows[step.place - place] * self.write
        return self.idle

    # ---- offsets and faults

    def _trim(self, at: int) -> int:
        digits = self.p.trim_digits
        for start, stop in itertools.pairwise([*sorted(digits.begins), digits.rows]):
            for _ in range(1 << self.trim_repeats):
                at = self._evaluate(Step(), at, True, final=False) + 1
            at = self.summed + 1 + (stop - start) * self.write
        return at - 1

    def _test(self, at: int) -> int:
        begin = max(at, self.idle)
        for elements in (MARCH, ((False, True),)):
            at = begin + 1
            for verifies, writes in elements:
                for _ in range(self.p.array.rows):
                    if verifies:
                        self._reads(at)
                        at += self.read
                    at += self.write * writes
            self._evaluate(Step(), at, False, final=True)
            end = self._show()
            begin = end + 1
        return end
