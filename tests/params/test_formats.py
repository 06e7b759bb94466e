"""Formats: interval arithmetic against enumeration."""

import itertools

import pytest
from amaranth.hdl import Shape
from hypothesis import given
from hypothesis import strategies as st

from bitline.params import formats

narrow = st.tuples(st.integers(-20, 20), st.integers(0, 6)).map(lambda drawn: range(drawn[0], sum(drawn) + 1))
anywhere = st.tuples(st.integers(-(1 << 60), 1 << 60), st.integers(0, 1 << 61)).map(lambda drawn: range(drawn[0], sum(drawn) + 1))


def ends(values) -> range:
    values = list(values)
    return range(min(values), max(values) + 1)


@given(st.lists(narrow, min_size=1, max_size=3))
def test_total_holds_every_sum_and_no_more(operands):
    assert formats.total(operands) == ends(map(sum, itertools.product(*operands)))


@given(narrow, st.integers(-9, 9))
def test_scaled_holds_every_product_and_no_more(fmt, factor):
    assert formats.scaled(fmt, factor) == ends(value * factor for value in fmt)


@given(st.lists(narrow, min_size=1, max_size=4))
def test_hull_holds_every_value_and_no_more(several):
    assert formats.hull(several) == ends(itertools.chain(*several))


@given(anywhere)
def test_width_is_that_of_the_hardware(fmt):
    assert (formats.width(fmt), formats.signed(fmt)) == (Shape.cast(fmt).width, Shape.cast(fmt).signed)


@given(narrow)
def test_width_is_the_least_that_holds_every_value(fmt):
    kind = formats.twos_complement if formats.signed(fmt) else formats.unsigned
    bits = formats.width(fmt)
    assert set(fmt) <= set(kind(bits))
    assert bits == formats.signed(fmt) or not set(fmt) <= set(kind(bits - 1))


@pytest.mark.parametrize(
    ("fmt", "expected"),
    [
        (formats.span(-3, 5), range(-3, 6)),
        (formats.span(7, 7), range(7, 8)),
        (formats.unsigned(1), range(2)),
        (formats.unsigned(8), range(256)),
        (formats.twos_complement(1), range(-1, 1)),
        (formats.twos_complement(8), range(-128, 128)),
    ],
)
def test_formats_by_heart(fmt, expected):
    assert fmt == expected


@pytest.mark.parametrize(
    ("fmt", "expected"),
    [
        (range(-128, 128), "-128 … 127 (8 bits, signed)"),
        (range(2), "0 … 1 (1 bit, unsigned)"),
        (range(-1, 1), "-1 … 0 (1 bit, signed)"),
        (range(257), "0 … 256 (9 bits, unsigned)"),
    ],
)
def test_text_for_a_reader(fmt, expected):
    assert formats.text(fmt) == expected


def test_span_refuses_ends_in_the_wrong_order():
    with pytest.raises(ValueError, match=r"^a format needs low <= high, not 2 > 1$"):
        formats.span(2, 1)
