"""One image through a network of few levels in the emitted Verilog, layer by layer, in each of the three dataflows.

    python examples/lsq_in_verilog.py digits_lsq
    python examples/lsq_in_verilog.py mnist_lsq --data mnist

Every result, counter and cycle is held against the reference. Exit status 0: all are right; 1: some are not.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from bitline import params
from bitline.emit.bundle import hardware
from bitline.estimate.entry_counting_network import choices
from bitline.network import datasets
from bitline.network.entry_counting.dataflows import DATAFLOWS
from bitline.params.entry_counting import EntryCounting
from bitline_sim import runner
from bitline_sim.network.dataflows import cosimulate
from bitline_sim.network.entry_counting import passed, results
from bitline_sim.runs.entry_counting import network_of


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("network", nargs="?", default="digits_lsq")
    parser.add_argument("--on", default="entry_counting", help="the macro: a preset's name or a TOML file")
    parser.add_argument("--data", type=Path, help="folder with the four idx.gz files of MNIST; else scikit-learn's digits")
    parser.add_argument("--image", type=int, default=0, help="number of the test image")
    parser.add_argument("--simulator", choices=runner.SIMULATORS, help="default: Verilator where it is there")
    options = parser.parse_args()
    p = params.load(options.on)
    assert isinstance(p, EntryCounting)
    network = network_of(options.network)
    image = datasets.load(options.data).test.images[options.image : options.image + 1]
    inputs = passed(network, image).inputs
    wrong = 0
    table = Table("layer", "dataflow", "results", "wrong", "cycles", "cycles predicted", "bits moved", "cheapest")
    with runner.simulation(p, hardware(p), runner.choose(options.simulator, runner.BREAK_EVEN)) as simulation:
        for layer, choice, entering in zip(network.layers, choices(p, network), inputs, strict=True):
            wanted = results(layer, entering).reshape(-1, layer.channels)
            for dataflow in DATAFLOWS:
                if dataflow not in choice.plans:
                    continue
                verdict, got = cosimulate(simulation, choice.plans[dataflow], layer, entering)
                wrong += verdict.mismatches + int(np.count_nonzero(got != wanted)) + (not verdict.ok)
                counts = (wanted.size, np.count_nonzero(got != wanted), verdict.cycles_counted, verdict.cycles_predicted)
                bits, mark = f"{choice.traffic[dataflow].bits:,}", "x" if dataflow == choice.dataflow else ""
                table.add_row(layer.name, dataflow, *(f"{count:,}" for count in counts), bits, mark)
    Console(width=None if sys.stdout.isatty() else 120).print(table)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
