"""One combinational description through Yosys and OpenSTA: what it costs in the cells of one Liberty library."""

import dataclasses
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from bitline.platforms import Platform

FLOWS = {
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
"""How a description reaches gates. Mapping, buffering and sizing follow, the same for all of them."""


@dataclasses.dataclass(frozen=True)
class Source:
    """A description: how the table calls it, its language (``verilog`` or ``rtlil``), its top module and its text."""

    name: str
    language: str
    top: str
    text: str


@dataclasses.dataclass(frozen=True)
class Figures:
    """A mapped netlist: its cells and their area, the adders among them, and its longest path in cells and in nanoseconds.

    ``delay_ns`` is None without OpenSTA.
    """

    cells: int
    area: float
    full_adders: int
    half_adders: int
    depth: int
    delay_ns: float | None


class Mapper:
    """A library, and how its netlists are driven, loaded and sized.

    Parameters
    ----------
    platform : Platform
        Names the adder cells, the cells to leave out, and the driver and load of the ports.
    liberty : Path or None
        The library; None looks where ``PLATFORM_HOME`` points, or beside the repository in ``shared/platforms``.
    target_ps : int
        Delay for which gates are sized; one that is out of reach asks for the fastest.

    Raises
    ------
    FileNotFoundError
        Where there is no such library.
    """

    def __init__(self, platform: Platform, liberty: Path | None, target_ps: int) -> None:
        home = Path(os.environ.get("PLATFORM_HOME", Path(__file__).parents[2] / "shared" / "platforms"))
        self.platform, self.target_ps = platform, target_ps
        self.liberty = (liberty or home / platform.name / platform.library.liberty[0]).resolve()
        if not self.liberty.is_file():
            raise FileNotFoundError(f"no library at {self.liberty}: set PLATFORM_HOME, or name a file with --liberty")

    def measure(self, source: Source, flow: str) -> Figures:
        """Map a description and look at what has become of it.

        Raises
        ------
        RuntimeError
            Where Yosys or OpenSTA reports an error; with its last lines.
        """
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            self._synthesize(source, flow, place)
            cells = json.loads((place / "netlist.json").read_text())["modules"][source.top]["cells"].values()
            kinds = Counter(cell["type"] for cell in cells)
            return Figures(
                cells=len(cells),
                area=round(json.loads((place / "stat.json").read_text())["design"]["area"], 2),
                full_adders=kinds[self.platform.cells["full_adder"]["cell"]],
                half_adders=kinds[self.platform.cells["half_adder"]["cell"]],
                depth=_depth(cells),
                delay_ns=self._delay_ns(source.top, place) if shutil.which("sta") else None,
            )

    def _synthesize(self, source: Source, flow: str, place: Path) -> None:
        driver, library = self.platform.driver, self.platform.library
        (place / "source").write_text(source.text)
        (place / "adders.v").write_text(_adder_map(self.platform.cells))
        (place / "ports.constr").write_text(f"set_driving_cell {driver.cell}\nset_load {driver.load / library.pf * 1e3}\n")
        left_out = " ".join(f"-dont_use {pattern}" for pattern in self.platform.dont_use)
        script = [
            f"read_liberty -lib -ignore_miss_func {self.liberty}",
            f"read_{source.language} source",
            *(step.format(top=source.top) for step in FLOWS[flow]),
            f"abc -liberty {self.liberty} -constr ports.constr -D {self.target_ps} {left_out}",
            "opt_clean -purge",
            "check -assert -mapped",
            f"tee -q -o stat.json stat -liberty {self.liberty} -json",
            "write_json netlist.json",
            "write_verilog -noattr -simple-lhs netlist.v",
        ]
        yosys(script, place)

    def _delay_ns(self, top: str, place: Path) -> float:
        netlist = place / "netlist.v"
        netlist.write_text(netlist.read_text().replace(" signed ", " "))  # a word that OpenSTA does not know
        script = [
            f"read_liberty {self.liberty}",
            "read_verilog netlist.v",
            f"link_design {top}",
            f"create_clock -name virtual -period {100 * self.platform.library.ns}",
            "set_input_delay 0 -clock virtual [all_inputs]",
            "set_output_delay 0 -clock virtual [all_outputs]",
            f"set_driving_cell -lib_cell {self.platform.driver.cell} [all_inputs]",
            f"set_load {self.platform.driver.load} [all_outputs]",
            "report_checks -digits 4",
        ]
        (place / "run.tcl").write_text("\n".join(script) + "\n")
        arrival = re.search(r"([\d.]+) +data arrival time", _run(["sta", "-exit", "run.tcl"], place))
        assert arrival, "OpenSTA found no path"
        return float(arrival[1]) / self.platform.library.ns


def yosys(script: Iterable[str], place: Path) -> None:
    """Run a script in a folder, in a process of its own: Yosys keeps state from one design to the next.

    Raises
    ------
    RuntimeError
        Where it reports an error; with its last lines.
    """
    (place / "run.ys").write_text("\n".join(script))
    _run([sys.executable, "-c", "from pyosys import libyosys as y; y.run_pass('script run.ys', y.Design())"], place)


def yosys_version() -> str:
    """What the Yosys in use calls itself: ``Yosys 0.70``."""
    from pyosys import libyosys

    return " ".join(libyosys.yosys_maybe_version().split()[:2])


def _run(command: list[str], place: Path) -> str:
    """What a tool prints. OpenSTA's status is 0 whatever happens, so its errors are looked for."""
    done = subprocess.run(command, cwd=place, capture_output=True, text=True)
    said = done.stdout + done.stderr
    if done.returncode or re.search(r"^error", said, re.MULTILINE | re.IGNORECASE):
        raise RuntimeError("\n".join(said.splitlines()[-20:]))
    return said


def _depth(cells: Collection[dict[str, Any]]) -> int:
    """Cells on the longest path."""

    def nets(cell: dict[str, Any], direction: str) -> list[int]:
        return [net for pin, bits in cell["connections"].items() if cell["port_directions"][pin] == direction for net in bits]

    drivers = {net: number for number, cell in enumerate(cells) for net in nets(cell, "output")}
    before = {number: {drivers[net] for net in nets(cell, "input") if net in drivers} for number, cell in enumerate(cells)}
    depth: dict[int, int] = {}
    for number in TopologicalSorter(before).static_order():
        depth[number] = 1 + max((depth[driver] for driver in before[number]), default=0)
    return max(depth.values(), default=0)


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
