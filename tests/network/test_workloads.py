"""Networks from ONNX files as graphs of layers, and what estimates make of them."""

from pathlib import Path

import pytest

from bitline.estimate.conditions import Conditions
from bitline.estimate.networks import estimate
from bitline.network.onnx_import import imported
from bitline.network.workloads import workload_named
from bitline.params import preset

from .onnx_graphs import drawn, written


@pytest.mark.parametrize("seed", range(3))
def test_layers_are_those_of_the_file(tmp_path: Path, seed: int) -> None:
    graph, output = drawn(seed, "qonnx")
    path = written(graph.model([output]), tmp_path / "drawn.onnx")
    network, workload = imported(path), workload_named(str(path))
    assert [layer.name for layer in workload.products] == [node.layer.name for node in network.products]
    for layer, node in zip(workload.products, network.products, strict=True):
        assert layer.weights == node.layer.weights.size
        height, width = network.sizes[node.name]
        assert layer.positions in (height * width, height * width * node.layer.pool**2)
    for target in ("two_way_28nm", "entry_counting_65nm"):
        found = estimate(preset(target), str(path), Conditions())
        assert found.operations == 2 * workload.macs and found.fps > 0
