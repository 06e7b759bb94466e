"""Derived properties of the binary macro, each against brute force; programs and their words."""

import dataclasses
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitline.params import ParameterError, preset
from bitline.params.binary import (
    Bias,
    Binary,
    Program,
    Step,
    binary_digits,
    check_program,
    fault_of,
    program_of,
    program_words,
    spread,
    step_fields,
)
from bitline_sim.scoreboard.binary import random_program
from macros.binary.cases import SMALL
from parameters import binary
from strategies import generators, legal_binary


def test_the_preset_is_the_published_array():
    p = preset("binary")
    assert isinstance(p, Binary)
    assert (p.array.rows, p.array.columns, p.array.code_bits, p.slot, p.clock_mhz) == (128, 128, 5, 6, 300)
    energy_pj = p.strobes["compare"].energy_pj
    assert energy_pj == pytest.approx(46.8, rel=0.01)
    area_mm2 = sum(part.count * part.f2 for part in p.array_parts) * 0.13e-3**2
    assert area_mm2 == pytest.approx(0.273, rel=0.05)


@given(legal_binary(small=False))
def test_rows_are_shared_out(p):
    kinds = [*range(p.data_rows), *p.bias_rows, *p.trim_rows]
    assert kinds == list(range(p.array.rows))
    assert p.data_rows >= 1 and len(p.trim_rows) == p.trim_digits.rows


@given(st.integers(1, 8), st.integers(1, 6))
def test_digits_weigh_powers_of_two_on_the_fewest_rows(digits, step):
    for top in (step, 7, 31):
        if top < step:
            continue
        made = binary_digits(digits, step, top)
        assert list(made.weights) == [step << digit for digit in reversed(range(digits))]
        assert max(made.codes) <= top
        assert made.rows == sum(-(-(step << digit) // top) for digit in range(digits))


@given(st.integers(1, 500), st.integers(1, 63))
def test_weights_are_spread_evenly(weight, top):
    codes = spread(weight, top)
    assert sum(codes) == weight and max(codes) <= top and max(codes) - min(codes) <= 1


@given(legal_binary(), generators())
def test_programs_survive_their_words(p, rng):
    program = random_program(p, rng)
    again = program_of(p, program_words(p, program))
    assert (again.steps, again.masked) == (program.steps, program.masked)
    for given_entry, read in itertools.zip_longest(program.biases, again.biases, fillvalue=Bias()):
        padded = given_entry.codes + (0,) * (len(read.codes) - len(given_entry.codes))
        assert (read.codes, read.begins) == (padded, given_entry.begins)


@given(legal_binary(), generators())
def test_the_macro_takes_the_steps_of_a_checked_program(p, rng):
    assert not any(fault_of(p, step_fields(step, last=False)) for step in random_program(p, rng).steps)


REFUSED = {
    "steps: 0 steps are not 1 … program.steps = 12": {"steps": ()},
    "steps[0]: columns 4 … 6 are not all columns of the array": {"steps": (Step(action="store", first=4, count=3),)},
    "steps[0]: rows 20 … 24 are not all rows of the array": {"steps": (Step(kind="reload", first=20, count=5),)},
    "steps[0]: repeats: only decisions that accumulate can be repeated": {"steps": (Step(repeats=1),)},
    "steps[0]: classes reach column 7 of array.columns = 6": {"steps": (Step(action="vote", first=2, count=2, classes=3),)},
    "steps[0]: releases an input page that it does not drive": {"steps": (Step(release=True),)},
    "steps[0]: drives hidden page 1, in which nothing is stored yet": {"steps": (Step(source="hidden", page=1),)},
    "steps[0]: goes on with accumulators, which no step has begun": {"steps": (Step(accumulate=True),)},
    "steps: the last one that drives an input page must release it": {"steps": (Step(source="input"),)},
    "steps[0]: needs 2 digits, each half the one before, and its bias entry has []": {
        "steps": (Step(kind="search", place=2, fresh=True),)
    },
    "biases[0]: 8 is no code of 0 … 7": {"steps": (Step(),), "biases": (Bias((8,)),)},
    "masked: 6 is no column of array.columns = 6": {"steps": (Step(),), "masked": frozenset({6})},
}


@pytest.mark.parametrize("why", REFUSED)
def test_programs_are_refused_with_a_sentence(why):
    with pytest.raises(ParameterError) as refused:
        check_program(SMALL, Program(**REFUSED[why]))
    assert str(refused.value) == why


@pytest.mark.parametrize(
    ("sections", "why"),
    [
        ({"trim": {"step": 32}}, "trim.step: 32 exceeds the highest code, 31"),
        ({"array": {"word": 48}}, "array.word: 48 does not divide array.columns = 128"),
        ({"array": {"rows": 32}}, "array.rows: 32 leaves no data row beside bias.rows = 24 and 8 trim rows"),
        ({"input": {"lines": 97}}, "input.lines: 97 exceeds the number of data rows, 96"),
        (
            {"nonideal": {"saturation": 0.0005}},
            "nonideal.saturation: 0.0005 is above 0 and below 0.001, the least that is modelled",
        ),
    ],
)
def test_contradictions_are_refused_with_both_numbers(sections, why):
    with pytest.raises(ParameterError) as refused:
        binary(**sections)
    assert str(refused.value) == why


def test_evaluations_of_a_program():
    steps = (Step(accumulate=True, fresh=True, repeats=3), Step(kind="search", place=4), Step(kind="reload", first=1, count=2))
    program = Program(steps=steps)
    assert (program.evaluations, program.reloaded) == (8 + 5, (1, 2))
    assert dataclasses.replace(program, steps=steps[:1]).evaluations == 8
