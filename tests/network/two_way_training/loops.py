"""A step of training in Python's integers, value by value: what the trainer must equal."""

from collections.abc import Iterator
from fractions import Fraction
from math import floor

from bitline.network.training import Layer, Learner
from bitline.params.two_way_training import TwoWayTraining

Matrix = list[list[int]]


def rounded(value: int, shift: int) -> int:
    return round(Fraction(value) / Fraction(2) ** shift)


def clip(value: int, low: int, high: int) -> int:
    return max(low, min(high, value))


def kernel_rows(layer: Layer, y: int, x: int) -> Iterator[tuple[int, int]]:
    """Rows of the matrix that a kernel's place reaches, each with where in the map, flat, its input lies."""
    size, stride, channels = layer.kernel, layer.stride, layer.map.channels
    for row in range(layer.rows):
        ky, kx, channel = row // (size * channels), row // channels % size, row % channels
        at_y, at_x = y * stride + ky - layer.padding, x * stride + kx - layer.padding
        if 0 <= at_y < layer.map.height and 0 <= at_x < layer.map.width:
            yield row, (at_y * layer.map.width + at_x) * channels + channel


def places(layer: Layer) -> list[tuple[int, int]]:
    return [(y, x) for y in range(layer.placed.height) for x in range(layer.placed.width)]


def sums(layer: Layer, weights: Matrix, values: list[int]) -> Matrix:
    """By place and filter."""
    return [
        [sum(values[at] * weights[row][column] for row, at in kernel_rows(layer, y, x)) for column in range(layer.filters)]
        for y, x in places(layer)
    ]


def activated(layer: Layer, of: Matrix, bits: int) -> tuple[list[int], list[int], list[int]]:
    """Values that leave, where in the layer's own map, flat, each comes from, and their mask."""
    top, width = (1 << bits) - 1, layer.placed.width
    flat = [rounded(value, layer.shift) for row in of for value in row]
    kept = [clip(value, 0, top) for value in flat]
    chosen = range(len(flat))
    if layer.pool:
        corners = [(y, x) for y in range(0, layer.placed.height, 2) for x in range(0, width, 2)]
        windows = [
            [((y + dy) * width + x + dx) * layer.filters + channel for dy in range(2) for dx in range(2)]
            for y, x in corners
            for channel in range(layer.filters)
        ]
        chosen = [max(window, key=lambda at: kept[at]) for window in windows]
    return [kept[at] for at in chosen], list(chosen), [int(0 < flat[at] <= top) for at in chosen]


def step(
    p: TwoWayTraining, learner: Learner, weights: list[Matrix], images: list[list[int]], labels: list[int], bits: Iterator[int]
) -> list[Matrix]:
    """Weights after a batch; ``bits`` are the generator's."""
    training, layers, weights = p.training, learner.layers, [[list(row) for row in matrix] for matrix in weights]
    entering = [[list(image) for image in images]]
    left = []
    for number, layer in enumerate(layers[:-1]):
        left.append([activated(layer, sums(layer, weights[number], values), training.activation_bits) for values in entering[-1]])
        entering.append([values for values, _, _ in left[-1]])
    errors = [
        _score_errors(p, layers[-1], sums(layers[-1], weights[-1], v)[0], n) for v, n in zip(entering[-1], labels, strict=True)
    ]
    exponent = 0
    for number in reversed(range(len(layers))):
        layer = layers[number]
        below = [_returned(layer, weights[number], one) for one in errors] if number else []
        gradient = [[0] * layer.columns for _ in range(layer.rows)]
        for values, error in zip(entering[number], errors, strict=True):
            for place, (y, x) in enumerate(places(layer)):
                for row, at in kernel_rows(layer, y, x):
                    for column in range(layer.columns):
                        gradient[row][column] += values[at] * error[place * layer.columns + column]
        _update(p, weights[number], gradient, learner.update_shift(number) - exponent, bits)
        if number:
            errors, shift = _rescaled(p, layers[number - 1], below, left[number - 1])
            exponent += shift
    return weights


def _score_errors(p: TwoWayTraining, layer: Layer, of: list[int], label: int) -> list[int]:
    half = 1 << p.training.error_bits - 2
    scores = [clip(rounded(value, layer.shift), -half, half - 1) for value in of]
    return [score - (half - 1 if number == label else -half) for number, score in enumerate(scores)]


def _returned(layer: Layer, weights: Matrix, error: list[int]) -> list[int]:
    out = [0] * layer.map.size
    for place, (y, x) in enumerate(places(layer)):
        for row, at in kernel_rows(layer, y, x):
            out[at] += sum(error[place * layer.columns + column] * weights[row][column] for column in range(layer.columns))
    return out


def _rescaled(p: TwoWayTraining, layer: Layer, products: Matrix, left: list) -> tuple[Matrix, int]:
    top = (1 << p.training.error_bits - 1) - 1
    masked = [[g * m for g, m in zip(one, mask, strict=True)] for one, (_, _, mask) in zip(products, left, strict=True)]
    largest = max(abs(g) for one in masked for g in one)
    shift = next(shift for shift in range(64) if largest >> shift <= top)
    out = []
    for one, (_, chosen, _) in zip(masked, left, strict=True):
        errors = [0] * layer.placed.size
        for g, at in zip(one, chosen, strict=True):
            errors[at] = clip(rounded(g, shift), -top, top)
        out.append(errors)
    return out, shift


def _update(p: TwoWayTraining, weights: Matrix, gradient: Matrix, shift: int, bits: Iterator[int]) -> None:
    array, low, high = p.array, p.weights[0], p.weights[-1]
    for first_row in range(0, len(weights), array.rows):
        for first in range(0, len(weights[0]), array.columns):
            end = min(first + array.columns, len(weights[0]))
            for row in range(first_row, min(first_row + array.rows, len(weights))):
                for group in range(first, end, array.lines_per_read):
                    for column in range(group, group + array.lines_per_read):
                        random = sum(next(bits) << k for k in range(p.training.random_bits))
                        if column < end:
                            change = _step(gradient[row][column], shift, random, p.training.random_bits)
                            weights[row][column] = clip(weights[row][column] - change, low, high)


def _step(gradient: int, shift: int, random: int, bits: int) -> int:
    if shift <= 0:
        return gradient << -shift
    fraction = Fraction(2 * random + 1, 2 << bits) if shift > bits else Fraction(random >> bits - shift, 1 << shift)
    return floor(Fraction(gradient, 1 << shift) + fraction)
