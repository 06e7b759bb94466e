"""A few places between a producer that cannot wait and a consumer that may."""

from itertools import pairwise
from typing import Any

from amaranth.hdl import Module, Signal
from amaranth.lib import stream
from amaranth.lib.wiring import In, Out

from .block import Block


class Queue(Block):
    """A first-in first-out queue of registers. One cycle from ``i`` to ``o``; a beat a cycle, with one place while ``o`` is taken.

    Parameters
    ----------
    payload : shape
    depth : int
        Places, at least 1.
    role : str
        Names the module.
    """

    def __init__(self, payload: Any, depth: int, role: str) -> None:
        self.depth, self.role = depth, role
        super().__init__({"i": In(stream.Signature(payload)), "o": Out(stream.Signature(payload))})

    def body(self, m: Module, platform: Any) -> None:
        shape = self.i.payload.shape() if hasattr(self.i.payload, "shape") else len(self.i.payload)
        places = [Signal(shape, name=f"place_{k}", reset_less=True) for k in range(self.depth)]
        level = Signal(range(self.depth + 1))
        put = Signal()
        taken = Signal()
        kept = Signal.like(level)
        m.d.comb += [
            self.o.valid.eq(level != 0),
            self.o.payload.eq(places[0]),
            self.i.ready.eq((level != self.depth) | self.o.ready),
            put.eq(self.i.valid & self.i.ready),
            taken.eq(self.o.valid & self.o.ready),
            kept.eq(level - taken),
        ]
        m.d.sync += level.eq(kept + put)
        with m.If(taken):
            m.d.sync += [place.eq(after) for place, after in pairwise(places)]
        for k, place in enumerate(places):
            with m.If(put & (kept == k)):
                m.d.sync += place.eq(self.i.payload)
