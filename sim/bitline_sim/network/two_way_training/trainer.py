"""Steps of training: forward, and from the last layer to the first backward, gradient, update."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from bitline.network.training import Layer, Learner

from ...golden import two_way_training as golden
from .arithmetic import Arithmetic
from .products import Products
from .unfold import folded, unfolded

AT_ONCE = 500
"""Images that are classified at once."""


@dataclass(eq=False)
class Ran:
    """What a forward pass leaves behind.

    Attributes
    ----------
    seen : list of arrays, (n · places, rows)
        What the kernel of each layer has seen.
    masks, places : list of arrays
        Of each hidden layer, as it leaves: mask of the activations, and where pooling has taken them from.
    sums : array, (n, classes)
        Of the last layer.
    """

    seen: list[np.ndarray] = field(default_factory=list)
    masks: list[np.ndarray] = field(default_factory=list)
    places: list[np.ndarray | None] = field(default_factory=list)
    sums: np.ndarray = field(default_factory=lambda: np.empty(0))


class Trainer:
    """A network that learns.

    Parameters
    ----------
    learner : Learner
    arithmetic : Arithmetic
    products : Products
    seed : int
        Of the weights and of rounding.

    Attributes
    ----------
    state : State
    """

    def __init__(self, learner: Learner, arithmetic: Arithmetic, products: Products, seed: int = 0) -> None:
        self.learner, self.arithmetic, self.products = learner, arithmetic, products
        self.state = arithmetic.initial(initial_weights(learner, seed), seed)
        self.write(self.state.weights)

    def write(self, weights: Sequence[np.ndarray]) -> None:
        """Take these weights instead."""
        self.state.weights = list(weights)
        for number, matrix in enumerate(weights):
            self.products.written(number, matrix)

    def step(self, images: np.ndarray, labels: np.ndarray, annealing: int = 0) -> None:
        """Learn from a batch, at a rate that has fallen by so many bits."""
        layers, ran, exponent = self.learner.layers, self.forward(images), 0
        errors = self.arithmetic.error(ran.sums, layers[-1].shift, labels)
        for number in reversed(range(self.learner.frozen, len(layers))):
            last = number == self.learner.frozen
            products = None if last else self.products.backward(number, self.state.weights[number], errors)
            gradient = self.products.gradient(number, ran.seen[number], errors)
            self._update(number, gradient, self.learner.update_shift(number) + annealing - exponent)
            if products is not None:
                errors, shift = self._errors_below(number, products, ran)
                exponent += shift
        self.state.step += 1

    def _update(self, number: int, gradient: np.ndarray, shift: int) -> None:
        self.arithmetic.updated(self.state, number, gradient, shift)
        self.products.written(number, self.state.weights[number])

    def _errors_below(self, number: int, products: np.ndarray, ran: Ran) -> tuple[np.ndarray, int]:
        """Of a layer's products: errors of the layer below, (n · places, filters), and their exponent above those of the layer."""
        mask, places = ran.masks[number - 1], ran.places[number - 1]
        maps = folded(self.learner.layers[number], products)
        errors, shift = self.arithmetic.rescaled(maps.reshape(mask.shape), mask)
        if places is not None:
            errors = golden.routed(errors, places)
        return errors.reshape(-1, errors.shape[-1]), shift

    def forward(self, images: np.ndarray) -> Ran:
        """Images of bytes, (n, height, width), through all layers."""
        ran, values = Ran(), self.arithmetic.entered(images)
        for number, layer in enumerate(self.learner.layers):
            maps = values.reshape(-1, layer.map.height, layer.map.width, layer.map.channels)
            ran.seen.append(unfolded(layer, maps))
            ran.sums = self.products.forward(number, self.state.weights[number], ran.seen[-1])
            if number < len(self.learner.layers) - 1:
                values = self._activation(layer, ran)
        return ran

    def _activation(self, layer: Layer, ran: Ran) -> np.ndarray:
        maps = ran.sums.reshape(-1, layer.placed.height, layer.placed.width, layer.filters)
        values, mask = self.arithmetic.activation(maps, layer.shift)
        places = None
        if layer.pool:
            values, places = golden.pooled(values)
            mask = golden.picked(mask, places)
        ran.masks.append(mask)
        ran.places.append(places)
        return values

    def classes(self, images: np.ndarray) -> np.ndarray:
        """The class of the largest sum of each image, the first of equals."""
        parts = [self.forward(images[first : first + AT_ONCE]).sums.argmax(axis=1) for first in range(0, len(images), AT_ONCE)]
        return np.concatenate(parts)


def initial_weights(learner: Learner, seed: int) -> list[np.ndarray]:
    """Weights to begin with, int64, anywhere in their layer's spread."""
    rng = np.random.default_rng([seed, 2])
    return [rng.integers(-layer.spread, layer.spread + 1, (layer.rows, layer.columns)) for layer in learner.layers]
