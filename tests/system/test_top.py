"""The top: a macro behind its registers."""

from typing import Any

import numpy as np
import pytest

from bitline.params.registers import addressed
from bitline.params.two_way import TwoWay
from bitline_sim.arrays.two_way import model
from bitline_sim.golden import two_way as golden
from hardware import Bench, idle
from macros.two_way.cases import CASES
from macros.two_way.device import Device, Operation, product, writing
from system.bus import read, transfer, write

WEIGHTS = np.array([[1, -2, 3, -4], [3, 2, 1, 0], [-4, -4, -4, -4], [0, 0, 0, 1], [3, 3, 3, 3], [-1, 1, -1, 1]])
X = [3, -4, 1, 0, -1, 2]


def address(p: TwoWay, name: str) -> int:
    return next(at for at, register in addressed(p.registers) if register.name == name)


def fields(p: TwoWay, name: str, value: int) -> dict[str, int]:
    register = next(register for register in p.registers if register.name == name)
    return {field.name: value >> low & (1 << field.width) - 1 for low, field in register.placed()}


def orders(device: Device, *transfers: dict[str, int], after: int = 0) -> Bench:
    """A bench of bus transfers, begun after so many cycles."""

    async def bench(ctx: Any) -> list[Any]:
        await idle(ctx, after)
        return [await transfer(ctx, device.dut, each) for each in transfers]

    return bench


@pytest.mark.parametrize("case", ["plain", "offset inputs"])
def test_operations_and_what_registers_tell_of_them(case):
    p = CASES[case]
    device = Device(p, model(p, "ideal", 0), registers=True)
    operations = [*writing(WEIGHTS), product("forward", X, True), Operation(writing(WEIGHTS)[0].kind, row=7)]
    watch = orders(device, *(read(address(p, name)) for name in ("identity", "status", "evaluations")), after=600)
    outcome = device.run(operations, watch)
    identity, status, evaluations = outcome.beside[0]
    assert identity == p.fingerprint
    assert fields(p, "status", status) == {"busy": 0, "illegal": 1, **({"sums_valid": 0} if p.keeps_sums else {})}
    assert evaluations == p.sides["forward"].evaluations(True) == len(device.codes)
    if not p.keeps_sums:  # they would have needed a clear
        assert outcome.results == [golden.product(p, WEIGHTS, np.array(X), "forward").tolist()]


def test_busy_is_seen_from_outside():
    p = CASES["plain"]
    device = Device(p, model(p, "ideal", 0), registers=True)
    status = device.run([product("forward", X, True)], orders(device, read(address(p, "status")), after=20)).beside[0][0]
    assert fields(p, "status", status)["busy"] == 1


def test_phases_are_stretched_by_their_register():
    p = CASES["plain"]
    device = Device(p, model(p, "ideal", 0), registers=True)
    stretch = orders(device, write(address(p, "phases"), 1 | 2 << 4 | 3 << 8), read(address(p, "phases")))
    outcome = device.run([product("forward", X, True)] * 2, stretch, op=[10, 0])
    assert outcome.beside[0] == [None, 0x321]
    assert set(np.diff(outcome.cycles["y"])) == {p.slot_cycles("forward", True) // p.period * (p.period + 1 + 2 + 3)}
