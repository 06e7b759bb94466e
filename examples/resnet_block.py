"""A basic block of ResNet-18 on the entry-counting macro: all of it in integers, sampled positions in the emitted Verilog.

    python examples/resnet_block.py                56 x 56, 64 to 64 channels, the input is the residual
    python examples/resnet_block.py --downsample   64 to 128 channels at half the size, the residual passes a convolution

Weights are random, of the levels -3 … 3; activations have the levels 0 … 3. Exit status 0: every sampled result is right; 1: not.
"""

import argparse
import sys

import numpy as np
from rich.console import Console
from rich.table import Table

from bitline import params
from bitline.emit.bundle import hardware
from bitline.estimate.entry_counting_network import choose
from bitline.network.entry_counting.dataflows import DATAFLOWS, Task
from bitline.network.entry_counting.residual import Block
from bitline.params.entry_counting import EntryCounting
from bitline_sim import runner
from bitline_sim.network.dataflows import gathered, program_of
from bitline_sim.network.entry_counting import results
from bitline_sim.scoreboard.entry_counting import judge

NOTHING = np.zeros(0, np.int64)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--downsample", action="store_true")
    parser.add_argument("--positions", type=int, default=4, help="sampled of each layer (default: 4)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--simulator", choices=runner.SIMULATORS, help="default: Verilator where it is there")
    options = parser.parse_args()
    p = params.preset("entry_counting")
    assert isinstance(p, EntryCounting)
    rng = np.random.default_rng(options.seed)
    block = Block.drawn(rng, 64, *((128, 2) if options.downsample else (64, 1)))
    image = rng.integers(0, 4, (1, 56, 56, 64))
    hidden = results(block.first, image)
    residual = image if block.shortcut is None else results(block.shortcut, image)
    runs = [(block.first, image, NOTHING), (block.second, hidden, residual)]
    if block.shortcut is not None:
        runs.append((block.shortcut, image, NOTHING))
    wrong = 0
    table = Table("layer", "dataflow", "results", "wrong", "cycles", "cycles predicted")
    with runner.simulation(p, hardware(p), runner.choose(options.simulator, runner.BREAK_EVEN)) as simulation:
        for layer, entering, added in runs:
            wanted = results(layer, entering, added if added.size else None).reshape(-1, layer.channels)
            places = rng.choice(len(wanted), options.positions, replace=False)
            patches = layer.patches(entering)[0].reshape(-1, layer.matrix.shape[1])[places]
            task = Task(options.positions, layer.channels, -(-patches.shape[1] // p.store.lanes), residual=bool(added.size))
            chosen = added.reshape(-1, layer.channels)[places] if added.size else added
            for dataflow in DATAFLOWS:
                plan = choose(p, task).plans[dataflow]
                stimulus = program_of(p, plan, layer, patches, chosen).stimulus()
                outcome = simulation.run(stimulus).outcome
                verdict = judge(p, stimulus, outcome, ideal=True, full_rate=True)
                different = int(np.count_nonzero(gathered(plan, outcome["results"]) != wanted[places]))
                wrong += different + (not verdict.ok)
                counts = (patches.shape[0] * layer.channels, different, verdict.cycles_counted, verdict.cycles_predicted)
                table.add_row(layer.name, dataflow, *(f"{count:,}" for count in counts))
    Console(width=None if sys.stdout.isatty() else 120).print(table)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
