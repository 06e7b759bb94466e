"""The entry-counting macro with one, two, four and nine searches a cycle: operations a cycle, multiplications, cells and area.

    python benchmarks/searches.py
    python benchmarks/searches.py --network mnist_lsq --data ../shared/data --lanes-per-beat 16 128

Operations are two for each lane and dot product, sustained over a tile of nine dot products a result: with every class live, and
with the words of a network's second layer for one image, its weights stored, all loading included.
Multiplications are the multipliers in the emitted Verilog as Yosys reads it. Cells and area are those of the whole macro in the
platform's library and its own dedicated cells, whose size is an estimate; they take a minute a row and are left out with --no-area.

Exit status 0: with one search a cycle the macro does more than the published 25.03 operations a cycle, and has a multiplier for a
result and one for a residual; 1: it has not; 2: the library or a tool is missing.
"""

import argparse
import dataclasses
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table
from synthesis import add_library

from bitline import params, platforms
from bitline.emit.bundle import bundle
from bitline.estimate.entry_counting import timeline
from bitline.estimate.entry_counting_network import choose
from bitline.flow.library import LibraryError, library
from bitline.flow.tools import ToolError, yosys
from bitline.network import datasets
from bitline.network.entry_counting.dataflows import Task
from bitline.params.entry_counting import EntryCounting
from bitline_sim.network.dataflows import layer_program
from bitline_sim.network.entry_counting import passed
from bitline_sim.runs.entry_counting import network_of

PUBLISHED = 25.03
"""Operations a cycle: 3.58 GOPS at 143 MHz."""


@dataclasses.dataclass(frozen=True)
class Row:
    """A macro; area is that of all cells, in um2."""

    searches: int
    lanes_per_beat: int
    dense: float
    measured: float
    multipliers: int
    cells: int | None
    area: float | None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--searches", type=int, nargs="+", default=[1, 2, 4, 9])
    parser.add_argument("--lanes-per-beat", type=int, nargs="+", default=[16])
    parser.add_argument("--network", default="digits_lsq", help="whose words are searched (default: digits_lsq)")
    parser.add_argument("--data", type=Path, help="folder with the four idx.gz files of MNIST; else scikit-learn's digits")
    add_library(parser, platforms.names())
    parser.add_argument("--no-area", action="store_true", help="leave synthesis out")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    options = parser.parse_args()
    image = datasets.load(options.data).test.images[:1]
    try:
        cells = None if options.no_area else library(platforms.load(options.platform), options.liberty)
        rows = [
            row(variant(searches, lanes), options, cells and cells.paths[0], image)
            for lanes in options.lanes_per_beat
            for searches in options.searches
        ]
    except (LibraryError, ToolError) as error:
        print(error, file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps({"rows": [dataclasses.asdict(each) for each in rows]}))
    else:
        show(rows)
    return 0 if all(each.dense > PUBLISHED and each.multipliers == 2 for each in rows) else 1


def variant(searches: int, lanes_per_beat: int) -> EntryCounting:
    """The preset, but for its searches and the lanes that a beat loads."""
    p = params.preset("entry_counting")
    assert isinstance(p, EntryCounting)
    return dataclasses.replace(
        p,
        search=dataclasses.replace(p.search, per_cycle=searches),
        store=dataclasses.replace(p.store, lanes_per_beat=lanes_per_beat),
    )


def row(p: EntryCounting, options: argparse.Namespace, liberty: Path | None, image: np.ndarray) -> Row:
    found = synthesized(p, options.platform, liberty)
    return Row(
        searches=p.search.per_cycle,
        lanes_per_beat=p.store.lanes_per_beat,
        dense=float(p.cycles["ops_per_cycle_tile"]),
        measured=measured(p, options.network, image),
        **found,
    )


def measured(p: EntryCounting, name: str, image: np.ndarray) -> float:
    """Operations a cycle over a network's second layer."""
    network = network_of(name)
    layer, entering = network.layers[1], passed(network, image).inputs[1]
    plan = choose(p, Task.of(p, layer, entering.shape[1])).plans["weight"]
    program = layer_program(p, plan, layer, entering)
    live = program.reference().live
    return 2 * p.store.lanes * len(live) / timeline(p, program.operations, live).cycles


def synthesized(p: EntryCounting, platform: str, liberty: Path | None) -> dict[str, Any]:
    """Multipliers in the Verilog, and with a library cells and area, every module for itself."""
    files = bundle(p, platform)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for path, text in files.items():
            if path.startswith("rtl/") or path.endswith("_cells.lib"):
                (place / Path(path).name).write_text(text)
        sources = " ".join(Path(path).name for path in files if path.startswith("rtl/") and not path.endswith("_cells.v"))
        script = [f"read_liberty -lib {p.library_name}.lib", f"read_verilog {sources}", f"hierarchy -top {p.name}"]
        script.append("tee -q -o before.json stat -json")
        if liberty:
            script += [
                f"read_liberty -lib -ignore_miss_func {liberty}",
                f"synth -top {p.name}",
                f"dfflibmap -liberty {liberty}",
                f"abc -liberty {liberty}",
                "opt_clean -purge",
                f"tee -q -o after.json stat -json -liberty {liberty} -liberty {p.library_name}.lib",
            ]
        yosys(script, place)
        multipliers = json.loads((place / "before.json").read_text())["design"]["num_cells_by_type"]["$mul"]
        after = json.loads((place / "after.json").read_text())["design"] if liberty else {}
    return {"multipliers": multipliers, "cells": after.get("num_cells"), "area": after.get("area")}


def show(rows: list[Row]) -> None:
    table = Table("searches", "lanes a beat", "dense", "measured", "multipliers", "cells", "area um2")
    for each in rows:
        sizes = [f"{each.cells:,}", f"{each.area:,.0f}"] if each.cells and each.area else ["", ""]
        counts = (f"{each.searches}", f"{each.lanes_per_beat}", f"{each.dense:.2f}", f"{each.measured:.2f}", f"{each.multipliers}")
        table.add_row(*counts, *sizes)
    Console(width=None if sys.stdout.isatty() else 120).print(table)


if __name__ == "__main__":
    sys.exit(main())
