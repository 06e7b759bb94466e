"""What came of a stimulus, held against the reference."""

import numpy as np

from bitline.estimate.binary import Timeline, timeline
from bitline.params.binary import Binary

from ...golden.binary import Machine
from ..verdict import Verdict
from .recorded import Recorded
from .reference import Reference
from .script import Stimulus, orders, timed


def evaluations(p: Binary, s: Stimulus) -> int:
    """Array evaluations of a stimulus."""
    digits = p.trim.digits << int(s["trim_repeats"])
    return sum(
        {"run": order.program.evaluations if order.program else 0, "trim": digits, "test": 2}.get(order.kind, 0)
        for order in orders(p, s)
    )


def judge(
    p: Binary, s: Stimulus, outcome: Stimulus, *, ideal: bool, full_rate: bool, stretch: tuple[int, int, int] = (0, 0, 0)
) -> Verdict:
    """Hold an outcome against the reference.

    Given the decisions that the array took and the cells that it read, the macro must have put the right codes on the lines,
    written the right cells, and sent the right scores, labels and answers. With an ideal array the decisions must be the signs
    of the exact sums, and the cells read those written. At full rate every operation, strobe and beat must come in the cycle
    predicted.
    """
    verdict = Verdict(len(s["kind"]), array_evaluations=len(outcome["codes"]))
    array = Recorded(p, outcome)
    machine = Machine(p, array)
    machine.use_trim = bool(s["use_trim"])
    reference = Reference(machine, int(s["trim_repeats"]))
    for order in orders(p, s):
        reference.carry_out(order)
    answers = np.array(reference.answers).reshape(-1, 2, p.array.word)
    counted = [int(outcome[f"field_{name}"]) for name in ("evaluations", "row_writes", "faults")]
    for kind, got, wanted in (
        ("codes of the word lines", outcome["codes"], np.reshape(array.codes, (-1, p.array.rows))),
        ("rows and word groups written", outcome["written"], np.reshape(array.written, (-1, 2))),
        ("cells written", outcome["written_cells"], np.reshape(array.written_cells, (-1, p.array.word))),
        ("rows and word groups read", outcome["fetched"], np.reshape(array.fetched, (-1, 2))),
        ("scores and labels", outcome["y"], np.reshape(reference.results, (-1, 3))),
        ("cells and decisions shown", outcome["read"], answers[:, 0]),
        ("cells that differ", outcome["differs"], answers[:, 1]),
        ("events counted", counted, [len(array.codes), len(array.written) // p.word_groups, reference.faults]),
    ):
        _hold(verdict, kind, np.array(got), np.array(wanted))
    if ideal:
        _hold(verdict, "decisions", outcome["decisions"][array.known], np.array(array.ideal).reshape(-1, p.array.columns))
        _hold(verdict, "cells read", outcome["fetched_cells"][array.remembered], np.array(array.stored).reshape(-1, p.array.word))
    _count_cycles(p, verdict, s, outcome, full_rate, stretch)
    return verdict


def predicted(p: Binary, s: Stimulus, stretch: tuple[int, int, int] = (0, 0, 0)) -> Timeline:
    """The timeline of a stimulus at full rate."""
    return timeline(p, timed(p, s), stretch=stretch, trim_repeats=int(s["trim_repeats"]))


def _hold(verdict: Verdict, kind: str, got: np.ndarray, wanted: np.ndarray) -> None:
    """Hold rows of values, of which there may be too few or too many."""
    common = min(len(got), len(wanted))
    verdict.hold(kind, got[:common], wanted[:common])
    verdict.hold("number of each", np.array(len(got)), np.array(len(wanted)), kind)


def _count_cycles(
    p: Binary, verdict: Verdict, s: Stimulus, outcome: Stimulus, full_rate: bool, stretch: tuple[int, int, int]
) -> None:
    # an edge ends the cycle before it, and a strobe begins with one
    counted = {
        "op": outcome["op_cycle"] - 1,
        "y": outcome["y_cycle"] - 1,
        "r": outcome["r_cycle"] - 1,
        "strobe": outcome["strobe_cycle"],
    }
    verdict.cycles_counted = int(max(counted[name].max(initial=-1) for name in ("op", "y", "r"))) + 1
    if not full_rate:
        return
    foreseen = predicted(p, s, stretch)
    verdict.cycles_predicted = foreseen.cycles
    for kind, name, wanted in (
        ("cycles in which operations are done", "op", foreseen.accepted),
        ("cycles in which comparators are strobed", "strobe", foreseen.strobes),
        ("cycles in which results are taken", "y", foreseen.y),
        ("cycles in which answers are taken", "r", foreseen.r),
    ):
        _hold(verdict, kind, counted[name], np.array(wanted, np.int64))
