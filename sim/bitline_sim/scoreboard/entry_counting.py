"""Programs for the entry-counting bench, and the judgement of what came of them."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from bitline.estimate.entry_counting import Timeline, events, timeline
from bitline.params.entry_counting import EVENTS, OPERANDS, EntryCounting, Operand, Operation

from ..golden.entry_counting import Outcome, Reference, Scale, Word
from .verdict import Verdict

Stimulus = dict[str, np.ndarray]


class Program:
    """Operations, and what the streams bring for them.

    Parameters
    ----------
    p : EntryCounting
    """

    def __init__(self, p: EntryCounting) -> None:
        self.p = p
        self.operations: list[Operation] = []
        self.written: list[Word] = []
        self.streamed: list[Word] = []
        self.fill: list[int] = []
        self.residual: list[int] = []
        self.scales: list[Scale] = []

    def write(self, word: int, levels: np.ndarray, operand: Operand) -> None:
        """Write words, (n, lanes), from ``word`` on."""
        self._access("write", word, levels, operand)

    def verify(self, word: int, levels: np.ndarray, operand: Operand) -> None:
        """Hold stored words against these."""
        self._access("verify", word, levels, operand)

    def read(self, word: int, count: int) -> None:
        """Read stored words."""
        self.operations.append(Operation(kind="read", word=word, steps=count))

    def scale(self, entry: int, scales: Sequence[Scale]) -> None:
        """Load entries of the requantizer's table."""
        self.operations.append(Operation(kind="scale", entry=entry, steps=len(scales)))
        self.scales += scales

    def product(
        self, levels: np.ndarray, operand: Operand, fill: Sequence[int] = (), residual: Sequence[int] = (), **fields: Any
    ) -> Operation:
        """Stream words, (n, lanes), through a product of these fields."""
        operation = Operation(kind="product", **fields)
        self.operations.append(operation)
        self.streamed += [Word(word, operand) for word in levels]
        self.fill += fill
        self.residual += residual
        return operation

    def _access(self, kind: Any, word: int, levels: np.ndarray, operand: Operand) -> None:
        self.operations.append(Operation(kind=kind, word=word, steps=len(levels)))
        self.written += [Word(word, operand) for word in levels]

    # ---- as plain arrays

    def stimulus(self) -> Stimulus:
        """What the bench is given."""
        p = self.p
        return {
            "operations": np.array([op.codes() for op in self.operations]),
            **_words(p, "written", self.written),
            **_words(p, "streamed", self.streamed),
            "fill": np.array(self.fill, np.int64),
            "residual": np.array(self.residual, np.int64),
            "scales": np.array([[getattr(scale, name) for name in p.scale_fields] for scale in self.scales], np.int64),
        }

    @classmethod
    def of(cls, p: EntryCounting, s: Stimulus) -> "Program":
        """The program of a stimulus."""
        program = cls(p)
        program.operations = [Operation.of_codes(codes) for codes in s["operations"].tolist()]
        program.written, program.streamed = (
            [Word(levels, OPERANDS[operand]) for levels, operand in zip(s[name], s[f"{name}_operand"].tolist(), strict=True)]
            for name in ("written", "streamed")
        )
        program.fill, program.residual = s["fill"].tolist(), s["residual"].tolist()
        program.scales = [Scale(**dict(zip(p.scale_fields, scale, strict=True))) for scale in s["scales"].tolist()]
        return program

    def reference(self) -> Outcome:
        """What it must lead to."""
        return Reference(self.p, self.written, self.streamed, self.fill, self.residual, self.scales).run(self.operations)


def _words(p: EntryCounting, name: str, words: Sequence[Word]) -> Stimulus:
    return {
        name: np.array([word.levels for word in words], np.int64).reshape(-1, p.store.lanes),
        f"{name}_operand": np.array([OPERANDS.index(word.operand) for word in words], np.int64),
    }


def evaluations(p: EntryCounting, s: Stimulus) -> int:
    """Cycles with a search in a stimulus: there is no analog array, and these take a simulator's time."""
    return sum(map(p.search_cycles, Program.of(p, s).reference().live))


def judge(p: EntryCounting, s: Stimulus, outcome: Stimulus, *, ideal: bool, full_rate: bool) -> Verdict:
    """Hold an outcome against the reference.

    Every result must be the reference's, and so must what is read back, every event counter and the status. At full rate every
    operation, result and answer must come in the cycle predicted. There is no analog array, so ``ideal`` changes nothing.
    """
    program = Program.of(p, s)
    wanted = program.reference()
    verdict = Verdict(len(program.operations), array_evaluations=sum(map(p.search_cycles, wanted.live)))
    verdict.hold("results", outcome["results"], np.array(wanted.results, np.int64))
    verdict.hold("words read back", outcome["read"], np.array(wanted.read, np.int64).reshape(-1, p.store.lanes))
    verdict.hold("words that differ", outcome["differs"], np.array(wanted.differs, np.int64).reshape(-1, p.store.lanes))
    verdict.hold("event counters", outcome["events"], np.array([wanted.events[name] for name in EVENTS]))
    flags = wanted.illegal | wanted.differing << 1 | wanted.overflow << 2
    verdict.hold("status flags", outcome["status"] >> 1, np.array(flags))
    if not wanted.events["refused_words"]:
        predicted = events(p, program.operations, wanted.live)
        verdict.hold("predicted events", outcome["events"], np.array([predicted[name] for name in EVENTS]))
    verdict.cycles_counted = int(max(outcome[f"{name}_cycle"].max(initial=0) for name in ("op", "y", "r")))
    if full_rate:
        _hold_cycles(verdict, timeline(p, program.operations, wanted.live), outcome)
    return verdict


def _hold_cycles(verdict: Verdict, foreseen: Timeline, outcome: Stimulus) -> None:
    verdict.cycles_predicted = foreseen.cycles
    for what, got, wanted in (
        ("cycles in which operations are done", outcome["op_cycle"], foreseen.accepted),
        ("cycles in which results are taken", outcome["y_cycle"], foreseen.results),
        ("cycles in which words are answered", outcome["r_cycle"], foreseen.answers),
    ):
        # an edge ends the cycle before it
        verdict.hold(what, got - 1, np.array(wanted, np.int64))
