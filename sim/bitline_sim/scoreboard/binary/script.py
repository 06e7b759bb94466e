"""Operations in their order, with all that they take."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bitline.estimate.binary import KINDS, Kind, Operation
from bitline.params.binary import Binary, Program, check_program, program_of, program_words, unpacked, word_widths

from ...golden.binary import MARCH

Stimulus = dict[str, np.ndarray]


class Script:
    """Collects operations; each method adds one. The result is :meth:`stimulus`.

    Parameters
    ----------
    p : Binary
    use_trim : bool
        Whether the trim rows are driven, throughout.
    trim_repeats : int
        Logarithm of the decisions that each digit of a trim rests on.
    """

    def __init__(self, p: Binary, *, use_trim: bool = False, trim_repeats: int = 0) -> None:
        self.p, self.use_trim, self.trim_repeats = p, use_trim, trim_repeats
        self._operations: list[tuple[int, int]] = []
        self._words: list[int] = []
        self._inputs: list[np.ndarray] = []
        self._cells: list[np.ndarray] = []
        self._results = 0
        self._answers = 0
        self._program: Program | None = None

    def load(self, program: Program) -> None:
        check_program(self.p, program)
        self._add("load")
        self._words += program_words(self.p, program)
        self._program = program

    def run(self, inputs: np.ndarray, weights: np.ndarray | None = None) -> None:
        """Run the program that is loaded: its input pages, (pages, data rows), and cells for the rows that it reloads."""
        assert self._program is not None, "no program is loaded"
        self._add("run")
        self._inputs += list(np.reshape(inputs, (self._program.pages, self.p.data_rows)))
        self._cells += list(np.reshape([] if weights is None else weights, (len(self._program.reloaded), self.p.array.columns)))
        self._results += sum(self._program.sent)
        self._answers += self._program.shown

    def write(self, row: int, cells: np.ndarray) -> None:
        self._add("write", row)
        self._cells.append(cells)

    def write_all(self, cells: np.ndarray) -> None:
        """Write every row."""
        for row, of_row in enumerate(cells):
            self.write(row, of_row)

    def read(self, row: int) -> None:
        self._add("read", row)
        self._answers += 1

    def verify(self, row: int, cells: np.ndarray) -> None:
        self._add("verify", row)
        self._cells.append(cells)
        self._answers += 1

    def trim(self) -> None:
        self._add("trim")

    def test(self) -> None:
        self._add("test")
        self._answers += 2 + self.p.array.rows * sum(element.reads is not None for element in MARCH)

    def _add(self, kind: Kind, row: int = 0) -> None:
        self._operations.append((KINDS.index(kind), row))

    def stimulus(self) -> Stimulus:
        """What the bench takes."""
        p, operations = self.p, np.array(self._operations, np.int64).reshape(-1, 2)
        size = -(-sum(word_widths(p).values()) // 8)
        words = [np.frombuffer(word.to_bytes(size, "little"), np.uint8) for word in self._words]
        return {
            "kind": operations[:, 0],
            "row": operations[:, 1],
            "words": np.array(words, np.uint8).reshape(-1, size),
            "inputs": np.array(self._inputs, np.uint8).reshape(-1, p.data_rows),
            "cells": np.array(self._cells, np.uint8).reshape(-1, p.array.columns),
            "beats": np.array([self._results, self._answers * p.word_groups]),
            "use_trim": np.array(self.use_trim),
            "trim_repeats": np.array(self.trim_repeats),
        }


@dataclass(frozen=True, eq=False)
class Order:
    """One operation of a stimulus, with what is its own.

    Attributes
    ----------
    program : Program or None
        The one that it loads or runs.
    inputs : int64 array, (pages, data rows)
    cells : uint8 array, (rows, columns)
        Those that it takes from stream ``w``.
    """

    kind: Kind
    row: int
    program: Program | None
    inputs: np.ndarray
    cells: np.ndarray


def orders(p: Binary, s: Stimulus) -> Iterator[Order]:
    """The operations of a stimulus."""
    programs = _programs(p, s)
    program: Program | None = None
    page, cell = 0, 0
    for number, row in zip(s["kind"].tolist(), s["row"].tolist(), strict=True):
        kind = KINDS[number]
        if kind == "load":
            program = next(programs)
        pages = program.pages if kind == "run" and program else 0
        rows = len(program.reloaded) if kind == "run" and program else int(kind in ("write", "verify"))
        yield Order(kind, row, program, s["inputs"][page : page + pages].astype(np.int64), s["cells"][cell : cell + rows])
        page, cell = page + pages, cell + rows


def timed(p: Binary, s: Stimulus) -> list[Operation]:
    """The operations of a stimulus as the timeline takes them."""
    return [Operation(order.kind, order.program if order.kind == "load" else None) for order in orders(p, s)]


def _programs(p: Binary, s: Stimulus) -> Iterator[Program]:
    """The programs in the words of a stimulus."""
    words: list[int] = []
    for word in (int.from_bytes(row.tobytes(), "little") for row in s["words"]):
        words.append(word)
        if unpacked(word_widths(p), word)["last"]:
            yield program_of(p, words)
            words = []
