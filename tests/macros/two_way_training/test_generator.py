"""The rounding generator gives the bits of the reference, from any state, which can be read and replaced."""

from typing import Any

import numpy as np

from bitline.macros.two_way_training.generator import Generator
from bitline.network.two_way_training.host import random_state, random_words
from bitline_sim.golden import two_way_training as golden
from hardware import simulate

from .cases import SMALL, variant

WIDE = variant(array={"lines_per_read": 4}, adc={"bits": 3}, training={"random_bits": 16, "sum_bits": 48})
"""Sixty-four bits a word group; three words make the state, with some to spare."""


def taken(p: Any, state: np.ndarray, count: int) -> tuple[list[int], int]:
    """The bits of so many word groups, and the state after them."""

    async def bench(ctx: Any) -> tuple[list[int], int]:
        for number, word in enumerate(random_words(p, state)):
            ctx.set(device.word, word.tolist())
            ctx.set(device.number, number)
            ctx.set(device.load, 1)
            await ctx.tick()
        ctx.set(device.load, 0)
        ctx.set(device.take, 1)
        drawn = []
        for _ in range(count):
            drawn.append(ctx.get(device.bits))
            await ctx.tick()
        return drawn, ctx.get(device.state)

    device = Generator(p)
    return simulate(device, bench)[0]


def test_bits_and_state() -> None:
    for p in (SMALL, WIDE):
        reference = golden.Generator(9)
        assert np.array_equal(random_state(p, random_words(p, reference.state)), reference.state)
        drawn, state = taken(p, reference.state, 40)
        lanes, bits = p.array.lines_per_read, p.training.random_bits
        words = reference.take(40, lanes, bits)
        assert drawn == [sum(int(word) << k * bits for k, word in enumerate(row)) for row in words]
        assert state == sum(int(bit) << k for k, bit in enumerate(reference.state))
