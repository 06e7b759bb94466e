"""Convolutional networks of few levels in plain integers: what the entry-counting macro must give."""

from dataclasses import dataclass

import numpy as np

from bitline.network.entry_counting.layers import Layer, LsqNetwork

from ..golden.requantizer import requantized

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

    @property
    def labels(self) -> np.ndarray:
        """The class of the highest score, the first of equals."""
        return self.scores.argmax(axis=1)


def exact(network: LsqNetwork, images: np.ndarray) -> Passed:
    """Images of bytes through a network in integers."""
    inputs = [network.entered(images)]
    for layer in network.layers[:-1]:
        inputs.append(results(layer, inputs[-1]))
    return Passed(inputs, results(network.layers[-1], inputs[-1]).reshape(len(images), -1))


def accuracy(network: LsqNetwork, images: np.ndarray, labels: np.ndarray) -> float:
    """Share of the images that are given their label."""
    parts = [exact(network, images[start : start + BATCH]).labels for start in range(0, len(images), BATCH)]
    return float((np.concatenate(parts) == labels).mean())


def results(layer: Layer, inputs: np.ndarray, residual: np.ndarray | None = None) -> np.ndarray:
    """What leaves a layer: (n, height, width, channels), int64."""
    made = sums(layer, inputs)
    if layer.rescale is None:
        return made
    r = layer.rescale
    added = 0 if residual is None else residual * r.residual_multiplier
    return pooled(requantized(made, r.bias, r.multiplier, r.shift, 0, r.low, r.high, np.asarray(added)), layer.pool)


def sums(layer: Layer, inputs: np.ndarray) -> np.ndarray:
    """Weights times patches; in doubles, which hold every such integer."""
    return (layer.patches(inputs).astype(np.float64) @ layer.matrix.T.astype(np.float64)).astype(np.int64)


def pooled(values: np.ndarray, side: int) -> np.ndarray:
    """The largest of each window."""
    n, height, width, channels = values.shape
    whole = values[:, : height // side * side, : width // side * side]
    return whole.reshape(n, height // side, side, width // side, side, channels).max(axis=(2, 4))
