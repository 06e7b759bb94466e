"""The training engine's arithmetic against fractions, Python's integers, loops, and a shift register moved bit by bit."""

from collections import deque
from fractions import Fraction
from math import floor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitline.params import formats
from bitline_sim.golden import two_way_training as golden

SUMS = formats.twos_complement(48)
WORDS = st.integers(SUMS[0], SUMS[-1])
SHIFTS = st.integers(-70, 100)
BITS = st.integers(3, 8)


def clip(value: int, low: int, high: int) -> int:
    return max(low, min(high, value))


def exact(value: int, shift: int) -> int:
    """Python rounds fractions half to even."""
    return round(Fraction(value) / Fraction(2) ** shift)


# ---- rescaling, forward


@given(WORDS, st.integers(0, 100))
def test_rescaling_rounds_half_to_even(value, shift):
    assert int(golden.rescale(np.array(value), shift)) == exact(value, shift)


@given(st.integers(-(2**24), 2**24), st.integers(-22, 100))
def test_rescaling_multiplies(value, shift):
    assert int(golden.rescale(np.array(value), shift)) == exact(value, shift)


@given(WORDS, st.integers(0, 100))
def test_what_is_beyond_a_format_stays_beyond(value, places):
    to = formats.twos_complement(16)
    assert golden.clipped(golden.rescale(np.array(value), -places), to) == clip(value << places, to[0], to[-1])


@given(st.integers(-(2**24), 2**24), st.integers(-20, 100), st.sampled_from([np.float32, np.float64]))
def test_rescaling_in_floating_point_is_the_same(value, shift, kind):
    assert golden.rescale(np.array(value, kind), shift) == exact(value, shift)


@pytest.mark.parametrize(("value", "rounded"), [(-6, -2), (-5, -1), (-2, 0), (2, 0), (3, 1), (6, 2), (10, 2), (14, 4)])
def test_halves_go_to_the_even_neighbour(value, rounded):
    assert int(golden.rescale(np.array(value), 2)) == rounded


@given(WORDS, SHIFTS, BITS)
def test_activations_are_cut_at_both_ends_and_masked_where_they_are(value, shift, bits):
    activation, mask = golden.forward_value(np.array([value]), shift, bits)
    wanted, top = exact(value, shift), (1 << bits) - 1
    assert (activation[0], mask[0]) == (clip(wanted, 0, top), 0 < wanted <= top)


@pytest.mark.parametrize(("window", "place"), [([3, 1, 3, 2], 0), ([0, 0, 0, 0], 0), ([1, 2, 2, 2], 1), ([1, 2, 3, 4], 3)])
def test_pooling_takes_the_first_of_equals(window, place):
    values, places = golden.pooled(np.array(window).reshape(1, 2, 2, 1))
    assert (values.item(), places.item()) == (max(window), place)


@given(st.integers(0, 2**32 - 1))
def test_pooling_and_its_way_back_by_loops(seed):
    maps = np.random.default_rng(seed).integers(0, 4, (2, 4, 6, 3))
    values, places = golden.pooled(maps)
    back = golden.routed(places + 7, places)
    assert (golden.picked(maps, places) == values).all()
    for n, y, x, channel in np.ndindex(values.shape):
        window = maps[n, 2 * y : 2 * y + 2, 2 * x : 2 * x + 2, channel].ravel().tolist()
        place = window.index(max(window))
        assert (places[n, y, x, channel], values[n, y, x, channel]) == (place, max(window))
        wanted = [place + 7 if k == place else 0 for k in range(4)]
        assert back[n, 2 * y : 2 * y + 2, 2 * x : 2 * x + 2, channel].ravel().tolist() == wanted


# ---- backward


@given(WORDS, SHIFTS, BITS, st.data())
def test_errors_of_scores_fit_without_a_second_clip(value, shift, bits, data):
    half = 1 << bits - 2
    target = data.draw(st.integers(-half, half - 1))
    error = int(golden.output_error(np.array(value), shift, np.array(target), bits))
    assert error == clip(exact(value, shift), -half, half - 1) - target
    assert error in golden.errors(bits)


@given(st.lists(st.tuples(WORDS, st.booleans()), min_size=1), BITS)
def test_errors_below_use_the_least_shift_with_which_the_largest_fits(entries, bits):
    products, mask = (np.array(part) for part in zip(*entries, strict=True))
    errors, shift = golden.rescaled(products, mask, bits)
    largest, top = max(abs(g) * m for g, m in entries), (1 << bits - 1) - 1
    assert largest >> shift <= top
    assert shift == 0 or largest >> shift - 1 > top
    assert errors.tolist() == [clip(exact(g * m, shift), -top, top) for g, m in entries]


# ---- gradient, update


def test_the_gradient_is_the_sum_of_outer_products():
    rng = np.random.default_rng(1)
    x, e = rng.integers(0, 256, (9, 5)), rng.integers(-127, 128, (9, 3))
    wanted = sum(np.outer(one, other) for one, other in zip(x, e, strict=True))
    assert (golden.weight_gradient(x, e) == wanted).all()


@given(WORDS, st.integers(0, 100))
def test_steps_to_the_nearest(gradient, shift):
    assert int(golden.rounded_step(np.array(gradient), shift)) == exact(gradient, shift)


@given(WORDS, st.integers(1, 100), st.integers(1, 16), st.data())
def test_steps_by_chance(gradient, shift, bits, data):
    random = data.draw(st.integers(0, (1 << bits) - 1))
    found = golden.rounded_step(np.array(gradient), shift, np.array(random), bits)
    fraction = Fraction(2 * random + 1, 2 << bits) if shift > bits else Fraction(random >> bits - shift, 1 << shift)
    assert int(found) == floor(Fraction(gradient, 1 << shift) + fraction)


@pytest.mark.parametrize("shift", [1, 3, 4, 7])
@pytest.mark.parametrize("gradient", [-40, -5, 3, 8, 96])
def test_steps_by_chance_are_right_on_average(shift, gradient):
    every = np.arange(16)
    mean = Fraction(int(golden.rounded_step(np.full(16, gradient), shift, every, 4).sum()), 16)
    assert abs(mean - Fraction(gradient, 1 << shift)) <= Fraction(1, 32)


def test_momentum_remembers():
    momentum = golden.Momentum(bits=6, decay=2, shift=1)
    kept = np.array([0, 10, -32, 31])
    assert momentum.stepped(kept, np.array([5, 1, -9, 9])).tolist() == [5, 10 - 2 + 1, -32, 31]
    assert momentum.change(np.array([5, 9, -32, 31])).tolist() == [2, 4, -16, 16]
    assert momentum.change(np.array([5, 5, -31, -31]), np.array([0, 1, 0, 1]), 1).tolist() == [2, 3, -16, -15]


def test_weights_saturate():
    weights = golden.stepped(np.array([-128, 127, 5]), np.array([3, -3, 2**40]), formats.twos_complement(8))
    assert weights.tolist() == [-128, 127, -128]


# ---- the generator


def register(state: list[int]):
    """Bit by bit."""
    kept = deque(state, maxlen=127)
    while True:
        kept.append(kept[0] ^ kept[127 - 63])
        yield kept[-1]


@given(st.integers(0, 2**64 - 1), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 5), st.integers(1, 16)), max_size=4))
def test_random_words_are_the_bits_of_a_shift_register(seed, draws):
    generator = golden.Generator(seed)
    bits = register(generator.state.tolist())
    for count, lanes, width in draws:
        wanted = [[sum(next(bits) << k for k in range(width)) for _ in range(lanes)] for _ in range(count)]
        assert generator.take(count, lanes, width).tolist() == wanted or count == 0


def test_a_generator_goes_on_from_its_state():
    first = golden.Generator(3)
    first.take(5, 7, 3)
    second = golden.Generator(first.state)
    assert (first.take(9, 4, 8) == second.take(9, 4, 8)).all()


def test_the_seed_is_two_words_of_splitmix():
    """Those of seed 1234567, see ``tests/arrays/test_noise.py``."""
    words = 6457827717110365317 | 3203168211198807973 << 64
    assert golden.Generator(1234567).state.tolist() == [words >> k & 1 for k in range(127)]


def test_the_recurrence_is_of_full_length():
    """``x**127 + x**63 + 1`` divides ``x**(2**127) - x``, so, 127 being prime, it has no factors; 2**127 - 1 is prime as well."""
    power, modulus = 2, 1 << 127 | 1 << 63 | 1
    for _ in range(127):
        power = int(f"{power:b}", 4)  # a square spreads the bits
        while power.bit_length() > 127:
            power ^= modulus << power.bit_length() - 128
    assert power == 2


@pytest.mark.parametrize("state", [np.zeros(127), np.ones(126), np.full(127, 2)])
def test_a_state_that_is_none(state):
    with pytest.raises(ValueError, match=r"^the generator's state is 127 bits, not all of them zero$"):
        golden.Generator(state)
