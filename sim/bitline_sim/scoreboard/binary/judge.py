"""What came of a stimulus, held against the reference."""

import numpy as np

from bitline.estimate.binary import Timeline, timeline
from bitline.params.binary import Binary

from ...golden.binary import MARCH, Machine, Run, SelfTest, decisions
from ..verdict import Verdict
from .script import Order, Stimulus, orders, timed


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
    array = _Recorded(p, outcome)
    machine = Machine(p, array)
    machine.use_trim = bool(s["use_trim"])
    results: list[tuple[int, int, int]] = []
    answers: list[np.ndarray] = []
    for order in orders(p, s):
        _carry_out(machine, order, int(s["trim_repeats"]), results, answers)
    _hold(verdict, "codes of the word lines", outcome["codes"], np.array(array.codes).reshape(-1, p.array.rows))
    _hold(verdict, "rows and word groups written", outcome["written"], np.array(array.written).reshape(-1, 2))
    _hold(verdict, "cells written", outcome["written_cells"], np.array(array.written_cells).reshape(-1, p.array.word))
    _hold(verdict, "rows and word groups read", outcome["fetched"], np.array(array.fetched).reshape(-1, 2))
    _hold(verdict, "scores and labels", outcome["y"], np.array(results).reshape(-1, 3))
    answered = np.array(answers).reshape(-1, 2, p.array.word)
    _hold(verdict, "cells and decisions shown", outcome["read"], answered[:, 0])
    _hold(verdict, "cells that differ", outcome["differs"], answered[:, 1])
    counted = np.array([outcome["field_evaluations"], outcome["field_row_writes"]])
    _hold(verdict, "evaluations and row writes counted", counted, np.array([len(array.codes), len(array.written) // p.word_groups]))
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


# ---- the reference's answers


def _carry_out(machine: Machine, order: Order, trim_repeats: int, results: list, answers: list) -> None:
    """Let the reference carry out an operation, and note the beats of ``y`` and ``r``."""
    if order.kind == "load":
        assert order.program is not None
        machine.load(order.program)
    elif order.kind == "write":
        machine.write_row(order.row, order.cells[0])
    elif order.kind == "trim":
        machine.trim(trim_repeats)
    elif order.kind == "test":
        _note_test(machine.self_test(), machine.p, answers)
    elif order.kind == "run":
        _note_run(machine.run(order.inputs[None], order.cells), machine.p, results, answers)
    else:
        read = machine.read_row(order.row)
        _note_row(machine.p, read, read ^ order.cells[0] if order.kind == "verify" else np.zeros_like(read), answers)


def _note_row(p: Binary, cells: np.ndarray, differs: np.ndarray, answers: list) -> None:
    answers += list(np.stack([cells.reshape(p.word_groups, -1), differs.reshape(p.word_groups, -1)], axis=1))


def _note_run(run: Run, p: Binary, results: list, answers: list) -> None:
    for (scores,) in run.scores:
        results += [(int(score), int(scores[: k + 1].argmax()), k == len(scores) - 1) for k, score in enumerate(scores)]
    for (fires,) in run.shown:
        _note_row(p, fires, np.zeros_like(fires), answers)


def _note_test(test: SelfTest, p: Binary, answers: list) -> None:
    checked = [element for element in MARCH if element.reads is not None]
    for element, read, expected in zip(checked, test.read, test.expected, strict=True):
        for row in reversed(range(p.array.rows)) if element.descending else range(p.array.rows):
            _note_row(p, read[row], read[row] ^ expected[row], answers)
    for fires in (test.fires_on_zeros, test.fires_on_ones):
        _note_row(p, fires, np.zeros_like(fires), answers)


class _Recorded:
    """An array that decides and reads as it was recorded, and notes what it is asked.

    Attributes
    ----------
    codes, written, written_cells, fetched
        What it is asked.
    known, ideal
        Numbers of the evaluations all of whose driven rows have been written, and what an ideal array decides in them.
    remembered, stored
        Numbers of the reads of what has been written, and what that was.
    """

    def __init__(self, p: Binary, outcome: Stimulus) -> None:
        self._p, self._outcome = p, outcome
        self.evaluations = 0
        self.codes: list[np.ndarray] = []
        self.written: list[tuple[int, int]] = []
        self.written_cells: list[np.ndarray] = []
        self.fetched: list[tuple[int, int]] = []
        self.known: list[int] = []
        self.ideal: list[np.ndarray] = []
        self.remembered: list[int] = []
        self.stored: list[np.ndarray] = []
        self._cells = np.zeros((p.array.rows, p.array.columns), np.uint8)
        self._is_known = np.zeros((p.array.rows, p.word_groups), bool)

    def evaluate(self, codes: np.ndarray, numbers: np.ndarray | None = None, over: object = None) -> np.ndarray:
        first = len(self.codes)
        recorded = self._outcome["decisions"][first : first + len(codes)]
        for number, of_lines in enumerate(codes, first):
            if number < len(self._outcome["decisions"]) and self._is_known[of_lines > 0].all():
                self.known.append(number)
                self.ideal.append(decisions(of_lines, self._cells))
        self.codes += list(codes)
        missing = np.zeros((len(codes) - len(recorded), self._p.array.columns), np.uint8)
        return np.concatenate([recorded, missing])

    def write(self, row: int, word_group: int, bits: np.ndarray) -> None:
        self.written.append((row, word_group))
        self.written_cells.append(bits)
        self._cells[row, self._word(word_group)] = bits
        self._is_known[row, word_group] = True

    def read(self, row: int, word_group: int) -> np.ndarray:
        number = len(self.fetched)
        self.fetched.append((row, word_group))
        if number >= len(self._outcome["fetched_cells"]):
            return np.zeros(self._p.array.word, np.uint8)
        if self._is_known[row, word_group]:
            self.remembered.append(number)
            self.stored.append(self._cells[row, self._word(word_group)].copy())
        return self._outcome["fetched_cells"][number]

    def _word(self, word_group: int) -> slice:
        return slice(word_group * self._p.array.word, (word_group + 1) * self._p.array.word)
