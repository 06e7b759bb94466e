"""Accumulators of single bits, many side by side."""

from typing import Any

from amaranth.hdl import Module, Mux, Signal
from amaranth.lib.wiring import In, Out

from ..params import formats
from .block import Block


class SerialAccumulators(Block):
    """Adds a bit to each of many accumulators at once, bit after bit with the lowest first: a half adder an accumulator.

    The accumulators lie in planes, one of each weight, which go round: a plane a cycle. Given ``add``, the sums stand
    ``width(values) + 1`` cycles later, when ``done`` pulses; until then the other inputs are stable, and no ``add`` follows.

    Parameters
    ----------
    count : int
        Accumulators.
    values : range
        Format of an accumulator, two's complement; it wraps around.

    Members
    -------
    add : In(1)
    bits : In(count)
        What is added.
    place : In(range(width(values)))
        Each bit counts ``2**place``.
    fresh : In(1)
        Begin at ``start_at``.
    start_at : In(values)
    done : Out(1)
    negative : Out(count)
        The accumulators' signs.
    """

    def __init__(self, count: int, values: range) -> None:
        self.count, self.values = count, values
        self.width = formats.width(values)
        super().__init__(
            {
                "add": In(1),
                "bits": In(count),
                "place": In(range(self.width)),
                "fresh": In(1),
                "start_at": In(values),
                "done": Out(1),
                "negative": Out(count),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        planes = [Signal(self.count, name=f"plane_{k}", reset_less=True) for k in range(self.width)]
        carry = Signal(self.count, reset_less=True)
        place = Signal(range(self.width))
        adding = Signal()
        augend = Signal(self.count)
        addend = Signal(self.count)
        with m.If(self.fresh):
            m.d.comb += augend.eq((self.start_at.as_unsigned() >> place)[0].replicate(self.count))
        with m.Else():
            m.d.comb += augend.eq(planes[0])
        # below the place nothing is carried
        m.d.comb += addend.eq(Mux(place == self.place, self.bits, Mux(place > self.place, carry, 0)))
        m.d.comb += self.negative.eq(planes[-1])
        m.d.sync += self.done.eq(0)
        with m.If(adding):
            m.d.sync += [plane.eq(above) for plane, above in zip(planes, [*planes[1:], augend ^ addend], strict=True)]
            m.d.sync += [carry.eq(augend & addend), place.eq(place + 1)]
            with m.If(place == self.width - 1):
                m.d.sync += [place.eq(0), adding.eq(0), self.done.eq(1)]
        with m.If(self.add):
            m.d.sync += adding.eq(1)
