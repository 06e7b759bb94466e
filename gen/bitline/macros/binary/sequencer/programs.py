"""Programs: their loading, and their steps one after the other."""

from amaranth.hdl import Cat, Const, Module, Mux, Signal, Value

from ..shapes import Action, StepKind
from .base import Sequencing


class Programs(Sequencing):
    """States LOAD, in which words come, FETCH, which takes a step, and STEP, which makes its evaluations or passes it on."""

    def _begin_load(self, m: Module) -> None:
        r = self.r
        m.d.sync += [self.ready.eq(0), r.words.eq(0), r.bad.eq(0)]
        m.next = "LOAD"

    def _count_words(self, m: Module) -> None:
        """Words come in state LOAD alone, so that counting them need not wait for the state."""
        r = self.r
        with m.If(self.word):
            m.d.sync += [r.words.eq(r.words + 1), r.bad.eq(r.bad | self.refused)]
            with m.If(~r.bad):
                m.d.sync += self.bad_word.eq(r.words)

    def _loading(self, m: Module) -> None:
        r = self.r
        bad = r.bad | self.refused
        with m.State("LOAD"):
            m.d.comb += self.open.eq(self.idle & ~r.still_adding & ~(self.word & self.last_word))
            with m.If(self.word & self.last_word):
                m.d.comb += self.op.ready.eq(1)
                m.d.sync += self.ready.eq(~bad)
                with m.If(bad):
                    m.next = "BAD_PROGRAM"
                with m.Else():
                    m.next = "IDLE"

    def _steps(self, m: Module, start: Signal) -> None:
        """Fetch a step; make its evaluations, or go where the others are made."""
        r = self.r
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
                    self._end_step(m)
            with m.Case(StepKind.SEARCH):
                m.d.sync += [r.driven.eq(_lowest(Cat(self.begins, 1))), r.remaining.eq(0)]
                m.next = "SEARCH"
            with m.Default():
                m.d.sync += [r.row.eq(step.first), r.left.eq(step.count)]
                m.next = "RELOAD"


def _lowest(bits: Value) -> Value:
    """The number of the lowest bit that is set; one is."""
    lowest = Const(len(bits) - 1)
    for number, bit in reversed(list(enumerate(bits[:-1]))):
        lowest = Mux(bit, number, lowest)
    return lowest
