"""One successive-approximation converter's logic."""

from typing import Any

from amaranth.hdl import Cat, Module
from amaranth.lib.wiring import In, Out

from .block import Block


class Sar(Block):
    """Successive approximation: each step compares the sample with a trial code and keeps the bit if the sample is not below it.

    A conversion takes one ``step`` a bit, highest bit first; ``code`` is complete the cycle after the last ``decide``. A new
    conversion needs no clearing: the bits below the step are left out of the trial.

    Parameters
    ----------
    bits : int
        Resolution.

    Members
    -------
    step : In(bits)
        One-hot, the bit on trial; shared by all converters.
    decide : In(1)
        High in the last cycle of each step.
    above : In(1)
        The comparator: the sample is not below ``trial``.
    trial, code : Out(bits)
    """

    def __init__(self, bits: int) -> None:
        self.bits = bits
        super().__init__({"step": In(bits), "decide": In(1), "above": In(1), "trial": Out(bits), "code": Out(bits)})

    def body(self, m: Module, platform: Any) -> None:
        # a bit stands once the step has gone below it
        decided = Cat(0, *(self.step[:k].any() for k in range(1, self.bits)))
        m.d.comb += self.trial.eq((self.code & decided) | self.step)
        for bit, step in zip(self.code, self.step, strict=True):
            with m.If(step & self.decide):
                m.d.sync += bit.eq(self.above)
