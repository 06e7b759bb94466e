"""Random ONNX graphs of all supported operators, held against ONNX Runtime at every quantizer, and damaged files.

python -m tests.evidence.onnx_graphs --graphs 200 --damaged 2000
"""

import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import click
import numpy as np

from bitline.network.idx import DataError
from bitline.network.onnx_import import imported

from ..network.onnx_graphs import Drawn, drawn, images
from ..network.onnx_runtime import compared


@click.command()
@click.option("--graphs", type=click.IntRange(1), default=100, show_default=True)
@click.option("--images", "count", type=click.IntRange(1), default=4, show_default=True, help="For each graph.")
@click.option("--seed", type=click.IntRange(0), default=1000, show_default=True, help="Of the first graph.")
@click.option("--damaged", type=click.IntRange(0), default=1000, show_default=True, help="Files with bytes changed or cut off.")
def campaign(graphs: int, count: int, seed: int, damaged: int) -> None:
    """Draw graphs; hold each against ONNX Runtime, value by value."""
    begun, operators, values = time.perf_counter(), Counter(), 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(seed, seed + graphs):
            graph, output = drawn(number, "qcdq")
            operators.update(node.op_type for node in graph.nodes)
            try:
                values += compared(graph, output, images(graph, count), Path(folder))
            except (AssertionError, DataError) as error:
                sys.exit(f"graph {number}: {error}")
        refused = sum(_refused(*drawn(seed + number, "qonnx"), number, Path(folder)) for number in range(damaged))
    seconds = round(time.perf_counter() - begun, 1)
    told = {"graphs": graphs, "values": values, "wrong": 0, "operators": dict(operators.most_common())}
    print(json.dumps({**told, "damaged": damaged, "refused": refused, "seconds": seconds}))


def _refused(graph: Drawn, output: str, number: int, folder: Path) -> bool:
    """Whether a damaged file is refused; the others are networks still, and nothing else may happen."""
    rng = np.random.default_rng(number)
    content = bytearray(graph.model([output]).SerializeToString())
    content[rng.integers(len(content))] = rng.integers(256)
    file = folder / "damaged.onnx"
    file.write_bytes(content if number % 2 else content[: rng.integers(len(content))])
    try:
        imported(file)
    except DataError:
        return True
    return False


if __name__ == "__main__":
    campaign()
