"""Compressor trees: sums against Python's, and their adders against the bound."""

import random
from collections.abc import Sequence
from types import SimpleNamespace

import pytest
from amaranth.hdl import Fragment, Module, Signal
from amaranth.lib.wiring import Component, In, Out
from hypothesis import given
from hypothesis import strategies as st

from bitline.params import formats
from bitline.periphery import compressor
from bitline.periphery.adders import FullAdder, HalfAdder, IncrementedHalfAdder
from bitline.periphery.compressor import BitHeap, PopulationCount, weighted_sum
from hardware import settled


def count(n: int, words: list[int]) -> list[int]:
    return settled(PopulationCount(n), [{"i": word} for word in words])


@pytest.mark.parametrize("n", range(1, 9))
def test_population_count_of_every_word(n):
    assert count(n, range(1 << n)) == [word.bit_count() for word in range(1 << n)]


@pytest.mark.parametrize("n", [15, 16, 17, 63, 64, 127, 128])
def test_population_count_of_every_count(n):
    words = [(1 << k) - 1 << n - k - shift for k in range(n + 1) for shift in {0, (n - k) // 2}]
    assert count(n, words) == [word.bit_count() for word in words]


def test_population_count_of_any_word():
    words = [random.Random(k).getrandbits(37) for k in range(100)]
    assert count(37, words) == [word.bit_count() for word in words]


class Listed:
    """An adder that is counted and not built."""

    module_name, delays = "listed", FullAdder.delays
    a = b = c = total = carry = Signal()


def test_population_count_has_the_least_adders_there_can_be(monkeypatch):
    monkeypatch.setattr(compressor, "FullAdder", type("FullAdder", (Listed,), {}))
    monkeypatch.setattr(compressor, "HalfAdder", type("HalfAdder", (Listed,), {}))
    for n in range(1, 513):
        heap = BitHeap(SimpleNamespace(d=SimpleNamespace(comb=[]), submodules={}), n.bit_length())
        for _ in range(n):
            heap.add_bits([Listed.a], 0)
        heap.counted()
        width = n.bit_length()  # ceil(log2(n + 1))
        assert list(heap.adders.values()) == [n - width, width - n.bit_count(), 0], n


def test_128_inputs_cost_120_full_and_7_half_adders():
    built = Fragment.get(PopulationCount(128), None)
    kinds = [name.rsplit("_", 2)[0] for _, name, _ in built.subfragments]
    assert (len(kinds), kinds.count("full_adder"), kinds.count("half_adder")) == (127, 120, 7)


Correction = tuple[range, int] | None


class Sum(Component):
    """Σ weight·code, less a correction, as a device."""

    def __init__(self, sizes: list[int], weights: list[int], correction: Correction) -> None:
        self.weights, self.kept = weights, correction
        parts = [formats.scaled(formats.unsigned(size), weight) for size, weight in zip(sizes, weights, strict=True)]
        if correction:
            parts.append(formats.scaled(correction[0], -(1 << correction[1])))
        self.format = formats.total(parts)
        codes = {f"code_{k}": In(size) for k, size in enumerate(sizes)}
        super().__init__({**codes, **({"correction": In(correction[0])} if correction else {}), "o": Out(self.format)})

    def elaborate(self, platform) -> Module:
        m = Module()
        codes = [getattr(self, f"code_{k}") for k in range(len(self.weights))]
        correction = (self.correction, self.kept[1]) if self.kept else None
        m.d.comb += self.o.eq(weighted_sum(m, codes, self.weights, self.format, correction))
        return m


def check(sizes: list[int], weights: list[int], operands: Sequence[Sequence[int]], correction: Correction = None) -> None:
    """Operands: codes, and last the correction, if there is one."""
    ports = [f"code_{k}" for k in range(len(sizes))] + (["correction"] if correction else [])
    counted = [*weights, -(1 << correction[1])] if correction else weights
    expected = [sum(value * weight for value, weight in zip(values, counted, strict=True)) for values in operands]
    assert settled(Sum(sizes, weights, correction), [dict(zip(ports, values, strict=True)) for values in operands]) == expected


powers = st.sampled_from([sign << k for k in range(8) for sign in (1, -1)])
corrections = st.tuples(st.builds(range, st.integers(-40, 0), st.integers(2, 41)), st.integers(0, 7))


@given(st.lists(st.tuples(st.integers(1, 6), powers), min_size=1, max_size=10), st.none() | corrections, st.data())
def test_any_signed_terms(terms, correction, data):
    sizes, weights = map(list, zip(*terms, strict=True))
    operands = [range(1 << size) for size in sizes] + ([correction[0]] if correction else [])
    signs = [*weights, -1] if correction else weights
    most = [fmt[-1] if sign > 0 else fmt[0] for fmt, sign in zip(operands, signs, strict=True)]
    least = [fmt[0] if sign > 0 else fmt[-1] for fmt, sign in zip(operands, signs, strict=True)]
    anything = st.lists(st.tuples(*map(st.sampled_from, operands)), max_size=8)
    check(sizes, weights, [most, least, *data.draw(anything)], correction)


def test_one_negative_bit():
    check([1], [-1], [[0], [1]])


def test_every_value_of_a_twos_complement_word():
    check([1, 1, 1], [1, 2, -4], [[value & 1, value >> 1 & 1, value >> 2 & 1] for value in range(8)])


@pytest.mark.parametrize("kept", [range(-4, 4), range(8)], ids=["signed", "unsigned"])
def test_every_pair_of_a_code_and_a_correction(kept: range):
    check([3], [2], [[code, value] for code in range(8) for value in kept], (kept, 1))


@pytest.mark.parametrize("adder", [FullAdder, HalfAdder, IncrementedHalfAdder])
def test_adders(adder):
    inputs, more = "abc" if adder is FullAdder else "ab", adder is IncrementedHalfAdder
    settings = [{name: word >> k & 1 for k, name in enumerate(inputs)} for word in range(1 << len(inputs))]
    totals = [sum(setting.values()) + more for setting in settings]
    assert settled(adder(), settings, "total") == [total & 1 for total in totals]
    assert settled(adder(), settings, "carry") == [total >> 1 for total in totals]
