"""The input buffer as a function from a vector's beats to the words whose digits are driven."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitline.periphery.input_buffer import InputBuffer, Sign
from hardware import idle, plain, simulate, trace

SIGNS: tuple[Sign, ...] = ("twos_complement", "sign_magnitude", "offset_binary")


def driven(sign: Sign, bits: int, x: int, signed: bool) -> int:
    """The form in which an input is kept."""
    if not signed or sign == "twos_complement":
        return x % (1 << bits)
    return x + (1 << bits - 1) if sign == "offset_binary" else abs(x) + ((x < 0) << bits)


def kept(sign: Sign, bits: int, vectors: list[list[list[int]]], signed: bool, pause: int = 0) -> list[list[list[int]]]:
    """Each vector's groups, as they are read once the vector is loaded."""
    device = InputBuffer(groups=max(map(len, vectors)), lines=len(vectors[0][0]), bits=bits, sign=sign)

    async def load(ctx, vector: list[list[int]]) -> None:
        ctx.set(device.groups, len(vector))
        for beat in vector:
            ctx.set(device.i.valid, 0)
            await idle(ctx, pause)
            ctx.set(device.i.valid, 1)
            ctx.set(device.i.payload, [x % (1 << bits) for x in beat])
            await ctx.tick()
        ctx.set(device.i.payload, [0] * len(beat))  # of the next vector, so it must wait
        await idle(ctx, 2)

    async def read(ctx, groups: int) -> list[list[int]]:
        out = []
        for number in range(groups):
            ctx.set(device.group, number)
            out.append(plain(ctx.get(device.words)))
        return out

    async def bench(ctx) -> list[list[list[int]]]:
        out = []
        ctx.set(device.open, 1)
        ctx.set(device.is_signed, signed)
        for vector in vectors:
            await load(ctx, vector)
            out.append(await read(ctx, len(vector)))
            ctx.set(device.i.valid, 0)
            ctx.set(device.done, 1)
            await ctx.tick()
            ctx.set(device.done, 0)
        return out

    return simulate(device, bench)[0]


def check(sign: Sign, bits: int, vectors: list[list[list[int]]], signed: bool, pause: int = 0) -> None:
    expected = [[[driven(sign, bits, x, signed) for x in beat] for beat in vector] for vector in vectors]
    assert kept(sign, bits, vectors, signed, pause) == expected


@pytest.mark.parametrize("bits", [1, 2, 5, 8])
@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize("sign", SIGNS)
def test_every_value(sign, signed, bits):
    low = -(1 << bits - 1) if signed else 0
    check(sign, bits, [[list(range(low, low + (1 << bits)))]], signed)


@pytest.mark.parametrize("sign", SIGNS)
def test_magnitude_of_the_least_input_fits(sign):
    check(sign, 8, [[[-128, 127], [-127, -1]], [[0, 1], [-128, -128]]], signed=True)


@given(
    st.sampled_from(SIGNS),
    st.lists(st.lists(st.lists(st.integers(-4, 3), min_size=3, max_size=3), min_size=1, max_size=4), min_size=1, max_size=4),
    st.integers(0, 2),
)
def test_vectors_of_any_number_of_groups_follow_each_other(sign, vectors, pause):
    check(sign, 3, vectors, signed=True, pause=pause)


def handshake(groups: int, stimulus: list[dict[str, int]]) -> list[tuple[int, int]]:
    """Cycle by cycle: whether a beat that is always there is taken, and how many have been."""
    device = InputBuffer(groups=groups, lines=1, bits=4, sign="twos_complement")
    return trace(device, [{"groups": groups, "i.valid": 1, **setting} for setting in stimulus], ["i.ready", "loaded"])


def test_nothing_is_taken_while_no_product_is_under_way():
    stimulus = [{"open": is_open} for is_open in (0, 0, 1, 0, 1, 1)]
    assert handshake(2, stimulus) == [(0, 0), (0, 0), (1, 0), (0, 1), (1, 1), (0, 2)]


def test_a_beat_each_cycle_until_the_vector_is_complete():
    assert handshake(4, [{"open": 1}] * 6) == [(1, 0), (1, 1), (1, 2), (1, 3), (0, 4), (0, 4)]


def test_the_next_vector_follows_at_once():
    stimulus = [{"open": 1, "done": done} for done in (0, 1, 0, 1, 0)]
    assert handshake(1, stimulus) == [(1, 0), (0, 1), (1, 0), (0, 1), (1, 0)]
