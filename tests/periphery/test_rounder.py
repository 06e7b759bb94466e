"""The rounder against the reference, which is held against fractions: any value, shift and random number."""

from fractions import Fraction
from math import floor

import numpy as np
import pytest

from bitline.params import formats
from bitline.periphery.rounder import Rounder
from bitline_sim.golden.two_way_training import rounded_step
from hardware import trace

VALUE_BITS, OUTPUT_BITS = 12, 6
SHIFTS = formats.span(-40, 40)


def rounder(random_bits: int) -> Rounder:
    return Rounder(value_bits=VALUE_BITS, output_bits=OUTPUT_BITS, random_bits=random_bits, shift=SHIFTS, role="test")


def shown(device: Rounder, settings: list[dict[str, int]]) -> list[int]:
    """What comes out of each, two cycles later."""
    return [value for (value,) in trace(device, [*settings, {}, {}], ["o"])][2:]


def drawn(seed: int, count: int) -> list[tuple[int, int]]:
    rng = np.random.default_rng(seed)
    ends = [-(1 << VALUE_BITS - 1), (1 << VALUE_BITS - 1) - 1, 0, -1, 1]
    values = [*ends * 4, *rng.integers(ends[0], ends[1] + 1, count - 20).tolist()]
    return [(value, int(rng.integers(-3, 16)) if rng.integers(4) else int(rng.integers(-40, 41))) for value in values]


def kept(wanted: int, got: int) -> bool:
    """Whether it is right: within the format, or far beyond it in the same direction."""
    to = formats.twos_complement(OUTPUT_BITS)
    return got == wanted if wanted in to else got == to[-1] if wanted > to[-1] else got in (to[0], to[0] + 1)


@pytest.mark.parametrize("random_bits", [0, 4])
def test_to_nearest(random_bits: int) -> None:
    cases = drawn(1, 400)
    got = shown(rounder(random_bits), [{"value": value, "shift": shift} for value, shift in cases])
    wanted = [round(Fraction(value) / Fraction(2) ** shift) for value, shift in cases]
    assert all(map(kept, wanted, got))


@pytest.mark.parametrize("random_bits", [1, 4])
def test_stochastically(random_bits: int) -> None:
    cases = [(value, shift, number % (1 << random_bits)) for number, (value, shift) in enumerate(drawn(2, 400))]
    settings = [{"value": value, "shift": shift, "random": random, "stochastic": 1} for value, shift, random in cases]
    wanted = [int(rounded_step(np.array(value), shift, np.array(random), random_bits)) for value, shift, random in cases]
    assert all(map(kept, wanted, shown(rounder(random_bits), settings)))


def test_every_random_number_as_often_gives_the_quotient_on_average() -> None:
    value, shift, bits = 413, 6, 4
    settings = [{"value": value, "shift": shift, "random": random, "stochastic": 1} for random in range(1 << bits)]
    mean = Fraction(sum(shown(rounder(bits), settings)), 1 << bits)
    assert floor(mean * 16) == floor(Fraction(value, 1 << shift) * 16 + Fraction(1, 2))
