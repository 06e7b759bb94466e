"""The sums under way."""

from typing import Any

from amaranth.hdl import Array, Module, Mux, Signal
from amaranth.lib.wiring import In, Out

from ...params import formats
from ...params.entry_counting import EntryCounting
from ...periphery.block import Block
from .shapes import leaving, tag


class Accumulators(Block):
    """Adds an increment a cycle to the accumulator that its tag names; a sum that leaves is shown in the cycle of its last one.

    Members
    -------
    valid : In(1)
    tag : In(tag)
    increment : In(dot product)
    leaves : Out(1)
    sum : Out(sum)
    leaving : Out(leaving)
    overflow : Out(1)
        After a dot product the sum is none of its format, and wraps round.
    """

    def __init__(self, p: EntryCounting) -> None:
        self.p = p
        super().__init__(
            {
                "valid": In(1),
                "tag": In(tag(p)),
                "increment": In(p.dot_product),
                "leaves": Out(1),
                "sum": Out(p.sums),
                "leaving": Out(leaving(p)),
                "overflow": Out(1),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        # a sum may leave its format on the way through a dot product
        on_the_way = formats.total([self.p.sums, self.p.dot_product])
        sums = [Signal(on_the_way, name=f"sum_{k}", reset_less=True) for k in range(self.p.accumulator.count)]
        exact = Signal(on_the_way)
        m.d.comb += [
            exact.eq(Mux(self.tag.anew, self.tag.addend, Array(sums)[self.tag.accumulator]) + self.increment),
            self.sum.eq(exact),
            self.overflow.eq(self.valid & self.tag.last & (self.sum != exact)),
            self.leaves.eq(self.valid & self.tag.leaves),
            self.leaving.eq(self.tag.leaving),
        ]
        for k, held in enumerate(sums):
            with m.If(self.valid & (self.tag.accumulator == k)):
                m.d.sync += held.eq(Mux(self.tag.last, self.sum, exact))
