"""Derived properties of the entry-counting macro, each against brute force."""

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitline.estimate.entry_counting import timeline
from bitline.params import ParameterError, preset
from bitline.params.entry_counting import BEGINS, ENDS, EntryCounting, LevelSet, Operation
from parameters import entry_counting
from strategies import legal_entry_counting

# ---- words and keys


@given(legal_entry_counting(small=False))
def test_every_level_has_a_word_of_its_own(p: EntryCounting) -> None:
    for levels in p.operands.values():
        codes = [levels.code(level) for level in levels.levels]
        assert len(set(codes)) == len(codes) and max(codes) < 1 << p.word_bits


@given(legal_entry_counting(small=False))
def test_a_key_finds_the_levels_of_its_magnitude_and_no_others(p: EntryCounting) -> None:
    for levels in p.operands.values():
        for magnitude in levels.magnitudes:
            assert found(levels, magnitude) == [level for level in levels.levels if abs(level) == magnitude]


def found(levels: LevelSet, magnitude: int) -> list[int]:
    value, care = levels.key(magnitude)
    return [level for level in levels.levels if (levels.code(level) ^ value) & care == 0]


def test_three_bits_keep_one_negative_level_more() -> None:
    """By hand: {-4..3} is kept as {-3..3} is, and -4 as the negative zero."""
    weights = entry_counting(weight={"low": -4, "high": 3}).operands["weight"]
    assert [weights.code(level) for level in weights.levels] == [0b100, 0b111, 0b110, 0b101, 0b000, 0b001, 0b010, 0b011]
    assert weights.key(4) == (0b100, 0b111) and weights.key(3) == (0b11, 0b11)


# ---- formats


@given(legal_entry_counting())
def test_formats_hold_what_can_occur_and_no_more(p: EntryCounting) -> None:
    weight, activation = (levels.levels for levels in p.operands.values())
    products = [a * b for a, b in itertools.product(weight, activation)]
    assert (p.dot_product[0], p.dot_product[-1]) == (p.store.lanes * min(products), p.store.lanes * max(products))
    most = p.accumulator.dot_products
    assert most * p.dot_product[0] in p.sums and most * p.dot_product[-1] in p.sums
    assert (p.counts[0] < 0) == (min(products) < 0) and p.counts[-1] == p.store.lanes


@given(legal_entry_counting(small=False))
def test_classes_are_the_pairs_of_magnitudes(p: EntryCounting) -> None:
    weight, activation = (levels.levels for levels in p.operands.values())
    assert set(p.classes) == {(abs(a), abs(b)) for a, b in itertools.product(weight, activation) if a and b}
    assert len(set(p.classes)) == len(p.classes)


# ---- cycles


@given(legal_entry_counting(small=False))
def test_the_tile_takes_its_cycles(p: EntryCounting) -> None:
    """Against the timeline, which every co-simulation holds against the hardware: many dense words, one after the other."""
    steps = min(9, p.half_words)
    outputs = min(p.half_words // steps, p.accumulator.count)
    runs = 40
    op = Operation(kind="product", steps=steps, outputs=outputs, repetitions=runs)
    results = timeline(p, [op], [len(p.classes)] * op.sums * steps).results[outputs - 1 :: outputs]
    assert (results[-1] - results[-21]) / 20 == pytest.approx(p.cycles["tile"] * outputs * steps / 9)


@given(legal_entry_counting(small=False))
def test_the_first_result_comes_when_it_should(p: EntryCounting) -> None:
    op = Operation(kind="product")
    assert timeline(p, [op], [len(p.classes)]).results == [p.cycles["first_result"]]
    assert timeline(p, [op], [0]).results == [p.beats + p.cycles["product_least"] + p.cycles["result_latency"]]


def test_the_preset_is_faster_than_the_published_macro() -> None:
    """By hand: 128 lanes of two operations in the nine cycles of nine classes, where the paper has 25.03 operations a cycle."""
    cycles = preset("entry_counting").cycles
    assert cycles["ops_per_cycle_tile"] == 2 * 128 / 9 > 25.03
    assert cycles["searches_per_cycle"] == 1


def test_the_preset_is_as_large_as_the_published_macro() -> None:
    """No other number of words of 128 lanes of 3 bits comes nearer to 7.36 Kb."""
    p = preset("entry_counting")
    assert isinstance(p, EntryCounting)
    assert p.storage_bits == min(range(0, 10_000, 128 * 3), key=lambda bits: abs(bits - 7360))


# ---- identity


def test_what_the_views_assume_is_no_hardware() -> None:
    base = entry_counting()
    assert entry_counting(physical={"cam_sites": 20, "cell_delay_ns": 1.0}).fingerprint == base.fingerprint
    assert entry_counting(cells={"kind": "standard"}).fingerprint != base.fingerprint


# ---- operations


@st.composite
def products(draw: st.DrawFn) -> Operation:
    sizes: dict[str, Any] = {name: draw(st.integers(1, 4)) for name in ("steps", "outputs", "repetitions", "pool")}
    return Operation(
        kind="product",
        begin=draw(st.sampled_from(BEGINS)),
        end=draw(st.sampled_from(ENDS)),
        by_repetition=draw(st.booleans()),
        **sizes,
    )


@given(products())
def test_an_operation_counts_its_dot_products(op: Operation) -> None:
    dots = list(op.dot_products())
    leaving = [dot for dot in dots if dot.last and op.end != "hold"]
    assert len(dots) == op.sums * op.steps
    assert len({dot.streamed for dot in dots}) == op.streamed
    assert sum(dot.first for dot in dots) == sum(dot.last for dot in dots) == op.sums
    assert op.filled == (op.sums if op.begin == "fill" else 0)
    assert op.results == len(leaving)
    assert op.beats == sum(op.leaves(dot) for dot in leaving)
    assert len({dot.accumulator for dot in dots}) == (op.sums if op.kept else op.outputs)


@given(products())
def test_codes_of_an_operation_are_read_back(op: Operation) -> None:
    assert Operation.of_codes(op.codes()) == op


# ---- errors


@pytest.mark.parametrize(
    ("sections", "sentence"),
    [
        ({"store": {"lanes_per_beat": 48}}, "store.lanes_per_beat: 48 does not divide store.lanes = 128"),
        ({"store": {"double_buffer": True}}, "store.double_buffer: store.words = 19 has no two equal halves"),
        ({"search": {"per_cycle": 10}}, "search.per_cycle: 10 exceeds the 9 classes that there are"),
    ],
)
def test_contradictions_are_refused(sections: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ParameterError, match=f"^{sentence}$"):
        entry_counting(**sections)
