"""Networks of ±1 weights at random."""

import itertools
from collections.abc import Sequence

import numpy as np

from bitline.network.binary.layers import BYTES, BinaryNetwork, Entry, Layer, Sums, Votes


def random_network(
    rng: np.random.Generator, sizes: Sequence[int], *, head: Votes | Sums, highest: int = 1, repeats: int = 0
) -> BinaryNetwork:
    """Layers of those sizes between values of bytes 0 … ``highest``, every other threshold a whole number."""
    layers = []
    for fan_in, outputs in itertools.pairwise(sizes):
        whole = rng.integers(-fan_in // 3, fan_in // 3 + 1, outputs).astype(np.float64)
        thresholds = np.where(rng.random(outputs) < 0.5, whole, whole + rng.random(outputs))
        weights = rng.choice([-1, 1], (1, fan_in, outputs)).astype(np.int8)
        layers.append(Layer(weights=weights, thresholds=thresholds[None], repeats=repeats))
    last = layers[-1]
    if isinstance(head, Sums):
        layers[-1] = Layer(weights=last.weights, thresholds=np.rint(last.thresholds))
    return BinaryNetwork(name="random", entry=flat(sizes[0], highest), layers=tuple(layers), head=head)


def flat(values: int, highest: int) -> Entry:
    """Images of one line, whose bytes are values up to the highest one."""
    table = np.minimum(np.arange(BYTES), highest).astype(np.uint8)
    return Entry(shape=(1, values), crop=0, size=0, table=table, pixels=np.arange(values))


def images(rng: np.random.Generator, network: BinaryNetwork, count: int) -> np.ndarray:
    return rng.integers(0, network.entry.highest + 1, (count, *network.entry.shape), dtype=np.uint8)
