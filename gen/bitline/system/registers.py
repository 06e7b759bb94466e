"""The register map behind an APB port."""

from collections.abc import Sequence
from typing import Any

from amaranth.hdl import Cat, Const, Module, Signal
from amaranth.lib.wiring import In, Out

from ..params.registers import Register, addressed
from ..periphery.block import Block

ADDRESS_BITS = 8


class Registers(Block):
    """Registers on an APB3 port (Arm IHI 0024): no wait states, one transfer in two cycles.

    A ``read-write`` field is an output of its name, a ``read-only`` one an input. A write to an address without a writable
    field, and any transfer to an address without a register, answers with ``pslverr`` and changes nothing.

    Parameters
    ----------
    registers : tuple of Register
    """

    def __init__(self, registers: Sequence[Register]) -> None:
        self.registers = registers
        ports = {"read-write": Out, "read-only": In}
        wired = (field for register in registers for field in register.fields if field.access in ports)
        fields = {field.name: ports[field.access](field.width) for field in wired}
        super().__init__(
            {
                "psel": In(1),
                "penable": In(1),
                "pwrite": In(1),
                "paddr": In(ADDRESS_BITS),
                "pwdata": In(32),
                "prdata": Out(32),
                "pready": Out(1),
                "pslverr": Out(1),
                **fields,
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        access = Signal()
        known = Signal()
        m.d.comb += [access.eq(self.psel & self.penable), self.pready.eq(1), self.pslverr.eq(access & ~known)]
        with m.Switch(self.paddr):
            for address, register in addressed(self.registers):
                writable = any(field.access == "read-write" for field in register.fields)
                with m.Case(address):
                    m.d.comb += self.prdata.eq(Cat(self._shown(field) for field in register.fields))
                    m.d.comb += known.eq(1 if writable else ~self.pwrite)
                    with m.If(access & self.pwrite):
                        for low, field in register.placed():
                            if field.access == "read-write":
                                m.d.sync += getattr(self, field.name).eq(self.pwdata[low : low + field.width])

    def _shown(self, field: Any) -> Any:
        return Const(field.reset, field.width) if field.access == "constant" else getattr(self, field.name)
