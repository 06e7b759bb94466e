"""What the numbers of a layer mean, against fractions."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitline.network.layers import LARGEST_SHIFT, MULTIPLIER_BITS, Dense, Network, Requantize
from bitline.params import formats
from strategies import between

SUMS = formats.twos_complement(46)


def requantized(value: int, multiplier: int, shift: int, to: range) -> int:
    """The definition: Python rounds fractions half to even."""
    return min(max(round(Fraction(value * multiplier, 1 << shift)), to[0]), to[-1])


@given(
    values=st.lists(between(SUMS[0], SUMS[-1]) | st.integers(-1000, 1000), min_size=1),
    multiplier=between(0, (1 << MULTIPLIER_BITS) - 1),
    shift=between(0, LARGEST_SHIFT),
    to=st.sampled_from([range(256), range(-128, 128), range(2), SUMS]),
)
def test_requantizes_by_its_definition(values: list[int], multiplier: int, shift: int, to: range) -> None:
    wanted = [requantized(value, multiplier, shift, to) for value in values]
    assert Requantize(multiplier, shift, to)(np.array(values)).tolist() == wanted


def test_halves_go_to_the_even_neighbour() -> None:
    assert Requantize(1, 1, range(-9, 9))(np.arange(-7, 8, 2)).tolist() == [-4, -2, -2, 0, 0, 2, 2, 4]


@given(exponent=st.floats(-31, 14.99))
def test_the_nearest_is_near(exponent: float) -> None:
    factor = 2.0**exponent
    found = Requantize.nearest(factor, range(256))
    assert abs(found.multiplier / 2**found.shift / factor - 1) <= 2.0**-16


def test_refuses_what_no_register_holds() -> None:
    with pytest.raises(ValueError, match=r"^a multiplier has 16 bits, and 65536 does not fit$"):
        Requantize(1 << 16, 0, range(2))
    with pytest.raises(ValueError, match=r"^a shift lies in 0 … 47, not 48$"):
        Requantize(1, 48, range(2))


@pytest.mark.parametrize(("bits", "wanted"), [(8, [0, 1, 128, 255]), (4, [0, 0, 8, 15]), (1, [0, 0, 1, 1])])
def test_images_enter_with_their_upper_bits(bits: int, wanted: list[int]) -> None:
    layer = Dense(
        name="", weights=np.zeros((4, 3)), bias=np.zeros(3), scale=1.0, requantize=None, requantize_error=Requantize(1, 0, range(2))
    )
    network = Network((layer,), formats.unsigned(bits))
    images = np.array([[[0, 1], [128, 255]]], np.uint8)
    assert network.entered(images).tolist() == [wanted]
    assert network.name == "4-3"
