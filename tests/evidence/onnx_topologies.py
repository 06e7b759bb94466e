"""Networks of ImageNet's size from ONNX files: seconds of processor time to read one, and to run an image.

python -m tests.evidence.onnx_topologies resnet18 densenet121
"""

import json
import tempfile
import time
from pathlib import Path

import click
import numpy as np
from threadpoolctl import threadpool_limits

from bitline.network.onnx_import import imported
from bitline_sim.network.integers import scores

from ..network.onnx_graphs import images, written
from ..network.onnx_topologies import drawn_topology


@click.command()
@click.argument("names", nargs=-1, required=True)
def timed(names: tuple[str, ...]) -> None:
    """Write topologies with drawn weights, read them, and run an image through each."""
    for name in names:
        graph, output, workload = drawn_topology(name)
        with tempfile.TemporaryDirectory() as folder, threadpool_limits(1):
            file = written(graph.model([output]), Path(folder) / f"{name}.onnx")
            begun = time.process_time()
            network = imported(file)
            read = time.process_time()
            made = scores(network, images(graph, 1))
            ran = time.process_time()
        found = {"network": name, "macs": workload.macs, "nodes": len(network.nodes), "scores": int(np.ptp(made) > 0) * made.size}
        print(json.dumps({**found, "seconds_read": round(read - begun, 3), "seconds_run": round(ran - read, 3)}))


if __name__ == "__main__":
    timed()
