"""Full and half adders: the hook by which a library's adder cells enter every compressor tree."""

import functools
import operator
from typing import Any, ClassVar, NamedTuple

from amaranth.hdl import Const, Instance, Module, Signal, Value
from amaranth.lib.wiring import In, Out

from .block import Block


class Delays(NamedTuple):
    """How long after its inputs an adder's outputs stand, in arbitrary units: the ratios matter, and are those of library cells."""

    total: int
    carry: int


def sum_bit(*bits: Value) -> Value:
    """The sum, modulo two, of bits of one weight; a constant among them, one at most, is a one."""
    live = [bit for bit in bits if not isinstance(bit, Const)]
    if not live:
        return Const(len(bits), 1)
    total = functools.reduce(operator.xor, live)
    return total if len(live) == len(bits) else ~total


def carry_bit(*bits: Value) -> Value:
    """The carry of two or three bits of one weight; a constant among them, one at most, is a one. The last may come late."""
    live = [bit for bit in bits if not isinstance(bit, Const)]
    if len(live) < len(bits):
        return functools.reduce(operator.or_, live)
    a, b, *rest = live
    return (a & b) | (rest[0] & (a | b)) if rest else a & b


class FullAdder(Block):
    """Three bits of one weight in; their sum and the carry of the next weight out. Combinational.

    Generic gates, or the cell that the platform names: ``platform.cells["full_adder"]`` maps ``a``, ``b``, ``c``, ``total``,
    ``carry`` and ``cell`` to the library's names, an output that the cell gives inverted with a ``!`` before it.
    """

    delays: ClassVar = Delays(total=4, carry=3)

    def __init__(self) -> None:
        super().__init__({"a": In(1), "b": In(1), "c": In(1), "total": Out(1), "carry": Out(1)})

    def body(self, m: Module, platform: Any) -> None:
        if not _library_cell(self, m, platform):
            m.d.comb += self.total.eq(sum_bit(self.a, self.b, self.c))
            m.d.comb += self.carry.eq(carry_bit(self.a, self.b, self.c))


class HalfAdder(Block):
    """Two bits of one weight in; their sum and the carry of the next weight out. Combinational.

    Generic gates, or the cell that the platform names: ``platform.cells["half_adder"]``, without ``c``.
    """

    delays: ClassVar = Delays(total=3, carry=2)

    def __init__(self) -> None:
        super().__init__({"a": In(1), "b": In(1), "total": Out(1), "carry": Out(1)})

    def body(self, m: Module, platform: Any) -> None:
        if not _library_cell(self, m, platform):
            m.d.comb += self.total.eq(sum_bit(self.a, self.b))
            m.d.comb += self.carry.eq(carry_bit(self.a, self.b))


class IncrementedHalfAdder(Block):
    """Two bits and a constant one: a full adder that has lost its third input. Combinational, always generic gates."""

    delays: ClassVar = HalfAdder.delays

    def __init__(self) -> None:
        super().__init__({"a": In(1), "b": In(1), "total": Out(1), "carry": Out(1)})

    def body(self, m: Module, platform: Any) -> None:
        m.d.comb += self.total.eq(sum_bit(self.a, self.b, Const(1, 1)))
        m.d.comb += self.carry.eq(carry_bit(self.a, self.b, Const(1, 1)))


def _library_cell(adder: Block, m: Module, platform: Any) -> bool:
    """Place the platform's cell for an adder; whether it names one."""
    cell = getattr(platform, "cells", {}).get(adder.module_name)
    if cell is None:
        return False
    pins = {}
    for name, port, is_input in adder.ports():
        value = port
        if cell[name].startswith("!"):
            value = Signal(name=f"{name}_n")
            m.d.comb += port.eq(~value)
        pins[f"{'i' if is_input else 'o'}_{cell[name].removeprefix('!')}"] = value
    m.submodules.adder = Instance(cell["cell"], **pins)
    return True
