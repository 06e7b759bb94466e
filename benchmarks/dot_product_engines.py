"""Dot products of 128 weights and activations by counting entries, by bit planes and by multipliers, in cells and in toggles.

    python benchmarks/dot_product_engines.py
    python benchmarks/dot_product_engines.py --network mnist_lsq --data ../shared/data

Each engine makes a part of a dot product a cycle, out of words that stand still meanwhile; the parts add up to the dot product.
Engines come in three groups of about the same throughput: as many cycles as there are live classes (bit planes are never so slow),
four cycles, and one cycle.

Toggles are those of gate outputs from cycle to cycle, hazards left out, over consecutive dot products of a network's layer; gates
are those that Yosys makes of the description before it is mapped.

Exit status 0: every engine's netlist gives every dot product; 1: one does not; 2: the library or a tool is missing.
"""

import argparse
import dataclasses
import json
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import numpy as np
from engines import LANES, AdderTree, BitPlanes, Counting, Engine
from rich.console import Console
from rich.table import Table
from synthesis import Figures, Source, add_library, measure

from bitline import params, platforms
from bitline.emit.verilog import Emission
from bitline.flow.library import Library, LibraryError, library
from bitline.flow.synthesis import Description
from bitline.flow.tools import ToolError, yosys
from bitline.network import datasets
from bitline.params.entry_counting import EntryCounting
from bitline_sim.network.dataflows import pixel_order, words
from bitline_sim.network.entry_counting import passed
from bitline_sim.runs.entry_counting import network_of

ENGINES: Mapping[str, tuple[type[Engine], int]] = {
    "1 search": (Counting, 1),
    "19 multipliers": (AdderTree, 19),
    "2 searches": (Counting, 2),
    "1 pair of bit planes": (BitPlanes, 1),
    "32 multipliers": (AdderTree, 32),
    "9 searches": (Counting, 9),
    "4 pairs of bit planes": (BitPlanes, 4),
    "128 multipliers": (AdderTree, 128),
}
"""By what they do in a cycle, in groups of about the same throughput."""


@dataclasses.dataclass(frozen=True)
class Row:
    """What an engine costs, and what it does over the data."""

    engine: str
    figures: Figures
    cycles: float
    gates: int
    toggles: float
    wrong: int


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--network", default="digits_lsq", help="whose weights and activations (default: digits_lsq)")
    parser.add_argument("--data", type=Path, help="folder with the four idx.gz files of MNIST; else scikit-learn's digits")
    parser.add_argument("--products", type=int, default=400, help="consecutive dot products (default: 400)")
    add_library(parser, platforms.names())
    parser.add_argument("--target-ps", type=int, default=6993, metavar="PS", help="delay to size gates for (default: 143 MHz)")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    options = parser.parse_args()
    pairs = real_pairs(options.network, options.data, options.products)
    try:
        cells = library(platforms.load(options.platform), options.liberty)
        rows = [measured(name, cells, options.target_ps, *pairs) for name in ENGINES]
    except (LibraryError, ToolError) as error:
        print(error, file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps({"rows": [dataclasses.asdict(row) for row in rows]}))
    else:
        show(rows)
    return 1 if any(row.wrong for row in rows) else 0


def real_pairs(name: str, folder: Path | None, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Weights and activations of consecutive dot products of the second layer, as its weight-stationary dataflow has them."""
    network = network_of(name)
    layer, image = network.layers[1], passed(network, datasets.load(folder).test.images[:1]).inputs[1]
    p = params.preset("entry_counting")
    assert isinstance(p, EntryCounting) and p.store.lanes == LANES
    patches = layer.patches(image)[0].reshape(-1, layer.matrix.shape[1])[pixel_order(layer, image.shape[1])]
    weights, activations = words(p, layer.matrix)[:, 0], words(p, patches)[:, 0]
    order = [(pixel, channel) for pixel in range(len(activations)) for channel in range(len(weights))][:count]
    pixels, channels = np.array(order).T
    return weights[channels], activations[pixels]


def measured(name: str, library: Library, target_ps: float, weights: np.ndarray, activations: np.ndarray) -> Row:
    """An engine's cells, and its gates' toggles over the dot products."""
    kind, at_once = ENGINES[name]
    emission = Emission("benchmark", library.platform.cells)
    emission.describe(kind(at_once), "engine")
    figures = measure(library, target_ps, Source(name, Description("engine", "\n".join(emission.modules().values()))))
    plain, engine = Emission("benchmark", {}), kind(at_once)
    plain.describe(engine, "engine")
    gates = Gates("\n".join(plain.modules().values()))
    inputs: dict[str, list[int]] = {}
    owner = []
    codes = np.where(kind.magnitudes, np.abs(weights) | (weights < 0) << 2, weights & 7)
    for number, (word, code, other) in enumerate(zip(weights, codes, activations, strict=True)):
        packed = {"w": _packed(code, 3), "a": _packed(other, 2)}
        for step in engine.steps(word, other):
            for pin, value in (packed | dict(step)).items():
                inputs.setdefault(pin, []).append(value)
            owner.append(number)
    parts, toggles = gates.run(inputs)
    made = np.zeros(len(weights), np.int64)
    np.add.at(made, owner, parts)
    wrong = int(np.count_nonzero(made != (weights * activations).sum(axis=1)))
    return Row(name, figures, len(owner) / len(weights), gates.count, toggles / len(weights), wrong)


def show(rows: Sequence[Row]) -> None:
    table = Table("engine", "cells", "area um2", "depth", "ns", "cycles", "gates", "toggles", "area x cycles", "wrong")
    for row in rows:
        f = row.figures
        delay = "" if f.delay_ns is None else f"{f.delay_ns:.2f}"
        counts = (f"{row.cycles:.2f}", f"{row.gates}", f"{row.toggles:.0f}", f"{f.area * row.cycles:.0f}", f"{row.wrong}")
        table.add_row(row.engine, f"{f.cells}", f"{f.area:.0f}", f"{f.depth}", delay, *counts)
    Console(width=None if sys.stdout.isatty() else 120).print(table)


# ---- gates


def _two(function: Callable[[Any, Any], Any]) -> Callable[[Mapping[str, Any]], Any]:
    return lambda pins: function(pins["A"], pins["B"])


GATES: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "$_NOT_": lambda pins: ~pins["A"],
    "$_AND_": _two(lambda a, b: a & b),
    "$_NAND_": _two(lambda a, b: ~(a & b)),
    "$_OR_": _two(lambda a, b: a | b),
    "$_NOR_": _two(lambda a, b: ~(a | b)),
    "$_XOR_": _two(lambda a, b: a ^ b),
    "$_XNOR_": _two(lambda a, b: ~(a ^ b)),
    "$_ANDNOT_": _two(lambda a, b: a & ~b),
    "$_ORNOT_": _two(lambda a, b: a | ~b),
    "$_MUX_": lambda pins: np.where(pins["S"], pins["B"], pins["A"]),
}


class Gates:
    """A combinational description as gates, evaluated for many cycles at once."""

    def __init__(self, text: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "source").write_text(text)
            yosys(
                [
                    "read_verilog source",
                    "synth -flatten -noabc -top engine",
                    "opt_clean -purge",
                    "write_json netlist.json",
                ],
                Path(folder),
            )
            self._module = json.loads((Path(folder) / "netlist.json").read_text())["modules"]["engine"]
        cells = list(self._module["cells"].values())
        drivers = {cell["connections"]["Y"][0]: number for number, cell in enumerate(cells)}
        nets = [[bits[0] for pin, bits in cell["connections"].items() if pin != "Y"] for cell in cells]
        before = {number: {drivers[net] for net in entering if net in drivers} for number, entering in enumerate(nets)}
        self._cells = [cells[number] for number in TopologicalSorter(before).static_order()]
        self.count = len(cells)

    def run(self, inputs: Mapping[str, Sequence[int]]) -> tuple[np.ndarray, int]:
        """The output ``o`` in each cycle, and how often gates' outputs change between cycles."""
        cycles, toggles = len(next(iter(inputs.values()))), 0
        values = {"0": np.zeros(cycles, bool), "1": np.ones(cycles, bool), "x": np.zeros(cycles, bool)}
        for pin, numbers in inputs.items():
            for place, net in enumerate(self._module["ports"][pin]["bits"]):
                values[net] = np.array([number >> place & 1 for number in numbers], bool)
        for cell in self._cells:
            entering = {pin: values[bits[0]] for pin, bits in cell["connections"].items() if pin != "Y"}
            value = values[cell["connections"]["Y"][0]] = GATES[cell["type"]](entering)
            toggles += int(np.count_nonzero(value[1:] != value[:-1]))
        bits = [values[net].astype(np.int64) << place for place, net in enumerate(self._module["ports"]["o"]["bits"])]
        total = np.sum(bits, axis=0)
        return np.where(values[self._module["ports"]["o"]["bits"][-1]], total - (1 << len(bits)), total), toggles


def _packed(levels: np.ndarray, bits: int) -> int:
    return sum(int(level) << bits * lane for lane, level in enumerate(levels))


if __name__ == "__main__":
    sys.exit(main())
