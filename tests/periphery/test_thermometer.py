"""Thermometer decode as a function from comparators to codes."""

import random

import pytest

from bitline.periphery.thermometer import Thermometer
from hardware import trace


def decode(bits: int, levels: list[int]) -> list[int]:
    """The code in the cycle after each decision, one a cycle."""
    stimulus = [{"level": level, "decide": 1} for level in levels] + [{"decide": 0}]
    return [code for (code,) in trace(Thermometer(bits), stimulus, ["code"])][1:]


@pytest.mark.parametrize("bits", [1, 2, 3, 6])
def test_every_code(bits):
    codes = list(range(1 << bits))
    assert decode(bits, [(1 << code) - 1 for code in codes]) == codes


@pytest.mark.parametrize("code", range(1, 7))
def test_a_bubble_costs_one_step(code):
    bubbles = [(1 << code + 1) - 1 ^ 1 << missing for missing in range(code + 1)]
    assert decode(3, bubbles) == [code] * len(bubbles)


def test_as_many_as_fire():
    levels = [random.Random(k).getrandbits(15) for k in range(200)]
    assert decode(4, levels) == [bin(level).count("1") for level in levels]


def test_code_stands_until_the_next_decision():
    stimulus = [{"level": 0b111, "decide": 1}, {"decide": 0}, {"level": 0}, {"level": 0b1, "decide": 1}, {"decide": 0}]
    assert [code for (code,) in trace(Thermometer(2), stimulus, ["code"])] == [0, 3, 3, 3, 1]
