"""Every signed scheme is exact where its operands end: the whole macro, simulated, against the matrix product."""

import numpy as np
import pytest

from bitline.macros.two_way.shapes import Kind
from bitline.params.two_way import DIRECTIONS, TwoWay
from bitline_sim.arrays.two_way import model
from macros.two_way.device import Device, Operation, product, writing
from parameters import two_way

INPUT_SIGNS = ("twos_complement", "sign_magnitude", "offset_binary")
WEIGHT_SIGNS = ("twos_complement", "offset_binary", "differential")


def macro(bits: int, sign: str, weight_sign: str, layout: str, digit_bits: int) -> TwoWay:
    """Four rows of two weights, and converters that suffice."""
    return two_way(
        array={"rows": 4, "columns": 2, "lines_per_read": 2, "layout": layout},
        input={"bits": bits, "digit_bits": digit_bits, "sign": sign},
        weight={"bits": bits, "sign": weight_sign},
        adc={"bits": 3, "share": 2},
    )


def weights(p: TwoWay) -> list[np.ndarray]:
    """All lowest, and the ends beside each other and beside those next to zero."""
    low, high = p.weights[0], p.weights[-1]
    return [np.full((4, 2), low), np.array([[low, high], [high, low], [low, -1], [0, high]])]


def vectors(p: TwoWay, lines: int) -> list[np.ndarray]:
    """The same of signed inputs."""
    low, high = p.inputs[True][0], p.inputs[True][-1]
    return [np.full(lines, low), np.resize([low, high, -1, 0], lines)]


def check(p: TwoWay) -> None:
    assert p.exact
    device, operations, expected = Device(p, model(p, "ideal", 0)), [Operation(Kind.CLEAR)], []
    for w in weights(p):
        operations += writing(w)
        for direction in DIRECTIONS:
            for x in vectors(p, p.sides[direction].lines):
                operations.append(product(direction, x, signed=True))
                expected.append((x @ (w.T if direction == "backward" else w)).tolist())
    assert device.run(operations).results == expected


@pytest.mark.parametrize(("bits", "layout", "digit_bits"), [(8, "planes", 1), (3, "interleaved", 2)])
@pytest.mark.parametrize("weight_sign", WEIGHT_SIGNS)
@pytest.mark.parametrize("sign", INPUT_SIGNS)
def test_the_ends_of_every_scheme(sign: str, weight_sign: str, bits: int, layout: str, digit_bits: int) -> None:
    check(macro(bits, sign, weight_sign, layout, digit_bits))
