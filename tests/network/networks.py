"""A small network and a small macro that needs several tiles for it."""

import itertools

import numpy as np

from bitline.network.datasets import Examples
from bitline.network.layers import Network
from bitline.network.quantize import Perceptron, quantized
from bitline.params import parse
from bitline.params.two_way import TwoWay

SIZES = (20, 9, 3)


def macro(settings: str = "") -> TwoWay:
    """12 rows by 8 columns; ``settings`` is more TOML."""
    p = parse(f'extends = "two_way"\n{settings}\n[array]\nrows = 12\ncolumns = 8\nlines_per_read = 6\n[adc]\nshare = 4\n', "test")
    assert isinstance(p, TwoWay)
    return p


def examples(count: int) -> Examples:
    rng = np.random.default_rng(7)
    return Examples(rng.integers(0, 256, (count, 4, 5), dtype=np.uint8), rng.integers(0, 3, count).astype(np.uint8))


def perceptron() -> Perceptron:
    rng = np.random.default_rng(6)
    weights = tuple(rng.normal(0, 0.5, pair) for pair in itertools.pairwise(SIZES))
    return Perceptron(weights, tuple(rng.normal(0, 0.1, size) for size in SIZES[1:]))


def network(p: TwoWay) -> Network:
    return quantized(perceptron(), examples(50), inputs=p.inputs[False], weights=p.weights, errors=p.inputs[True])
