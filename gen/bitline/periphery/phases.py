"""The phases of an array evaluation."""

from collections.abc import Mapping
from typing import Any

from amaranth.hdl import Module, Signal
from amaranth.lib import stream
from amaranth.lib.wiring import In, Out

from .block import Block


class Phases(Block):
    """Takes the bit lines through precharge, evaluation and strobe, one evaluation after the other without a gap.

    An evaluation accepted at ``i`` in cycle t has ``precharge`` high from t+1 on, then ``evaluate``, and towards the end of it
    the strobe, which falls with it. The next one is accepted ``period`` cycles after this one, where period is the sum of all
    lengths and stretches; ``rest`` cycles at its end belong to no phase. The three come straight from flip-flops.

    Parameters
    ----------
    lengths : mapping
        Shortest lengths in cycles of ``precharge``, of ``evaluate`` up to the strobe, and of the strobe, under the name that it
        has here. Each is an output of its name.
    rest : int
    stretch_bits : int
        Width of the ``stretch_`` inputs, which lengthen each phase; 0 leaves them out.
    tag : shape
        What travels with an evaluation.

    Members
    -------
    strobing : Out(1)
        The last cycle before the strobe rises.
    ending : Out(1)
        The last cycle in which the strobe is high.
    tag : Out(tag)
        The tag of the evaluation under way.
    idle : Out(1)
        No evaluation is under way.
    """

    def __init__(self, lengths: Mapping[str, int], *, rest: int, stretch_bits: int, tag: Any) -> None:
        self.lengths, self.rest, self.stretch_bits = lengths, rest, stretch_bits
        stretches = {f"stretch_{phase}": In(stretch_bits) for phase in self.lengths} if stretch_bits else {}
        super().__init__(
            {
                "i": In(stream.Signature(tag)),
                **stretches,
                **{phase: Out(1) for phase in self.lengths},
                "strobing": Out(1),
                "ending": Out(1),
                "tag": Out(tag),
                "idle": Out(1),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        longest = max(*self.lengths.values(), self.rest) + (1 << self.stretch_bits) - 2
        # one less than the cycles that remain, so that the last cycle is told by a flip-flop, the sign
        remaining = Signal(range(-1, longest), init=-1)
        last = Signal()
        held = Signal.like(self.tag, reset_less=True)
        m.d.comb += [last.eq(remaining[-1]), self.tag.eq(held)]

        _, _, strobe = self.lengths

        def enter(phase: str) -> None:
            stretch = getattr(self, f"stretch_{phase}") if self.stretch_bits else 0
            m.d.sync += [remaining.eq(self.lengths[phase] - 2 + stretch), getattr(self, phase).eq(1)]
            m.next = "STROBE" if phase == strobe else phase.upper()

        def accept_or_idle() -> None:
            m.d.comb += self.i.ready.eq(1)
            with m.If(self.i.valid):
                m.d.sync += held.eq(self.i.payload)
                enter("precharge")
            with m.Else():
                m.next = "IDLE"

        with m.If(~last):
            m.d.sync += remaining.eq(remaining - 1)
        with self.fsm(m, "phase"):
            with m.State("IDLE"):
                m.d.comb += self.idle.eq(1)
                accept_or_idle()
            with m.State("PRECHARGE"), m.If(last):
                m.d.sync += self.precharge.eq(0)
                enter("evaluate")
            with m.State("EVALUATE"), m.If(last):
                m.d.comb += self.strobing.eq(1)
                enter(strobe)
            with m.State("STROBE"), m.If(last):
                m.d.comb += self.ending.eq(1)
                m.d.sync += [getattr(self, strobe).eq(0), self.evaluate.eq(0)]
                if self.rest:
                    m.d.sync += remaining.eq(self.rest - 2)
                    m.next = "REST"
                else:
                    accept_or_idle()
            if self.rest:
                with m.State("REST"), m.If(last):
                    accept_or_idle()
