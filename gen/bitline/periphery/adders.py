"""Full and half adders: the hook by which a library's adder cells enter every compressor tree."""

from typing import Any

from amaranth.hdl import Instance, Module
from amaranth.lib.wiring import In, Out

from .block import Block


class FullAdder(Block):
    """Three bits of one weight in; their sum and the carry of the next weight out. Combinational.

    Generic gates, or the cell that the platform names: ``platform.cells["full_adder"]`` maps ``a``, ``b``, ``c``, ``total``,
    ``carry`` and ``cell`` to the library's names.
    """

    def __init__(self) -> None:
        super().__init__({"a": In(1), "b": In(1), "c": In(1), "total": Out(1), "carry": Out(1)})

    def body(self, m: Module, platform: Any) -> None:
        if not _library_cell(self, "full_adder", m, platform):
            m.d.comb += self.total.eq(self.a ^ self.b ^ self.c)
            m.d.comb += self.carry.eq((self.a & self.b) | (self.c & (self.a ^ self.b)))


class HalfAdder(Block):
    """Two bits of one weight in; their sum and the carry of the next weight out. Combinational; hooked as ``half_adder``."""

    def __init__(self) -> None:
        super().__init__({"a": In(1), "b": In(1), "total": Out(1), "carry": Out(1)})

    def body(self, m: Module, platform: Any) -> None:
        if not _library_cell(self, "half_adder", m, platform):
            m.d.comb += self.total.eq(self.a ^ self.b)
            m.d.comb += self.carry.eq(self.a & self.b)


class IncrementedHalfAdder(Block):
    """Two bits and a constant one: a full adder that has lost its third input. Combinational, always generic gates."""

    def __init__(self) -> None:
        super().__init__({"a": In(1), "b": In(1), "total": Out(1), "carry": Out(1)})

    def body(self, m: Module, platform: Any) -> None:
        m.d.comb += self.total.eq(~(self.a ^ self.b))
        m.d.comb += self.carry.eq(self.a | self.b)


def _library_cell(adder: Block, kind: str, m: Module, platform: Any) -> bool:
    cell = getattr(platform, "cells", {}).get(kind)
    if cell is None:
        return False
    pins = {f"{'i' if is_input else 'o'}_{cell[name]}": value for name, value, is_input in adder.ports()}
    m.submodules.cell = Instance(cell["cell"], **pins)
    return True
