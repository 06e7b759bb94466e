"""The parts round a gradient array as functions: beats of errors out of words, words of sums out of beats of results."""

from typing import Any

import numpy as np
import pytest

from bitline.macros.two_way_training.error_lanes import ErrorLanes
from bitline.macros.two_way_training.gradient_rows import GradientRows
from hardware import simulate

from .cases import variant

P = variant(array={"rows": 6, "columns": 6, "lines_per_read": 3}, adc={"share": 2}, training={"gradient": "array"})
LANES = P.array.lines_per_read


def gathered(words: np.ndarray, lane: int, first: int, step: int, count: int) -> list[tuple[int, list[int]]]:
    """Beats, each with its cycle after the start, out of words that stand two cycles after they are asked for."""

    async def bench(ctx: Any) -> list[tuple[int, list[int]]]:
        for name, value in (("first", first), ("address_step", step), ("lane", lane), ("count", count), ("start", 1)):
            ctx.set(getattr(device, name), value)
        await ctx.tick()
        ctx.set(device.start, 0)
        beats, shown = [], None
        for cycle in range(3 * P.array.rows):
            asked = ctx.get(device.read_values)
            if ctx.get(device.x.valid):
                beats.append((cycle, list(ctx.get(device.x.payload))))
            await ctx.tick()
            if shown is not None:
                ctx.set(device.value_word, [{"value": int(value), "mask": 0} for value in shown])
            shown = words[asked.address] if asked.enable else None
        return beats

    assert P.gradient_macro is not None
    device = ErrorLanes(P, P.gradient_macro)
    return simulate(device, bench)[0]


@pytest.mark.parametrize("lane", range(LANES))
@pytest.mark.parametrize(("count", "step"), [(6, 1), (4, 5), (1, 2)])
def test_errors_of_an_output(lane: int, count: int, step: int) -> None:
    words = np.random.default_rng(1).integers(0, 64, (64, LANES))
    errors = [int(words[7 + step * line, lane]) if line < count else 0 for line in range(6)]
    assert gathered(words, lane, 7, step, count) == [(4, errors[:3]), (7, errors[3:])]


def added(results: np.ndarray, row: int, columns: int, dense_words: int) -> list[tuple[int, int, list[int]]]:
    """Cycle, address and word of each addition for the results of products, (outputs, slots, lanes), without pauses."""

    async def bench(ctx: Any) -> list[tuple[int, int, list[int]]]:
        for name, value in (("row", row), ("columns", columns), ("dense_words", dense_words), ("outputs", len(results))):
            ctx.set(getattr(device, name), value)
        ctx.set(device.start, 1)
        await ctx.tick()
        ctx.set(device.start, 0)
        ctx.set(device.y.valid, 1)
        out, cycle = [], 0
        for number, beat in enumerate(results.reshape(-1, results.shape[2])):
            last = number % results.shape[1] == results.shape[1] - 1
            ctx.set(device.y.payload, {"results": beat.tolist(), "last": last})
            taken = False
            while not taken:
                taken, add = ctx.get(device.y.ready), ctx.get(device.add)
                if add.enable:
                    out.append((cycle, add.address, list(add.word)))
                ended = ctx.get(device.done)
                await ctx.tick()
                cycle += 1
        assert ended
        return out

    assert P.gradient_macro is not None
    device = GradientRows(P, P.gradient_macro)
    return simulate(device, bench)[0]


@pytest.mark.parametrize("columns", [6, 3])
def test_gradients_of_several_outputs(columns: int) -> None:
    """Four outputs in two words; lane j of slot s is column ``2 j + s``."""
    results = np.arange(-12, 12).reshape(4, 2, 3)
    wanted = []
    for output, (word, lane) in enumerate(divmod(output, LANES) for output in range(4)):
        for slot, number in np.ndindex(2, 3):
            column = 2 * number + slot
            if column < columns:
                put = [int(results[output, slot, number]) if at == lane else 0 for at in range(LANES)]
                wanted.append((6 * output + 3 * slot + number, 40 + column * 2 + word, put))
    assert added(results, 40, columns, dense_words=2) == wanted
