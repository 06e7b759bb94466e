"""The order of operations."""

from typing import Any

from amaranth.hdl import Module, Signal

from ..shapes import Kind
from .evaluations import Evaluations
from .programs import Programs
from .rows import Rows
from .search import Search


class Sequencer(Programs, Search, Rows, Evaluations):
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

    def body(self, m: Module, platform: Any) -> None:
        start = Signal()
        self._requests(m)
        self._account(m, start)
        self._describe(m)
        self._count_words(m)
        march = self._march(m)
        m.d.comb += start.eq(self.start_valid & self.start_ready)
        with self.fsm(m, "operation"):
            self._operations(m)
            self._loading(m)
            self._steps(m, start)
            self._search(m, start)
            self._rows(m)
            self._test(m, march)

    def _requests(self, m: Module) -> None:
        """The rise of a register field is an operation too."""
        r = self.r
        for field, requested in ((self.start_trim, r.trim_requested), (self.start_test, r.test_requested)):
            before = Signal(name=f"{requested.name}_before")
            m.d.sync += before.eq(field)
            with m.If(field & ~before):
                m.d.sync += requested.eq(1)

    def _operations(self, m: Module) -> None:
        r = self.r
        op = self.op.payload
        with m.State("IDLE"):
            m.d.comb += r.waiting.eq(1)
            m.d.sync += [r.from_register.eq(r.trim_requested | r.test_requested), r.trimming.eq(0), r.testing.eq(0)]
            with m.If(r.trim_requested):
                m.d.sync += r.trim_requested.eq(0)
                self._begin_trim(m)
            with m.Elif(r.test_requested):
                m.d.sync += r.test_requested.eq(0)
                self._begin_test(m)
            with m.Elif(self.op.valid), m.Switch(op.kind):
                with m.Case(Kind.RUN):
                    m.d.sync += self.number.eq(0)
                    self._go_if(m, self.ready, "FETCH")
                with m.Case(Kind.LOAD):
                    self._begin_load(m)
                with m.Case(Kind.WRITE, Kind.READ, Kind.VERIFY):
                    self._go_if(m, op.row < self.p.array.rows, "ACCESS")
                with m.Case(Kind.TRIM):
                    self._begin_trim(m)
                with m.Case(Kind.TEST):
                    self._begin_test(m)
                with m.Default():
                    self._drop(m)
        with m.State("BAD_PROGRAM"):
            m.d.comb += [r.waiting.eq(1), self.bad_program.eq(1)]
            with m.If(self.op.valid & (op.kind == Kind.LOAD)):
                self._begin_load(m)
            with m.Elif(self.op.valid):
                self._drop(m)
