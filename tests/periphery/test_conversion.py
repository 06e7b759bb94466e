"""The conversion sequencer, wave for wave."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitline.periphery.conversion import Conversion
from hardware import simulate

PHASES = ("precharge", "evaluate", "sample")


def waves(tags: list[int], pauses: list[int], stretch: tuple[int, int, int], cycles: int, **lengths: int) -> list[dict[str, int]]:
    """What the sequencer shows in each cycle, when evaluations are asked for after so many idle cycles each."""
    device = Conversion(tag=8, **lengths)
    shown = (*PHASES, "step", "decide", "o_valid", "o_tag", "idle")

    async def bench(ctx) -> list[dict[str, int]]:
        out, waiting = [], [(tag, pause) for tag, pause in zip(tags, itertools.cycle(pauses), strict=False)]
        for name, value in zip(PHASES, stretch, strict=True):
            if lengths["stretch_bits"]:
                ctx.set(getattr(device, f"stretch_{name}"), value)
        left = waiting[0][1]
        for _ in range(cycles):
            ctx.set(device.i.valid, bool(waiting) and left == 0)
            ctx.set(device.i.payload, waiting[0][0] if waiting else 0)
            _, _, ready, *values = await ctx.tick().sample(device.i.ready, *(getattr(device, name) for name in shown))
            accepted = bool(waiting) and left == 0 and ready
            out.append({"accepted": accepted, **dict(zip(shown, values, strict=True))})
            left = max(0, left - 1)
            if accepted:
                waiting.pop(0)
                left = waiting[0][1] if waiting else 0
        return out

    return simulate(device, bench)[0]


def expected_waves(
    tags: list[int], pauses: list[int], stretch: tuple[int, int, int], cycles: int, **lengths: int
) -> list[dict[str, int]]:
    """The same from the contract: every wave an interval after its evaluation's acceptance."""
    shortest, steps, compare_cycles = (
        [lengths[name] for name in ("precharge", "evaluate", "hold")],
        lengths["steps"],
        lengths["compare_cycles"],
    )
    p, e, s = (length + more for length, more in zip(shortest, stretch, strict=True))
    conversion = steps * compare_cycles
    period = max(sum(shortest), conversion) + sum(stretch)
    out = [dict.fromkeys(("accepted", *PHASES, "step", "decide", "o_valid", "o_tag"), 0) | {"idle": 1} for _ in range(cycles)]

    def put(name: str, start: int, length: int, value: int = 1) -> None:
        for cycle in range(start, min(start + length, cycles)):
            out[cycle][name] = value

    asked, free = 0, 0
    for tag, pause in zip(tags, itertools.cycle(pauses), strict=False):
        t = max(asked + pause, free)
        asked, free = t + 1, t + period
        sampled = t + 1 + p + e
        put("accepted", t, 1)
        put("precharge", t + 1, p)
        put("evaluate", t + 1 + p, e + s)
        put("sample", sampled, s)
        for step in range(steps):
            put("step", sampled + step * compare_cycles, compare_cycles, 1 << steps - 1 - step)
            put("decide", sampled + (step + 1) * compare_cycles - 1, 1)
        put("o_valid", sampled + conversion, 1)
        put("o_tag", sampled + conversion, cycles, tag)
        put("idle", t + 1, max(period, 1 + p + e + conversion), 0)
    return out


def check(tags=(1, 2, 3, 4), pauses=(0,), stretch=(0, 0, 0), **lengths: int) -> None:
    case = (list(tags), list(pauses), stretch, 300)
    lengths = {"precharge": 2, "evaluate": 2, "hold": 1, "steps": 5, "compare_cycles": 1, "stretch_bits": 2, **lengths}
    assert waves(*case, **lengths) == expected_waves(*case, **lengths)


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
