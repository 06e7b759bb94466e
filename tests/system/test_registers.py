"""Registers as a function from bus transfers to answers."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitline.params.registers import Field, Register
from bitline.system.registers import Registers
from hardware import simulate


def register(name: str, *fields: tuple) -> Register:
    return Register(name, tuple(Field(*field, "") for field in fields), "")


MAP = (
    register("identity", ("identity", 32, "constant", 0xB171_1E00)),
    register("control", ("speed", 4, "read-write", 0), ("busy", 1, "read-only", 0), ("mode", 3, "read-write", 0)),
    register("status", ("error", 1, "read-only", 0), ("version", 3, "constant", 5), ("count", 20, "read-only", 0)),
)
IDENTITY, CONTROL, STATUS = 0, 4, 8
ERROR = "error"
SHOWN = {"busy": 1, "error": 1, "count": 0xABCDE}


def write(address: int, data: int) -> dict[str, int]:
    return {"pwrite": 1, "paddr": address, "pwdata": data}


def read(address: int) -> dict[str, int]:
    return {"pwrite": 0, "paddr": address}


def answers(*transfers: dict[str, int], idle: int = 0, **inputs: int) -> list[Any]:
    """What each transfer is answered: the data read, None for a write, or an error. Each takes two cycles."""
    return [answer for answer, _ in transferred(*transfers, idle=idle, **inputs)]


def transferred(*transfers: dict[str, int], idle: int = 0, **inputs: int) -> list[tuple[Any, tuple[int, int]]]:
    """Each answer, and the settings ``speed`` and ``mode`` in the cycle after it."""
    device = Registers(MAP)

    async def bench(ctx: Any) -> list[tuple[Any, tuple[int, int]]]:
        out = []
        for name, value in inputs.items():
            ctx.set(getattr(device, name), value)
        for transfer in transfers:
            for _ in range(idle):
                await ctx.tick()
            for name, value in transfer.items():
                ctx.set(getattr(device, name), value)
            ctx.set(device.psel, 1)
            await ctx.tick()
            ctx.set(device.penable, 1)
            _, _, ready, failed, data = await ctx.tick().sample(device.pready, device.pslverr, device.prdata)
            ctx.set(device.psel, 0)
            ctx.set(device.penable, 0)
            assert ready and not ctx.get(device.pslverr)
            answer = ERROR if failed else None if transfer["pwrite"] else data
            out.append((answer, (ctx.get(device.speed), ctx.get(device.mode))))
        return out

    return simulate(device, bench)[0]


def test_constants_and_inputs_are_shown_in_their_places():
    assert answers(read(IDENTITY), read(CONTROL), read(STATUS), **SHOWN) == [0xB171_1E00, 1 << 4, 1 | 5 << 1 | 0xABCDE << 4]


@pytest.mark.parametrize("idle", [0, 1, 3])
def test_what_is_written_is_read_and_drives_the_macro(idle):
    written = write(CONTROL, 0b101_1_1001)
    assert transferred(written, read(CONTROL), idle=idle) == [(None, (9, 5)), (0b101_0_1001, (9, 5))]


def test_bits_without_a_field_are_ignored():
    assert answers(write(CONTROL, 0xFFFF_FFFF), read(CONTROL)) == [None, 0xEF]


@pytest.mark.parametrize("address", [IDENTITY, STATUS])
def test_write_to_a_register_without_a_writable_field(address):
    assert transferred(write(address, 0xFFFF_FFFF), read(CONTROL)) == [(ERROR, (0, 0)), (0, (0, 0))]


@pytest.mark.parametrize("address", [1, 2, 3, 5, 7, 9, 12, 16, 64, 252, 255])
def test_address_without_a_register(address):
    assert transferred(write(address, 0xFF), read(address)) == [(ERROR, (0, 0))] * 2


def test_nothing_is_written_in_the_set_up_cycle_or_without_selection():
    device = Registers(MAP)

    async def bench(ctx: Any) -> int:
        for name, value in write(CONTROL, 0xFF).items():
            ctx.set(getattr(device, name), value)
        for psel, penable in ((0, 0), (0, 1), (1, 0), (1, 0)):
            ctx.set(device.psel, psel)
            ctx.set(device.penable, penable)
            await ctx.tick()
        return ctx.get(device.speed)

    assert simulate(device, bench) == [0]


anything = st.tuples(st.booleans(), st.integers(0, 13), st.integers(0, 2**32 - 1))


@given(st.lists(anything, min_size=1, max_size=12), st.integers(0, 2))
def test_any_transfers(transfers, idle):
    settings, expected = 0, []
    for writes, address, data in transfers:
        if writes:
            settings = data & 0xEF if address == CONTROL else settings
            expected.append(None if address == CONTROL else ERROR)
        else:
            shown = {IDENTITY: 0xB171_1E00, CONTROL: settings | 1 << 4, STATUS: 1 | 5 << 1 | 0xABCDE << 4}
            expected.append(shown.get(address, ERROR))
    assert answers(*(write(a, data) if writes else read(a) for writes, a, data in transfers), idle=idle, **SHOWN) == expected
