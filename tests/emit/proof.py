"""Proof that a module's Verilog does what Amaranth's RTLIL says: each output and register's next value, for any input and state.

Both are cut open at their registers and instances, which become ports of one name on both sides; Yosys joins the two and its SAT
solver looks for an input that tells them apart. Nothing is assumed of resets or reachable states, and nothing is unrolled.
"""

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from bitline.emit.verilog import Emission
from bitline.emit.verilog.operands import width
from bitline.emit.verilog.rtlil import parse
from bitline.emit.verilog.tree import RESET, Module

_RUN = "import sys; from pyosys import libyosys; libyosys.run_pass('script ' + sys.argv[1], libyosys.Design())"
_ALIKE = ("opt -full", "wreduce t:$mul", "opt -full", "simplemap", "techmap", "opt -fast")
"""Passes by which what is alike falls together, so that little is left to the solver.

Products are cut to the widths of their operands, since two that differ there are hopeless to compare; nothing else is, since
``wreduce`` of Yosys 0.70 changes what a ``$shift`` does.
"""

_CELL = re.compile(r"^  cell (\S+) (\S+)\n(.*?)^  end\n", re.S | re.M)
_RISING = re.compile(r"parameter \\CLK_POLARITY (1'1|1)\n")
_CONNECTION = re.compile(r"^ +connect \\?(\S+) (.*)$", re.M)


def prove(emission: Emission, where: Path, written: Mapping[str, str] | None = None) -> int:
    """Prove modules of an emission; how many there are.

    Parameters
    ----------
    emission : Emission
    where : Path
        A folder for Yosys' files.
    written : mapping, optional
        Verilog of the modules to be proven; all of them as the emission has them by default.

    Raises
    ------
    AssertionError
        With Yosys' last words, for the first module that differs.
    """
    written = emission.modules() if written is None else written
    reference = {name: emission.rtlil()[name] for name in written}
    (where / "all.v").write_text("\n".join(written.values()))
    yosys(where, "read_verilog all.v", "proc -noopt -norom", "write_rtlil written.il")
    read = _modules((where / "written.il").read_text())
    assert read.keys() == reference.keys()
    opened = (_opened(name, emission.names(name), text, read[name]) for name, text in reference.items())
    (where / "opened.il").write_text("\n".join(text for both in opened for text in both))
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


def _opened(name: str, given: Mapping[str, str], reference: str, written: str) -> tuple[str, str]:
    """A module as Amaranth has it and as it is written, both cut open; ``given`` are the written names of its wires."""
    module, gold = parse(reference), _modules(reference)[name]
    names = {wire: f"\\{other}" for wire, other in ({RESET: "rst"} | given).items()}
    ports = [wire.name for wire in module.wires.values() if wire.direction]
    for wire in ports:
        gold = re.sub(rf"{re.escape(wire)}(?=[ \n])", names[wire].replace("\\", r"\\"), gold)
    if RESET in ports and f" {RESET}\n" not in written:  # left out where nothing is reset
        written = written.replace("\n", f"\n  wire input 999 {RESET}\n", 1)
    widths = {names[wire.name]: wire.width for wire in module.wires.values() if wire.name in names}
    pins = _pins(module, written)
    same = {other: other for other in names.values()}
    return _Cut(pins, names | same, widths).text(f"gold.{name}", gold), _Cut(pins, same, widths).text(f"gate.{name}", written)


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
            self._register(dict(_CONNECTION.findall(body)), rising=bool(_RISING.search(body)))
        elif kind.startswith("\\"):
            self._instance(name, dict(_CONNECTION.findall(body)))
        else:
            return cell[0]
        return ""

    def _register(self, at: Mapping[str, str], rising: bool) -> None:
        wire, _, selected = at["Q"].partition(" ")
        register = self._names.get(wire)
        if register is None:  # nobody reads it, so it is not written
            return
        for pin, size, way in (
            ("d", self._widths[register], "output"),
            ("q", self._widths[register], "input"),
            ("clock", 2, "output"),
        ):
            self._ports[f"{register}.{pin}"] = way, size
        self._connections += [
            f"  connect {register}.d {selected} {at['D']}",
            f"  connect {at['Q']} {register}.q {selected}",
            f"  connect {register}.clock {{ {at['CLK']} 1'{rising:d} }}",
        ]

    def _instance(self, name: str, at: Mapping[str, str]) -> None:
        for pin, value in at.items():
            if (name, pin) in self._pins:
                sides = (f"{name}.{pin}", value)
                driven, read = sides if self._pins[name, pin][0] == "output" else reversed(sides)
                self._connections.append(f"  connect {driven} {read}")
