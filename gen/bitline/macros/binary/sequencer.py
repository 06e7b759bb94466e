"""The order of operations, and the steps of a program."""

from typing import Any

from amaranth.hdl import Cat, Const, Module, Mux, Signal, Value
from amaranth.lib import data, stream
from amaranth.lib.wiring import In, Out

from ...params.binary import Binary
from ...periphery.array_port import Access
from ...periphery.block import Block
from ...periphery.march import MARCH_C_MINUS, Element, March
from ...periphery.shapes import index
from .shapes import Action, Cells, Kind, Source, StepKind, drive, operation, step, tag

TEST_MARCH = (*MARCH_C_MINUS, Element(None, 1))
"""The march of a self-test, and the ones on which columns are tested after they were tested on the zeros it leaves."""


class Sequencer(Block):
    """Carries out one operation after the other: runs and loads programs, accesses rows, trims and tests.

    An operation stands at ``op`` until its last evaluation starts or, where it ends otherwise, until it is carried out. A step is
    fetched while the evaluation before it is under way; its first evaluation can follow that one without a gap. An evaluation
    waits for the array (``start_ready``), for its input page, for accumulators that are still adding, and, where it votes, for
    the vote before. Accesses wait until no evaluation is under way.

    An operation that does not exist, a row beyond the array, or a run without a program is dropped and raises ``illegal`` until
    reset. A program with a word that is none leads to the state BAD_PROGRAM, which drops all but the loading of another one.

    Members
    -------
    op : In(stream of operation)
    start_trim, start_test, use_trim, trim_repeats : In
        Register fields.
    open, word, last_word, refused
        To and from the program store: it may take words, takes one, which is the last, or refuses it.
    number, step, searched, begins
        To and from the program store: a step, and which bias rows begin a digit.
    start_valid, start_ready, start_tag, start_drive
        To the phases.
    idle, page_full, vote_busy, taken, summed, voted : In(1)
        What is under way, and what has just come.
    order : Out(stream of {access, row})
        To the array port.
    cells, one, trimming
        Where the cells of the order come from; those of a march; whether those of columns rest on their accumulators.
    show, group, shown
        Decisions are to be shown, which word group of them, and it has been taken.
    differs : In(1)
        A verify of the march has found a wrong cell.
    """

    def __init__(self, p: Binary) -> None:
        self.p = p
        counter = Out(32)
        super().__init__(
            {
                "op": In(stream.Signature(operation(p))),
                "start_trim": In(1),
                "start_test": In(1),
                "use_trim": In(1),
                "trim_repeats": In(index(len(p.repeats))),
                "open": Out(1),
                "word": In(1),
                "last_word": In(1),
                "refused": In(1),
                "number": Out(index(p.program.steps)),
                "step": In(step(p)),
                "searched": Out(step(p).members["bias"]),
                "begins": In(p.bias.rows),
                "start_valid": Out(1),
                "start_ready": In(1),
                "start_tag": Out(tag(p)),
                "start_drive": Out(drive(p)),
                "idle": In(1),
                "page_full": In(1),
                "vote_busy": In(1),
                "taken": In(1),
                "summed": In(1),
                "voted": In(1),
                "order": Out(stream.Signature(data.StructLayout({"access": Access, "row": index(p.array.rows)}))),
                "cells": Out(Cells),
                "one": Out(1),
                "trimming": Out(1),
                "show": Out(1),
                "group": Out(index(p.word_groups)),
                "shown": In(1),
                "differs": In(1),
                "busy": Out(1),
                "illegal": Out(1),
                "ready": Out(1),
                "bad_program": Out(1),
                "bad_word": Out(16),
                "faults": counter,
                "evaluations": counter,
                "row_writes": counter,
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        r = _Registers(self.p)
        start = Signal()
        self._requests(m, r)
        self._account(m, r, start)
        self._describe(m, r)
        m.submodules.march = march = March(self.p.array.rows, TEST_MARCH)
        m.d.comb += [
            start.eq(self.start_valid & self.start_ready),
            march.first.eq(Mux(r.second, len(TEST_MARCH) - 1, 0)),
            march.last.eq(Mux(r.second, len(TEST_MARCH) - 1, len(TEST_MARCH) - 2)),
        ]
        with self.fsm(m, "operation"):
            self._operations(m, r)
            self._loading(m, r)
            self._steps(m, r, start)
            self._search(m, r, start)
            self._rows(m, r)
            self._test(m, r, march)

    # ---- what is asked for

    def _requests(self, m: Module, r: "_Registers") -> None:
        """The rise of a register field is an operation too."""
        for field, requested in ((self.start_trim, r.trim_requested), (self.start_test, r.test_requested)):
            before = Signal(name=f"{requested.name}_before")
            m.d.sync += before.eq(field)
            with m.If(field & ~before):
                m.d.sync += requested.eq(1)

    def _operations(self, m: Module, r: "_Registers") -> None:
        op = self.op.payload
        with m.State("IDLE"):
            m.d.comb += r.waiting.eq(1)
            m.d.sync += [r.from_register.eq(r.trim_requested | r.test_requested), r.trimming.eq(0), r.testing.eq(0)]
            with m.If(r.trim_requested):
                m.d.sync += r.trim_requested.eq(0)
                self._begin_trim(m, r)
            with m.Elif(r.test_requested):
                m.d.sync += r.test_requested.eq(0)
                self._begin_test(m, r)
            with m.Elif(self.op.valid), m.Switch(op.kind):
                with m.Case(Kind.RUN):
                    m.d.sync += self.number.eq(0)
                    self._go_if(m, self.ready, "FETCH")
                with m.Case(Kind.LOAD):
                    self._begin_load(m, r)
                with m.Case(Kind.WRITE, Kind.READ, Kind.VERIFY):
                    self._go_if(m, op.row < self.p.array.rows, "ACCESS")
                with m.Case(Kind.TRIM):
                    self._begin_trim(m, r)
                with m.Case(Kind.TEST):
                    self._begin_test(m, r)
                with m.Default():
                    self._drop(m)
        with m.State("BAD_PROGRAM"):
            m.d.comb += [r.waiting.eq(1), self.bad_program.eq(1)]
            with m.If(self.op.valid & (op.kind == Kind.LOAD)):
                self._begin_load(m, r)
            with m.Elif(self.op.valid):
                self._drop(m)

    def _go_if(self, m: Module, possible: Value, state: str) -> None:
        with m.If(possible):
            m.next = state
        with m.Else():
            self._drop(m)

    def _drop(self, m: Module) -> None:
        m.d.comb += self.op.ready.eq(1)
        m.d.sync += self.illegal.eq(1)

    def _end(self, m: Module, r: "_Registers") -> None:
        """The operation is done."""
        m.d.comb += self.op.ready.eq(~r.from_register)
        m.next = "IDLE"

    # ---- programs

    def _begin_load(self, m: Module, r: "_Registers") -> None:
        m.d.sync += [self.ready.eq(0), r.words.eq(0), r.bad.eq(0)]
        m.next = "LOAD"

    def _loading(self, m: Module, r: "_Registers") -> None:
        bad = r.bad | self.refused
        with m.State("LOAD"):
            m.d.comb += self.open.eq(self.idle & ~r.still_adding & ~(self.word & self.last_word))
            with m.If(self.word):
                m.d.sync += [r.words.eq(r.words + 1), r.bad.eq(bad)]
                with m.If(~r.bad):
                    m.d.sync += self.bad_word.eq(r.words)
                with m.If(self.last_word):
                    m.d.comb += self.op.ready.eq(1)
                    m.d.sync += self.ready.eq(~bad)
                    with m.If(bad):
                        m.next = "BAD_PROGRAM"
                    with m.Else():
                        m.next = "IDLE"

    def _steps(self, m: Module, r: "_Registers", start: Signal) -> None:
        """Fetch a step; make its evaluations, or go where the others are made."""
        step = r.step
        with m.State("FETCH"):
            m.d.sync += [
                step.eq(self.step),
                self.number.eq(self.number + 1),
                r.remaining.eq((1 << self.step.repeats) - 1),
                r.place.eq(self.step.place),
                r.begun.eq(0),
            ]
            m.next = "STEP"
        with m.State("STEP"), m.Switch(step.kind):
            with m.Case(StepKind.EVALUATE):
                m.d.comb += r.offer.eq(1)
                with m.If(start & (r.remaining != 0)):
                    m.d.sync += r.remaining.eq(r.remaining - 1)
                with m.Elif(start & (step.action == Action.SHOW)):
                    m.next = "SETTLE"
                with m.Elif(start):
                    self._end_step(m, r)
            with m.Case(StepKind.SEARCH):
                m.d.sync += [r.driven.eq(_lowest(Cat(self.begins, 1))), r.remaining.eq(0)]
                m.next = "SEARCH"
            with m.Default():
                m.d.sync += [r.row.eq(step.first), r.left.eq(step.count)]
                m.next = "RELOAD"

    def _end_step(self, m: Module, r: "_Registers") -> None:
        with m.If(r.testing & ~r.second):
            m.d.sync += r.second.eq(1)
            m.next = "TEST"
        with m.Elif(r.step.last):
            self._end(m, r)
        with m.Else():
            m.next = "FETCH"

    # ---- successive approximation

    def _begin_trim(self, m: Module, r: "_Registers") -> None:
        """A search of its own, in the trim rows, with decisions that rest on several evaluations each."""
        m.d.sync += [
            r.step.eq(r.step.shape().const({"kind": StepKind.SEARCH, "last": 1})),
            r.trimming.eq(1),
            r.driven.eq(0),
            r.place.eq(0),
            r.begun.eq(0),
            r.remaining.eq(self._trim_repeats() - 1),
        ]
        m.next = "SEARCH"

    def _trim_repeats(self) -> Value:
        return (1 << self.trim_repeats)[: len(self.p.repeats)]

    def _search(self, m: Module, r: "_Registers", start: Signal) -> None:
        p, searching = self.p, r.step.kind == StepKind.SEARCH
        rows = Mux(r.trimming, p.trim_digits.rows, p.bias.rows)
        more = r.trimming | (r.place != 0)
        next_row = Signal.like(r.driven)
        digit_ends = Signal()
        ends = Mux(r.trimming, Const(_ends(p.trim_digits.begins, p.trim_digits.rows)), Cat(self.begins, 1))
        m.d.comb += [next_row.eq(r.driven + 1), digit_ends.eq(ends >> next_row)]
        with m.State("SEARCH"):
            m.d.comb += r.offer.eq(1)
            with m.If(start):
                with m.If(r.remaining == 0):
                    m.next = "SETTLE"
                with m.Else():
                    m.d.sync += r.remaining.eq(r.remaining - 1)
        # right after a start the decisions taken are those of the evaluation before
        with m.State("SETTLE"), m.If(Mux(r.trimming, self.summed, self.taken & ~r.started)):
            with m.If(searching & more):
                with m.If(r.driven == rows):
                    self._next_digit(m, r)
                with m.Else():
                    m.next = "DIGIT"
            with m.Elif(r.step.action == Action.SHOW):
                m.next = "SHOW"
            with m.Else():
                self._end_step(m, r)
        with m.State("DIGIT"):
            self._order(m, Access.WRITE, Mux(r.trimming, p.trim_rows.start, p.bias_rows.start) + r.driven, Cells.COLUMNS)
            with m.If(self.order.ready):
                m.d.sync += r.driven.eq(next_row)
                with m.If(r.trimming & (next_row == p.trim_digits.rows)):
                    self._end_step(m, r)
                with m.Elif(digit_ends):
                    self._next_digit(m, r)

    def _next_digit(self, m: Module, r: "_Registers") -> None:
        with m.If(r.trimming):
            m.d.sync += [r.begun.eq(0), r.remaining.eq(self._trim_repeats() - 1)]
        with m.Else():
            m.d.sync += r.place.eq(r.place - 1)
        m.next = "SEARCH"

    # ---- rows

    def _rows(self, m: Module, r: "_Registers") -> None:
        """Accesses that were asked for, rows of a reload, decisions shown."""
        kind = self.op.payload.kind
        with m.State("ACCESS"):
            access = Mux(kind == Kind.WRITE, Access.WRITE, Mux(kind == Kind.READ, Access.READ, Access.VERIFY))
            self._order(m, access, self.op.payload.row, Cells.STREAM)
            with m.If(self.order.ready):
                self._end(m, r)
        with m.State("RELOAD"):
            self._order(m, Access.WRITE, r.row, Cells.STREAM)
            with m.If(self.order.ready):
                m.d.sync += [r.row.eq(r.row + 1), r.left.eq(r.left - 1)]
                with m.If(r.left == 1):
                    self._end_step(m, r)
        with m.State("SHOW"):
            m.d.comb += self.show.eq(1)
            with m.If(self.shown):
                m.d.sync += self.group.eq(self.group + 1)
                with m.If(self.group == self.p.word_groups - 1):
                    m.d.sync += self.group.eq(0)
                    self._end_step(m, r)

    def _order(self, m: Module, access: Any, row: Value, cells: Cells) -> None:
        m.d.comb += [
            self.order.valid.eq(self.idle),
            self.order.payload.access.eq(access),
            self.order.payload.row.eq(row),
            self.cells.eq(cells),
        ]

    # ---- self-test

    def _begin_test(self, m: Module, r: "_Registers") -> None:
        m.d.sync += [
            r.step.eq(r.step.shape().const({"kind": StepKind.EVALUATE, "action": Action.SHOW, "last": 1})),
            r.testing.eq(1),
            r.second.eq(0),
            r.place.eq(0),
            r.begun.eq(0),
            r.remaining.eq(0),
            self.faults.eq(0),
        ]
        m.next = "TEST"

    def _test(self, m: Module, r: "_Registers", march: March) -> None:
        with m.State("TEST"), m.If(self.idle):
            m.d.comb += march.start.eq(1)
            m.next = "MARCH"
        with m.State("MARCH"):
            m.d.comb += [
                self.order.valid.eq(march.o.valid),
                self.order.payload.eq(march.o.payload),
                march.o.ready.eq(self.order.ready),
                self.cells.eq(Cells.MARCH),
                self.one.eq(march.one),
            ]
            with m.If(march.done):
                m.next = "STEP"

    # ---- evaluations

    def _account(self, m: Module, r: "_Registers", start: Signal) -> None:
        """What is under way, what must be waited for, what has been done."""
        tag, step = self.start_tag, r.step
        voting = Signal()
        clear_to_vote = (step.action != Action.VOTE) | ~(voting | self.vote_busy)
        m.d.comb += [
            r.still_adding.eq(r.adding & ~self.summed),
            self.start_valid.eq(r.offer & ~r.still_adding & ((step.source != Source.INPUT) | self.page_full) & clear_to_vote),
            self.busy.eq(
                ~r.waiting | self.op.valid | ~self.idle | r.adding | voting | self.vote_busy | r.trim_requested | r.test_requested
            ),
        ]
        m.d.sync += r.started.eq(start)
        with m.If(start):
            m.d.sync += [r.begun.eq(1), r.adding.eq(tag.accumulate), voting.eq(tag.action == Action.VOTE)]
        with m.Else():
            with m.If(self.summed):
                m.d.sync += r.adding.eq(0)
            with m.If(self.voted):
                m.d.sync += voting.eq(0)
        written = self.order.valid & self.order.ready & (self.order.payload.access == Access.WRITE)
        for counter, event in ((self.evaluations, start), (self.row_writes, written), (self.faults, self.differs & r.testing)):
            happened = Signal(name=f"more_{counter.name}")
            m.d.sync += happened.eq(event)
            with m.If(happened):
                m.d.sync += counter.eq(counter + 1)

    def _describe(self, m: Module, r: "_Registers") -> None:
        """What the present step's next evaluation drives, and what becomes of it."""
        p, step, tag, driven = self.p, r.step, self.start_tag, self.start_drive
        searching = step.kind == StepKind.SEARCH
        last = Mux(searching, r.place == 0, r.remaining == 0)
        ballot = searching & (step.action == Action.VOTE)
        tied = -((self._trim_repeats() + 1) >> 1)
        m.d.comb += [
            *(tag[name].eq(step[name]) for name in ("first", "count", "to_page", "to", "classes")),
            tag.accumulate.eq(searching | step.accumulate),
            tag.fresh.eq(~r.begun & (step.fresh | r.trimming)),
            tag.initial.eq(Mux(r.trimming, tied, step.initial)),
            tag.place.eq(r.place),
            tag.action.eq(Mux(ballot | last, step.action, Action.NONE)),
            tag.deferred.eq(tag.accumulate & ~ballot),
            tag.keep.eq(step.keep | (ballot & r.begun)),
            tag.send.eq(step.send & last),
            *(driven[name].eq(step[name]) for name in ("source", "page", "one_code", "bias")),
            driven.release.eq(step.release & last),
            driven.bias_stop.eq(Mux(searching, Mux(r.trimming, 0, r.driven), p.bias.rows)),
            driven.trim_stop.eq(Mux(r.trimming, r.driven, Mux(self.use_trim, p.trim_digits.rows, 0))),
            driven.full.eq(r.testing),
            self.searched.eq(step.bias),
            self.trimming.eq(r.trimming),
        ]


class _Registers:
    """What the sequencer remembers, and what its states say."""

    def __init__(self, p: Binary) -> None:
        self.step = Signal(step(p))
        self.begun = Signal()
        self.started = Signal()
        self.remaining = Signal(range(1 << p.repeats[-1]))
        self.place = Signal(range(p.accumulator.bits))
        self.driven = Signal(range(max(p.bias.rows, p.trim_digits.rows) + 1))
        self.row = Signal(index(p.array.rows))
        self.left = Signal(range(p.array.rows + 1))
        self.words = Signal(16)
        self.bad = Signal()
        self.adding = Signal()
        self.from_register = Signal()
        self.trimming = Signal()
        self.testing = Signal()
        self.second = Signal()
        self.trim_requested = Signal()
        self.test_requested = Signal()
        self.waiting = Signal()
        self.offer = Signal()
        self.still_adding = Signal()


def _lowest(bits: Value) -> Value:
    """The number of the lowest bit that is set; one is."""
    lowest = Const(len(bits) - 1)
    for number, bit in reversed(list(enumerate(bits[:-1]))):
        lowest = Mux(bit, number, lowest)
    return lowest


def _ends(begins: frozenset[int], rows: int) -> int:
    """Rows before which a digit ends: where another one begins, and after the last."""
    return sum(1 << row for row in (*begins, rows))
