"""The conversion sequencer, wave for wave."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitline.periphery.conversion import Conversion
from hardware import sender, simulate, tracer

PHASES = ("precharge", "evaluate", "sample")

Stretch = tuple[int, int, int]
"""Cycles added to each phase."""


SHOWN = (*PHASES, "step", "decide", "converting", "o_valid", "o_tag", "idle")


def waves(tags: list[int], pauses: list[int], stretch: Stretch, cycles: int, **lengths: int) -> list:
    """The cycles in which evaluations are accepted, asked for after so many idle cycles each, and what is shown in each cycle."""
    device = Conversion(tag=8, **lengths)
    settings = {f"stretch_{phase}": more for phase, more in zip(PHASES, stretch, strict=True)} if lengths["stretch_bits"] else {}
    return simulate(device, sender(device.i, tags, pauses), tracer(device, [settings] * cycles, SHOWN))


def expected(tags: list[int], pauses: list[int], stretch: Stretch, cycles: int, **lengths: int) -> list:
    """The same from the contract: every wave an interval after its evaluation's acceptance."""
    shortest = [lengths[name] for name in ("precharge", "evaluate", "hold")]
    steps, compare_cycles = lengths["steps"], lengths["compare_cycles"]
    p, e, s = (length + more for length, more in zip(shortest, stretch, strict=True))
    conversion = steps * compare_cycles
    period = max(sum(shortest), conversion) + sum(stretch)
    wave = {name: [0] * cycles for name in SHOWN} | {"idle": [1] * cycles}

    def put(name: str, start: int, length: int, value: int = 1) -> None:
        wave[name][start : start + length] = [value] * len(wave[name][start : start + length])

    accepted, asked, free = [], 0, 0
    for tag, pause in zip(tags, itertools.cycle(pauses), strict=False):
        t = max(asked + pause, free)
        asked, free = t + 1, t + period
        accepted.append(t)
        sampled = t + 1 + p + e
        put("precharge", t + 1, p)
        put("evaluate", t + 1 + p, e + s)
        put("sample", sampled, s)
        for step in range(steps):
            put("step", sampled + step * compare_cycles, compare_cycles, 1 << steps - 1 - step)
            put("decide", sampled + (step + 1) * compare_cycles - 1, 1)
        put("converting", sampled, cycles, tag)
        put("o_valid", sampled + conversion, 1)
        put("o_tag", sampled + conversion, cycles, tag)
        put("idle", t + 1, max(period, 1 + p + e + conversion), 0)
    return [accepted, list(zip(*wave.values(), strict=True))]


def check(tags=(1, 2, 3, 4), pauses=(0,), stretch=(0, 0, 0), **lengths: int) -> None:
    case = (list(tags), list(pauses), stretch, 300)
    lengths = {"precharge": 2, "evaluate": 2, "hold": 1, "steps": 5, "compare_cycles": 1, "stretch_bits": 2, **lengths}
    assert waves(*case, **lengths) == expected(*case, **lengths)


def test_one_evaluation():
    check(tags=(7,))


def test_without_a_gap():
    check(tags=range(1, 20))


def test_shortest_phases():
    check(precharge=1, evaluate=1, hold=1, steps=1, stretch_bits=0)


@pytest.mark.parametrize("steps", [4, 5, 6])
def test_conversion_about_as_long_as_the_phases(steps):
    check(steps=steps, tags=range(1, 9))


@pytest.mark.parametrize("compare_cycles", [1, 2, 3, 8])
def test_conversion_longer_than_the_phases(compare_cycles):
    check(steps=8, compare_cycles=compare_cycles)


@pytest.mark.parametrize("stretch", [(0, 0, 0), (3, 0, 0), (0, 3, 0), (0, 0, 3), (1, 2, 3), (3, 3, 3)])
@pytest.mark.parametrize("compare_cycles", [1, 2])
def test_stretched_phases_with_and_without_rest(stretch, compare_cycles):
    check(stretch=stretch, compare_cycles=compare_cycles)


@pytest.mark.parametrize("pause", range(9))
def test_idle_between_evaluations(pause):
    check(pauses=[pause])


@given(
    st.lists(st.integers(0, 255), min_size=1, max_size=8),
    st.lists(st.integers(0, 12), min_size=1, max_size=4),
    st.tuples(*[st.integers(0, 3)] * 3),
    st.tuples(*[st.integers(1, 4)] * 3, st.integers(1, 6), st.integers(1, 3)),
)
def test_any_lengths(tags, pauses, stretch, lengths):
    names = ("precharge", "evaluate", "hold", "steps", "compare_cycles")
    check(tags, pauses, stretch, **dict(zip(names, lengths, strict=True)))
