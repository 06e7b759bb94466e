"""The array of ±1 cells: ideal it is the reference, and each non-ideality alone does what it says."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given

from bitline.params import preset
from bitline.params.binary import Binary, Nonideal
from bitline_sim.arrays.binary import IDEAL, LEVEL, UNIT, Array, model
from bitline_sim.golden.binary import decisions
from parameters import binary
from strategies import generators, legal_binary

LINE = binary(array={"rows": 200, "columns": 64, "word": 64}, input={"lines": 8})


def only(**nonideal: float) -> Nonideal:
    """Ideal but for what is named."""
    return dataclasses.replace(IDEAL, **nonideal)


def filled(p: Binary, cells: np.ndarray, nonideal: Nonideal = IDEAL, seed: int = 0) -> Array:
    array = Array(p, nonideal, seed)
    for row, of_row in enumerate(cells):
        for group in range(p.word_groups):
            array.write(row, group, of_row[group * p.array.word :][: p.array.word])
    return array


def halves(p: Binary, more: int) -> np.ndarray:
    """Cells of which so many more hold 1 than 0."""
    ones = (p.array.rows + more) // 2
    return np.tile((np.arange(p.array.rows) < ones)[:, None], (1, p.array.columns)).astype(int)


def full(p: Binary, count: int = 1) -> np.ndarray:
    return np.full((count, p.array.rows), p.codes[-1])


@given(legal_binary(), generators())
def test_an_ideal_array_decides_by_the_exact_sums(p, rng):
    cells, codes = rng.integers(0, 2, (p.array.rows, p.array.columns)), rng.integers(0, len(p.codes), (5, p.array.rows))
    assert np.array_equal(filled(p, cells).evaluate(codes), decisions(codes, cells))


@given(legal_binary(), generators())
def test_one_by_one_and_many_at_once_decide_alike(p, rng):
    cells, codes = rng.integers(0, 2, (p.array.rows, p.array.columns)), rng.integers(0, len(p.codes), (6, p.array.rows))
    codes[3] = codes[2]
    together, alone = (filled(p, cells, p.nonideal, 3) for _ in range(2))
    assert np.array_equal(together.evaluate(codes), np.concatenate([alone.evaluate(code[None]) for code in codes]))


def test_cells_that_stand_instead_of_stored_ones():
    p, rng = LINE, np.random.default_rng(1)
    cells, codes = rng.integers(0, 2, (200, 64)), rng.integers(0, 32, (3, 200))
    instead = rng.integers(0, 2, (3, 4, 64))
    got = filled(p, cells, p.nonideal, 2).evaluate(codes, np.arange(3), (slice(7, 11), instead))
    for number, rows in enumerate(instead):
        changed = cells.copy()
        changed[7:11] = rows
        expected = filled(p, changed, p.nonideal, 2).evaluate(codes[number : number + 1], np.array([number]))
        assert np.array_equal(got[number : number + 1], expected)


@given(legal_binary(), generators())
def test_some_columns_decide_as_they_do_among_all(p, rng):
    cells, codes = rng.integers(0, 2, (p.array.rows, p.array.columns)), rng.integers(0, len(p.codes), (4, p.array.rows))
    start, stop = sorted(rng.integers(0, p.array.columns + 1, 2).tolist())
    every, some = (filled(p, cells, p.nonideal, 3) for _ in range(2))
    for _ in range(2):  # the second time the sums are remembered
        assert np.array_equal(some.evaluate(codes, columns=slice(start, stop)), every.evaluate(codes)[:, start:stop])


def test_a_repeated_evaluation_sees_what_was_written_in_between():
    p = LINE
    array = filled(p, halves(p, 0))
    assert array.evaluate(full(p)).all()
    array.write(0, 0, np.zeros(64))
    assert not array.evaluate(full(p)).any()


def test_offsets_are_products_and_their_own_chips():
    p = LINE
    drawn = np.array([Array(p, only(offset_sigma=0.89), seed).offsets for seed in range(50)]) / (31 * UNIT)
    assert drawn.std() == pytest.approx(0.89, rel=0.05)
    assert abs(drawn.mean()) < 0.05


def test_an_offset_moves_a_decision():
    p = LINE
    array = filled(p, halves(p, -2))
    assert not array.evaluate(full(p)).any()
    array.offsets[:] = 62 * UNIT
    assert array.evaluate(full(p)).all()
    array.offsets[:] -= 1
    assert not array.evaluate(full(p)).any()


def test_noise_is_in_products_and_differs_from_decision_to_decision():
    p = LINE
    array = filled(p, halves(p, 2), only(noise_sigma=2.0))
    fired = array.evaluate(full(p, 400)).mean()
    assert fired == pytest.approx(0.841, abs=0.01)  # one standard deviation


def test_bow_moves_codes_between_the_ends_alone():
    levels = Array(LINE, only(bow=0.5)).levels[0] / LEVEL
    assert levels[[0, 31]].tolist() == [0, 31]
    assert (levels - np.arange(32)).max() == pytest.approx(0.5, abs=0.02)


def test_lines_and_cells_spread():
    p = LINE
    levels = Array(p, only(row_sigma=0.1)).levels[:, 31] / (31 * LEVEL)
    assert levels.std() == pytest.approx(0.1, rel=0.2)
    assert len(np.unique(Array(p, only(cell_sigma=0.1)).tables()["gain_1"])) > 100
    fired = filled(p, halves(p, 0), only(cell_sigma=0.1)).evaluate(full(p)).mean()
    assert 0.3 < fired < 0.7  # where the sum is 0, the cells decide


def test_the_supply_scales_both_lines_and_so_changes_no_sign():
    p, rng = LINE, np.random.default_rng(3)
    cells, codes = rng.integers(0, 2, (200, 64)), rng.integers(0, 32, (50, 200))
    sums = np.abs(codes @ (2 * cells - 1))
    changed = filled(p, cells, only(droop=0.3)).evaluate(codes) != decisions(codes, cells)
    assert not changed[sums > 0].any()


def test_a_falling_line_loses_its_share_at_full_load():
    p = LINE
    array = filled(p, np.ones((200, 64), int), only(saturation=0.25))
    array.offsets[:] = -round(200 * 31 * UNIT * 0.75)
    assert array.evaluate(full(p)).all()
    array.offsets[:] -= 100
    assert not array.evaluate(full(p)).any()


def test_headroom_makes_lines_alike():
    p = LINE
    array = filled(p, halves(p, -20), only(headroom=0.3))
    assert array.evaluate(full(p)).all()
    assert not filled(p, halves(p, -20), only(headroom=0.9)).evaluate(full(p)).any()


def test_stuck_cells_and_dead_columns_by_their_share():
    p = LINE
    array = Array(p, only(stuck_cells=0.1, dead_columns=0.2), 1)
    assert np.mean(array.stuck >= 0) == pytest.approx(0.1, abs=0.01)
    assert 0 < np.mean(array.dead >= 0) < 0.4
    array.write(0, 0, np.zeros(64))
    assert np.array_equal(array.cells()[0] == 1, array.stuck[0] == 1)


def test_typical_is_the_parameters_and_ideal_is_nothing():
    p = preset("binary")
    assert isinstance(p, Binary)
    assert (model(p, "typical", 1).nonideal, model(p, "ideal", 1).nonideal) == (p.nonideal, IDEAL)
    assert p.nonideal.offset_sigma >= 0.89 and p.nonideal.noise_sigma >= 0.97
