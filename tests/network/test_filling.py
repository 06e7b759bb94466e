"""Operands fill a macro's formats, and the sums come back."""

import numpy as np
import pytest

from bitline.network.filling import Filling, filling
from bitline.params import preset
from bitline.params.two_way import TwoWay


def macro() -> TwoWay:
    p = preset("two_way")
    assert isinstance(p, TwoWay)
    return p


@pytest.mark.parametrize(
    ("inputs", "weights", "expected"),
    [
        (range(8), [-4, 3], Filling(5, 5)),
        (range(-4, 4), [-1, 1], Filling(5, 6)),
        (range(256), [-128, 127], Filling(0, 0)),
        (range(129), [-64, 63], Filling(0, 1)),
        (range(-3, 4), [-1, 0], Filling(5, 7)),
    ],
)
def test_as_far_as_the_formats_allow(inputs: range, weights: list[int], expected: Filling) -> None:
    p, found = macro(), filling(macro(), inputs, np.array(weights))
    assert found == expected
    for values, places, known in ((inputs, found.inputs, p.inputs[inputs[0] < 0]), (weights, found.weights, p.weights)):
        fits = [all(value << each in known for value in (values[0], values[-1])) for each in (places, places + 1)]
        assert fits == [True, False]


def test_nothing_to_shift_ends() -> None:
    assert filling(macro(), range(1), np.zeros(3, np.int64)).places < 20


def test_no_place_is_lost() -> None:
    assert Filling(5, 6).sums(np.array([-(1 << 40) - 1])).tolist() == [-(2.0**29) - 2.0**-11]
