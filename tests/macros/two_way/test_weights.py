"""Weights as cells, both ways, in every scheme."""

import itertools

import numpy as np
import pytest

from bitline.macros.two_way.weights import WeightDecoder, WeightEncoder
from bitline.params.two_way import TwoWay
from bitline_sim.golden import two_way as golden
from hardware import settled
from macros.two_way.cases import TINY
from macros.two_way.device import packed, unpacked
from parameters import variant

SIGNS = ("twos_complement", "offset_binary", "differential")


def of_four(sign: str, bits: int) -> TwoWay:
    """Beats of four words."""
    return variant(TINY, weight={"sign": sign, "bits": bits})


def beats(values: list[int]) -> list[list[int]]:
    """The values, four a beat, the last beat padded."""
    return [(values[start:] + [0] * 4)[:4] for start in range(0, len(values), 4)]


def encoded(p: TwoWay, words: list[list[int]]) -> list[list[int]]:
    cells = settled(WeightEncoder(p), [{"weights": [w % (1 << p.weight.bits) for w in beat]} for beat in words], "cells")
    return [unpacked(each, 1, 4 * len(p.planes)) for each in cells]


def decoded(p: TwoWay, cells: list[list[int]]) -> list[list[int]]:
    words = settled(WeightDecoder(p), [{"cells": packed(each, 1)} for each in cells], "weights")
    top = 1 << p.weight.bits - 1
    return [[(word ^ top) - top for word in beat] for beat in words]


@pytest.mark.parametrize("bits", [2, 3, 8])
@pytest.mark.parametrize("sign", SIGNS)
def test_every_weight_becomes_its_cells_and_comes_back(sign, bits):
    p = of_four(sign, bits)
    words = beats(list(p.weights))
    cells = [golden.cells(p, np.array(beat)).ravel().tolist() for beat in words]
    assert encoded(p, words) == cells
    assert decoded(p, cells) == words


@pytest.mark.parametrize("bits", [2, 3])
@pytest.mark.parametrize("sign", SIGNS)
def test_whatever_cells_hold_is_read(sign, bits):
    p = of_four(sign, bits)
    every = list(itertools.product((0, 1), repeat=len(p.planes)))
    cells = [[*each, *every[0], *every[-1], *each] for each in every]
    expected = [golden.weights_of_cells(p, np.array(each).reshape(4, -1)).tolist() for each in cells]
    assert decoded(p, cells) == expected
