"""Successive approximation as a function from samples to codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitline.periphery.sar import Sar
from hardware import idle, simulate


def convert(bits: int, samples: list[float], compare_cycles: int = 1, gap: int = 0) -> list[int]:
    """Codes of samples, one conversion after the other, by a comparator without error."""
    return [trials[-1] for trials in trials_and_code(bits, samples, compare_cycles, gap)]


def trials_and_code(bits: int, samples: list[float], compare_cycles: int = 1, gap: int = 0) -> list[list[int]]:
    """For each sample the codes it was held against, in their order, and then its own."""
    device = Sar(bits)

    async def bench(ctx) -> list[list[int]]:
        out = []
        for sample in samples:
            trials = []
            for bit in reversed(range(bits)):
                ctx.set(device.step, 1 << bit)
                for cycle in range(compare_cycles):
                    ctx.set(device.decide, cycle == compare_cycles - 1)
                    trial = ctx.get(device.trial)
                    ctx.set(device.above, sample >= trial)
                    await ctx.tick()
                trials.append(trial)
            ctx.set(device.step, 0)
            ctx.set(device.decide, 0)
            out.append([*trials, ctx.get(device.code)])
            await idle(ctx, gap)
        return out

    return simulate(device, bench)[0]


@pytest.mark.parametrize("bits", [1, 2, 3, 4, 8])
def test_every_code(bits):
    samples = list(range(1 << bits))
    assert convert(bits, samples) == samples


@pytest.mark.parametrize("compare_cycles", [2, 3, 8])
def test_slow_comparator(compare_cycles):
    assert convert(3, [5, 0, 7, 2], compare_cycles, gap=2) == [5, 0, 7, 2]


def test_samples_beyond_the_range_are_clipped():
    assert convert(4, [-3, 15.9, 400]) == [0, 15, 15]


def test_a_conversion_needs_no_clearing():
    assert convert(5, [31, 0, 31, 0, 21, 10]) == [31, 0, 31, 0, 21, 10]


def test_trials_are_a_binary_search():
    assert trials_and_code(4, [11, 0]) == [[8, 12, 10, 11, 11], [8, 4, 2, 1, 0]]


@given(st.lists(st.floats(-10, 80), min_size=1, max_size=20))
def test_code_is_the_greatest_not_above_the_sample(samples):
    assert convert(6, samples) == [max((code for code in range(64) if code <= sample), default=0) for sample in samples]
