"""Evaluations: when one may start, and what it is to be."""

from amaranth.hdl import Module, Mux, Signal

from ....periphery.array_port import Access
from ..shapes import Action, Source, StepKind
from .base import Sequencing


class Evaluations(Sequencing):
    """What is under way, and what comes next."""

    def _account(self, m: Module, start: Signal) -> None:
        """What is under way, what must be waited for, what has been done."""
        r = self.r
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

    def _describe(self, m: Module) -> None:
        """What the present step's next evaluation drives, and what becomes of it."""
        r = self.r
        p, step, tag, driven = self.p, r.step, self.start_tag, self.start_drive
        searching = step.kind == StepKind.SEARCH
        last = Mux(searching, r.place == 0, r.remaining == 0)
        ballot = searching & (step.action == Action.VOTE)
        tied = -((self._trim_repeats() + 1) >> 1)
        m.d.comb += [
            *(tag[name].eq(step[name]) for name in ("first", "count", "to_page", "to", "classes")),
            tag.stop.eq(step.to + step.count),
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
