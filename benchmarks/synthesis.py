"""One description through a flow: what it costs in the cells of one library."""

import argparse
import dataclasses
import json
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from amaranth.back import rtlil
from amaranth.lib.wiring import Component

from bitline.flow.library import Library
from bitline.flow.synthesis import Description, Recipe, Synthesis
from bitline.flow.timing import Analysis
from bitline.flow.tools import missing, yosys

SYNTH = "synth"
"""The flow of our own descriptions."""

FLOWS = (SYNTH, "synth -noalumacc", "synth -arith_tree", "maccmap to adder cells", "extract_fa to adder cells")
"""How a description reaches gates. Mapping and sizing follow, the same for all of them."""


def add_library(parser: argparse.ArgumentParser, names: Sequence[str]) -> None:
    """The options that name a library."""
    parser.add_argument("--platform", default="sky130hd", choices=names, help="of which kit (default: sky130hd)")
    its_own = "its library (default: the platform's, in PLATFORM_HOME)"
    parser.add_argument("--liberty", type=Path, action="append", default=[], metavar="FILE", help=its_own)


@dataclasses.dataclass(frozen=True)
class Source:
    """A description, and what the table calls it."""

    name: str
    description: Description


def amaranth(component: Component) -> Description:
    """What Amaranth makes of a component, straight to Yosys."""
    return Description("plain", rtlil.convert(component, name="plain"), "rtlil")


@dataclasses.dataclass(frozen=True)
class Figures:
    """A mapped netlist: its cells and their area, what some of them are, and its longest path in cells and in nanoseconds.

    ``delay_ns`` is the least clock period, inputs and outputs being there and taken at its edges; None without OpenSTA.
    """

    cells: int
    area: float
    flip_flops: int
    full_adders: int
    half_adders: int
    depth: int
    delay_ns: float | None


def measure(library: Library, target_ps: float, source: Source, recipe: Recipe | None = None) -> Figures:
    """Map a description, its gates sized for a delay, and look at what has become of it; by Yosys' own ways if not by a recipe.

    Raises
    ------
    ToolError
        Where Yosys or OpenSTA reports an error.
    """
    netlist = Synthesis(library, target_ps).flat(source.description, recipe or recipe_of(SYNTH, library))
    adders = {kind: netlist.kinds[cell["cell"]] for kind, cell in library.platform.cells.items()}
    return Figures(
        cells=netlist.kinds.total(),
        area=netlist.area,
        flip_flops=netlist.holding("ff"),
        full_adders=adders.get("full_adder", 0),
        half_adders=adders.get("half_adder", 0),
        depth=netlist.depth,
        delay_ns=None if missing("opensta") else Analysis(library, netlist, _constraints(library, netlist.module)).delay_ns(),
    )


def recipe_of(flow: str, library: Library) -> Recipe:
    """One of :data:`FLOWS`, with Yosys' own mapping."""
    adders = {"adders.v": _adder_map(library.platform.cells)} if "adder cells" in flow else {}
    commands = {
        "synth": ("synth -flatten -top {top}",),
        "synth -noalumacc": ("synth -flatten -noalumacc -top {top}",),
        "synth -arith_tree": ("synth -flatten -arith_tree -top {top}",),
        "maccmap to adder cells": (
            "synth -flatten -run :fine -top {top}",
            "maccmap",
            "techmap -map adders.v",
            "synth -run fine: -top {top}",
        ),
        "extract_fa to adder cells": ("synth -flatten -top {top}", "extract_fa", "techmap -map adders.v"),
    }
    return Recipe(commands[flow], adders, mapping="")


def _constraints(library: Library, module: Mapping[str, Any]) -> str:
    """A clock, and the surroundings that every description has."""
    driver = library.platform.driver
    inputs, outputs = (f"[get_ports {{{' '.join(_ports(module, direction))}}}]" for direction in ("input", "output"))
    clock = " [get_ports clk]" if "clk" in module["ports"] else ""
    return f"""set clk_period {100 * library.platform.library.ns}
create_clock -name clk -period $clk_period{clock}
set_input_delay 0 -clock clk {inputs}
set_output_delay 0 -clock clk {outputs}
set_driving_cell -lib_cell {driver.cell} {inputs}
set_load {driver.load} {outputs}
"""


def _ports(module: Mapping[str, Any], direction: str) -> list[str]:
    widths = {name: len(port["bits"]) for name, port in module["ports"].items() if port["direction"] == direction and name != "clk"}
    return [f"{name}[*]" if width > 1 else name for name, width in widths.items()]


def _adder_map(cells: Mapping[str, Mapping[str, str]]) -> str:
    """Yosys' full adder as library cells, a half adder where its third input is constantly zero."""

    def instance(kind: str, inputs: Mapping[str, str], outputs: Mapping[str, str]) -> str:
        cell = cells[kind]
        connected = [f".{cell[pin]}({net}[k])" for pin, net in inputs.items()]
        connected += [f".{cell[pin].removeprefix('!')}({pin})" for pin in outputs]
        assigned = [f"assign {net}[k] = {'~' if cell[pin].startswith('!') else ''}{pin};" for pin, net in outputs.items()]
        return "\n      ".join(["wire total, carry;", f"{cell['cell']} adder ({', '.join(connected)});", *assigned])

    outputs = {"total": "Y", "carry": "X"}

    return f"""(* techmap_celltype = "$fa" *)
module adder_cells (A, B, C, X, Y);
  parameter WIDTH = 1;
  parameter _TECHMAP_CONSTMSK_C_ = 0;
  parameter _TECHMAP_CONSTVAL_C_ = 0;
  input [WIDTH-1:0] A, B, C;
  output [WIDTH-1:0] X, Y;
  genvar k;
  generate for (k = 0; k < WIDTH; k = k + 1)
    if (_TECHMAP_CONSTMSK_C_[k] && !_TECHMAP_CONSTVAL_C_[k]) begin
      {instance("half_adder", {"a": "A", "b": "B"}, outputs)}
    end else begin
      {instance("full_adder", {"a": "A", "b": "B", "c": "C"}, outputs)}
    end
  endgenerate
endmodule
"""


def generic_cells(files: Mapping[str, str], top: str, command: str = "synth") -> Counter[str]:
    """Generic gates and flip-flops of a module with all that it holds, black boxes apart.

    Raises
    ------
    ToolError
        Where Yosys reports an error; with its last lines.
    """
    sources = {Path(path).name: text for path, text in files.items() if path.startswith("rtl/")}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for source, text in sources.items():
            (place / source).write_text(text)
        reading = [f"read_verilog {source}" for source in sources]
        yosys([*reading, f"{command} -top {top}", "tee -q -o stat.json stat -json"], place)
        found = json.loads((place / "stat.json").read_text())["modules"]
    return _counted({name.removeprefix("\\"): module["num_cells_by_type"] for name, module in found.items()}, top)


def _counted(modules: Mapping[str, Mapping[str, int]], name: str) -> Counter[str]:
    """Gates and flip-flops of a module with all that it holds."""
    out: Counter[str] = Counter()
    for kind, count in modules.get(name, {}).items():
        if kind.startswith("$_"):
            out["flip_flops" if "DFF" in kind else "gates"] += count
        else:
            inner = _counted(modules, kind.removeprefix("\\"))
            out.update({what: count * number for what, number in inner.items()})
    return out
