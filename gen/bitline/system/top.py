"""The emitted top: one macro behind its registers."""

import importlib
from typing import Any

from amaranth.hdl import Module
from amaranth.lib.wiring import In, Out, connect, flipped

from ..params import MacroParameters
from ..periphery.block import Block
from .registers import Registers


class Top(Block):
    """A macro whose settings and status lie in registers; its streams are the top's own.

    Parameters
    ----------
    p : MacroParameters
    """

    def __init__(self, p: MacroParameters) -> None:
        self.macro = importlib.import_module(f"bitline.macros.{p.family}").Macro(p)
        self.registers = Registers(tuple(p.registers))
        fields = {field.name for register in p.registers for field in register.fields}
        streams = {name: member for name, member in self.macro.signature.members.items() if member.is_signature}
        loose = {name: member for name, member in self.macro.signature.members.items() if member.is_port and name not in fields}
        bus = {name: member for name, member in self.registers.signature.members.items() if name not in fields}
        self.streams, self.loose, self.bus = tuple(streams), tuple(loose), tuple(bus)
        super().__init__({**streams, **loose, **bus})

    def body(self, m: Module, platform: Any) -> None:
        m.submodules.macro, m.submodules.registers = macro, registers = self.macro, self.registers
        for name in self.streams:
            connect(m, flipped(getattr(self, name)), getattr(macro, name))
        for inner, names in ((macro, self.loose), (registers, self.bus)):
            for name in names:
                flow, outer, own = inner.signature.members[name].flow, getattr(self, name), getattr(inner, name)
                m.d.comb += own.eq(outer) if flow == In else outer.eq(own)
        for name, member in registers.signature.members.items():
            if name not in self.bus:
                shown, setting = getattr(registers, name), getattr(macro, name)
                m.d.comb += setting.eq(shown) if member.flow == Out else shown.eq(setting)
