"""Networks of integers run on any number of images; what makes the sums of a layer is an argument.

Everything stands in floating point here, in as few bits as hold every integer that can occur, since these are multiplied fastest;
every number is a whole one, and no sum is rounded.
"""

from collections.abc import Callable, Iterator

import numpy as np

from bitline.network.convolution import Layer, Rescale
from bitline.network.integers import INPUT, Concat, IntegerNetwork, MaxPool, Node, Product, Rescaled, Window

Sums = Callable[[Layer, np.ndarray], np.ndarray]
"""A layer and its inputs, (n, height, width, inputs), to sums, (n, result height, result width, channels): whole numbers."""

BATCH_VALUES = 1 << 20
"""Values of the largest layer's patches that are kept at a time: a few megabytes, which stay near the processor."""


def exact(layer: Layer, inputs: np.ndarray) -> np.ndarray:
    """Weights times patches, all of them in one product."""
    patches = layer.patches(inputs)
    number = fitting(max(1.0, magnitude(inputs)) * float(np.abs(layer.matrix).sum(axis=1).max(initial=0)))
    rows = patches.reshape(-1, patches.shape[-1]).astype(number, copy=False)
    return (rows @ layer.matrix.T.astype(number)).reshape(*patches.shape[:-1], -1)


def magnitude(values: np.ndarray) -> float:
    """The largest, whatever its sign."""
    return float(max(values.max(initial=0), -values.min(initial=0)))


def fitting(largest: float) -> type[np.floating]:
    """The narrower type that holds all whole numbers up to the largest."""
    assert largest < 1 << 53, "sums of more than 53 bits are not exact"
    return np.float32 if largest < 1 << 24 else np.float64


def scores(network: IntegerNetwork, images: np.ndarray, sums: Sums = exact, together: int | None = None) -> np.ndarray:
    """Scores of images of bytes: (n, classes), int64; ``together`` is how many go through a layer at once, where that matters."""
    return np.concatenate([_last(network, part, sums) for part in batches(network, images, together)]).astype(np.int64)


def levels(network: IntegerNetwork, images: np.ndarray, sums: Sums = exact) -> dict[str, np.ndarray]:
    """What leaves the entry and every node: (n, height, width, channels), int64."""
    values = {INPUT: network.entry.levels(images).astype(np.float32)}
    for node in network.nodes:
        values[node.name] = carried_out(network, node, [values[source] for source in node.sources], sums)
    return {name: value.astype(np.int64) for name, value in values.items()}


def batches(network: IntegerNetwork, images: np.ndarray, together: int | None = None) -> Iterator[np.ndarray]:
    """The images in parts that are run at once."""
    values = max(int(np.prod(network.sizes[node.name])) * node.layer.matrix.shape[1] for node in network.products)
    step = together or max(1, BATCH_VALUES // values)
    return (images[start : start + step] for start in range(0, len(images), step))


def _last(network: IntegerNetwork, images: np.ndarray, sums: Sums) -> np.ndarray:
    """The scores of a batch; what no later node reads is dropped."""
    readers = {source: node.name for node in network.nodes for source in node.sources}
    values = {INPUT: network.entry.levels(images).astype(np.float32)}
    for node in network.nodes:
        values[node.name] = carried_out(network, node, [values[source] for source in node.sources], sums)
        for source in node.sources:
            if readers[source] == node.name:
                values.pop(source, None)
    return values[network.nodes[-1].name].reshape(len(images), -1)


def carried_out(network: IntegerNetwork, node: Node, given: list[np.ndarray], sums: Sums) -> np.ndarray:
    """What leaves a node."""
    first, *residual = given
    if isinstance(node, Product):
        made, pool = sums(node.layer, first), node.layer.pool
        made = made if node.layer.rescale is None else rescaled(node.layer.rescale, made, *residual)
        return made if pool == 1 else largest(made, Window(pool, pool, pool), 0)
    if isinstance(node, Rescaled):
        return rescaled(node.rescale, added(first, node.window) * 2.0**node.fraction, *residual)
    if isinstance(node, MaxPool):
        return largest(first, node.window, network.formats[node.sources[0]][0])
    assert isinstance(node, Concat)
    return np.concatenate(given, axis=-1)


def rescaled(rescale: Rescale, sums: np.ndarray, residual: np.ndarray | None = None) -> np.ndarray:
    """Levels of sums, as the requantizer makes them; in double precision, where products and their halves are exact."""
    one = 2.0**-rescale.shift
    values = sums.astype(np.float64)
    values += rescale.bias
    values *= rescale.multiplier * one
    if residual is not None:
        values += residual.astype(np.float64) * (rescale.residual_multiplier * one)
    assert magnitude(values) < 2.0**53 * one, "products of more than 53 bits are not exact"
    np.rint(values, out=values)
    values += rescale.zero_point
    return np.clip(values, rescale.low, rescale.high, out=values).astype(np.float32)


def added(values: np.ndarray, window: Window) -> np.ndarray:
    """The sum of each window."""
    return sum(_places(values, window), np.zeros((), values.dtype))


def largest(values: np.ndarray, window: Window, lowest: int) -> np.ndarray:
    """The largest of each window; what is padded is the lowest there is."""
    margin = (window.padding, window.padding)
    first, *others = _places(np.pad(values, ((0, 0), margin, margin, (0, 0)), constant_values=lowest), window)
    out = first.copy()
    for other in others:
        np.maximum(out, other, out=out)
    return out


def _places(values: np.ndarray, window: Window) -> Iterator[np.ndarray]:
    """For each place of a window the values that lie there in all windows."""
    height, width = Window(window.height, window.width, window.stride).results((values.shape[1], values.shape[2]))
    for row in range(window.height):
        for column in range(window.width):
            rows = slice(row, row + (height - 1) * window.stride + 1, window.stride)
            yield values[:, rows, column : column + (width - 1) * window.stride + 1 : window.stride]
