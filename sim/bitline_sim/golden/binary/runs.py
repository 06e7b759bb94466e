"""Programs, run for many inputs side by side."""

from dataclasses import dataclass

import numpy as np

from bitline.params.binary import Bias, Program, Step

from .cells import Cells
from .memory import Memory
from .wanted import wanted_columns


@dataclass(frozen=True, eq=False)
class Run:
    """What came of a program for n inputs.

    Attributes
    ----------
    scores : list of int64 arrays, (n, classes)
        Of each vote that was sent.
    labels : list of int64 arrays, (n,)
    shown : list of uint8 arrays, (n, columns)
        Decisions shown.
    hidden : uint8 array, (n, pages, data rows)
        The hidden bits at the end.
    """

    scores: list[np.ndarray]
    labels: list[np.ndarray]
    shown: list[np.ndarray]
    hidden: np.ndarray


class Runs:
    """n runs of a program; what differs between them has n as its first dimension.

    The array evaluates all columns; it is asked for those alone that something comes of.
    """

    def __init__(self, memory: Memory, program: Program, inputs: np.ndarray, weights: np.ndarray | None, use_trim: bool) -> None:
        p, n = memory.p, len(inputs)
        given = np.zeros((0, p.array.columns)) if weights is None else np.asarray(weights)
        _check_shape("inputs", inputs, (n, program.pages, p.data_rows))
        _check_shape("weights", given, (len(program.reloaded), p.array.columns))
        self.p, self.n, self.array, self.use_trim = p, n, memory.array, use_trim
        self.counts = np.array([column not in program.masked for column in range(p.array.columns)], np.uint8)
        self.biases = [*program.biases, *[Bias()] * (p.bias.entries - len(program.biases))]
        self.inputs, self.weights = iter(inputs.swapaxes(0, 1)), iter(given)
        self.page: list[np.ndarray] = []  # the input page, until it is released
        self.numbers = self.array.evaluations + np.arange(n) * program.evaluations
        self.hidden = np.zeros((n, p.program.pages, p.data_rows), np.uint8)
        self.fires = np.zeros((n, p.array.columns), np.uint8)
        self.accumulators = np.zeros((n, p.array.columns), np.int64)
        self.scores = np.zeros((n, p.program.classes), np.int64)
        self.cells = Cells(memory, n, program)
        self.outcome = Run([], [], [], self.hidden)
        for step, columns in zip(program.steps, wanted_columns(p, program), strict=True):
            self._do(step, columns)
        self.array.evaluations += n * program.evaluations
        self.cells.check()

    def _do(self, step: Step, columns: slice) -> None:
        if step.kind == "reload":
            for row in step.reloaded:
                self.cells.reload(row, next(self.weights))
            return
        codes = self._codes(step)
        if step.accumulates and step.fresh:
            self.accumulators[:] = step.initial
        if step.kind == "search":
            self._search(step, codes)
        else:
            self._evaluate(step, codes, columns)
        bits = ((self.accumulators >= 0).view(np.uint8) if step.accumulates else self.fires) & self.counts
        if step.action == "store":
            self._store(step, bits)
        elif step.action == "show":
            self.outcome.shown.append(self.fires.copy())
        elif step.action == "vote":
            if step.kind == "evaluate":
                self._vote(step, bits, step.place, first=True)
            if step.send:
                self.outcome.scores.append(self.scores[:, : step.classes].copy())
                self.outcome.labels.append(self.scores[:, : step.classes].argmax(axis=1))

    # ---- evaluations

    def _codes(self, step: Step) -> np.ndarray:
        """Codes of the lines, all bias rows of the entry included: (n, rows)."""
        p = self.p
        codes = np.zeros((self.n, p.array.rows), np.int64)
        if step.source == "input":
            self.page = self.page or [next(self.inputs)]
            codes[:, : p.data_rows] = self.page[0]
        elif step.source == "hidden":
            codes[:, : p.data_rows] = self.hidden[:, step.page].astype(np.int64) * step.one_code
        if step.release:
            self.page = []
        bias = self.biases[step.bias].codes
        codes[:, p.bias_rows.start :][:, : len(bias)] = bias
        if self.use_trim:
            codes[:, p.trim_rows.start :] = p.trim_digits.codes
        return codes

    def _decide(self, codes: np.ndarray, columns: slice = slice(None)) -> None:
        """One evaluation of each run."""
        self.fires[:, columns] = self.array.evaluate(codes, self.numbers, self.cells.driven(codes), columns)
        self.numbers = self.numbers + 1

    def _evaluate(self, step: Step, codes: np.ndarray, columns: slice) -> None:
        for _ in range(step.evaluations):
            self._decide(codes, columns)
            if step.accumulate:
                self._accumulate(step.place, columns)

    def _search(self, step: Step, codes: np.ndarray) -> None:
        bias, start = self.biases[step.bias], self.p.bias_rows.start
        ends = [*sorted(bias.begins), len(bias.codes)]
        for digit, end in enumerate(ends):
            driven = codes.copy()
            driven[:, start + end : start + self.p.bias.rows] = 0
            self._decide(driven)
            place = step.place - digit
            self._accumulate(place)
            if step.action == "vote":
                self._vote(step, self.fires & self.counts, place, first=digit == 0)
            for row in range(end, ends[digit + 1] if place else end):
                self.cells.write(start + row, 1 - self.fires)

    # ---- what becomes of decisions

    def _accumulate(self, place: int, columns: slice = slice(None)) -> None:
        """Add decisions; accumulators wrap around."""
        size = 1 << self.p.accumulator.bits
        total = self.accumulators[:, columns] + self.fires[:, columns] * np.int64(1 << place)
        self.accumulators[:, columns] = np.where(total < size // 2, total, total - size)

    def _store(self, step: Step, bits: np.ndarray) -> None:
        page = self.hidden[:, step.to_page]
        if not step.keep:
            page[:] = 0
        page[:, step.to : step.to + step.count] = bits[:, step.first : step.first + step.count]

    def _vote(self, step: Step, bits: np.ndarray, place: int, first: bool) -> None:
        columns = bits[:, step.first : step.first + step.classes * step.count].astype(np.int64)
        votes = columns.reshape(self.n, step.classes, step.count).sum(axis=2) << place
        if first and not step.keep:
            self.scores[:, : step.classes] = 0
        self.scores[:, : step.classes] += votes


def _check_shape(what: str, given: np.ndarray, needed: tuple[int, ...]) -> None:
    if given.shape != needed:
        raise ValueError(f"{what} have the shape {given.shape}, and this program needs {needed}")
