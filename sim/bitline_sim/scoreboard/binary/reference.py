"""The macro that the bench's device is held against."""

import numpy as np

from ...golden.binary import MARCH, Machine, Run, SelfTest
from .script import Order


class Reference:
    """Carries out operations, and notes the beats that come of them.

    Attributes
    ----------
    results : list of (score, label, last)
        Beats of ``y``.
    answers : list of uint8 arrays, (2, word)
        Beats of ``r``: cells or decisions, and what differs.
    faults : int
        Word groups that the last self-test has found wrong.
    """

    def __init__(self, machine: Machine, trim_repeats: int) -> None:
        self._machine, self._trim_repeats = machine, trim_repeats
        self.results: list[tuple[int, int, int]] = []
        self.answers: list[np.ndarray] = []
        self.faults = 0

    def carry_out(self, order: Order) -> None:
        machine = self._machine
        if order.kind == "load":
            assert order.program is not None
            machine.load(order.program)
        elif order.kind == "run":
            self._note_run(machine.run(order.inputs[None], order.cells))
        elif order.kind == "write":
            machine.write_row(order.row, order.cells[0])
        elif order.kind == "trim":
            machine.trim(self._trim_repeats)
        elif order.kind == "test":
            self._note_test(machine.self_test())
        else:
            read = machine.read_row(order.row)
            self._answer(read, order.cells[0] if order.kind == "verify" else read)

    def _answer(self, shown: np.ndarray, expected: np.ndarray) -> int:
        """Note the beats of a row; how many of them differ from what was expected."""
        groups = self._machine.p.word_groups
        beats = np.stack([shown.reshape(groups, -1), (shown ^ expected).reshape(groups, -1)], axis=1)
        self.answers += list(beats)
        return int(beats[:, 1].any(axis=1).sum())

    def _note_run(self, run: Run) -> None:
        for (scores,) in run.scores:
            self.results += [(int(score), int(scores[: k + 1].argmax()), k == len(scores) - 1) for k, score in enumerate(scores)]
        for (fires,) in run.shown:
            self._answer(fires, fires)

    def _note_test(self, test: SelfTest) -> None:
        checked = [element for element in MARCH if element.reads is not None]
        self.faults = 0
        for element, read, expected in zip(checked, test.read, test.expected, strict=True):
            for row in reversed(range(len(read))) if element.descending else range(len(read)):
                self.faults += self._answer(read[row], expected[row])
        for fires in (test.fires_on_zeros, test.fires_on_ones):
            self._answer(fires, fires)
