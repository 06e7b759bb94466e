"""The kept weight sums as a function from writes to sums."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given

from bitline.macros.two_way.sums import WeightSums
from bitline.params.two_way import TwoWay
from hardware import plain, simulate
from macros.two_way.cases import CASES
from strategies import generators, legal_two_way, operands

Write = tuple[int, int, np.ndarray]
"""Row, word group and the words written, also those beyond the row's end."""


def kept(p: TwoWay, writes: list[Write]) -> list[dict[str, list[int]]]:
    """The sums of every direction, output by output, after a clear and after each write."""
    device, cells = WeightSums(p), np.zeros((p.array.rows, p.word_groups * p.array.lines_per_read), np.int64)

    def read(ctx: Any) -> dict[str, list[int]]:
        out: dict[str, list[int]] = {direction: [0] * side.outputs for direction, side in p.sides.items()}
        for slot in range(p.adc.share):
            ctx.set(device.slot, 1 << slot)
            for direction, sums in out.items():
                sums[slot :: p.adc.share] = plain(ctx.get(getattr(device, direction)))
        return out

    async def bench(ctx: Any) -> list[dict[str, list[int]]]:
        ctx.set(device.clear, 1)
        await ctx.tick()
        ctx.set(device.clear, 0)
        seen = [read(ctx)]
        for row, group, words in writes:
            at = slice(group * len(words), (group + 1) * len(words))
            ctx.set(device.row, row)
            ctx.set(device.word_group, 1 << group)
            ctx.set(device.replaced, [w % (1 << p.weight.bits) for w in cells[row, at].tolist()])
            ctx.set(device.written, [w % (1 << p.weight.bits) for w in words.tolist()])
            ctx.set(device.update, 1)
            await ctx.tick()
            ctx.set(device.update, 0)
            await ctx.tick()
            cells[row, at] = words
            seen.append(read(ctx))
        return seen

    return simulate(device, bench)[0]


def expected(p: TwoWay, writes: list[Write]) -> list[dict[str, list[int]]]:
    weights = np.zeros((p.array.rows, p.array.columns), np.int64)
    out = []
    for write in [None, *writes]:
        if write is not None:
            row, group, words = write
            start = group * p.array.lines_per_read
            there = weights[row, start : start + p.array.lines_per_read]
            there[:] = words[: len(there)]
        out.append({direction: weights.sum(axis=int(side.backward)).tolist() for direction, side in p.sides.items()})
    return out


def random_writes(p: TwoWay, rng: np.random.Generator, count: int) -> list[Write]:
    size = p.array.lines_per_read
    return [
        (int(rng.integers(p.array.rows)), int(rng.integers(p.word_groups)), operands(rng, p.weights, (size,))) for _ in range(count)
    ]


def check(p: TwoWay, writes: list[Write]) -> None:
    assert kept(p, writes) == expected(p, writes)


@given(legal_two_way(), generators())
def test_any_writes(p, rng):
    check(p, random_writes(p, rng, 6))


@pytest.mark.parametrize("end", [0, -1])
@pytest.mark.parametrize("case", ["plain", "ragged groups", "fewer columns than lines a read", "one lane"])
def test_ends_of_the_sums(case, end):
    p = CASES[case]
    words = np.full(p.array.lines_per_read, p.weights[end])
    check(p, [(row, group, words) for row in range(p.array.rows) for group in range(p.word_groups)])


def test_words_beyond_the_end_of_a_row_count_nothing():
    p = CASES["fewer columns than lines a read"]
    assert kept(p, [(3, 0, np.array([1, 2, -4, -4, 3]))])[1] == {"forward": [1, 2], "backward": [0, 0, 0, 3, 0, 0]}
