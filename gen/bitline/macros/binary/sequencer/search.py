"""Successive approximation: the searches of programs, and the trim."""

from amaranth.hdl import Cat, Const, Module, Mux, Signal

from ....periphery.array_port import Access
from ..shapes import Action, Cells, StepKind
from .base import Sequencing


class Search(Sequencing):
    """States SEARCH, in which decisions are asked for, SETTLE, in which they are awaited, and DIGIT, in which they are written."""

    def _begin_trim(self, m: Module) -> None:
        """A search of its own, in the trim rows, with decisions that rest on several evaluations each."""
        r = self.r
        m.d.sync += [
            r.step.eq(r.step.shape().const({"kind": StepKind.SEARCH, "last": 1})),
            r.trimming.eq(1),
            r.driven.eq(0),
            r.place.eq(0),
            r.begun.eq(0),
            r.remaining.eq(self._trim_repeats() - 1),
        ]
        m.next = "SEARCH"

    def _search(self, m: Module, start: Signal) -> None:
        r = self.r
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
                    self._next_digit(m)
                with m.Else():
                    m.next = "DIGIT"
            with m.Elif(r.step.action == Action.SHOW):
                m.next = "SHOW"
            with m.Else():
                self._end_step(m)
        with m.State("DIGIT"):
            self._order(m, Access.WRITE, Mux(r.trimming, p.trim_rows.start, p.bias_rows.start) + r.driven, Cells.COLUMNS)
            with m.If(self.order.ready):
                m.d.sync += r.driven.eq(next_row)
                with m.If(r.trimming & (next_row == p.trim_digits.rows)):
                    self._end_step(m)
                with m.Elif(digit_ends):
                    self._next_digit(m)

    def _next_digit(self, m: Module) -> None:
        r = self.r
        with m.If(r.trimming):
            m.d.sync += [r.begun.eq(0), r.remaining.eq(self._trim_repeats() - 1)]
        with m.Else():
            m.d.sync += r.place.eq(r.place - 1)
        m.next = "SEARCH"


def _ends(begins: frozenset[int], rows: int) -> int:
    """Rows before which a digit ends: where another one begins, and after the last."""
    return sum(1 << row for row in (*begins, rows))
