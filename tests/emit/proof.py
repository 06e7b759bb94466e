"""Proof that a module's Verilog does what Amaranth's RTLIL says: every output and every register's next value, for every input and state.

Both are cut open at their registers and instances, which become ports of one name on both sides; Yosys joins the two and its SAT
solver looks for an input that tells them apart. Nothing is assumed of resets or reachable states, and nothing is unrolled.
"""

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from bitline.emit.verilog import Emission
from bitline.emit.verilog.rtlil import parse
from bitline.emit.verilog.tree import RESET, Module, width

_RUN = "import sys; from pyosys import libyosys; libyosys.run_pass('script ' + sys.argv[1], libyosys.Design())"
_ALIKE = ("opt -full", "wreduce t:$mul", "opt -full", "simplemap", "techmap", "opt -fast")
"""Passes by which what is alike falls together, so that little is left to the solver.

Products are cut to the widths of their operands, since two that differ there are hopeless to compare; nothing else is, since ``wreduce``
of Yosys 0.70 changes what a ``$shift`` does.
"""

_CELL = re.compile(r"^  cell (\S+) (\S+)\n(.*?)^  end\n", re.S | re.M)
_CONNECTION = re.compile(r"^ +connect \\?(\S+) (.*)$", re.M)


def prove(emission: Emission, where: Path) -> int:
    """Prove every module of an emission; how many there are.

    Raises
    ------
    AssertionError
        With Yosys' last words, for the first module that differs.
    """
    reference = emission.rtlil()
    (where / "all.v").write_text("\n".join(emission.modules().values()))
    yosys(where, "read_verilog all.v", "proc -noopt -norom", "write_rtlil written.il")
    written = _modules((where / "written.il").read_text())
    assert written.keys() == reference.keys()
    opened = []
    for name, text in reference.items():
        module, gold, gate = parse(text), _modules(text)[name], written[name]
        names = {wire: f"\\{given}" for wire, given in ({RESET: "rst"} | emission.names(name)).items()}
        ports = [wire.name for wire in module.wires.values() if wire.direction]
        for wire in ports:
            gold = re.sub(rf"{re.escape(wire)}(?=[ \n])", lambda _, wire=wire: names[wire], gold)
        names |= {names[wire]: names[wire] for wire in ports}
        if RESET in ports and f" {RESET}\n" not in gate:  # left out where nothing is reset
            gate = gate.replace("\n", f"\n  wire input 999 {RESET}\n", 1)
        widths = {names[wire.name]: wire.width for wire in module.wires.values() if wire.name in names}
        pins = _pins(module, gate)
        opened.append(_Cut(pins, names, widths).text(f"gold.{name}", gold))
        opened.append(_Cut(pins, {given: given for given in names.values()}, widths).text(f"gate.{name}", gate))
    (where / "opened.il").write_text("\n".join(opened))
    yosys(
        where,
        "read_rtlil opened.il",
        "proc -norom",
        *(f"miter -equiv -flatten -make_outputs gold.{name} gate.{name} miter.{name}" for name in reference),
        "select miter.*",
        *_ALIKE,
        *(f"sat -verify -prove trigger 0 -show-ports miter.{name}" for name in reference),
    )
    return len(reference)


def yosys(where: Path, *commands: str) -> str:
    """Run a Yosys script in a folder; its log."""
    (where / "run.ys").write_text("\n".join(commands) + "\n")
    run = subprocess.run([sys.executable, "-c", _RUN, "run.ys"], cwd=where, capture_output=True, text=True, check=False)
    assert run.returncode == 0, f"{where}: {(run.stdout + run.stderr)[-3000:]}"
    return run.stdout


def _modules(rtlil: str) -> dict[str, str]:
    rtlil = re.sub(r"^ *attribute .*\n", "", rtlil, flags=re.M)
    texts = re.findall(r"^module .*?^end\n", rtlil, re.S | re.M)
    return {text.split(None, 2)[1].removeprefix("\\"): text for text in texts}


def _pins(module: Module, written: str) -> dict[tuple[str, str], tuple[str, int]]:
    """Direction (as a port of the opened module) and width of the pins of each instance that are connected where it is written."""
    connected = {
        (cell, pin) for _, cell, body in _CELL.findall(written) for pin, value in _CONNECTION.findall(body) if value != "{ }"
    }
    pins = {}
    for instance in module.instances:
        pins |= {(f"\\{instance.name}", pin): ("output", width(operand)) for pin, operand in instance.inputs.items()}
        pins |= {(f"\\{instance.name}", pin): ("input", bits.width) for pin, bits in instance.outputs.items()}
    return {pin: known for pin, known in pins.items() if known[0] == "output" or pin in connected}


class _Cut:
    """Cuts a module's RTLIL open.

    Parameters
    ----------
    pins : mapping
        Direction and width of the instances' pins.
    names : mapping
        For each of its wires the written name.
    widths : mapping
        Width of the wires by their written names.
    """

    def __init__(
        self, pins: Mapping[tuple[str, str], tuple[str, int]], names: Mapping[str, str], widths: Mapping[str, int]
    ) -> None:
        self._pins, self._names, self._widths = pins, names, widths
        self._ports = {f"{cell}.{pin}": known for (cell, pin), known in pins.items()}
        self._connections: list[str] = []

    def text(self, name: str, rtlil: str) -> str:
        """The module without registers and instances, by another name."""
        inner = _CELL.sub(self._cell, rtlil.split("\n", 1)[1].rsplit("end\n", 1)[0])
        ports = [
            f"  wire width {size} {way} {1000 + place} {port}" for place, (port, (way, size)) in enumerate(self._ports.items())
        ]
        return "\n".join([f"module \\{name}", *ports, inner, *dict.fromkeys(self._connections), "end\n"])

    def _cell(self, cell: re.Match[str]) -> str:
        kind, name, body = cell.groups()
        if kind == "$dff":
            self._register(dict(_CONNECTION.findall(body)))
        elif kind.startswith("\\"):
            self._instance(name, dict(_CONNECTION.findall(body)))
        else:
            return cell[0]
        return ""

    def _register(self, at: Mapping[str, str]) -> None:
        wire, _, selected = at["Q"].partition(" ")
        register = self._names.get(wire)
        if register is None:  # nobody reads it, so it is not written
            return
        for pin, size, way in (
            ("d", self._widths[register], "output"),
            ("q", self._widths[register], "input"),
            ("clock", 1, "output"),
        ):
            self._ports[f"{register}.{pin}"] = way, size
        self._connections += [
            f"  connect {register}.d {selected} {at['D']}",
            f"  connect {at['Q']} {register}.q {selected}",
            f"  connect {register}.clock {at['CLK']}",
        ]

    def _instance(self, name: str, at: Mapping[str, str]) -> None:
        for pin, value in at.items():
            if (name, pin) in self._pins:
                sides = (f"{name}.{pin}", value)
                driven, read = sides if self._pins[name, pin][0] == "output" else reversed(sides)
                self._connections.append(f"  connect {driven} {read}")
