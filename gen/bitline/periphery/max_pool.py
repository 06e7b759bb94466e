"""The largest of several results."""

from typing import Any

from amaranth.hdl import Array, Module, Mux, Signal
from amaranth.lib import data, stream
from amaranth.lib.wiring import In, Out

from .block import Block
from .shapes import index


class MaxPool(Block):
    """Passes on the largest value of each window, in the cycle of the window's last one. A value a cycle.

    Windows of several slots may be interleaved, each with its values one after the other.

    Parameters
    ----------
    value : range
        Format of a value.
    pooled : range
        Format of those that share a window with others.
    slots : int
        Windows under way at once.

    Members
    -------
    i : In(stream of {value, slot, first, last})
        ``first`` begins the slot's window, ``last`` ends it.
    o : Out(stream of value)
    """

    def __init__(self, value: range, pooled: range, slots: int) -> None:
        self.pooled, self.slots = pooled, slots
        super().__init__(
            {
                "i": In(stream.Signature(data.StructLayout({"value": value, "slot": index(slots), "first": 1, "last": 1}))),
                "o": Out(stream.Signature(value)),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        i = self.i.payload
        largest = [Signal(self.pooled, name=f"largest_{slot}", reset_less=True) for slot in range(self.slots)]
        so_far = Signal(self.pooled)
        m.d.comb += [
            so_far.eq(Array(largest)[i.slot]),
            self.o.payload.eq(Mux(~i.first & (so_far > i.value), so_far, i.value)),
            self.o.valid.eq(self.i.valid & i.last),
            self.i.ready.eq(self.o.ready | ~i.last),
        ]
        for slot, kept in enumerate(largest):
            with m.If(self.i.valid & ~i.last & (i.slot == slot)):
                m.d.sync += kept.eq(self.o.payload)
