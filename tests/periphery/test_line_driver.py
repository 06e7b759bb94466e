"""Digit selection and line drivers as functions from words to what stands on the lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitline.periphery.line_driver import DigitSelector, LineDriver
from hardware import settled, trace


def digits(schedule: str, words: list[int], settings: list[dict[str, int]], signs: bool = False) -> list[list[int]]:
    """What is selected from the words, for each setting of ``digit`` and, with signs, of ``negative``."""
    bits, of = SCHEDULES[schedule]
    device = DigitSelector(lines=len(words), bits=bits, signs=signs, digits=of, digit_bits=max(size for _, size in of))
    return settled(device, [{"words": words, **setting} for setting in settings])


SCHEDULES = {
    "single bits": (4, [(0, 1), (1, 1), (2, 1), (3, 1)]),
    "pairs": (4, [(0, 2), (2, 2)]),
    "pairs, sign bit alone": (4, [(0, 2), (2, 1), (3, 1)]),
    "pairs of an odd width": (3, [(0, 2), (2, 1)]),
    "one bit": (1, [(0, 1)]),
    "one pair": (2, [(0, 2)]),
}


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_every_digit_of_every_word(schedule):
    bits, of = SCHEDULES[schedule]
    words = list(range(1 << bits))
    expected = [[int(format(word, f"0{bits}b")[::-1][low : low + size][::-1], 2) for word in words] for low, size in of]
    assert digits(schedule, words, [{"digit": number} for number in range(len(of))]) == expected


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_polarity_chooses_among_sign_and_magnitude(schedule):
    bits, of = SCHEDULES[schedule]
    magnitudes = list(range(1 << bits))
    words = magnitudes + [magnitude | 1 << bits for magnitude in magnitudes]
    for number, (low, size) in enumerate(of):
        chosen, rest = [magnitude >> low & (1 << size) - 1 for magnitude in magnitudes], [0] * len(magnitudes)
        settings = [{"digit": number, "negative": negative} for negative in (0, 1)]
        assert digits(schedule, words, settings, signs=True) == [chosen + rest, rest + chosen]


def driven(lines: int, group_lines: int, digit_bits: int, loads: list[dict]) -> list[list[int]]:
    """The digit on each line in each cycle, from before the first load to after the last."""
    device = LineDriver(lines=lines, group_lines=group_lines, digit_bits=digit_bits, role="tested")
    drives = [drive for (drive,) in trace(device, [*loads, {"load": 0}], ["drive"])]
    return [[drive >> line * digit_bits & (1 << digit_bits) - 1 for line in range(lines)] for drive in drives]


@pytest.mark.parametrize(("lines", "group_lines"), [(4, 2), (5, 2), (3, 4), (1, 1), (6, 1), (4, 4)])
@pytest.mark.parametrize("digit_bits", [1, 2])
def test_one_group_after_the_other(lines, group_lines, digit_bits):
    full = [(1 << digit_bits) - 1] * group_lines
    groups = -(-lines // group_lines)
    loads = [{"load": 1, "enable": 1, "group": group, "digits": full} for group in range(groups)]
    seen = driven(lines, group_lines, digit_bits, loads)
    assert seen == [[0] * lines] + [[full[0] * (line // group_lines == group) for line in range(lines)] for group in range(groups)]


def test_without_load_the_lines_stand():
    loads = [{"load": 1, "enable": 1, "digits": [1, 2]}, {"load": 0, "digits": [3, 3]}, {"enable": 0}]
    assert driven(4, 2, 2, loads) == [[0, 0, 0, 0], [1, 2, 0, 0], [1, 2, 0, 0], [1, 2, 0, 0]]


def test_without_enable_a_load_puts_all_lines_to_rest():
    loads = [{"load": 1, "enable": 1, "group": 1, "digits": [1, 1]}, {"enable": 0}]
    assert driven(4, 2, 1, loads) == [[0, 0, 0, 0], [0, 0, 1, 1], [0, 0, 0, 0]]


@given(st.integers(1, 9), st.integers(1, 5), st.data())
def test_any_groups_and_digits(lines, group_lines, data):
    groups = -(-lines // group_lines)
    digit = st.lists(st.integers(0, 3), min_size=group_lines, max_size=group_lines)
    load = st.tuples(st.booleans(), st.booleans(), st.integers(0, groups - 1), digit)
    loads = [dict(zip(("load", "enable", "group", "digits"), each, strict=True)) for each in data.draw(st.lists(load, max_size=8))]
    expected = [[0] * lines]
    for each in loads:
        word = dict(enumerate(each["digits"] if each["enable"] else [], each["group"] * group_lines))
        expected.append([word.get(line, 0) for line in range(lines)] if each["load"] else expected[-1])
    assert driven(lines, group_lines, 2, loads) == expected
