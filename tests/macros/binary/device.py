"""The binary macro behind its registers, simulated in Python with an array model on its pins."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from bitline.params.binary import Binary
from bitline.params.registers import addressed
from bitline.system.top import Top
from bitline_sim.arrays.binary import Array
from hardware import Bench, plain, simulate
from system.bus import read, transfer, write

LONGEST = 20_000
"""Cycles after which what a register has started counts as hung."""


class Device:
    """A top with an array model on its pins.

    Attributes
    ----------
    answers : list of (cells, differs)
        Beats of ``r``, as they were taken.
    evaluated : int
        Evaluations that the array has made.
    """

    def __init__(self, p: Binary, array: Array) -> None:
        self.p, self.array, self.dut = p, array, Top(p)
        built = self.dut.macro.built(None)
        self.dut.macro.elaborate = lambda platform: built  # so that the pins of these very contents are at hand
        self._pins = built.submodules.u_array
        self.answers: list[tuple[int, int]] = []
        self.evaluated = 0

    def run(self, bench: Bench, ready: Sequence[int] = (1,)) -> Any:
        """What a bench of bus transfers returns; ``r`` is taken in cycles in which ``ready`` says so, in turn."""
        return simulate(self.dut, bench, answers=[self._evaluations, self._accesses, self._taker(ready)], limit=2 * LONGEST)[0]

    # ---- registers

    async def set(self, ctx: Any, register: str, **fields: int) -> None:
        """Write a register; fields left out become 0."""
        places = {field.name: low for low, field in self._register(register)[1].placed()}
        value = sum(number << places[name] for name, number in fields.items())
        await transfer(ctx, self.dut, write(self._register(register)[0], value))

    async def get(self, ctx: Any, register: str) -> dict[str, int]:
        """The fields of a register."""
        address, described = self._register(register)
        value = await transfer(ctx, self.dut, read(address))
        return {field.name: value >> low & (1 << field.width) - 1 for low, field in described.placed()}

    async def until_idle(self, ctx: Any) -> None:
        """Read the status until nothing is under way."""
        for _ in range(LONGEST // 2):
            if not (await self.get(ctx, "status"))["busy"]:
                return
        raise AssertionError(f"busy after {LONGEST} cycles")

    def _register(self, name: str) -> tuple[int, Any]:
        return next((at, register) for at, register in addressed(self.p.registers) if register.name == name)

    # ---- the array's side of the pins

    async def _evaluations(self, ctx: Any) -> None:
        """The model decides at the rise of ``compare``."""
        pins, bits = self._pins, self.p.array.code_bits
        async for strobed, lines in ctx.posedge(pins.compare).sample(pins.row_code):
            if strobed:
                codes = [lines >> row * bits & (1 << bits) - 1 for row in range(self.p.array.rows)]
                ctx.set(pins.fires, packed(self.array.evaluate(np.array([codes]))[0]))
                self.evaluated += 1

    async def _accesses(self, ctx: Any) -> None:
        pins, word = self._pins, self.p.array.word
        strobes = ctx.posedge(pins.write).posedge(pins.read)
        async for written, fetched, row, group, data in strobes.sample(pins.row, pins.word_group, pins.write_data):
            assert group.bit_count() <= 1, "the select is one-hot"
            if written:
                self.array.write(row, group.bit_length() - 1, np.array(unpacked(data, word)))
            if fetched:
                ctx.set(pins.read_data, packed(self.array.read(row, group.bit_length() - 1)))

    def _taker(self, ready: Sequence[int]) -> Bench:
        async def take(ctx: Any) -> None:
            r, cycle = self.dut.r, 0
            ctx.set(r.ready, ready[0])
            async for _, _, valid, is_ready, payload in ctx.tick().sample(r.valid, r.ready, r.payload):
                if valid and is_ready:
                    beat = plain(payload)
                    self.answers.append((beat["cells"], beat["differs"]))
                cycle += 1
                ctx.set(r.ready, ready[cycle % len(ready)])

        return take


def packed(bits: Any) -> int:
    """Bits as a number, the first lowest."""
    return sum(int(bit) << place for place, bit in enumerate(bits))


def unpacked(number: int, count: int) -> list[int]:
    """The inverse of :func:`packed`."""
    return [number >> place & 1 for place in range(count)]
