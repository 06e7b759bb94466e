"""Gradients that training takes from an array are those that the engine makes, of noisy arrays too: the order is the same."""

from typing import Any

import numpy as np
import pytest

from bitline.params.two_way import Direction, TwoWay
from bitline.params.two_way_training import TwoWayTraining, instruction
from bitline_sim.arrays import two_way as arrays
from bitline_sim.golden import two_way as golden
from bitline_sim.network.macros import product
from bitline_sim.network.two_way_training.gradient_array import GradientArray
from bitline_sim.scoreboard.two_way_training.array_gradient import ArrayGradient
from macros.two_way_training.cases import variant


def noisy(**sections: Any) -> TwoWayTraining:
    """A small engine with a gradient array that often gives other codes."""
    nonideal = {"noise_sigma": 0.5} | sections.pop("nonideal", {})
    return variant(nonideal=nonideal, training={"gradient": "array"}, **sections)


CASES = {
    "two's complement": noisy(),
    "magnitudes": noisy(input={"sign": "sign_magnitude"}, adc={"bits": 1}),
    "offset, flash, stuck cells": noisy(input={"sign": "offset_binary"}, adc={"kind": "flash"}, nonideal={"stuck_cells": 0.1}),
    "three lines a read": noisy(array={"rows": 9, "columns": 6, "lines_per_read": 3}, adc={"share": 3}),
}


class Model:
    """An array's model, asked as the engine asks its macros."""

    def __init__(self, macro: TwoWay, seed: int) -> None:
        self.macro, self.array = macro, arrays.model(macro, "typical", seed)
        self.held = np.zeros((macro.array.rows, macro.array.columns), np.int64)

    def product(self, macro: int, direction: Direction, signed: bool, vector: np.ndarray) -> np.ndarray:
        return product(self.macro, self.array, self.held, direction, vector[None], signed=signed)[0]

    def write(self, macro: int, row: int, group: int, weights: np.ndarray, clearing: bool = False) -> None:
        self.array.write(row, group, golden.cells(self.macro, weights).ravel())
        at = slice(group * len(weights), (group + 1) * len(weights))
        self.held[row, at] = self.read(macro, row, group)

    def read(self, macro: int, row: int, group: int) -> np.ndarray:
        return golden.weights_of_cells(self.macro, self.array.read(row, group).reshape(-1, len(self.macro.planes)))

    def verify(self, macro: int, row: int, group: int, weights: np.ndarray) -> int:
        raise AssertionError


def made(p: TwoWayTraining, macro: TwoWay, x: np.ndarray, e: np.ndarray) -> np.ndarray:
    """The gradients of whole words of inputs and errors, as the engine adds them up."""
    lanes = p.array.lines_per_read
    words = -(-e.shape[1] // lanes)
    sums = np.zeros((x.shape[1] * words, lanes), np.int64)
    given = instruction("gradient", window_words=x.shape[1] // lanes, dense_words=words, outputs=e.shape[1])
    errors = np.pad(e, ((0, 0), (0, words * lanes - e.shape[1]))).reshape(len(e), words, lanes)
    for address, word in ArrayGradient(macro, Model(macro, 4), 0).words(given, x.reshape(len(x), -1, lanes), errors):
        sums[address] += word
    return sums.reshape(x.shape[1], -1)[:, : e.shape[1]]


@pytest.mark.parametrize("positions", [3, 8, 20])
@pytest.mark.parametrize("p", CASES.values(), ids=CASES)
def test_the_reference_is_the_engine(p: TwoWayTraining, positions: int) -> None:
    macro = p.gradient_macro
    assert macro is not None
    rng, inputs = np.random.default_rng(positions), 5 * p.array.lines_per_read
    x, e = rng.integers(0, p.activations[-1] + 1, (positions, inputs)), rng.integers(-31, 32, (positions, 5))
    got = made(p, macro, x, e)
    assert np.array_equal(got, GradientArray(macro, "typical", 4).gradient(x, e))
    assert (got != x.T @ e).any()
