"""Forward and backward through an integer network; what makes the products is an argument."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from bitline.network.datasets import Examples
from bitline.network.layers import Network
from bitline.network.quantize import score_gradient
from bitline.params.two_way import Direction

Product = Callable[[int, Direction, np.ndarray], np.ndarray]
"""Layer number, direction and vectors (n, lines) to products (n, outputs); inputs forward are unsigned, errors backward signed."""

Done = Callable[[int], None]

BATCH = 32
"""Vectors that are multiplied at once: what macros make of them, a code a converter and evaluation, stays in tens of megabytes."""


def _nobody(_: int) -> None:
    pass


@dataclass(frozen=True, eq=False)
class Forward:
    """What a forward pass leaves behind.

    Attributes
    ----------
    inputs, sums : list of int64 arrays, (n, …)
        Of each layer.
    """

    inputs: list[np.ndarray]
    sums: list[np.ndarray]

    @property
    def scores(self) -> np.ndarray:
        return self.sums[-1]

    @property
    def classes(self) -> np.ndarray:
        """The class of the highest score, the first of equals."""
        return self.scores.argmax(axis=1)


@dataclass(frozen=True, eq=False)
class Backward:
    """What a backward pass leaves behind.

    Attributes
    ----------
    errors : list of int64 arrays, (n, outputs)
        What enters each layer.
    products : list of int64 arrays, (n, inputs)
        What each layer makes of it.
    """

    errors: list[np.ndarray]
    products: list[np.ndarray]


@dataclass(frozen=True, eq=False)
class Ran:
    """A forward pass, and the backward pass that followed."""

    forward: Forward
    backward: Backward


def exact(network: Network) -> Product:
    """Plain integer products: what the golden model of every macro must give where its converters are exact."""

    def product(number: int, direction: Direction, vectors: np.ndarray) -> np.ndarray:
        weights = network.layers[number].weights
        return _integer_product(vectors, weights.T if direction == "backward" else weights)

    return product


def _integer_product(vectors: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """In double precision, which multiplies faster and is exact as long as no partial sum passes 2**53."""
    assert vectors.shape[1] * (1 << 15) < 1 << 53, "8-bit operands of so many terms may not be exact"
    return (vectors.astype(np.float64) @ matrix.astype(np.float64)).astype(np.int64)


def run(network: Network, examples: Examples, product: Product, errors: range, done: Done = _nobody) -> Ran:
    """Run examples forward, and the errors of their scores backward; ``errors`` is their format.

    A batch at a time; ``done`` is told the size of each that is through a pass.
    """
    ran = forward(network, examples.images, product, done)
    return Ran(ran, backward(network, ran, score_errors(network, ran.scores, examples.labels, errors), product, done))


def forward(network: Network, images: np.ndarray, product: Product, done: Done = _nobody) -> Forward:
    """Run images through the network, see :func:`run`."""
    inputs: list[list[np.ndarray]] = [[] for _ in network.layers]
    sums: list[list[np.ndarray]] = [[] for _ in network.layers]
    for part in _batches(len(images)):
        values = network.entered(images[part])
        for number, layer in enumerate(network.layers):
            inputs[number].append(values)
            sums[number].append(product(number, "forward", values) + layer.bias)
            values = layer.requantize(sums[number][-1]) if layer.requantize else values
        done(len(values))
    return Forward(_joined(inputs), _joined(sums))


def backward(network: Network, ran: Forward, errors: np.ndarray, product: Product, done: Done = _nobody) -> Backward:
    """Run the errors of the scores back through the network, see :func:`run`."""
    entered: list[list[np.ndarray]] = [[] for _ in network.layers]
    products: list[list[np.ndarray]] = [[] for _ in network.layers]
    for part in _batches(len(errors)):
        values = errors[part]
        for number in reversed(range(len(network.layers))):
            entered[number].append(values)
            products[number].append(product(number, "backward", values))
            if number:
                values = network.layers[number].requantize_error(products[number][-1]) * (ran.sums[number - 1][part] > 0)
        done(len(values))
    return Backward(_joined(entered), _joined(products))


def _batches(count: int) -> Iterator[slice]:
    return (slice(start, min(start + BATCH, count)) for start in range(0, count, BATCH))


def _joined(parts: list[list[np.ndarray]]) -> list[np.ndarray]:
    return [np.concatenate(of_a_layer) for of_a_layer in parts]


def score_errors(network: Network, scores: np.ndarray, labels: np.ndarray, to: range) -> np.ndarray:
    """Gradient of the cross-entropy as integers: times the largest power of two with which all fit their format."""
    gradient = score_gradient(scores * network.layers[-1].scale, labels)
    exponent = np.floor(np.log2(to[-1] / max(np.abs(gradient).max(), 1e-12)))
    return np.rint(gradient * 2.0**exponent).astype(np.int64)
