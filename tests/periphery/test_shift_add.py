"""Shift-and-add as a function from codes to results."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitline.params import formats
from bitline.periphery.shift_add import ShiftAdd
from hardware import trace


@dataclass(frozen=True)
class Addition:
    """One read of one line group."""

    codes: tuple[int, ...]
    first: bool = False
    shift: int = 0
    negative: bool = False
    correction: int = 0


@dataclass(frozen=True)
class Lane:
    code_bits: int
    weights: tuple[int, ...]
    correction: tuple[range, int] | None = None

    def weighted(self, addition: Addition) -> int:
        kept = addition.correction << self.correction[1] if self.correction else 0
        return sum(code * weight for code, weight in zip(addition.codes, self.weights, strict=True)) - kept

    def totals(self, additions: list[Addition]) -> list[int]:
        out, total = [], 0
        for each in additions:
            total = (0 if each.first else total << each.shift) + (-1 if each.negative else 1) * self.weighted(each)
            out.append(total)
        return out

    @property
    def format(self) -> range:
        codes = formats.unsigned(self.code_bits)
        parts = [formats.scaled(codes, weight) for weight in self.weights]
        if self.correction:
            parts.append(formats.scaled(self.correction[0], -(1 << self.correction[1])))
        return formats.hull([formats.span(0, 0), formats.total(parts)])


def accumulate(lane: Lane, additions: list[Addition], pause: int = 0) -> list[int]:
    """The total after each addition: codes in one cycle, added in the next, seen in the one after."""
    totals = lane.totals(additions)
    device = ShiftAdd(
        code_bits=lane.code_bits,
        weights=lane.weights,
        weighted=lane.format,
        accumulator=formats.span(min(0, *totals), max(0, *totals)),
        correction=lane.correction,
        role="tested",
    )
    rate = 1 + pause
    cycles = [{"sum": 0, "add": 0} for _ in range(len(additions) * rate + 2)]
    for number, each in enumerate(additions):
        kept = {"correction": each.correction} if lane.correction else {}
        cycles[number * rate] |= {"codes": each.codes, "sum": 1, **kept}
        cycles[number * rate + 1] |= {"add": 1, "first": each.first, "shift": each.shift, "negative": each.negative}
    return [total for (total,) in trace(device, cycles, ["total"])][2::rate]


def check(lane: Lane, additions: list[Addition], pause: int = 0) -> None:
    assert accumulate(lane, additions, pause) == lane.totals(additions)


TWOS = Lane(5, (1, 2, 4, -8))
OFFSET = Lane(3, (1, 2, 4, -4), (range(-40, 36), 2))
ONE = Lane(1, (1,))


def full(lane: Lane, **how: int | bool) -> Addition:
    """Codes that make the weighted sum greatest."""
    return Addition(tuple((1 << lane.code_bits) - 1 if weight > 0 else 0 for weight in lane.weights), **how)


def least(lane: Lane, **how: int | bool) -> Addition:
    """Codes that make the weighted sum least."""
    return Addition(tuple((1 << lane.code_bits) - 1 if weight < 0 else 0 for weight in lane.weights), **how)


@pytest.mark.parametrize("pause", [0, 1, 5])
@pytest.mark.parametrize("lane", [TWOS, OFFSET, ONE], ids=["twos", "offset", "one"])
def test_ends_of_every_range(lane, pause):
    check(lane, [full(lane, first=True), full(lane, shift=2), full(lane, shift=1), full(lane)], pause)
    check(lane, [least(lane, first=True), least(lane, shift=2), least(lane, shift=1), least(lane)], pause)
    check(lane, [full(lane, first=True, negative=True), least(lane, shift=2), full(lane, negative=True)], pause)
    check(lane, [least(lane, first=True, negative=True), full(lane, shift=2), least(lane, negative=True)], pause)


@pytest.mark.parametrize("kept", [-40, -1, 0, 35])
def test_correction_is_subtracted(kept):
    check(OFFSET, [full(OFFSET, first=True), least(OFFSET, shift=1, correction=kept), full(OFFSET, shift=2)])
    check(OFFSET, [least(OFFSET, first=True, correction=kept)])


def test_first_forgets_what_was_before():
    check(TWOS, [full(TWOS, first=True), full(TWOS, shift=2), full(TWOS, first=True, shift=2), full(TWOS, first=True)])


lanes = st.builds(
    Lane,
    st.integers(1, 5),
    st.lists(st.sampled_from([1, 2, 4, 8, -1, -2, -4, -8]), min_size=1, max_size=9).map(tuple),
    st.none() | st.tuples(st.just(range(-12, 9)), st.integers(0, 3)),
)


@given(lanes, st.data(), st.integers(0, 2))
def test_any_signs_shifts_and_codes(lane, data, pause):
    codes = st.tuples(*[st.integers(0, (1 << lane.code_bits) - 1)] * len(lane.weights))
    kept = st.sampled_from(lane.correction[0] if lane.correction else [0])
    rest = st.builds(Addition, codes, st.booleans(), st.integers(0, 2), st.booleans(), kept)
    first = st.builds(Addition, codes, st.just(True))
    check(lane, [data.draw(first), *data.draw(st.lists(rest, max_size=8))], pause)
