"""What ONNX Runtime makes of a graph, held against the network of integers that is read from it."""

from pathlib import Path

import numpy as np

from bitline.network.onnx_graph import read_graph
from bitline.network.onnx_import.expressions import Expression
from bitline.network.onnx_import.reader import Reader
from bitline.network.rescaling import Widths
from bitline_sim.network.integers import levels

from .onnx_graphs import Drawn, written


def compared(graph: Drawn, output: str, images: np.ndarray, folder: Path) -> int:
    """Hold every quantizer's values and the scores against the runtime's, bit for bit; gives back how many values there were."""
    path = written(graph.model([output]), folder / "drawn.onnx")
    reader = Reader(path, read_graph(path), Widths())
    network, count = reader.network(), 0
    made = levels(network, images)
    names = [output, *graph.quantized]
    for number, wanted in enumerate(_runtime(graph, names, images)):
        for name, values in zip(names, wanted, strict=True):
            expression = reader.values[name]
            assert isinstance(expression, Expression)
            if name != output and expression.base.source not in made:
                continue  # nothing that the output needs
            integers = made[network.nodes[-1].name if name == output else expression.base.source][number]
            got = (integers * expression.scale + expression.offset).transpose(2, 0, 1)
            assert np.array_equal(got.reshape(values.shape), values), f"{name}, image {number}"
            count += values.size
    return count


def _runtime(graph: Drawn, names: list[str], images: np.ndarray) -> list[list[np.ndarray]]:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(graph.model(names).SerializeToString(), options, providers=["CPUExecutionProvider"])
    return [session.run(None, {"image": (image[None] / np.float32(255)).astype(np.float32)}) for image in images]
