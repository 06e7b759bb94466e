"""Registers as a function from bus transfers to answers."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitline.params.registers import Field, Register
from bitline.system.registers import Registers
from hardware import idle, set_ports, simulate
from system.bus import ERROR, read, transfer, write


def register(name: str, *fields: tuple) -> Register:
    return Register(name, tuple(Field(*field, "") for field in fields), "")


MAP = (
    register("identity", ("identity", 32, "constant", 0xB171_1E00)),
    register("control", ("speed", 4, "read-write", 0), ("busy", 1, "read-only", 0), ("mode", 3, "read-write", 0)),
    register("status", ("error", 1, "read-only", 0), ("version", 3, "constant", 5), ("count", 20, "read-only", 0)),
)
IDENTITY, CONTROL, STATUS = 0, 4, 8
SHOWN = {"busy": 1, "error": 1, "count": 0xABCDE}


def answers(*transfers: dict[str, int], pause: int = 0, **inputs: int) -> list[Any]:
    """What each transfer is answered."""
    return [answer for answer, _ in transferred(*transfers, pause=pause, **inputs)]


def transferred(*transfers: dict[str, int], pause: int = 0, **inputs: int) -> list[tuple[Any, tuple[int, int]]]:
    """Each answer, and the settings ``speed`` and ``mode`` in the cycle after it."""
    device = Registers(MAP)

    async def bench(ctx: Any) -> list[tuple[Any, tuple[int, int]]]:
        out = []
        set_ports(ctx, device, inputs)
        for order in transfers:
            await idle(ctx, pause)
            out.append((await transfer(ctx, device, order), (ctx.get(device.speed), ctx.get(device.mode))))
        return out

    return simulate(device, bench)[0]


def test_constants_and_inputs_are_shown_in_their_places():
    assert answers(read(IDENTITY), read(CONTROL), read(STATUS), **SHOWN) == [0xB171_1E00, 1 << 4, 1 | 5 << 1 | 0xABCDE << 4]


@pytest.mark.parametrize("pause", [0, 1, 3])
def test_what_is_written_is_read_and_drives_the_macro(pause):
    written = write(CONTROL, 0b101_1_1001)
    assert transferred(written, read(CONTROL), pause=pause) == [(None, (9, 5)), (0b101_0_1001, (9, 5))]


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
        for psel, penable in ((0, 0), (0, 1), (1, 0), (1, 0)):
            set_ports(ctx, device, {**write(CONTROL, 0xFF), "psel": psel, "penable": penable})
            await ctx.tick()
        return ctx.get(device.speed)

    assert simulate(device, bench) == [0]


anything = st.tuples(st.booleans(), st.integers(0, 13), st.integers(0, 2**32 - 1))


@given(st.lists(anything, min_size=1, max_size=12), st.integers(0, 2))
def test_any_transfers(transfers, pause):
    settings, expected = 0, []
    for writes, address, data in transfers:
        if writes:
            settings = data & 0xEF if address == CONTROL else settings
            expected.append(None if address == CONTROL else ERROR)
        else:
            shown = {IDENTITY: 0xB171_1E00, CONTROL: settings | 1 << 4, STATUS: 1 | 5 << 1 | 0xABCDE << 4}
            expected.append(shown.get(address, ERROR))
    assert answers(*(write(a, data) if writes else read(a) for writes, a, data in transfers), pause=pause, **SHOWN) == expected
