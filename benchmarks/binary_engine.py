"""The network ``mnist_binary`` on a digital XNOR-popcount engine, beside the array: energy of a decision from gates that toggle.

    python benchmarks/binary_engine.py --data mnist

The engine makes one column's sum: as many XNOR gates as there are data rows, a population count, an accumulator that doubles where
codes of several bits come plane by plane, a comparison. Weights stay while places and planes change. It is synthesized for one
library and its netlist simulated gate by gate on real digits, without delays and so without hazards; ``toggle_energy.py`` makes
energy of the toggles. Control, the buffers of planes and weights, wires and the clock's tree are left out, all to the engine's
advantage.

Scaling: the library's process has the chip's feature size, and its supply is brought to that of the parameters' technology by its
square. The paper does not say where its digital implementation keeps its weights, so there are three readings: beside the engine,
at what the parameters assume for cells read; in an SRAM, at the technology's energy of a buffered bit, from which each is fetched
once a decision; and from which it is fetched again for every product, where a conventional engine keeps none. Each is set against
all evaluations of the array, and against those that are different: without the ones that repeat a decision against noise.

Exit status 0: the netlist gives every bit and every vote of the integer network; 1: it does not; 2: something is missing.
"""

import argparse
import dataclasses
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from amaranth.hdl import Module, Signal
from amaranth.lib.wiring import In, Out
from toggle_energy import Library as Energies
from toggle_energy import changes, energy_pj, instances

from bitline import params, platforms
from bitline.emit.verilog import Emission
from bitline.estimate import technology
from bitline.estimate.binary_network import decision
from bitline.flow.library import Library, LibraryError, library
from bitline.flow.tools import yosys
from bitline.network import builtin
from bitline.network.binary.layers import BinaryNetwork, Layer, Votes
from bitline.network.binary.mapping import Mapping, mapped
from bitline.network.binary.store import load
from bitline.network.datasets import mnist
from bitline.network.idx import DataError
from bitline.params.binary import Binary
from bitline.periphery.block import Block
from bitline.periphery.compressor import PopulationCount
from bitline_sim.network.binary import exact

PERIOD_NS = 10


class Engine(Block):
    """One column's sum and its comparison.

    At the end of each cycle the count of the rows in which plane and weights agree is added to the accumulator, which is doubled
    first, or begins anew with ``fresh``. ``fires`` compares the accumulator with a threshold.

    Members
    -------
    plane, weights, used : In(rows)
    fresh, hold : In(1)
        ``hold``: the accumulator stays, so that another threshold can be compared.
    threshold : In(range)
    fires : Out(1)
    """

    def __init__(self, rows: int, planes: int) -> None:
        self.rows = rows
        self.sums = range(rows * ((1 << planes) - 1) + 2)
        super().__init__(
            {
                "plane": In(rows), "weights": In(rows), "used": In(rows), "fresh": In(1), "hold": In(1),
                "threshold": In(self.sums), "fires": Out(1),
            }
        )  # fmt: skip

    def body(self, m: Module, platform) -> None:
        accumulator = Signal(self.sums)
        m.submodules.count = count = PopulationCount(self.rows)
        m.d.comb += [count.i.eq(~(self.plane ^ self.weights) & self.used), self.fires.eq(accumulator >= self.threshold)]
        with m.If(self.fresh):
            m.d.sync += accumulator.eq(count.o)
        with m.Elif(~self.hold):
            m.d.sync += accumulator.eq((accumulator << 1) + count.o)


@dataclasses.dataclass(frozen=True)
class Cycle:
    """What is applied in a cycle; ``wanted`` is the comparison that it completes, if it does one."""

    plane: int
    weights: int
    used: int
    fresh: bool
    hold: bool
    threshold: int
    wanted: int | None


def schedule(network: BinaryNetwork, images: np.ndarray, planes: int) -> Iterator[Cycle]:
    """All cycles of images, one after the other."""
    values = [network.entry.values(images), *exact(network, images).bits]
    for number in range(len(images)):
        for depth, (layer, entered) in enumerate(zip(network.layers, values, strict=True)):
            shifts = network.head.shifts if layer is network.layers[-1] and isinstance(network.head, Votes) else (0,)
            yield from _layer(layer, entered[number], planes if depth == 0 else 1, shifts)


def _layer(layer: Layer, values: np.ndarray, planes: int, shifts: tuple[int, ...]) -> Iterator[Cycle]:
    """A layer's columns, each with its weights kept for all places that meet them.

    With p agreements of n rows in a plane, codes times weights are the planes' sum of ``2**k * p``, less a constant of the column.
    """
    used, full = (1 << layer.fan_in) - 1, (1 << planes) - 1
    parts = values.reshape(layer.places, layer.fan_in).astype(np.int64)
    for kernel in range(layer.kernels):
        places = [place for place in range(layer.places) if layer.kernel(place) == kernel]
        for output in range(layer.outputs):
            column = layer.weights[kernel, :, output].astype(np.int64)
            constant = full * (layer.fan_in - int(column.sum())) // 2
            for place in places:
                total = int(parts[place] @ column)
                for turn, shift in enumerate(shifts):
                    reached = int(np.ceil(layer.thresholds[kernel, output])) + shift
                    wanted = int(total >= reached)
                    for plane in reversed(range(planes)) if turn == 0 else (0,):
                        yield Cycle(
                            plane=_packed(parts[place] >> plane & 1), weights=_packed(column > 0), used=used,
                            fresh=plane == planes - 1 and turn == 0, hold=turn > 0,
                            threshold=min(max(reached + constant, 0), full * layer.fan_in + 1),
                            wanted=wanted if plane == 0 else None,
                        )  # fmt: skip


def _packed(bits: np.ndarray) -> int:
    return int("".join(map(str, bits.astype(int)[::-1])), 2)


def fetches_nj(p: Binary, network: BinaryNetwork) -> dict[str, float]:
    """Energy of a decision's weights, by where they are kept."""
    weights = sum(layer.weights.size for layer in network.layers)
    products = sum(layer.places * layer.fan_in * layer.outputs for layer in network.layers)
    sram_fj = technology.table(p.physical.technology)["buffer_fj"]
    return {
        "beside the engine": weights * p.physical.access_fj * 1e-6,
        "in an SRAM, fetched once a decision": weights * sram_fj * 1e-6,
        "in an SRAM, fetched for every product": products * sram_fj * 1e-6,
    }


# ---- the netlist


def synthesize(engine: Engine, cells: Library, place: Path) -> None:
    """The engine as ``netlist.v``, and the library's cells as functions, ``cells.v``."""
    emission = Emission("benchmark", cells.platform.cells)
    emission.describe(engine, "engine")
    (place / "engine.v").write_text("\n".join(emission.modules().values()))
    left_out = " ".join(f"-dont_use {pattern}" for pattern in cells.platform.dont_use)
    yosys(
        [
            f"read_liberty -lib -ignore_miss_func {cells.paths[0]}",
            "read_verilog engine.v",
            "synth -flatten -top engine",
            f"dfflibmap -liberty {cells.paths[0]}",
            f"abc -liberty {cells.paths[0]} -D {1000 * PERIOD_NS} {left_out}",
            "opt_clean -purge",
            "write_verilog -noattr -noexpr -simple-lhs netlist.v",
        ],
        place,
    )
    yosys([f"read_liberty -ignore_miss_func {cells.paths[0]}", "write_verilog -noattr cells.v"], place)


def bench(engine: Engine, cycles: int) -> str:
    """Applies the words of a file, a cycle each, and writes down what fires and what changes."""
    widths = _widths(engine)
    total = sum(widths.values())
    slices, low = [], 0
    for name, width in widths.items():
        slices.append(f".{name}(word[{low} +: {width}])")
        low += width
    return f"""module bench;
  reg clk = 0, rst = 1;
  reg [{total - 1}:0] words [0:{cycles - 1}];
  reg [{total - 1}:0] word = 0;
  wire fires;
  integer k, file;
  engine dut (.clk(clk), .rst(rst), .fires(fires), {", ".join(slices)});
  always #5 clk = ~clk;
  initial begin
    $readmemh("words.hex", words);
    file = $fopen("fires.txt", "w");
    @(negedge clk); @(negedge clk); rst = 0;
    $dumpfile("toggles.vcd");
    $dumpvars(1, dut);
    for (k = 0; k < {cycles}; k = k + 1) begin
      word = words[k];
      @(negedge clk);
      $fdisplay(file, "%b", fires);
    end
    $finish;
  end
endmodule
"""


def _widths(engine: Engine) -> dict[str, int]:
    return {path: len(value) for path, value, is_input in engine.ports() if is_input}


def simulate(engine: Engine, cycles: list[Cycle], place: Path) -> list[int]:
    """What fires in each cycle; toggles are left in ``toggles.vcd``."""
    words = []
    for cycle in cycles:
        word, low = 0, 0
        for name, width in _widths(engine).items():
            word |= int(getattr(cycle, name)) << low
            low += width
        words.append(word)
    (place / "words.hex").write_text("\n".join(f"{word:x}" for word in words))
    (place / "bench.v").write_text(bench(engine, len(words)))
    subprocess.run(["iverilog", "-g2005", "-o", "bench", "bench.v", "netlist.v", "cells.v"], cwd=place, check=True)
    subprocess.run(["vvp", "-n", "bench"], cwd=place, check=True, capture_output=True)
    return [int(line) for line in (place / "fires.txt").read_text().split()]


def gates_pj(cells: Library, place: Path) -> float:
    """Energy of the simulation, of all cells."""
    placed = instances((place / "netlist.v").read_text(), ["sky130_fd_sc_hd__"])
    return energy_pj(placed, changes(place / "toggles.vcd"), Energies(cells.paths[0]))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with the four idx.gz files of MNIST")
    parser.add_argument("--digits", type=int, default=3)
    parser.add_argument("--liberty", type=Path, action="append", default=[], help="Liberty file of sky130hd")
    options = parser.parse_args()
    if not shutil.which("iverilog"):
        print("binary_engine: Icarus Verilog is not installed: apt install iverilog", file=sys.stderr)
        return 2
    p, file = params.preset("binary"), builtin.path("mnist_binary")
    assert isinstance(p, Binary) and file is not None
    try:
        cells = library(platforms.load("sky130hd"), options.liberty)
        images = mnist(options.data).test.images[: options.digits]
    except (DataError, LibraryError) as error:
        print(f"binary_engine: {error}", file=sys.stderr)
        return 2
    mapping = mapped(p, load(file))
    planes = mapping.network.entry.highest.bit_length()
    engine, cycles = Engine(p.data_rows, planes), list(schedule(mapping.network, images, planes))
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        synthesize(engine, cells, place)
        fired = simulate(engine, cycles, place)
        wrong = sum(cycle.wanted is not None and cycle.wanted != got for cycle, got in zip(cycles, fired, strict=True))
        gates_nj = gates_pj(cells, place) / 1000 / options.digits
    print(f"{sum(cycle.wanted is not None for cycle in cycles)} comparisons, {wrong} wrong")
    compare(mapping, gates_nj, len(cycles) // options.digits)
    return int(wrong > 0)


def compare(mapping: Mapping, gates_nj: float, cycles: int) -> None:
    """Print what a decision costs both, and the ratios."""
    p, array = mapping.p, decision(mapping)
    supplies = [technology.table(name)["supply_v"] for name in (p.physical.technology, "sky130hd")]
    scaled_nj = gates_nj * (supplies[0] / supplies[1]) ** 2
    different = sum(step.kind != "reload" for step in mapping.program.steps)
    print(f"engine: {cycles} cycles, gates {gates_nj:.2f} nJ at {supplies[1]} V, {scaled_nj:.2f} nJ at {supplies[0]} V")
    costs = {array.evaluations: array.energy_nj, different: array.energy_nj * different / array.evaluations}
    for evaluations, energy_nj in costs.items():
        print(f"array: {evaluations} evaluations, {energy_nj:.2f} nJ")
    for kept, weights_nj in fetches_nj(p, mapping.network).items():
        ratios = ", ".join(f"{(scaled_nj + weights_nj) / nj:.1f} times {evaluations}" for evaluations, nj in costs.items())
        print(f"weights {kept}: {weights_nj:.2f} nJ, with the gates {scaled_nj + weights_nj:.2f} nJ: {ratios} evaluations")


if __name__ == "__main__":
    sys.exit(main())
