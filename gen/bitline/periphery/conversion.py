"""The conversion sequencer: the phases of an array evaluation and, overlapping the next one's, the steps of its conversion."""

from typing import Any

from amaranth.hdl import Cat, Module, Signal
from amaranth.lib import stream
from amaranth.lib.wiring import In, Out

from .block import Block
from .shapes import index


class Conversion(Block):
    """Sequences evaluations without a gap: while a sample is converted, the bit lines precharge and settle for the next one.

    An evaluation accepted at ``i`` in cycle t has the bit lines precharged from t+1 for ``precharge`` cycles, driven for
    ``evaluate`` more, and sampled at the rise of ``sample``, which lasts ``hold`` cycles with the lines still driven. The
    conversion begins in the cycle of that rise and takes ``steps * compare_cycles``; ``o_valid`` pulses in the cycle after,
    beside the tag that came with the evaluation. The next evaluation is accepted ``period`` cycles after this one, where
    period = max(precharge + evaluate + hold, conversion); each ``stretch`` input lengthens its phase and so the period.

    The strobes come straight from flip-flops.

    Parameters
    ----------
    precharge, evaluate, hold : int
        Shortest phase lengths in cycles.
    steps : int
        Steps of a conversion: the bits of a successive approximation, 1 for flash.
    compare_cycles : int
        Cycles of a step.
    stretch_bits : int
        Width of the ``stretch`` inputs; 0 leaves them out.
    tag : shape
        What travels with an evaluation.

    Members
    -------
    step, decide : Out
        The converters' bit on trial, one-hot and highest first, and the last cycle of each step.
    converting : Out(tag)
        The tag of the evaluation on whose sample the steps work.
    """

    def __init__(self, *, precharge: int, evaluate: int, hold: int, steps: int, compare_cycles: int, stretch_bits: int, tag: Any) -> None:
        self.lengths = {"precharge": precharge, "evaluate": evaluate, "sample": hold}
        self.rest = max(0, steps * compare_cycles - sum(self.lengths.values()))
        self.compare_cycles = compare_cycles
        self.stretch_bits = stretch_bits
        self.tag = tag
        stretches = {f"stretch_{phase}": In(stretch_bits) for phase in self.lengths} if stretch_bits else {}
        super().__init__(
            {
                "i": In(stream.Signature(tag)),
                **stretches,
                "precharge": Out(1),
                "evaluate": Out(1),
                "sample": Out(1),
                "step": Out(steps),
                "decide": Out(1),
                "converting": Out(tag),
                "o_valid": Out(1),
                "o_tag": Out(tag),
                "idle": Out(1),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        sampling = Signal()
        driven = Signal(self.tag, reset_less=True)
        converting = Signal(self.tag, reset_less=True)
        m.d.comb += self.converting.eq(converting)
        self._phases(m, sampling)
        self._steps(m, sampling)

        with m.If(self.i.valid & self.i.ready):
            m.d.sync += driven.eq(self.i.payload)
        with m.If(sampling):
            m.d.sync += converting.eq(driven)
        with m.If(self.decide & self.step[0]):
            m.d.sync += self.o_tag.eq(converting)
        m.d.sync += self.o_valid.eq(self.decide & self.step[0])

    def _phases(self, m: Module, sampling: Signal) -> None:
        longest = max(*self.lengths.values(), self.rest) + (1 << self.stretch_bits) - 2
        remaining = Signal(index(longest + 1))
        last = Signal()
        m.d.comb += last.eq(remaining == 0)

        def enter(phase: str) -> None:
            stretch = getattr(self, f"stretch_{phase}") if self.stretch_bits else 0
            m.d.sync += remaining.eq(self.lengths[phase] - 1 + stretch)
            m.d.sync += getattr(self, phase).eq(1)
            m.next = phase.upper()

        def accept_or_idle() -> None:
            m.d.comb += self.i.ready.eq(1)
            with m.If(self.i.valid):
                enter("precharge")
            with m.Else():
                m.next = "IDLE"

        phases_idle = Signal()
        m.d.comb += self.idle.eq(phases_idle & ~self.step.any() & ~self.o_valid)
        with m.If(~last):
            m.d.sync += remaining.eq(remaining - 1)
        with self.fsm(m, "phase"):
            with m.State("IDLE"):
                m.d.comb += phases_idle.eq(1)
                accept_or_idle()
            with m.State("PRECHARGE"):
                with m.If(last):
                    m.d.sync += self.precharge.eq(0)
                    enter("evaluate")
            with m.State("EVALUATE"):
                with m.If(last):
                    m.d.comb += sampling.eq(1)
                    enter("sample")
            with m.State("SAMPLE"):
                with m.If(last):
                    m.d.sync += [self.sample.eq(0), self.evaluate.eq(0)]
                    if self.rest:
                        m.d.sync += remaining.eq(self.rest - 1)
                        m.next = "REST"
                    else:
                        accept_or_idle()
            if self.rest:
                with m.State("REST"):
                    with m.If(last):
                        accept_or_idle()

    def _steps(self, m: Module, sampling: Signal) -> None:
        if self.compare_cycles == 1:
            m.d.comb += self.decide.eq(self.step.any())
        else:
            elapsed = Signal(range(self.compare_cycles))
            m.d.comb += self.decide.eq(self.step.any() & (elapsed == self.compare_cycles - 1))
            with m.If(sampling | self.decide):
                m.d.sync += elapsed.eq(0)
            with m.Elif(self.step.any()):
                m.d.sync += elapsed.eq(elapsed + 1)
        with m.If(sampling):
            m.d.sync += self.step.eq(1 << len(self.step) - 1)
        with m.Elif(self.decide):
            m.d.sync += self.step.eq(Cat(self.step[1:], 0))
