"""Whole digits through the emitted Verilog of the ``binary`` preset, with one chip's array at its pins.

    python examples/binary_digits.py --data mnist --digits 200

Rows are written, offsets trimmed, the program of ``mnist_binary`` loaded, and digits run, all by the macro. Held against the
reference: every code on the word lines, every decision of every layer, scores, labels, and the cycle of each.

Exit status 0: all are right; 1: some are not; 2: bad input, or no simulator.
"""

import argparse
import sys
from pathlib import Path

import numpy as np

from bitline import params
from bitline.emit.bundle import hardware
from bitline.network import builtin
from bitline.network.binary.mapping import Mapping, mapped
from bitline.network.binary.store import load
from bitline.network.datasets import mnist
from bitline.network.idx import DataError
from bitline.params.binary import Binary
from bitline_sim import runner
from bitline_sim.arrays import binary as arrays
from bitline_sim.excerpts.binary import labels_of, script
from bitline_sim.golden.binary import Machine
from bitline_sim.runs.binary import TRIM_REPEATS
from bitline_sim.scoreboard import binary as scoreboard


class Recording(arrays.Array):
    """An array that keeps its decisions."""

    def __init__(self, *settings) -> None:
        super().__init__(*settings)
        self.decisions: list[np.ndarray] = []

    def evaluate(self, codes, numbers=None, over=None, columns=slice(None)) -> np.ndarray:
        fires = super().evaluate(codes, numbers, over)
        self.decisions += list(fires)
        return fires[:, columns]


def expected(mapping: Mapping, images: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Decisions of the chip in the reference, and labels."""
    chip = Recording(mapping.p, mapping.p.nonideal, seed)
    machine = Machine(mapping.p, chip)
    for row, cells in enumerate(mapping.cells):
        machine.write_row(row, cells)
    machine.trim(TRIM_REPEATS)
    machine.use_trim = True
    machine.load(mapping.program)
    labels = [machine.run(pages[None], mapping.reloaded).labels[-1] for pages in mapping.inputs(images)]
    return np.array(chip.decisions), np.concatenate(labels)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with the four idx.gz files of MNIST")
    parser.add_argument("--digits", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0, help="of the chip and its noise")
    parser.add_argument("--simulator", choices=runner.SIMULATORS)
    options = parser.parse_args()
    p, file = params.preset("binary"), builtin.path("mnist_binary")
    assert isinstance(p, Binary) and file is not None
    try:
        mapping, test = mapped(p, load(file)), mnist(options.data).test.at(slice(options.digits))
        stimulus = script(mapping, test.images)
        simulator = runner.choose(options.simulator, scoreboard.evaluations(p, stimulus))
        run = runner.run(p, hardware(p), stimulus, simulator=simulator, array="typical", seed=options.seed)
    except (DataError, runner.SimulatorError) as error:
        print(f"binary_digits: {error}", file=sys.stderr)
        return 2
    verdict = scoreboard.judge(p, stimulus, run.outcome, ideal=False, full_rate=True)
    decisions, labels = expected(mapping, test.images, options.seed)
    got = labels_of(run.outcome)
    verdict.hold("decisions of the chip", run.outcome["decisions"], decisions)
    verdict.hold("labels", got, labels)
    for kind, tally in verdict.held.items():
        print(f"{kind}: {tally.compared} compared, {tally.wrong} wrong")
    print(f"cycles: {verdict.cycles_counted} counted, {verdict.cycles_predicted} predicted")
    print(f"{len(test)} digits in {simulator}, {np.mean(got == test.labels):.1%} right")
    if not verdict.ok:
        print(f"binary_digits: {verdict.first_wrong or 'the cycle count is not the predicted one'}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
