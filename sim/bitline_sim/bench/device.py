"""Clock, reset and cycle count, the same for every family."""

from collections.abc import Mapping, Sequence
from typing import Any

from cocotb.clock import Clock
from cocotb.simtime import get_sim_time
from cocotb.triggers import ClockCycles, RisingEdge

from bitline.params.registers import Register, addressed

PERIOD = 10
"""Simulated nanoseconds a cycle; only the ratio of times matters."""


async def start(dut: Any, idle: dict[str, int]) -> None:
    """Start the clock, put inputs to rest and reset the device; ends on a clock edge after the reset."""
    for name, value in idle.items():
        getattr(dut, name).value = value
    dut.rst.value = 1
    Clock(dut.clk, PERIOD, "ns", impl="gpi").start(start_high=False)
    await ClockCycles(dut.clk, 3)
    dut.rst.value = 0
    await RisingEdge(dut.clk)


def cycle() -> int:
    """Number of the present clock cycle."""
    return int(get_sim_time("ns")) // PERIOD


def inner(dut: Any, path: tuple[str, ...]) -> Any:
    """The instance at the end of a path of instances; in a netlist that has no hierarchy it is in the top, by the path's name."""
    if hasattr(dut, flat := "_".join(path)):
        return getattr(dut, flat)
    for name in path:
        dut = getattr(dut, name)
    return dut


async def write_register(dut: Any, address: int, value: int) -> None:
    """An APB write."""
    dut.psel.value, dut.pwrite.value, dut.paddr.value, dut.pwdata.value = 1, 1, address, value
    await RisingEdge(dut.clk)
    dut.penable.value = 1
    await RisingEdge(dut.clk)
    dut.psel.value, dut.penable.value, dut.pwrite.value = 0, 0, 0


async def read_register(dut: Any, address: int) -> int:
    """An APB read."""
    dut.psel.value, dut.pwrite.value, dut.paddr.value = 1, 0, address
    await RisingEdge(dut.clk)
    dut.penable.value = 1
    await RisingEdge(dut.clk)
    value = dut.prdata.value.to_unsigned()
    dut.psel.value, dut.penable.value = 0, 0
    return value


async def write_fields(dut: Any, registers: Sequence[Register], values: Mapping[str, int]) -> None:
    """Write fields of registers by their names; fields left out of a register that is written become 0."""
    for address, register in addressed(registers):
        if any(field.name in values for field in register.fields):
            word = sum(values.get(field.name, 0) << low for low, field in register.placed())
            await write_register(dut, address, word)


async def read_fields(dut: Any, registers: Sequence[Register]) -> dict[str, int]:
    """Every field of every register."""
    values = {}
    for address, register in addressed(registers):
        word = await read_register(dut, address)
        values |= {field.name: word >> low & (1 << field.width) - 1 for low, field in register.placed()}
    return values
