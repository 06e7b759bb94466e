"""Noise from a counter: the generator against published words, its samples against the normal distribution."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitline_sim.arrays import noise

PUBLISHED = {
    # Rosetta Code, "Pseudo-random numbers/Splitmix64"
    1234567: [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
    # the first words that xoshiro256** of Java, Rust's rand and others are seeded with
    0: [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F, 0xF88BB8A8724C81EC, 0x1B39896A51A8749B],
}


@pytest.mark.parametrize("seed", PUBLISHED)
def test_words_are_those_of_splitmix64(seed):
    assert noise.words(seed, np.arange(5)).tolist() == PUBLISHED[seed]


def splitmix64(state: int) -> int:
    """One word of the generator in whole numbers of any length, for a state that has been advanced."""
    mask = (1 << 64) - 1
    z = state & mask
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & mask
    z = (z ^ z >> 27) * 0x94D049BB133111EB & mask
    return z ^ z >> 31


@given(st.integers(-(1 << 65), 1 << 65), st.lists(st.integers(0, (1 << 62) - 1), min_size=1, max_size=20))
def test_words_of_any_seed_and_counter(seed, counters):
    expected = [splitmix64(seed + (counter + 1) * 0x9E3779B97F4A7C15) for counter in counters]
    assert noise.words(seed, np.array(counters)).tolist() == expected


@pytest.mark.parametrize("sigma", [100.0, 4096.0, 8 * 64 * 4096.0])
def test_table_is_symmetric_and_of_the_sigma_asked_for(sigma):
    table = noise.quantiles(sigma)
    assert (len(table), table.dtype) == (4096, np.int64)
    assert np.array_equal(table, -table[::-1]) and (np.diff(table) >= 0).all()
    assert np.sqrt(2 * np.mean(table.astype(float) ** 2)) == pytest.approx(sigma, rel=5e-5)


def test_no_noise():
    assert not noise.quantiles(0.0).any()


@pytest.mark.parametrize("seed", [0, 1, 2**63])
def test_samples_are_normal(seed):
    drawn = noise.samples(noise.quantiles(4096.0), seed, np.arange(400_000)) / 4096
    assert drawn.mean() == pytest.approx(0, abs=0.006)  # four standard errors
    assert drawn.std() == pytest.approx(1, abs=0.005)
    assert np.mean(drawn**4) == pytest.approx(3, abs=0.06)
    inside = [np.mean(np.abs(drawn) < limit) for limit in (1, 2, 3)]
    assert inside == pytest.approx([0.6827, 0.9545, 0.9973], abs=0.004)
    assert np.mean(drawn[1:] * drawn[:-1]) == pytest.approx(0, abs=0.007)


def test_samples_are_bounded():
    table = noise.quantiles(4096.0)
    assert 5.1 < 2 * table[-1] / 4096 < 5.2


def test_a_sample_depends_on_its_counter_alone():
    table = noise.quantiles(1000.0)
    all_at_once = noise.samples(table, 7, np.arange(12))
    assert all_at_once.tolist() == [noise.samples(table, 7, np.array([k]))[0] for k in range(12)]
    assert np.array_equal(all_at_once.reshape(3, 4), noise.samples(table, 7, np.arange(12).reshape(3, 4)))


def test_the_noise_that_decides_among_several():
    assert noise.majority(0) == pytest.approx((0, 1), abs=0.01)
    larger_of_two = 1 / np.pi**0.5  # one of two that fires is half of them
    assert noise.majority(1)[0] == pytest.approx(larger_of_two, abs=0.01)
    assert noise.majority(6)[1] < noise.majority(3)[1] < noise.majority(1)[1]
