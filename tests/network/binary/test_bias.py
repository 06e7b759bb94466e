"""Thresholds as cells, against all choices there are."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from bitline.network.binary.bias import Choice, constant_codes

rows = st.lists(st.tuples(st.integers(0, 31), st.sampled_from([-1, -1, 0, 1])), min_size=1, max_size=8)


def every_number(codes: list[int], held: list[int]) -> set[int]:
    choices = ([0, 1] if value < 0 else [value] for value in held)
    return {sum(code * (2 * cell - 1) for code, cell in zip(codes, cells, strict=True)) for cells in itertools.product(*choices)}


@given(rows)
def test_numbers_and_their_cells(given_rows):
    codes, held = map(list, zip(*given_rows, strict=True))
    choice = Choice(codes, held)
    assert set(choice.numbers) == every_number(codes, held)
    for number in choice.numbers:
        cells = choice.cells(number).tolist()
        assert sum(code * (2 * cell - 1) for code, cell in zip(codes, cells, strict=True)) == number
        assert all(value in (-1, cell) for value, cell in zip(held, cells, strict=True))


@given(rows, st.integers(-100, 100), st.integers(0, 20))
def test_the_nearest_one(given_rows, target, width):
    codes, held = map(list, zip(*given_rows, strict=True))
    possible = every_number(codes, held)
    wanted = {number for number in possible if target <= number <= target + width} or possible
    assert Choice(codes, held).nearest(target, target, target + width) == min(wanted, key=lambda n: (abs(n - target), n))


@given(st.integers(0, 400), st.sampled_from([1, 3, 7, 31]))
def test_constant_codes_make_every_odd_number_in_reach(reach, top):
    codes = constant_codes(reach, top)
    assert max(codes) <= top
    assert {number for number in range(-reach, reach + 1) if number % 2} <= set(Choice(codes).numbers)
