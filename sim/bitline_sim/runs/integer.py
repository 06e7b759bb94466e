"""What runs of networks of integers share: where networks come from, images, accuracy."""

import time

import numpy as np

from bitline.network.datasets import Dataset, Examples
from bitline.network.entry_counting.graph import graph
from bitline.network.entry_counting.store import load
from bitline.network.idx import DataError
from bitline.network.integers import IntegerNetwork
from bitline.network.onnx_import import imported
from bitline.network.rescaling import Widths

from ..network.integers import Sums, exact, scores
from . import network_named


def network_of(name: str, widths: Widths | None = None) -> IntegerNetwork:
    """A built-in network, or the one in a file, for requantizers of the widths given.

    Raises
    ------
    DataError
        Where there is none.
    """
    return network_named(name, {".npz": lambda path: graph(load(path)), ".onnx": lambda path: imported(path, widths)})


def images_of(network: IntegerNetwork, data: Dataset, examples: Examples) -> np.ndarray:
    """The images of examples.

    Raises
    ------
    DataError
        Where the network takes others.
    """
    height, width = examples.images.shape[1:]
    entry = network.entry
    if entry.channels * entry.size[0] * entry.size[1] != height * width or entry.size not in ((height, width), (1, 1)):
        sizes = (
            f"{entry.channels} x {entry.size[0]} x {entry.size[1]}" if entry.channels > 1 else f"{entry.size[0]}x{entry.size[1]}"
        )
        raise DataError(f"{network.name} takes images of {sizes}, and {data.name} has {height}x{width}")
    return examples.images


def timed(network: IntegerNetwork, images: np.ndarray, sums: Sums = exact) -> tuple[np.ndarray, float]:
    """Scores of images, and how many images a second of processor time."""
    begun = time.process_time()
    found = scores(network, images, sums)
    return found, round(len(images) / (time.process_time() - begun), 1)


def accuracy(network: IntegerNetwork, scores: np.ndarray, examples: Examples) -> float:
    """The share of examples that get their label."""
    return float((network.head.labels(scores) == examples.labels).mean())
