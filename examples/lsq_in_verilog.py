"""One image through a network of few levels in the emitted Verilog, layer by layer, in each of the three dataflows.

    python examples/lsq_in_verilog.py digits_lsq
    python examples/lsq_in_verilog.py mnist_lsq --data mnist

Every result, counter and cycle is held against the reference. A dataflow is left out where the layer does not fit in it.
Exit status 0: all are right; 1: some are not.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from rows import Row, tell

from bitline import params
from bitline.emit.bundle import hardware
from bitline.estimate.entry_counting_network import choices
from bitline.network import datasets
from bitline.network.entry_counting.layers import LsqNetwork
from bitline.params.entry_counting import EntryCounting
from bitline_sim import runner
from bitline_sim.network.dataflows import cosimulated, layer_program
from bitline_sim.network.entry_counting import passed, results
from bitline_sim.runs.entry_counting import network_of


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("network", nargs="?", default="digits_lsq")
    parser.add_argument("--on", default="entry_counting", help="the macro: a preset's name or a TOML file")
    parser.add_argument("--data", type=Path, help="folder with the four idx.gz files of MNIST; else scikit-learn's digits")
    parser.add_argument("--image", type=int, default=0, help="number of the test image")
    parser.add_argument("--simulator", choices=runner.SIMULATORS, help="default: Verilator where it is there")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    options = parser.parse_args()
    p = params.load(options.on)
    assert isinstance(p, EntryCounting)
    image = datasets.load(options.data).test.images[options.image : options.image + 1]
    simulator = runner.choose(options.simulator, runner.BREAK_EVEN)
    return tell(list(rows(p, network_of(options.network), image, simulator)), options.json)


def rows(p: EntryCounting, network: LsqNetwork, image: np.ndarray, simulator: runner.Simulator) -> Iterator[Row]:
    """Every layer in every dataflow, its inputs those of the integer network."""
    inputs = passed(network, image).inputs
    with runner.simulation(p, hardware(p), simulator) as simulation:
        for layer, choice, entering in zip(network.layers, choices(p, network), inputs, strict=True):
            wanted = results(layer, entering).reshape(-1, layer.channels)
            for dataflow, plan in choice.plans.items():
                run = cosimulated(simulation, plan, layer_program(p, plan, layer, entering))
                yield Row.of(layer.name, dataflow, choice, run, wanted)


if __name__ == "__main__":
    sys.exit(main())
