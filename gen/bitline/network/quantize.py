"""A trained perceptron in floating point, and the integer network that comes nearest."""

from dataclasses import dataclass

import numpy as np

from ..params import formats
from .datasets import Examples
from .layers import Dense, Network, Requantize


@dataclass(frozen=True, eq=False)
class Perceptron:
    """A multilayer perceptron with rectifiers; its inputs are images of 0 … 1.

    Attributes
    ----------
    weights : tuple of float arrays, (inputs, outputs)
    biases : tuple of float arrays, (outputs,)
    """

    weights: tuple[np.ndarray, ...]
    biases: tuple[np.ndarray, ...]

    def sums(self, images: np.ndarray) -> list[np.ndarray]:
        """Each layer's sums for images of bytes; the last are the scores."""
        inputs, out = images.reshape(len(images), -1) / 255, []
        for weights, bias in zip(self.weights, self.biases, strict=True):
            out.append(inputs @ weights + bias)
            inputs = np.maximum(out[-1], 0)
        return out

    def gradients(self, sums: list[np.ndarray], labels: np.ndarray) -> list[np.ndarray]:
        """Gradient of the cross-entropy with respect to each layer's inputs."""
        error, out = score_gradient(sums[-1], labels), []
        for weights, before in zip(reversed(self.weights), [*reversed(sums[:-1]), None], strict=True):
            out.append(error @ weights.T)
            error = out[-1] if before is None else out[-1] * (before > 0)
        return out[::-1]


def score_gradient(scores: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Gradient of the cross-entropy with respect to the scores: softmax less one at the label."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    gradient = powers / powers.sum(axis=1, keepdims=True)
    gradient[np.arange(len(labels)), labels] -= 1
    return gradient


def quantized(perceptron: Perceptron, calibration: Examples, *, inputs: range, weights: range, errors: range) -> Network:
    """The integer network: one scale a layer, from the largest weight and the largest sum that the calibration examples reach.

    Parameters
    ----------
    inputs, weights, errors : range
        Formats of unsigned activations, signed weights and signed errors.
    """
    sums = perceptron.sums(calibration.images)
    products = perceptron.gradients(sums, calibration.labels)
    entering = [g * (s > 0) for g, s in zip(products[1:], sums[:-1], strict=True)]
    entering.append(score_gradient(sums[-1], calibration.labels))
    scales = [2.0 ** (8 - formats.width(inputs)) / 255, *(float(np.max(s, initial=0) or 1) / inputs[-1] for s in sums[:-1])]
    layers = []
    for number, (matrix, bias) in enumerate(zip(perceptron.weights, perceptron.biases, strict=True)):
        unit = float(np.abs(matrix).max() or 1) / weights[-1]
        scale = scales[number] * unit
        layers.append(
            Dense(
                name=f"layer {number + 1}",
                weights=np.rint(matrix / unit).astype(np.int64),
                bias=np.rint(bias / scale).astype(np.int64),
                scale=scale,
                requantize=Requantize.nearest(scale / scales[number + 1], inputs) if number + 1 < len(scales) else None,
                requantize_error=_error_requantize(entering[number], products[number] / unit, errors),
            )
        )
    return Network(tuple(layers), inputs)


def _error_requantize(error: np.ndarray, product: np.ndarray, to: range) -> Requantize:
    """The least shift with which a full-scale error's product does not leave its format on the calibration examples."""
    growth = np.abs(product).max() / (np.abs(error).max() or 1)
    return Requantize(1, max(0, int(np.ceil(np.log2(growth)))) if growth else 0, to)
