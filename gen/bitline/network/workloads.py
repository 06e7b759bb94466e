"""Networks as graphs of layers, by name: a topology that comes with Bitline, or what an ONNX file holds."""

from pathlib import Path
from typing import Any

from ..params.settings import nearest
from . import topologies
from .convolution import Layer as Product
from .convolution import extent
from .idx import DataError
from .integers import INPUT, IntegerNetwork
from .integers import Product as ProductNode
from .layers import Dense, Network
from .workload import Layer, Size, Workload


def workload_named(name: str) -> Workload:
    """The network of that name, or in that file.

    Raises
    ------
    DataError
        Where there is none, or none that can be read.
    """
    found = topologies.named(name)
    if found is not None:
        return found
    if Path(name).suffix != ".onnx":
        known = topologies.names()
        raise DataError(f"{name}: neither an ONNX file nor a topology{nearest(name, known)}; those are {', '.join(known)}")
    from .onnx_import import imported

    return workload_of(imported(Path(name)))


def workload_of(network: IntegerNetwork) -> Workload:
    """What multiplies in a network of integers; what only rescales, joins or pools takes no macro."""
    layers = tuple(
        _layer(node.layer, _source(network, node.sources[0]), network.sizes[node.sources[0]]) for node in network.products
    )
    summary = f"{len(layers)} layers of integers"
    return Workload(name=network.name, summary=summary, channels=network.entry.channels, size=network.entry.size, layers=layers)


def workload_of_dense(network: Network) -> Workload:
    """A perceptron's layers."""
    names = ["input", *(layer.name for layer in network.layers)]
    layers = tuple(_dense(layer, before) for before, layer in zip(names, network.layers, strict=False))
    summary = f"{len(layers)} fully connected layers of integers"
    return Workload(name=network.name, summary=summary, channels=1, size=(1, layers[0].inputs), layers=layers)


def _dense(dense: Dense, source: str) -> Layer:
    inputs, outputs = dense.weights.shape
    return Layer(
        name=dense.name, kind="linear", sources=(source,), inputs=inputs, outputs=outputs, in_size=(1, 1), out_size=(1, 1),
        scores=dense.requantize is None,
    )  # fmt: skip


def _source(network: IntegerNetwork, name: str) -> str:
    """The layer with weights behind a node, or the network's input: the first, where several are joined."""
    nodes = {node.name: node for node in network.nodes}
    while name != INPUT and not isinstance(nodes[name], ProductNode):
        name = nodes[name].sources[0]
    return name


def _layer(product: Product, source: str, size: Size) -> Layer:
    """A kernel as large as the image makes a matrix for all of it."""
    outputs, height, width, inputs = product.weights.shape
    rescale = product.rescale
    common: dict[str, Any] = {
        "name": product.name, "sources": (source,), "outputs": outputs, "pool": product.pool, "scores": rescale is None,
        "residual": rescale is not None and rescale.residual_multiplier != 0,
    }  # fmt: skip
    if (height, width) == size and not product.padding:
        return Layer(**common, kind="linear", inputs=height * width * inputs, in_size=(1, 1), out_size=(1, 1))
    before_pooling = (
        extent(size[0], height, product.stride, product.padding),
        extent(size[1], width, product.stride, product.padding),
    )
    return Layer(
        **common, kind="convolution", inputs=inputs, in_size=size, out_size=before_pooling, kernel=(height, width),
        stride=product.stride, padding=product.padding,
    )  # fmt: skip
