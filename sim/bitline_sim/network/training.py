"""Trains the perceptron of the demonstration, in floating point."""

from collections.abc import Callable
from typing import Any

import numpy as np
from sklearn.neural_network import MLPClassifier

from bitline.network.datasets import Examples
from bitline.network.quantize import Perceptron


def train(examples: Examples, hidden: int, epochs: int, seed: int, progress: Callable[[], None] = lambda: None) -> Perceptron:
    """A perceptron of one hidden layer; ``progress`` is called after each epoch.

    The same seed makes the same perceptron each time.
    """
    images = examples.images.reshape(len(examples), -1).astype(np.float32) / 255
    batch: Any = min(100, len(examples))  # the package's types know only "auto"
    model = MLPClassifier((hidden,), batch_size=batch, learning_rate_init=2e-3, random_state=seed)
    for _ in range(epochs):
        model.partial_fit(images, examples.labels, classes=np.unique(examples.labels))
        progress()
    return Perceptron(tuple(w.astype(np.float64) for w in model.coefs_), tuple(b.astype(np.float64) for b in model.intercepts_))
