"""Built-in topologies as ONNX graphs, with drawn weights: every result that a layer or an addition reads is quantized."""

import numpy as np

from bitline.network.topologies import named
from bitline.network.workload import Layer, Workload

from .onnx_graphs import Drawn


def drawn_topology(name: str, seed: int = 0) -> tuple[Drawn, str, Workload]:
    """The graph, its output, and the sizes that it must have."""
    workload = named(name)
    assert workload is not None
    graph = Drawn(np.random.default_rng(seed), "qonnx", channels=workload.channels, side=workload.size[0])
    kinds = {layer.name: layer.kind for layer in workload.layers}
    names = {"input": graph.quantize("image", 1 / 255, 8, False)}
    for layer in workload.layers:
        readers = {kinds[reader] for reader in workload.consumers[layer.name]}
        names[layer.name] = _added(graph, layer, [names[source] for source in layer.sources], readers)
    return graph, names[workload.layers[-1].name], workload


def _added(graph: Drawn, layer: Layer, given: list[str], readers: set[str]) -> str:
    """What leaves a layer."""
    window = {"kernel_shape": [*layer.kernel], "strides": [layer.stride] * 2, "pads": [layer.padding] * 4}
    if layer.kind == "convolution":
        levels = graph.rng.integers(-3, 4, (layer.outputs, layer.inputs, *layer.kernel))
        weights = graph.weights(levels, np.full(layer.outputs, 0.5 / layer.fan_in**0.5), 3)
        made = graph.node("Conv", *given, weights, **window)
        return made if "normalization" in readers else graph.quantize(made, 0.1, 8, True)
    if layer.kind == "normalization":
        made = graph.node("BatchNormalization", *given, *map(graph.constant, graph.rng.uniform(0.5, 1.5, (4, layer.outputs))))
        return graph.quantize(made, 0.05, 8, True) if "add" in readers else _rectified(graph, made)
    if layer.kind == "add":
        return _rectified(graph, graph.node("Add", *given))
    if layer.kind == "max_pool":
        return graph.node("MaxPool", *given, **window)
    if layer.kind == "average_pool":
        return graph.quantize(graph.node("AveragePool", *given, **window), 0.1, 8, True)
    if layer.kind == "concat":
        return graph.node("Concat", *given, axis=1)
    weights = graph.weights(graph.rng.integers(-3, 4, (layer.outputs, layer.inputs)), np.full(layer.outputs, 0.01), 3)
    return graph.node("Gemm", graph.node("Flatten", *given), weights, transB=1)


def _rectified(graph: Drawn, x: str) -> str:
    return graph.quantize(graph.node("Relu", x), 0.2, 4, False)
