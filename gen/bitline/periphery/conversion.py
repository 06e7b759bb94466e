"""The conversion sequencer: an array evaluation and, overlapping the next one, the steps of its conversion."""

from typing import Any

from amaranth.hdl import Cat, Module, Signal
from amaranth.lib import stream
from amaranth.lib.wiring import In, Out, connect, flipped

from .block import Block
from .phases import Phases


class Conversion(Block):
    """Sequences evaluations without a gap: while a sample is converted, the bit lines precharge and settle for the next one.

    An evaluation accepted at ``i`` in cycle t has the bit lines precharged from t+1 for ``precharge`` cycles, driven for
    ``evaluate`` more, and sampled at the rise of ``sample``, which lasts ``hold`` cycles with the lines still driven. The
    conversion begins in the cycle of that rise and takes ``steps * compare_cycles``; ``o_valid`` pulses in the cycle after,
    beside the tag that came with the evaluation. The next evaluation is accepted ``period`` cycles after this one, where
    period = max(precharge + evaluate + hold, conversion); each ``stretch`` input lengthens its phase and so the period.

    The strobe and the phases come straight from flip-flops.

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

    def __init__(
        self, *, precharge: int, evaluate: int, hold: int, steps: int, compare_cycles: int, stretch_bits: int, tag: Any
    ) -> None:
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
        m.submodules.phases = phases = Phases(self.lengths, rest=self.rest, stretch_bits=self.stretch_bits, tag=self.tag)
        connect(m, flipped(self.i), phases.i)
        for phase in self.lengths:
            m.d.comb += getattr(self, phase).eq(getattr(phases, phase))
            if self.stretch_bits:
                m.d.comb += getattr(phases, f"stretch_{phase}").eq(getattr(self, f"stretch_{phase}"))

        self._steps(m, phases.strobing)
        converting = Signal(self.tag, reset_less=True)
        m.d.comb += [self.converting.eq(converting), self.idle.eq(phases.idle & ~self.step.any() & ~self.o_valid)]
        with m.If(phases.strobing):
            m.d.sync += converting.eq(phases.tag)
        with m.If(self.decide & self.step[0]):
            m.d.sync += self.o_tag.eq(converting)
        m.d.sync += self.o_valid.eq(self.decide & self.step[0])

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
