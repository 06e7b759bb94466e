"""Rows of the array: accesses, reloads, the march of the self-test; and decisions shown."""

from amaranth.hdl import Module, Mux

from ....periphery.array_port import Access
from ....periphery.march import MARCH_C_MINUS, Element, March
from ..shapes import Action, Cells, Kind, StepKind
from .base import Sequencing

TEST_MARCH = (*MARCH_C_MINUS, Element(None, 1))
"""The march of a self-test, and the ones on which columns are tested after they were tested on the zeros it leaves."""


class Rows(Sequencing):
    """States ACCESS, RELOAD, SHOW, TEST and MARCH."""

    def _rows(self, m: Module) -> None:
        """Accesses that were asked for, rows of a reload, decisions shown."""
        r = self.r
        kind = self.op.payload.kind
        with m.State("ACCESS"):
            access = Mux(kind == Kind.WRITE, Access.WRITE, Mux(kind == Kind.READ, Access.READ, Access.VERIFY))
            self._order(m, access, self.op.payload.row, Cells.STREAM)
            with m.If(self.order.ready):
                self._end(m)
        with m.State("RELOAD"):
            self._order(m, Access.WRITE, r.row, Cells.STREAM)
            with m.If(self.order.ready):
                m.d.sync += [r.row.eq(r.row + 1), r.left.eq(r.left - 1)]
                with m.If(r.left == 1):
                    self._end_step(m)
        with m.State("SHOW"):
            m.d.comb += self.show.eq(1)
            with m.If(self.shown):
                m.d.sync += self.group.eq(self.group + 1)
                with m.If(self.group == self.p.word_groups - 1):
                    m.d.sync += self.group.eq(0)
                    self._end_step(m)

    # ---- self-test

    def _march(self, m: Module) -> March:
        last = len(TEST_MARCH) - 1
        m.submodules.march = march = March(self.p.array.rows, TEST_MARCH)
        m.d.comb += [march.first.eq(Mux(self.r.second, last, 0)), march.last.eq(Mux(self.r.second, last, last - 1))]
        return march

    def _begin_test(self, m: Module) -> None:
        r = self.r
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

    def _test(self, m: Module, march: March) -> None:
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
