"""Counting with a sign."""

from typing import Any

from amaranth.hdl import Module
from amaranth.lib.wiring import In, Out

from ..params import formats
from .block import Block
from .compressor import BitHeap


class UpDownCount(Block):
    """How many of ``n`` bits are set, those with ``down`` counted as -1. Combinational: one compressor tree.

    Members
    -------
    i, down : In(n)
    o : Out(-n … n)
    """

    def __init__(self, n: int) -> None:
        self.n = n
        super().__init__({"i": In(n), "down": In(n), "o": Out(formats.span(-n, n))})

    def body(self, m: Module, platform: Any) -> None:
        heap = BitHeap(m, len(self.o))
        for bit, down in zip(self.i, self.down, strict=True):
            heap.add_bits([bit], 0)
            heap.add_bits([bit & down], 1, negative=True)
        m.d.comb += self.o.eq(heap.counted())
