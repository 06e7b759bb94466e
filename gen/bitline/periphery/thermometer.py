"""One flash converter's logic."""

from typing import Any

from amaranth.hdl import Module
from amaranth.lib.wiring import In, Out

from .block import Block
from .compressor import PopulationCount


class Thermometer(Block):
    """Thermometer decode by counting: as many comparators as fire, so that a bubble costs one step and never more.

    ``code`` is complete the cycle after ``decide``.

    Parameters
    ----------
    bits : int
        Resolution; there are ``2**bits - 1`` levels.
    """

    def __init__(self, bits: int) -> None:
        self.bits = bits
        super().__init__({"level": In((1 << bits) - 1), "decide": In(1), "code": Out(bits)})

    def body(self, m: Module, platform: Any) -> None:
        m.submodules.count = count = PopulationCount((1 << self.bits) - 1, role="level")
        m.d.comb += count.i.eq(self.level)
        with m.If(self.decide):
            m.d.sync += self.code.eq(count.o)
