"""Sums in a memory, added to word by word."""

from typing import Any

from amaranth.hdl import Cat, Module, Mux, Signal
from amaranth.lib.wiring import In, Out

from ...params.two_way_training import TwoWayTraining
from ...periphery.block import Block
from .shapes import addition, read, sum_address, sums, write


class Accumulator(Block):
    """Adds words to words of a memory, one a cycle, also to the same word in cycles that follow each other.

    A request in cycle t reads the word; it is written in t+1. The word after a sum that leaves its format is what its lowest bits
    say, and ``overflow`` is high in t+1.

    Members
    -------
    i : In(addition)
    read, word : Out(read), In(sums)
        The memory's reading port.
    write : Out(write)
    overflow : Out(1)
    """

    def __init__(self, p: TwoWayTraining) -> None:
        self.p = p
        super().__init__(
            {
                "i": In(addition(p)),
                "read": Out(read(sum_address(p))),
                "word": In(sums(p)),
                "write": Out(write(sum_address(p), sums(p))),
                "overflow": Out(1),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        added = Signal(addition(self.p), reset_less=True)
        adding = Signal()
        again = Signal()
        before = Signal(sums(self.p), reset_less=True)
        m.d.sync += [adding.eq(self.i.enable), again.eq(self.write.enable & (self.write.address == self.i.address))]
        with m.If(self.i.enable):
            m.d.sync += added.eq(self.i)
        with m.If(adding):
            m.d.sync += before.eq(self.write.word)
        over = []
        for number, (total, old, kept, new) in enumerate(zip(self.write.word, self.word, before, added.word, strict=True)):
            wide = Signal(range(-(1 << len(total)), 1 << len(total)), name=f"total_{number}")
            m.d.comb += [wide.eq(Mux(again, kept, old) + new), total.eq(wide)]
            over.append(wide[-1] ^ wide[-2])
        m.d.comb += [
            self.read.enable.eq(self.i.enable),
            self.read.address.eq(self.i.address),
            self.write.enable.eq(adding),
            self.write.address.eq(added.address),
            self.overflow.eq(adding & Cat(*over).any()),
        ]
