"""From the comparators to bits."""

from typing import Any

from amaranth.hdl import Module, Mux, Signal
from amaranth.lib.wiring import In, Out

from ...params.binary import Binary
from ...periphery.block import Block
from ...periphery.serial_accumulators import SerialAccumulators
from .shapes import tag


class Columns(Block):
    """Takes the decisions of an evaluation, and adds them to the accumulators where its tag says so.

    With ``take`` in cycle t the decisions are kept: ``fired`` shows them from t+1, where ``taken`` pulses. ``act`` pulses once
    for each evaluation, with its ``bits`` and its tag: in t+1 with the decisions; or, where the tag defers it, when ``summed``
    does, with a 1 for each accumulator that is not negative.

    Members
    -------
    fires : In(columns)
        The array's pin.
    take : In(1)
    i_tag : In(tag)
    mask : In(columns)
        Bits of other columns are 0.
    fired, negative : Out(columns)
        Decisions, and signs of the accumulators; of all columns.
    taken, summed, act : Out(1)
    bits : Out(columns)
    o_tag : Out(tag)
    """

    def __init__(self, p: Binary) -> None:
        self.p = p
        columns = p.array.columns
        super().__init__(
            {
                "fires": In(columns),
                "take": In(1),
                "i_tag": In(tag(p)),
                "mask": In(columns),
                "fired": Out(columns),
                "negative": Out(columns),
                "taken": Out(1),
                "summed": Out(1),
                "act": Out(1),
                "bits": Out(columns),
                "o_tag": Out(tag(p)),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        p = self.p
        kept = Signal(tag(p), reset_less=True)
        fired = Signal(p.array.columns, reset_less=True)
        m.d.sync += self.taken.eq(self.take)
        with m.If(self.take):
            m.d.sync += [fired.eq(self.fires), kept.eq(self.i_tag)]
        m.submodules.accumulators = accumulators = SerialAccumulators(p.array.columns, p.accumulators)
        m.d.comb += [
            accumulators.add.eq(self.taken & kept.accumulate),
            accumulators.bits.eq(fired),
            accumulators.place.eq(kept.place),
            accumulators.fresh.eq(kept.fresh),
            accumulators.start_at.eq(kept.initial),
            self.fired.eq(fired),
            self.negative.eq(accumulators.negative),
            self.summed.eq(accumulators.done),
            self.act.eq(Mux(kept.deferred, self.summed, self.taken)),
            self.bits.eq(Mux(kept.deferred, ~self.negative, fired) & self.mask),
            self.o_tag.eq(kept),
        ]
