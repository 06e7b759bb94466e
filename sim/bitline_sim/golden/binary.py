"""The binary macro in integers.

Stage 1, :func:`column_sums` and :func:`decisions`, is what the array is for. Stage 2, :class:`Machine`, is what the periphery
makes of whatever decisions the array gives, and what it puts on the array's lines; with every non-ideality on it must still
equal the hardware bit for bit.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from bitline.params.binary import Bias, Binary, Program, Step, check_program


@dataclass(frozen=True)
class MarchElement:
    """What is done with every row: read and held against a value, then written with another; from the last row on if descending."""

    reads: int | None
    writes: int | None
    descending: bool = False


MARCH = (
    MarchElement(None, 0),
    MarchElement(0, 1),
    MarchElement(1, 0),
    MarchElement(0, 1, descending=True),
    MarchElement(1, 0, descending=True),
    MarchElement(0, None),
)
"""March C- (van de Goor 1991)."""


def column_sums(codes: np.ndarray, cells: np.ndarray) -> np.ndarray:
    """The exact sums of the columns, in code steps: codes (n, rows), cells (rows, columns) of 0 and 1; int64, (n, columns)."""
    return np.asarray(codes, np.int64) @ (2 * np.asarray(cells, np.int64) - 1)


def decisions(codes: np.ndarray, cells: np.ndarray) -> np.ndarray:
    """What an ideal array decides: 1 where the sum is not negative."""
    return (column_sums(codes, cells) >= 0).astype(np.uint8)


class Chip(Protocol):
    """What a machine asks of an array; see :class:`bitline_sim.arrays.binary.Array`."""

    evaluations: int

    def evaluate(
        self, codes: np.ndarray, numbers: np.ndarray | None = None, over: tuple[slice, np.ndarray] | None = None
    ) -> np.ndarray: ...

    def write(self, row: int, word_group: int, bits: np.ndarray) -> None: ...

    def read(self, row: int, word_group: int) -> np.ndarray: ...


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


@dataclass(frozen=True, eq=False)
class SelfTest:
    """What a self-test reads.

    Attributes
    ----------
    read, expected : uint8 arrays, (5, rows, columns)
        Cells as the five reads of each row find them, in the order of :data:`MARCH`, and as they should be.
    fires_on_zeros, fires_on_ones : uint8 arrays, (columns,)
        Decisions with all lines at the highest code, while all cells hold 0, and while all hold 1.
    """

    read: np.ndarray
    expected: np.ndarray
    fires_on_zeros: np.ndarray
    fires_on_ones: np.ndarray

    @property
    def stuck(self) -> np.ndarray:
        """The map of the cells: int8, (rows, columns); -1 for a good one, else the value that it was found with in its stead."""
        wrong = self.read != self.expected
        found = np.where(wrong, self.read, -1).astype(np.int8)
        return found.max(axis=0)

    @property
    def dead(self) -> np.ndarray:
        """Columns: int8, -1 for a good one, 1 where it fires on all zeros, else 0 where it does not fire on all ones."""
        return np.where(self.fires_on_zeros == 1, 1, np.where(self.fires_on_ones == 0, 0, -1)).astype(np.int8)


class Machine:
    """The periphery, with an array on it: memory, programs, trim and self-test.

    Inputs can be run one by one or many at once; both give the same, decisions under noise included, since each evaluation
    has its number.

    Parameters
    ----------
    p : Binary
    array : Chip

    Attributes
    ----------
    use_trim : bool
        Whether the trim rows are driven, as the register field.
    """

    def __init__(self, p: Binary, array: Chip) -> None:
        self.p, self.array = p, array
        self.use_trim = False
        self._program: Program | None = None

    # ---- memory

    def write_row(self, row: int, cells: np.ndarray) -> None:
        """Write a row of cells."""
        for word_group, bits in enumerate(np.asarray(cells, np.uint8).reshape(self.p.word_groups, -1)):
            self.array.write(row, word_group, bits)

    def read_row(self, row: int) -> np.ndarray:
        """Read a row of cells."""
        return np.concatenate([self.array.read(row, word_group) for word_group in range(self.p.word_groups)])

    # ---- programs

    def load(self, program: Program) -> None:
        """Load a program.

        Raises
        ------
        ParameterError
            Where it cannot be.
        """
        check_program(self.p, program)
        self._program = program

    def run(self, inputs: np.ndarray, weights: np.ndarray | None = None) -> Run:
        """Run the program.

        Parameters
        ----------
        inputs : integer array, (n, pages, data rows)
            The input pages of each run, in the order in which the program takes them.
        weights : integer array, (rows reloaded, columns), optional
            Cells for the rows that each run reloads, in the program's order.

        Raises
        ------
        ValueError
            Where several inputs are given and a run depends on what the one before has left.
        """
        assert self._program is not None, "no program is loaded"
        return _Runs(self, self._program, np.asarray(inputs), weights).outcome

    # ---- offsets and faults

    def trim(self, repeats: int = 0) -> np.ndarray:
        """Measure every column's offset, and write the trim rows so that they cancel it.

        Digit by digit, the heaviest first, ``2**repeats`` decisions are taken with the trim rows written so far driven and all
        other rows at rest. Where half of them or more fire, the column's cells of that digit become 0, that is -1, elsewhere 1.

        Returns
        -------
        int64 array, (columns,)
            What the trim rows now add to each column's sum, in code steps.
        """
        digits, rows = self.p.trim_digits, self.p.trim_rows
        needed = (1 << repeats) + 1 >> 1
        trims = np.zeros(self.p.array.columns, np.int64)
        for row in range(digits.rows):
            if row in digits.begins:
                fires = self.array.evaluate(np.repeat(self._trim_codes(row), 1 << repeats, axis=0)).sum(axis=0)
                cells = (fires < needed).astype(np.uint8)
            self.write_row(rows[row], cells)
            trims += (2 * cells.astype(np.int64) - 1) * digits.codes[row]
        return trims

    def _trim_codes(self, rows: int) -> np.ndarray:
        """Codes of the lines with the first trim rows driven: (1, rows)."""
        codes = np.zeros((1, self.p.array.rows), np.int64)
        codes[0, self.p.trim_rows.start :][:rows] = self.p.trim_digits.codes[:rows]
        return codes

    def self_test(self) -> SelfTest:
        """March C- over the array, then all lines at the highest code on zeros and on ones. The cells end as ones."""
        full = np.full((1, self.p.array.rows), self.p.codes[-1])
        read = [self._march(element) for element in MARCH]
        fires_on_zeros = self.array.evaluate(full)[0]
        self._march(MarchElement(None, 1))
        fires_on_ones = self.array.evaluate(full)[0]
        checked = [number for number, element in enumerate(MARCH) if element.reads is not None]
        return SelfTest(
            read=np.array([read[number] for number in checked]),
            expected=np.array([np.full_like(read[number], MARCH[number].reads) for number in checked]),
            fires_on_zeros=fires_on_zeros,
            fires_on_ones=fires_on_ones,
        )

    def _march(self, element: MarchElement) -> np.ndarray:
        """Do an element; what it reads, (rows, columns)."""
        read = np.zeros((self.p.array.rows, self.p.array.columns), np.uint8)
        for row in reversed(range(len(read))) if element.descending else range(len(read)):
            if element.reads is not None:
                read[row] = self.read_row(row)
            if element.writes is not None:
                self.write_row(row, np.full(self.p.array.columns, element.writes))
        return read


class _Runs:
    """n runs of a program side by side; what differs between them has n as its first dimension."""

    def __init__(self, machine: Machine, program: Program, inputs: np.ndarray, weights: np.ndarray | None) -> None:
        p, n = machine.p, len(inputs)
        reloaded = len(program.reloaded)
        given = np.zeros((0, p.array.columns)) if weights is None else np.asarray(weights)
        if inputs.shape[1:] != (program.pages, p.data_rows):
            raise ValueError(f"inputs have the shape {inputs.shape}, and this program needs (n, {program.pages}, {p.data_rows})")
        if given.shape != (reloaded, p.array.columns):
            raise ValueError(f"weights have the shape {given.shape}, and this program needs ({reloaded}, {p.array.columns})")
        self.p, self.n, self.machine, self.array = p, n, machine, machine.array
        self.counts = np.array([column not in program.masked for column in range(p.array.columns)], np.uint8)
        self.biases = [*program.biases, *[Bias()] * (p.bias.entries - len(program.biases))]
        self.inputs, self.weights = iter(inputs.swapaxes(0, 1)), iter(given)
        self.page: list[np.ndarray] = []  # the input page, until it is released
        self.numbers = self.array.evaluations + np.arange(n) * program.evaluations
        self.hidden = np.zeros((n, p.program.pages, p.data_rows), np.uint8)
        self.accumulators = np.zeros((n, p.array.columns), np.int64)
        self.scores = np.zeros((n, p.program.classes), np.int64)
        self.cells = _Cells(machine, n, program)
        self.outcome = Run([], [], [], self.hidden)
        for step in program.steps:
            self._do(step)
        self.array.evaluations += n * program.evaluations
        self.cells.check()

    def _do(self, step: Step) -> None:
        if step.kind == "reload":
            for row in step.reloaded:
                self.cells.reload(row, next(self.weights))
            return
        codes = self._codes(step)
        if step.accumulates and step.fresh:
            self.accumulators[:] = step.initial
        fires = self._search(step, codes) if step.kind == "search" else self._evaluate(step, codes)
        bits = (self.accumulators >= 0).astype(np.uint8) if step.accumulates else fires
        bits = bits & self.counts
        if step.action == "store":
            self._store(step, bits)
        elif step.action == "show":
            self.outcome.shown.append(fires)
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
        if self.machine.use_trim:
            codes[:, p.trim_rows.start :] = p.trim_digits.codes
        return codes

    def _decide(self, codes: np.ndarray) -> np.ndarray:
        """One evaluation of each run: (n, columns)."""
        fires = self.array.evaluate(codes, self.numbers, self.cells.driven(codes))
        self.numbers = self.numbers + 1
        return fires

    def _evaluate(self, step: Step, codes: np.ndarray) -> np.ndarray:
        for _ in range(step.evaluations):
            fires = self._decide(codes)
            if step.accumulate:
                self._accumulate(fires, step.place)
        return fires

    def _search(self, step: Step, codes: np.ndarray) -> np.ndarray:
        bias, start = self.biases[step.bias], self.p.bias_rows.start
        ends = [*sorted(bias.begins), len(bias.codes)]
        for digit, end in enumerate(ends):
            driven = codes.copy()
            driven[:, start + end : start + self.p.bias.rows] = 0
            fires = self._decide(driven)
            place = step.place - digit
            self._accumulate(fires, place)
            if step.action == "vote":
                self._vote(step, fires & self.counts, place, first=digit == 0)
            for row in range(end, ends[digit + 1] if place else end):
                self.cells.write(start + row, 1 - fires)
        return fires

    # ---- what becomes of decisions

    def _accumulate(self, fires: np.ndarray, place: int) -> None:
        """Add decisions; accumulators wrap around."""
        size = 1 << self.p.accumulator.bits
        total = self.accumulators + fires * np.int64(1 << place)
        self.accumulators = np.where(total < size // 2, total, total - size)

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


class _Cells:
    """The array's cells during n runs: the same for all of them but where a search has written what it found.

    Each run finds the cells that the one before has left; so that runs can be made side by side, none may depend on that.
    """

    def __init__(self, machine: Machine, n: int, program: Program) -> None:
        self._machine, self._n, self._rows = machine, n, machine.p.array.rows
        self._found: dict[int, np.ndarray] = {}
        self._written: set[int] = set()
        self._left_over: set[int] = set()
        self._before = {row: machine.read_row(row) for row in set(program.reloaded)} if n > 1 else {}

    def reload(self, row: int, cells: np.ndarray) -> None:
        """Write the same cells in all runs."""
        self._written.add(row)
        self._found.pop(row, None)
        self._machine.write_row(row, cells)

    def write(self, row: int, cells: np.ndarray) -> None:
        """Write each run's own cells, (n, columns)."""
        self._written.add(row)
        if self._n > 1:
            self._found[row] = cells
        self._machine.write_row(row, cells[-1])

    def driven(self, codes: np.ndarray) -> tuple[slice, np.ndarray] | None:
        """Note which rows are driven; give the cells that differ between the runs, as an array takes them."""
        self._left_over |= set(np.flatnonzero(codes.any(axis=0)).tolist()) - self._written
        if not self._found:
            return None
        rows = slice(min(self._found), max(self._found) + 1)
        same = (
            np.broadcast_to(self._machine.read_row(row), next(iter(self._found.values())).shape)
            for row in range(rows.start, rows.stop)
        )
        return rows, np.stack(
            [self._found.get(row, cells) for row, cells in zip(range(rows.start, rows.stop), same, strict=True)], axis=1
        )

    def check(self) -> None:
        """Refuse runs that were made side by side and depend on each other."""
        if self._n == 1:
            return
        changed = {row for row, cells in self._before.items() if (cells != self._machine.read_row(row)).any()}
        depends = sorted(self._left_over & (changed | set(self._found)))
        if depends:
            raise ValueError(f"row {depends[0]} is driven in a run before it is written there: run the inputs one by one")
