"""From a perceptron in floating point to integers."""

import itertools

import numpy as np
import pytest

from bitline.network.datasets import Examples
from bitline.network.quantize import Perceptron, quantized, score_gradient
from bitline.params import formats

RNG = np.random.default_rng(5)
SIZES = (12, 9, 7, 4)
PERCEPTRON = Perceptron(
    tuple(RNG.normal(0, 0.5, pair) for pair in itertools.pairwise(SIZES)),
    tuple(RNG.normal(0, 0.1, size) for size in SIZES[1:]),
)
EXAMPLES = Examples(RNG.integers(0, 256, (60, 3, 4), dtype=np.uint8), RNG.integers(0, 4, 60).astype(np.uint8))


def loss(scores: np.ndarray, labels: np.ndarray) -> np.ndarray:
    return np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(len(labels)), labels]


def test_gradient_of_the_scores_is_that_of_the_loss() -> None:
    scores, labels, step = RNG.normal(0, 2, (5, 4)), np.array([0, 1, 2, 3, 0]), 1e-6
    for k in range(4):
        moved = scores + step * np.eye(4)[k]
        assert np.allclose((loss(moved, labels) - loss(scores, labels)) / step, score_gradient(scores, labels)[:, k], atol=1e-5)


def test_gradients_at_the_inputs_are_those_of_the_loss() -> None:
    found = PERCEPTRON.gradients(PERCEPTRON.sums(EXAMPLES.images), EXAMPLES.labels)
    assert [gradient.shape[1] for gradient in found] == list(SIZES[:-1])
    images = EXAMPLES.images.astype(float)
    step = 1e-7  # so small that no rectifier is crossed
    for pixel in range(12):
        moved = images + step * 255 * np.eye(12)[pixel].reshape(3, 4)
        rise = (loss(PERCEPTRON.sums(moved)[-1], EXAMPLES.labels) - loss(PERCEPTRON.sums(images)[-1], EXAMPLES.labels)) / step
        assert np.allclose(rise, found[0][:, pixel], atol=1e-5)


@pytest.mark.parametrize(("bits", "allowed"), [(8, 0.02), (4, 0.5)])
def test_integers_come_near(bits: int, allowed: float) -> None:
    inputs, signed = formats.unsigned(bits), formats.twos_complement(bits)
    network = quantized(PERCEPTRON, EXAMPLES, inputs=inputs, weights=signed, errors=signed)
    values = network.entered(EXAMPLES.images)
    for layer, wanted in zip(network.layers, PERCEPTRON.sums(EXAMPLES.images), strict=True):
        assert values.min() >= 0 and values.max() <= inputs[-1]
        assert np.abs(layer.weights).max() == signed[-1]
        sums = values @ layer.weights + layer.bias
        assert np.abs(sums * layer.scale - wanted).max() <= allowed * np.abs(wanted).max()
        values = layer.requantize(sums) if layer.requantize else values


def test_full_scale_errors_stay_inside_their_format() -> None:
    errors = formats.twos_complement(8)
    network = quantized(PERCEPTRON, EXAMPLES, inputs=formats.unsigned(8), weights=errors, errors=errors)
    gradient = score_gradient(PERCEPTRON.sums(EXAMPLES.images)[-1], EXAMPLES.labels)
    entering = np.rint(gradient / np.abs(gradient).max() * 127).astype(np.int64)
    products = entering @ network.layers[-1].weights.T
    left = network.layers[-1].requantize_error(products)
    assert 127 // 2 <= np.abs(left).max() <= 127


def test_a_dead_perceptron_becomes_a_dead_network() -> None:
    dead = Perceptron((np.zeros((12, 3)), np.zeros((3, 4))), (np.zeros(3), np.zeros(4)))
    network = quantized(dead, EXAMPLES, inputs=range(256), weights=range(-128, 128), errors=range(-128, 128))
    assert all(not layer.weights.any() and not layer.bias.any() for layer in network.layers)
