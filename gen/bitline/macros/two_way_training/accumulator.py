"""Sums in a memory, added to word by word."""

from typing import Any

from amaranth.hdl import Cat, Module, Mux, Signal
from amaranth.lib.wiring import In, Out

from ...params.two_way_training import TwoWayTraining
from ...periphery.block import Block
from .shapes import addition, read, sum_address, sums, write


class Accumulator(Block):
    """Adds words to words of a memory, one a cycle, also to the same word in cycles that follow each other.

    A request in cycle t reads the word, which stands in t+2, where its sum is written; what a request for it in t+1 or t+2 reads is
    not used, it is given what this one writes. The word after a sum that leaves its format is what its lowest bits say, and
    ``overflow`` is high in t+2.

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
        adding = [Signal(name=f"adding_{age}") for age in range(2)]
        added = [Signal(addition(self.p), name=f"added_{age}", reset_less=True) for age in range(2)]
        again = [Signal(2, name=f"again_{age}", reset_less=True) for age in range(2)]
        written = [Signal(sums(self.p), name=f"written_{age}", reset_less=True) for age in range(2)]
        same = [enable & (one.address == self.i.address) for enable, one in zip(adding, added, strict=True)]
        m.d.sync += [adding[0].eq(self.i.enable), added[0].eq(self.i), again[0].eq(Cat(same)), written[0].eq(self.write.word)]
        for line in (adding, added, again, written):
            m.d.sync += line[1].eq(line[0])
        m.d.comb += [
            self.read.enable.eq(self.i.enable),
            self.read.address.eq(self.i.address),
            self.write.enable.eq(adding[1]),
            self.write.address.eq(added[1].address),
        ]
        over = []
        for number, (total, new) in enumerate(zip(self.write.word, added[1].word, strict=True)):
            old = Mux(again[1][0], written[0][number], Mux(again[1][1], written[1][number], self.word[number]))
            wide = Signal(range(-(1 << len(total)), 1 << len(total)), name=f"total_{number}")
            m.d.comb += [wide.eq(old + new), total.eq(wide)]
            over.append(wide[-1] ^ wide[-2])
        m.d.comb += self.overflow.eq(adding[1] & Cat(*over).any())
