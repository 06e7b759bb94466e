"""Dot products of 128 weights and activations by counting entries, by bit planes and by multipliers, in cells and in toggles.

    python benchmarks/dot_product_engines.py
    python benchmarks/dot_product_engines.py --network mnist_lsq --data ../shared/data

Each engine makes a part of a dot product a cycle, out of words that stand still meanwhile; the parts add up to the dot product.

Counting searches a class a cycle, nine for dense data; the adder tree multiplies as many entries a cycle as end in nine; bit planes
take one pair of magnitude bits a cycle, four in all. Toggles are those of gate outputs from cycle to cycle, hazards left out, over
consecutive dot products of a network's layer; gates are those that Yosys makes of the description before it is mapped.

Exit status 0: every engine's netlist gives every dot product; 1: one does not; 2: the library or a tool is missing.
"""

import argparse
import dataclasses
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import numpy as np
from amaranth.hdl import Array, Cat, Module, Mux, Signal, signed
from amaranth.lib.wiring import In, Out
from rich.console import Console
from rich.table import Table
from synthesis import Figures, Mapper, Source, yosys

from bitline import params, platforms
from bitline.emit.verilog import Emission
from bitline.network import datasets
from bitline.params import formats
from bitline.params.entry_counting import EntryCounting
from bitline.periphery.block import Block
from bitline.periphery.compressor import BitHeap
from bitline.periphery.signed_digits import Multiples
from bitline.periphery.up_down_count import UpDownCount
from bitline_sim.network.dataflows import pixel_order, words
from bitline_sim.network.entry_counting import passed
from bitline_sim.runs.entry_counting import network_of

LANES = 128
MAGNITUDES = range(1, 4)
CLASSES = [(i, j) for i in MAGNITUDES for j in MAGNITUDES]
PART = formats.span(-LANES * 9, LANES * 9)
AT_ONCE = -(-LANES // len(CLASSES))
"""Entries that the adder tree multiplies in a cycle: as many cycles as there are classes."""

CLASS_PRODUCTS = Multiples(formats.span(-LANES, LANES), (i * j for i, j in CLASSES))

Step = Mapping[str, int]
"""Settings of an engine's control inputs in a cycle."""


class Counting(Block):
    """The lanes that hold a class, counted up or down, times a constant."""

    def __init__(self) -> None:
        choice = CLASS_PRODUCTS.choice
        super().__init__({"w": In(3 * LANES), "a": In(2 * LANES), "lines": In(8), "multiple": In(choice), "o": Out(PART)})

    def body(self, m: Module, platform: Any) -> None:
        m.submodules.counter = counter = UpDownCount(LANES)
        count = Signal(CLASS_PRODUCTS.number)
        one, zero = self.lines[:4], self.lines[4:]
        for lane in range(LANES):
            weight, activation = self.w[3 * lane : 3 * lane + 3], self.a[2 * lane : 2 * lane + 2]
            bits = Cat(weight[:2], activation)
            m.d.comb += [counter.i[lane].eq(~((bits & zero) | (~bits & one)).any()), counter.down[lane].eq(weight[2])]
        heap = BitHeap(m, len(self.o))
        m.d.comb += count.eq(counter.o)
        CLASS_PRODUCTS.add(m, heap, count, self.multiple, "product")
        m.d.comb += self.o.eq(heap.added())

    @staticmethod
    def steps(weights: np.ndarray, activations: np.ndarray) -> Iterator[Step]:
        """The live classes."""
        present = [{magnitude for magnitude in MAGNITUDES if (np.abs(word) == magnitude).any()} for word in (weights, activations)]
        for i, j in CLASSES:
            if i in present[0] and j in present[1]:
                key = i | j << 2
                yield {"lines": key | (~key & 15) << 4, "multiple": CLASS_PRODUCTS.of(i * j).as_bits()}


class BitPlanes(Block):
    """A magnitude bit of the weights and a bit of the activations: lanes with both, counted up or down, shifted."""

    def __init__(self) -> None:
        super().__init__({"w": In(3 * LANES), "a": In(2 * LANES), "bits": In(2), "o": Out(PART)})

    def body(self, m: Module, platform: Any) -> None:
        m.submodules.counter = counter = UpDownCount(LANES)
        count = Signal(formats.span(-LANES, LANES))
        for lane in range(LANES):
            weight, activation = self.w[3 * lane : 3 * lane + 3], self.a[2 * lane : 2 * lane + 2]
            both = Mux(self.bits[0], weight[1], weight[0]) & Mux(self.bits[1], activation[1], activation[0])
            m.d.comb += [counter.i[lane].eq(both), counter.down[lane].eq(weight[2])]
        once = Mux(self.bits[0], count << 1, count)
        m.d.comb += [count.eq(counter.o), self.o.eq(Mux(self.bits[1], once << 1, once))]

    @staticmethod
    def steps(weights: np.ndarray, activations: np.ndarray) -> Iterator[Step]:
        """Every pair of bits."""
        yield from ({"bits": bits} for bits in range(4))


class AdderTree(Block):
    """Some entries after the others: multiplied, and added by a compressor tree."""

    def __init__(self) -> None:
        super().__init__({"w": In(3 * LANES), "a": In(2 * LANES), "step": In(range(len(CLASSES))), "o": Out(PART)})

    def body(self, m: Module, platform: Any) -> None:
        heap = BitHeap(m, len(self.o))
        for place in range(AT_ONCE):
            lanes = range(place, LANES, AT_ONCE)
            weight = Signal(signed(3), name=f"weight_{place}")
            activation = Signal(2, name=f"activation_{place}")
            product = Signal(formats.span(-9, 9), name=f"product_{place}")
            none = [0] * (len(CLASSES) - len(lanes))
            m.d.comb += [
                weight.eq(Array([*(self.w[3 * lane : 3 * lane + 3] for lane in lanes), *none])[self.step]),
                activation.eq(Array([*(self.a[2 * lane : 2 * lane + 2] for lane in lanes), *none])[self.step]),
                product.eq(weight * activation),
            ]
            heap.add_signed(product, 0)
        m.d.comb += self.o.eq(heap.added())

    @staticmethod
    def steps(weights: np.ndarray, activations: np.ndarray) -> Iterator[Step]:
        """All groups of entries."""
        yield from ({"step": step} for step in range(len(CLASSES)))


ENGINES: Mapping[str, tuple[type, bool]] = {
    "entry counting": (Counting, True),
    "bit planes": (BitPlanes, True),
    "multipliers and adder tree": (AdderTree, False),
}
"""Each with whether its weights are sign and magnitude; else they are two's complement."""


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
    parser.add_argument("--platform", default="sky130hd", choices=platforms.names())
    parser.add_argument("--liberty", type=Path, metavar="FILE", help="its library (default: the platform's, in PLATFORM_HOME)")
    parser.add_argument("--target-ps", type=int, default=6993, metavar="PS", help="delay to size gates for (default: 143 MHz)")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    options = parser.parse_args()
    pairs = real_pairs(options.network, options.data, options.products)
    try:
        mapper = Mapper(platforms.load(options.platform), options.liberty, options.target_ps)
        rows = [measured(name, mapper, *pairs) for name in ENGINES]
    except (FileNotFoundError, RuntimeError) as error:
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


def measured(name: str, mapper: Mapper, weights: np.ndarray, activations: np.ndarray) -> Row:
    """An engine's cells, and its gates' toggles over the dot products."""
    kind, magnitudes = ENGINES[name]
    emission = Emission("benchmark", mapper.platform.cells)
    emission.describe(kind(), "engine")
    figures = mapper.measure(Source(name, "verilog", "engine", "\n".join(emission.modules().values())), "synth")
    plain = Emission("benchmark", {})
    plain.describe(kind(), "engine")
    gates = Gates("\n".join(plain.modules().values()))
    inputs: dict[str, list[int]] = {}
    owner = []
    codes = np.where(magnitudes, np.abs(weights) | (weights < 0) << 2, weights & 7)
    for number, (word, code, other) in enumerate(zip(weights, codes, activations, strict=True)):
        packed = {"w": _packed(code, 3), "a": _packed(other, 2)}
        for step in kind.steps(word, other):
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
