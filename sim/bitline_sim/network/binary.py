"""Networks of ±1 weights in plain integers, and on the binary macro with a model of its array."""

from dataclasses import dataclass

import numpy as np

from bitline.network.binary.layers import BinaryNetwork, Layer, Sums, Votes
from bitline.network.binary.mapping import Mapping

from ..golden.binary import Chip, Machine

BATCH = 1000
"""Images that are run side by side: what differs between them stays in tens of megabytes."""


@dataclass(frozen=True, eq=False)
class Passed:
    """What became of n images.

    Attributes
    ----------
    bits : list of uint8 arrays, (n, values)
        Of each layer but the last.
    scores : int64 array, (n, classes)
    labels : int64 array, (n,)
    """

    bits: list[np.ndarray]
    scores: np.ndarray
    labels: np.ndarray


def exact(network: BinaryNetwork, images: np.ndarray) -> Passed:
    """Images through a network in integers: what the macro must give on an ideal array."""
    values, bits = network.entry.values(images), []
    *hidden, last = network.layers
    for layer in hidden:
        sums = _sums(layer, values)
        values = np.concatenate([sums[:, place] >= layer.thresholds[layer.kernel(place)] for place in range(layer.places)], axis=1)
        bits.append(values.astype(np.uint8))
    sums, thresholds = _sums(last, values)[:, 0], last.thresholds[0]
    if isinstance(network.head, Votes):
        fired = sum((sums >= thresholds + shift).astype(np.int64) for shift in network.head.shifts)
        scores = np.asarray(fired).reshape(len(images), network.head.classes, -1).sum(axis=2)
    else:
        scores = sums - np.ceil(thresholds).astype(np.int64)
    return Passed(bits, scores, labels_of(network, scores))


def _sums(layer: Layer, values: np.ndarray) -> np.ndarray:
    """Weights times values: (n, places, outputs), int64; in doubles, which hold every such integer."""
    parts = values.reshape(len(values), layer.places, layer.fan_in).astype(np.float64)
    kernels = [layer.weights[layer.kernel(place)].astype(np.float64) for place in range(layer.places)]
    return np.stack([parts[:, place] @ kernel for place, kernel in enumerate(kernels)], axis=1).astype(np.int64)


def labels_of(network: BinaryNetwork, scores: np.ndarray) -> np.ndarray:
    """The class of the highest score, scaled where the head says so; the lowest of several such."""
    head = network.head
    if isinstance(head, Sums) and head.scale is not None and head.offset is not None:
        return (scores * head.scale + head.offset).argmax(axis=1)
    return scores.argmax(axis=1)


class OnMacro:
    """A mapped network on one chip, written and, where wanted, trimmed.

    Parameters
    ----------
    mapping : Mapping
    array : Chip
        See :class:`bitline_sim.arrays.binary.Array`.
    trim_repeats : int, optional
        Logarithm of the decisions that a digit of the trim rests on; without, offsets stay as they are.
    """

    def __init__(self, mapping: Mapping, array: Chip, trim_repeats: int | None = None) -> None:
        self.mapping = mapping
        self._machine = Machine(mapping.p, array)
        for row, cells in enumerate(mapping.cells):
            self._machine.write_row(row, cells)
        if trim_repeats is not None:
            self._machine.trim(trim_repeats)
            self._machine.use_trim = True
        self._machine.load(mapping.program)

    def scores(self, images: np.ndarray) -> np.ndarray:
        """Scores of images: (n, classes), int64."""
        parts = []
        for start in range(0, len(images), BATCH):
            inputs = self.mapping.inputs(images[start : start + BATCH])
            parts.append(self._machine.run(inputs, self.mapping.reloaded).scores[-1])
        return np.concatenate(parts) - self.mapping.score_offset

    def labels(self, images: np.ndarray) -> np.ndarray:
        return labels_of(self.mapping.network, self.scores(images))
