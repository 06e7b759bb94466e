"""The two-way array: ideal it is the reference, and each non-ideality alone does what it says."""

import dataclasses
import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitline.params import preset
from bitline.params.two_way import DIRECTIONS, Direction, Nonideal, TwoWay
from bitline_sim.arrays.two_way import UNIT, Array, model
from bitline_sim.golden import two_way as golden
from parameters import two_way
from strategies import generators, legal_two_way, operands


def only(**nonideal: float) -> Nonideal:
    """Ideal but for what is named."""
    return Nonideal(**(dict.fromkeys((field.name for field in dataclasses.fields(Nonideal)), 0.0) | nonideal))


def filled(p: TwoWay, weights: np.ndarray, nonideal: Nonideal | None = None, seed: int = 0) -> Array:
    """An array that the weights have been written to, word group by word group."""
    array = Array(p, nonideal, seed)
    write(array, golden.cells(p, weights))
    return array


def write(array: Array, cells: np.ndarray) -> None:
    """Write all cells, (rows, columns, planes); where a row ends within a word group the words beyond it are ones."""
    size, groups = array.p.array.lines_per_read, array.p.word_groups
    words = np.ones((len(cells), groups * size, cells.shape[2]), np.uint8)
    words[:, : cells.shape[1]] = cells
    for row, group in itertools.product(range(len(cells)), range(groups)):
        array.write(row, group, words[row, group * size : (group + 1) * size].ravel())


def codes_of(array: Array, x: np.ndarray, direction: Direction, signed: bool) -> np.ndarray:
    d = golden.drives(array.p, x, direction, signed)
    return array.evaluate(direction, d.digits, d.slot, d.plane)


LINE = two_way(
    array={"rows": 200, "columns": 8, "lines_per_read": 200}, input={"bits": 1}, weight={"bits": 2}, adc={"bits": 8, "share": 1}
)
"""Two hundred lines a read and a converter that resolves each of them: what happens on a bit line shows in its code."""


def line_codes(array: Array, driven: int, repeat: int = 1) -> np.ndarray:
    """Codes of every converter, ``repeat`` times, with the first so many lines driven; LINE's cells must all hold 1."""
    digits = np.tile((np.arange(200) < driven).astype(np.int64), (repeat, 1))
    return array.evaluate("forward", digits, np.zeros(repeat, np.int64), np.zeros(repeat, np.int64))


def ones(nonideal: Nonideal, seed: int = 0) -> Array:
    return filled(LINE, np.full((200, 8), -1), nonideal, seed)


# ---- ideal


@given(legal_two_way(), generators())
def test_ideal_array_is_the_reference(p, rng):
    weights = operands(rng, p.weights, (p.array.rows, p.array.columns))
    array = filled(p, weights)
    for (direction, side), signed in itertools.product(p.sides.items(), (False, True)):
        x = operands(rng, p.inputs[signed], (2, side.lines))
        assert np.array_equal(codes_of(array, x, direction, signed), golden.ideal_codes(p, weights, x, direction, signed))


@pytest.mark.parametrize("x", [0, 255])
@pytest.mark.parametrize("w", [-128, -1, 127])
def test_ideal_preset_at_the_ends(w, x):
    p = preset("two_way")
    weights = np.full((128, 64), w)
    array = filled(p, weights)
    for direction in DIRECTIONS:
        vector = np.full(p.sides[direction].lines, x)
        assert np.array_equal(codes_of(array, vector, direction, False), golden.ideal_codes(p, weights, vector, direction, False))


def test_no_evaluations():
    array = ones(only())
    assert line_codes(array, driven=3, repeat=0).shape == (0, LINE.sides["forward"].converters)
    assert array.evaluations == 0


def test_the_largest_sums_are_whole():
    array = {"rows": 1024, "columns": 2, "lines_per_read": 256}
    p = two_way(array=array, input={"digit_bits": 2}, adc={"bits": 8, "step": 4, "share": 1})
    weights = np.full((1024, 2), -1)
    array = filled(p, weights, only(cell_sigma=0.5))
    x = np.arange(1024) % 256
    charge = golden.cells(p, weights).astype(np.int64) * array.tables()["gain"]
    digits = golden.drives(p, x, "forward", False).digits
    sums = np.einsum("nl,lcp->ncp", digits, charge).reshape(len(digits), -1)
    assert np.array_equal(codes_of(array, x, "forward", False), np.clip((sums + 2 * UNIT) // (4 * UNIT), 0, 255))


# ---- memory


@given(legal_two_way(), generators())
def test_what_is_written_is_read(p, rng):
    cells = rng.integers(0, 2, (p.array.rows, p.array.columns, len(p.planes)), dtype=np.uint8)
    array = Array(p)
    write(array, cells)
    assert np.array_equal(array.cells(), cells)
    size = p.array.lines_per_read
    for row, group in itertools.product(range(p.array.rows), range(p.word_groups)):
        expected = np.zeros((size, len(p.planes)), np.uint8)
        there = cells[row, group * size : (group + 1) * size]
        expected[: len(there)] = there
        assert np.array_equal(array.read(row, group), expected.ravel())


def test_a_write_touches_its_word_group_alone():
    array = Array(preset("two_way"))
    before = array.cells()
    array.write(5, 2, 1 - before[5, 32:48].ravel())
    changed = array.cells() != before
    assert changed[5, 32:48].all() and changed.sum() == 16 * 8


def test_before_it_is_written_a_memory_holds_anything():
    share = Array(preset("two_way"), seed=3).cells().mean()
    assert share == pytest.approx(0.5, abs=0.01)


# ---- each non-ideality alone


@pytest.mark.parametrize("sigma", [0.01, 0.1, 0.3])
def test_cells_spread_by_their_sigma(sigma):
    gain = Array(preset("two_way"), only(cell_sigma=sigma), seed=1).tables()["gain"] / UNIT
    assert gain.mean() == pytest.approx(1, abs=0.02 * sigma)
    assert gain.std() == pytest.approx(sigma, rel=0.02)


def test_no_cell_charges_a_bit_line():
    assert Array(preset("two_way"), only(cell_sigma=0.5), seed=1).tables()["gain"].min() == 0


@given(legal_two_way(), generators(), st.integers(0, 100))
def test_a_sum_is_that_of_its_driven_cells_charges(p, rng, seed):
    weights = operands(rng, p.weights, (p.array.rows, p.array.columns))
    array = filled(p, weights, only(cell_sigma=0.2), seed)
    tables, step = array.tables(), p.adc.step * UNIT
    charge = golden.cells(p, weights).astype(np.int64) * tables["gain"]
    for direction, side in p.sides.items():
        d = golden.drives(p, operands(rng, p.inputs[True], (side.lines,)), direction, True)
        mine = charge.swapaxes(0, 1) if side.backward else charge
        expected = []
        for digits, slot, plane in zip(d.digits, d.slot, d.plane, strict=True):
            planes = [plane] if side.one_plane_at_a_time else range(len(p.planes))
            sums = [digits @ mine[:, lane * p.adc.share + slot, k] for lane in range(side.lanes) for k in planes]
            mid = [digits @ tables[f"mid_{direction}"][:, plane]] if p.has_mid_line else []
            expected.append([min(max(int(value + step // 2) // step, 0), p.codes[-1]) for value in (*sums, *mid)])
        assert array.evaluate(direction, d.digits, d.slot, d.plane).tolist() == expected


def thresholds(nonideal: Nonideal, seed: int = 1) -> np.ndarray:
    """Thresholds of many converters in steps, (converters, codes - 1), less the ideal ones."""
    p = two_way(array={"rows": 1024, "columns": 64}, adc={"step": 2})
    found = Array(p, nonideal, seed).thresholds["backward"] / (2 * UNIT)
    assert found.shape == (1024, 31)
    return found - (np.arange(1, 32) - 0.5)


def test_ideal_thresholds_lie_half_a_step_below_their_codes():
    assert not thresholds(only()).any()


def test_offsets_spread_by_their_sigma():
    shifts = thresholds(only(adc_offset_sigma=0.4))
    assert np.ptp(shifts, axis=1).max() <= 1 / UNIT
    assert shifts[:, 0].mean() == pytest.approx(0, abs=4 * 0.4 / 32)
    assert shifts[:, 0].std() == pytest.approx(0.4, rel=0.1)


def test_gains_spread_by_their_sigma():
    shifts = thresholds(only(adc_gain_sigma=0.02)) / (np.arange(1, 32) - 0.5)
    assert np.ptp(shifts, axis=1).max() <= 2 / UNIT
    assert shifts[:, -1].mean() == pytest.approx(0, abs=4 * 0.02 / 32)
    assert shifts[:, -1].std() == pytest.approx(0.02, rel=0.1)


def test_non_linearity_is_a_bow_within_its_bound():
    shifts = thresholds(only(adc_inl=0.3))
    peak = shifts[:, 15]
    assert np.allclose(shifts, peak[:, None] * np.sin(np.pi * np.arange(1, 32) / 32), atol=1 / UNIT)
    assert (peak.min(), peak.max()) == pytest.approx((-0.3, 0.3), abs=0.01)


@given(legal_two_way(), st.integers(0, 1000))
def test_thresholds_rise_whatever_the_converter(p, seed):
    for rising in Array(p, p.nonideal, seed).thresholds.values():
        assert (np.diff(rising, axis=1) >= 0).all()


@pytest.mark.parametrize("batch", [1, 200])
def test_a_code_counts_the_thresholds_that_the_sum_reaches(batch):
    array = ones(only(adc_offset_sigma=3.0, adc_inl=2.0, adc_gain_sigma=0.05), seed=4)
    for driven in (0, 1, 77, 200):
        expected = (array.thresholds["forward"] <= driven * UNIT).sum(axis=1)
        assert (line_codes(array, driven, batch) == expected).all()


@pytest.mark.parametrize("loss", [0.01, 0.1, 0.5])
def test_compression_loses_its_share_at_full_scale(loss):
    array = ones(only(compression=loss))
    codes = np.array([line_codes(array, driven)[0, 0] for driven in range(201)])
    charge = np.arange(201)
    knee = 200 * (1 - loss) / loss
    assert codes[200] == round(200 * (1 - loss))
    assert np.abs(codes - charge * knee / (knee + charge)).max() <= 0.5 + 1 / UNIT
    assert codes[0] == 0 and (np.diff(codes) >= 0).all()


@pytest.mark.parametrize("loss", [5e-324, 1e-300, 1e-12, 1e-6, 1e-3, 0.5])
def test_compression_is_exact_at_the_largest_sums(loss):
    array = {"rows": 256, "columns": 2, "lines_per_read": 256}
    p = two_way(array=array, input={"digit_bits": 2}, adc={"bits": 8, "share": 1, "step": 4})
    array = filled(p, np.full((256, 2), -1), only(compression=loss))
    full = 256 * 3 * UNIT
    left = full - full * Fraction(loss)
    codes = array.evaluate("forward", np.full((1, 256), 3), *np.zeros((2, 1), int))
    assert (codes == math.floor(left / (4 * UNIT) + Fraction(1, 2))).all()


@pytest.mark.parametrize("clip", [1.0, 50.0, 123.25, 4096.0])
def test_headroom_ends_at_the_clip(clip):
    codes = [line_codes(ones(only(clip=clip)), driven)[0, 0] for driven in (0, 1, 49, 123, 124, 200)]
    assert codes == [min(driven, round(clip)) for driven in (0, 1, 49, 123, 124, 200)]


@pytest.mark.parametrize("sigma", [0.5, 2.0, 8.0])
def test_noise_of_its_sigma_on_every_conversion(sigma):
    codes = line_codes(ones(only(noise_sigma=sigma), seed=9), 100, repeat=2000)
    assert codes.mean() == pytest.approx(100, abs=4 * sigma / math.sqrt(codes.size))
    assert codes.std() == pytest.approx(math.hypot(sigma, 1 / math.sqrt(12)), rel=0.02)
    together = np.corrcoef(codes.T) - np.eye(codes.shape[1])
    assert np.abs(together).max() < 0.1


def test_noise_is_counted_in_steps():
    p = two_way(array={"rows": 200, "columns": 2, "lines_per_read": 200}, input={"bits": 1}, adc={"bits": 6, "share": 1, "step": 4})
    array = filled(p, np.full((200, 2), -1), only(noise_sigma=3.0))
    codes = array.evaluate("forward", np.tile(np.arange(200) < 100, (3000, 1)).astype(int), *np.zeros((2, 3000), int))
    assert codes.std() == pytest.approx(math.hypot(3.0, 1 / math.sqrt(12)), rel=0.03)


@pytest.mark.parametrize("share", [0.01, 0.3, 1.0])
def test_stuck_cells_keep_one_value_for_ever(share):
    array = Array(preset("two_way"), only(stuck_cells=share), seed=2)
    write(array, np.zeros((128, 64, 8), np.uint8))
    high = array.cells() == 1
    write(array, np.ones((128, 64, 8), np.uint8))
    low = array.cells() == 0
    assert not (high & low).any()
    assert high.mean() + low.mean() == pytest.approx(share, abs=4 * math.sqrt(share * (1 - share) / 65536) + 1e-9)
    assert high.mean() == pytest.approx(share / 2, abs=0.01)


# ---- retention


def forgetful(mean: float = 1000.0, seed: int = 5) -> tuple[Array, np.ndarray]:
    """An array whose cells hold what they would not by themselves, so that each one forgotten shows, and that content."""
    array = Array(preset("two_way"), only(retention_evaluations=mean), seed)
    against = 1 - array.tables()["preferred"]
    write(array, against)
    return array, against


def test_half_of_the_cells_have_forgotten_after_their_half_life():
    array, written = forgetful()
    forgotten = []
    for _ in range(3):
        array.evaluations += round(1000 * math.log(2))
        forgotten.append((array.cells() != written).mean())
    assert forgotten == pytest.approx([1 / 2, 3 / 4, 7 / 8], abs=4 * 0.5 / 256)


def test_writing_again_refreshes():
    array, written = forgetful()
    array.evaluations += 2000
    write(array, written)
    assert np.array_equal(array.cells(), written)
    array.evaluations += round(1000 * math.log(2))
    assert (array.cells() != written).mean() == pytest.approx(1 / 2, abs=4 * 0.5 / 256)


def test_a_word_group_lives_from_its_own_write():
    array, written = forgetful()
    array.evaluations += 5000
    array.write(7, 1, written[7, 16:32].ravel())
    fresh = array.cells() == written
    assert fresh[7, 16:32].all() and fresh.mean() < 0.02


def test_an_evaluation_sees_the_cells_of_its_own_time():
    array = ones(only(retention_evaluations=30.0))
    held = []
    for now in range(40):
        array.evaluations = now
        held.append(array.cells()[:, :, 0].sum(axis=0))
    array.evaluations = 0
    codes = line_codes(array, 200, repeat=40)[:, ::2]
    assert np.array_equal(codes, held) and (codes[0] == 200).all() and (codes[-1] < 180).all()


def test_nothing_else_makes_cells_forget():
    array, written = forgetful(mean=1.0)
    for _ in range(5):
        assert np.array_equal(array.cells(), written)
        array.read(0, 0)


def test_without_retention_cells_keep_for_ever():
    array = Array(preset("two_way"), only())
    before = array.cells()
    array.evaluations += 10**12
    assert np.array_equal(array.cells(), before)


# ---- reproducible


TYPICAL = two_way(
    array={"rows": 12, "columns": 8, "lines_per_read": 5},
    weight={"bits": 3, "sign": "offset_binary"},
    adc={"share": 2},
    nonideal={"cell_sigma": 0.1, "noise_sigma": 0.5, "clip": 4.5, "stuck_cells": 0.02, "retention_evaluations": 60.0},
)


def run(seed: int, batches: list[int], kind: str = "typical") -> np.ndarray:
    """Codes of a product forward and one backward, evaluated in batches of those sizes, the last size again and again."""
    rng = np.random.default_rng(8)
    array = model(TYPICAL, kind, seed)
    write(array, golden.cells(TYPICAL, operands(rng, TYPICAL.weights, (12, 8))))
    out = []
    for direction in DIRECTIONS:
        d = golden.drives(TYPICAL, operands(rng, TYPICAL.inputs[True], (3, TYPICAL.sides[direction].lines)), direction, True)
        start, sizes = 0, itertools.chain(batches, itertools.repeat(batches[-1]))
        while start < len(d.digits):
            part = slice(start, start + next(sizes))
            out += array.evaluate(direction, d.digits[part], d.slot[part], d.plane[part]).ravel().tolist()
            start = part.stop
    return np.array(out)


@given(st.lists(st.integers(1, 70), min_size=1, max_size=4))
def test_a_batch_gives_the_codes_of_one_evaluation_after_the_other(batches):
    assert np.array_equal(run(1, batches), run(1, [1]))


def test_a_seed_is_a_chip_and_its_noise():
    assert np.array_equal(run(1, [50]), run(1, [50]))
    assert not np.array_equal(run(1, [50]), run(2, [50]))


def test_the_ideal_array_knows_no_chip():
    assert np.array_equal(run(1, [50], "ideal"), run(2, [50], "ideal"))


def test_typical_is_what_the_parameters_say():
    assert model(TYPICAL, "typical", 0).nonideal == TYPICAL.nonideal
    assert model(TYPICAL, "ideal", 0).nonideal == only()


def test_state_is_a_copy_of_what_changes():
    array = Array(TYPICAL)
    before = array.state()
    array.write(0, 0, np.ones(5 * 3, np.uint8))
    array.evaluate("forward", np.zeros((3, 12), int), *np.zeros((2, 3), int))
    assert (before["evaluations"], array.state()["evaluations"]) == (0, 3)
    assert not np.array_equal(before["stored"], array.state()["stored"])
