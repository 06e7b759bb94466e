"""The program store refuses the words that the declaration refuses, and no others."""

from typing import Any

import numpy as np
import pytest

from bitline.macros.two_way_training.program_store import ProgramStore
from bitline.params.two_way_training import KINDS, Instruction, TwoWayTraining, field_width, fields, refused, word, word_bits
from hardware import simulate

from .cases import OTHER, SMALL


def words(p: TwoWayTraining, seed: int, count: int) -> list[int]:
    """Instructions whose fields are mostly legal, and some of which have any bits at all."""
    rng = np.random.default_rng(seed)
    out = []
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        values = {}
        for name, fmt in fields(p, kind).items():
            wild = rng.random() < 0.05
            low, high = (0, (1 << field_width(fmt)) - 1) if wild and fmt[0] >= 0 else (fmt[0], fmt[-1])
            values[name] = int(rng.choice([low, high, rng.integers(low, high + 1)], p=[0.3, 0.1, 0.6]))
        given = word(p, Instruction(kind, values))
        out.append(given ^ 1 << int(rng.integers(word_bits(p))) if rng.random() < 0.05 else given)
    return out


def judged(p: TwoWayTraining, given: list[int]) -> list[int]:
    """Whether each word is refused, each as the first of a program."""

    async def bench(ctx: Any) -> list[int]:
        out = []
        ctx.set(device.open, 1)
        ctx.set(device.restart, 1)
        ctx.set(device.i.valid, 1)
        for each in given:
            ctx.set(device.i.payload.word, each)
            await ctx.tick()
            out.append(ctx.get(device.refused))
        return out

    device = ProgramStore(p)
    return simulate(device, bench)[0]


@pytest.mark.parametrize("p", [SMALL, OTHER], ids=["small", "other"])
def test_refusals(p: TwoWayTraining) -> None:
    given = words(p, 3, 1500)
    wanted = [int(refused(p, [each]) is not None) for each in given]
    assert judged(p, given) == wanted
    assert 0.2 < np.mean(wanted) < 0.9
