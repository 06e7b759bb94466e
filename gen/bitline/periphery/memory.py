"""A memory with a read and a write port: a compiler's, in whose place synthesis sees a black box."""

from typing import Any

from amaranth.hdl import ClockSignal, Instance, Module
from amaranth.lib import memory
from amaranth.lib.wiring import Component, In, Out


class Memory(Component):
    """A word read and a word written in a cycle. What is read stands from the next cycle until the next read.

    In emitted Verilog it is an instance of ``name``; in a simulation in Python it is a memory of zeros. A word that is read in
    the cycle in which it is written is not to be used: it may be the old one, the new one or neither.

    Parameters
    ----------
    name : str
        Module name.
    words, bits : int
    """

    def __init__(self, name: str, words: int, bits: int) -> None:
        self.name, self.words = name, words
        address = max(1, (words - 1).bit_length())
        super().__init__(
            {
                "read_enable": In(1),
                "read_address": In(address),
                "read_data": Out(bits),
                "write_enable": In(1),
                "write_address": In(address),
                "write_data": In(bits),
            }
        )

    def elaborate(self, platform: Any):
        if hasattr(platform, "place"):
            ways = {"read_data": "o"}
            pins = {f"{ways.get(name, 'i')}_{name}": getattr(self, name) for name in self.signature.members}
            return Instance(self.name, i_clk=ClockSignal(), **pins)
        m = Module()
        m.submodules.cells = cells = memory.Memory(shape=len(self.read_data), depth=self.words, init=[])
        read, write = cells.read_port(), cells.write_port()
        m.d.comb += [
            read.en.eq(self.read_enable),
            read.addr.eq(self.read_address),
            self.read_data.eq(read.data),
            write.en.eq(self.write_enable),
            write.addr.eq(self.write_address),
            write.data.eq(self.write_data),
        ]
        return m
