"""Whether an outcome is right."""

import numpy as np

from bitline.estimate.entry_counting import Timeline, events, timeline
from bitline.params.entry_counting import EVENTS, EntryCounting

from ..verdict import Verdict
from .program import Program, Stimulus


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
