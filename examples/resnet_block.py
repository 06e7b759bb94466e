"""A basic block of ResNet-18 on the entry-counting macro: all of it in integers, sampled positions in the emitted Verilog.

    python examples/resnet_block.py                56 x 56, 64 to 64 channels, the input is the residual
    python examples/resnet_block.py --downsample   64 to 128 channels at half the size, the residual passes a convolution

Weights are random, of the levels -3 … 3; activations have the levels 0 … 3. The integer block is made a second time by the
macro's counts. Exit status 0: both blocks and every sampled result agree; 1: they do not.
"""

import argparse
import sys
from collections.abc import Iterator

import numpy as np
from rows import Row, tell

from bitline import params
from bitline.emit.bundle import hardware
from bitline.estimate.entry_counting_network import choose
from bitline.network.convolution import Layer
from bitline.network.entry_counting.dataflows import Task
from bitline.network.entry_counting.residual import Block
from bitline.params.entry_counting import EntryCounting
from bitline_sim import runner
from bitline_sim.network.dataflows import NOTHING, cosimulated, program_of
from bitline_sim.network.entry_counting import counted, results

SIDE, CHANNELS = 56, 64

Pass = tuple[Layer, np.ndarray, np.ndarray]
"""A layer of the block, what enters it, and what is added to its results, if anything."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--downsample", action="store_true")
    parser.add_argument("--positions", type=int, default=4, help="sampled of each layer (default: 4)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--simulator", choices=runner.SIMULATORS, help="default: Verilator where it is there")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    options = parser.parse_args()
    p = params.preset("entry_counting")
    assert isinstance(p, EntryCounting)
    rng = np.random.default_rng(options.seed)
    block = Block.drawn(rng, CHANNELS, *((2 * CHANNELS, 2) if options.downsample else (CHANNELS, 1)))
    layers = passes(block, rng.integers(0, 4, (1, SIDE, SIDE, CHANNELS)))
    simulator = runner.choose(options.simulator, runner.BREAK_EVEN)
    return tell(list(rows(p, layers, options.positions, rng, simulator)), options.json)


def passes(block: Block, image: np.ndarray) -> list[Pass]:
    """The block's layers on an image."""
    hidden = results(block.first, image)
    if block.shortcut is None:
        return [(block.first, image, NOTHING), (block.second, hidden, image)]
    return [
        (block.first, image, NOTHING),
        (block.shortcut, image, NOTHING),
        (block.second, hidden, results(block.shortcut, image)),
    ]


def rows(
    p: EntryCounting, layers: list[Pass], positions: int, rng: np.random.Generator, simulator: runner.Simulator
) -> Iterator[Row]:
    """Every layer at some positions, in every dataflow."""
    with runner.simulation(p, hardware(p), simulator) as simulation:
        for layer, entering, added in layers:
            whole = results(layer, entering, added if added.size else None)
            if not np.array_equal(whole, results(layer, entering, added if added.size else None, counted(p))):
                raise SystemExit(f"{layer.name}: counts do not make the sums of the integer network")
            places = rng.choice(whole[..., 0].size, positions, replace=False)
            wanted, patches, residual = (
                some.reshape(-1, some.shape[-1])[places] if some.size else some for some in (whole, layer.patches(entering), added)
            )
            choice = choose(p, Task.of(p, layer, entering.shape[1]))
            task = Task(positions, layer.channels, -(-patches.shape[1] // p.store.lanes), residual=bool(added.size))
            for dataflow, plan in choose(p, task).plans.items():
                run = cosimulated(simulation, plan, program_of(p, plan, layer, patches, residual))
                yield Row.of(layer.name, dataflow, choice, run, wanted)


if __name__ == "__main__":
    sys.exit(main())
