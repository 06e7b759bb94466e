"""Convolutional networks of few levels: in plain integers, and by the counts that the entry-counting macro makes."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bitline.network.convolution import Layer
from bitline.network.entry_counting.layers import LsqNetwork
from bitline.params.entry_counting import EntryCounting

from ..golden.requantizer import requantized
from .integers import Sums

BATCH = 500
"""Images whose patches are kept at a time: tens of megabytes."""


@dataclass(frozen=True, eq=False)
class Passed:
    """What became of n images.

    Attributes
    ----------
    inputs : list of int64 arrays, (n, height, width, inputs)
        Of each layer.
    scores : int64 array, (n, classes)
    """

    inputs: list[np.ndarray]
    scores: np.ndarray


def exact(layer: Layer, inputs: np.ndarray) -> np.ndarray:
    """Weights times patches; in doubles, which hold every such integer."""
    return (layer.patches(inputs).astype(np.float64) @ layer.matrix.T.astype(np.float64)).astype(np.int64)


def counted(p: EntryCounting) -> Sums:
    """The same by classes: lanes that hold a pair of magnitudes, counted up or down, times the product of the magnitudes."""

    def sums(layer: Layer, inputs: np.ndarray) -> np.ndarray:
        patches = layer.patches(inputs)
        weights, activations = (_by_magnitude(levels) for levels in (layer.matrix, patches))
        counts = (i * j * (activations(j) @ weights(i).T) for i, j in p.classes)
        return np.rint(sum(counts, np.zeros(1))).astype(np.int64)

    return sums


def _by_magnitude(levels: np.ndarray) -> Callable[[int], np.ndarray]:
    """The signs of the entries that have a magnitude, zero elsewhere; counts of them are exact in single precision."""
    return lambda magnitude: (np.sign(levels) * (np.abs(levels) == magnitude)).astype(np.float32)


def passed(network: LsqNetwork, images: np.ndarray, sums: Sums = exact) -> Passed:
    """Images of bytes through a network."""
    inputs = [network.entered(images)]
    for layer in network.layers[:-1]:
        inputs.append(results(layer, inputs[-1], sums=sums))
    return Passed(inputs, results(network.layers[-1], inputs[-1], sums=sums).reshape(len(images), -1))


def scores(network: LsqNetwork, images: np.ndarray, sums: Sums = exact) -> np.ndarray:
    """Scores of any number of images: (n, classes), int64."""
    return np.concatenate([passed(network, images[k : k + BATCH], sums).scores for k in range(0, len(images), BATCH)])


def results(layer: Layer, inputs: np.ndarray, residual: np.ndarray | None = None, sums: Sums = exact) -> np.ndarray:
    """What leaves a layer: (n, height, width, channels), int64."""
    made = sums(layer, inputs)
    if layer.rescale is None:
        return made
    r = layer.rescale
    added = np.array(0) if residual is None else residual * r.residual_multiplier
    return pooled(requantized(made, r.bias, r.multiplier, r.shift, r.zero_point, r.low, r.high, added), layer.pool)


def pooled(values: np.ndarray, side: int) -> np.ndarray:
    """The largest of each window."""
    n, height, width, channels = values.shape
    whole = values[:, : height // side * side, : width // side * side]
    return whole.reshape(n, height // side, side, width // side, side, channels).max(axis=(2, 4))
