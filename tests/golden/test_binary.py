"""The binary macro's reference, held against plain sums, one column after the other."""

import dataclasses
import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitline.params.binary import Bias, Binary, Program, Step, binary_digits
from bitline_sim.arrays.binary import IDEAL, Array
from bitline_sim.golden.binary import Machine, decisions
from bitline_sim.golden.binary.wanted import wanted_columns
from bitline_sim.scoreboard.binary import random_program
from bitline_sim.scoreboard.binary.draw import random_codes
from macros.binary.cases import SMALL
from strategies import generators, legal_binary


def machine(p: Binary, cells: np.ndarray, program: Program, nonideal=IDEAL, seed: int = 0) -> Machine:
    """A machine with its cells written and a program loaded."""
    made = Machine(p, Array(p, nonideal, seed))
    for row, of_row in enumerate(cells):
        made.write_row(row, of_row)
    made.load(program)
    return made


def random_cells(p: Binary, rng: np.random.Generator) -> np.ndarray:
    return rng.integers(0, 2, (p.array.rows, p.array.columns))


def shown(p: Binary, program: Program, page: list[int], cells: np.ndarray) -> list[int]:
    """Decisions that a program of one input page shows."""
    inputs = np.array([[page]]) if program.pages else np.zeros((1, 0, p.data_rows))
    return machine(p, cells, program).run(inputs).shown[-1][0].tolist()


def column_sum(p: Binary, cells: np.ndarray, codes: dict[int, int], column: int) -> int:
    return sum(code * (1 if cells[row, column] else -1) for row, code in codes.items())


@given(legal_binary(), generators())
def test_an_evaluation_gives_the_signs_of_the_sums(p, rng):
    cells, page = random_cells(p, rng), random_codes(p, rng, (p.data_rows,)).tolist()
    bias = random_codes(p, rng, (p.bias.rows,)).tolist()
    program = Program(steps=(Step(source="input", release=True, action="show"),), biases=(Bias(tuple(bias)),))
    codes = dict(enumerate([*page, *bias]))
    expected = [int(column_sum(p, cells, codes, column) >= 0) for column in range(p.array.columns)]
    assert shown(p, program, page, cells) == expected


def test_a_sum_of_exactly_zero_fires():
    p = SMALL
    cells = np.zeros((p.array.rows, p.array.columns), int)
    cells[0] = 1
    program = Program(steps=(Step(source="input", release=True, action="show"),))
    assert shown(p, program, [4, 4, *[0] * (p.data_rows - 2)], cells) == [1] * p.array.columns
    assert shown(p, program, [4, 5, *[0] * (p.data_rows - 2)], cells) == [0] * p.array.columns


@given(generators(), st.integers(1, 4), st.integers(1, 2))
def test_a_search_finds_every_sum(rng, place, unit):
    p = dataclasses.replace(SMALL, bias=dataclasses.replace(SMALL.bias, rows=8), array=dataclasses.replace(SMALL.array, rows=26))
    digits = binary_digits(place, unit, p.codes[-1])
    reach = unit << place
    step = Step(
        kind="search", source="input", release=True, place=place, fresh=True, initial=-(1 << place), action="vote",
        count=1, classes=3, send=True,
    )  # fmt: skip
    cells, page = random_cells(p, rng), np.zeros(p.data_rows, int)
    page[:3] = rng.integers(0, len(p.codes), 3)
    run = machine(p, cells, Program(steps=(step,), biases=(Bias.searching((), digits),))).run(page[None, None])
    for column in range(3):
        total = column_sum(p, cells, dict(enumerate(page.tolist())), column)
        clipped = min(max(total, -reach), reach - 1)
        assert run.scores[0][0, column] == clipped // unit + (1 << place)


def test_a_search_stores_whether_the_sum_of_its_parts_reaches_zero():
    p, rng = SMALL, np.random.default_rng(1)
    digits = binary_digits(4, 1, p.codes[-1])
    common = {"kind": "search", "source": "input", "release": True, "place": 4}
    steps = (
        Step(**common, fresh=True, initial=-32),
        Step(**common, action="store", count=p.array.columns),
        Step(source="hidden", one_code=1, action="show"),
    )
    program = Program(steps=steps, biases=(Bias.searching((), digits),))
    for _ in range(20):
        cells, pages = random_cells(p, rng), np.zeros((2, p.data_rows), int)
        pages[:, :2] = rng.integers(0, len(p.codes), (2, 2))
        hidden = machine(p, cells, program).run(pages[None]).hidden[0, 0, : p.array.columns].tolist()
        totals = [sum(column_sum(p, cells, dict(enumerate(page.tolist())), column) for page in pages) for column in range(6)]
        assert hidden == [int(total >= 0) for total in totals]


@given(legal_binary(), generators(), st.booleans())
def test_many_inputs_at_once_are_the_same_as_one_by_one(p, rng, use_trim):
    program = random_program(p, rng)
    cells, inputs = random_cells(p, rng), random_codes(p, rng, (4, program.pages, p.data_rows))
    weights = rng.integers(0, 2, (len(program.reloaded), p.array.columns))
    many, single = (machine(p, cells, program, p.nonideal, seed=5) for _ in range(2))
    many.use_trim = single.use_trim = use_trim
    try:
        together = many.run(inputs, weights)
    except ValueError as refused:
        assert str(refused).endswith("run the inputs one by one")
        return
    for number, one in enumerate(single.run(page[None], weights) for page in inputs):
        for all_of_them, alone in ((together.scores, one.scores), (together.labels, one.labels), (together.shown, one.shown)):
            assert [values[number].tolist() for values in all_of_them] == [values[0].tolist() for values in alone]
        assert together.hidden[number].tolist() == one.hidden[0].tolist()


def test_the_lowest_of_equal_classes_wins():
    p = SMALL
    cells = np.ones((p.array.rows, p.array.columns), int)
    program = Program(steps=(Step(action="vote", classes=3, count=2, send=True),))
    assert machine(p, cells, program).run(np.zeros((1, 0, p.data_rows))).labels[0].tolist() == [0]


def test_masked_columns_do_not_count_and_are_shown():
    p = SMALL
    cells = np.ones((p.array.rows, p.array.columns), int)
    steps = (Step(action="show"), Step(action="vote", classes=3, count=2, send=True))
    run = machine(p, cells, Program(steps=steps, masked=frozenset({0, 3}))).run(np.zeros((1, 0, p.data_rows)))
    assert (run.shown[0][0].tolist(), run.scores[0][0].tolist()) == ([1] * 6, [1, 1, 2])


def test_the_array_is_asked_for_the_columns_that_something_comes_of():
    p, every = SMALL, slice(0, SMALL.array.columns)
    cases = [
        (Step(accumulate=True, fresh=True), slice(1, 4)),  # the next two go on with its accumulators
        (Step(accumulate=True, action="store", first=2, count=2), slice(1, 4)),
        (Step(accumulate=True, action="store", first=1, count=1), slice(1, 2)),
        (Step(accumulate=True, fresh=True), slice(0, 0)),
        (Step(kind="reload", first=3, count=9), slice(0, 0)),
        (Step(action="vote", first=1, count=2, classes=2), slice(1, 5)),
        (Step(kind="search", fresh=True, action="store", first=2, count=1), every),
        (Step(action="show"), every),
    ]
    program = Program(steps=tuple(step for step, _ in cases))
    assert list(wanted_columns(p, program)) == [columns for _, columns in cases]


# ---- trim and self-test


@pytest.mark.parametrize("seed", range(5))
def test_a_trim_cancels_offsets_to_its_last_digit(seed):
    p = dataclasses.replace(SMALL, trim=dataclasses.replace(SMALL.trim, digits=3, step=1))
    array = Array(p, dataclasses.replace(IDEAL, offset_sigma=0.3), seed)
    trims = Machine(p, array).trim()
    left = array.offsets / 1024 + trims
    weights = p.trim_digits.weights
    reachable = np.abs(array.offsets / 1024) <= sum(weights)
    assert reachable.any() and np.abs(left[reachable]).max() <= weights[-1]


def test_trim_rows_hold_what_a_trim_returns():
    p = SMALL
    reference = Machine(p, Array(p, p.nonideal, 2))
    trims = reference.trim(3)
    held = np.stack([reference.read_row(row) for row in p.trim_rows]).astype(int)
    assert (np.array(p.trim_digits.codes) @ (2 * held - 1)).tolist() == trims.tolist()


def test_a_self_test_finds_stuck_cells_and_dead_columns():
    p = SMALL
    array = Array(p, IDEAL)
    array.stuck[3, 1], array.stuck[20, 5] = 0, 1
    array.dead[2], array.dead[4] = 1, 0
    found = Machine(p, array).self_test()
    assert np.array_equal(found.stuck, array.stuck)
    assert np.array_equal(found.dead, array.dead)


def test_decisions_by_definition():
    codes, cells = np.array([2, 3, 1]), np.array([[1, 0], [0, 1], [1, 0]])
    assert decisions(codes, cells).tolist() == [int(2 - 3 + 1 >= 0), int(-2 + 3 - 1 >= 0)]
    assert all(
        decisions(np.array([a]), np.array([[b]])) == [int(a * (2 * b - 1) >= 0)] for a, b in itertools.product(range(3), (0, 1))
    )
