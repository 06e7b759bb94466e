"""A macro's netlist under its constraints, as a function: Tcl in, what OpenSTA prints out."""

import dataclasses
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from bitline import platforms
from bitline.emit.bundle import verilog
from bitline.emit.physical import physical
from bitline.flow import tools
from bitline.flow.library import Library
from bitline.params import MacroParameters
from bitline.platforms.platform import Driver

TINY = Path(__file__).with_name("tiny.lib")
KIT = dataclasses.replace(platforms.load("sky130hd"), driver=Driver("BUF", "Y", 0.01, "tiny.lib"))
LEAST = Library(dataclasses.replace(KIT, cells={}, dont_use=()), (TINY,))


class Timing:
    """The macro synthesized to a library of six cells, flattened or not, with the array's views beside it."""

    def __init__(self, p: MacroParameters, flat: bool, folder: Path) -> None:
        for tool in ("yosys", "opensta"):
            if tools.missing(tool):
                pytest.skip(tools.missing(tool))
        self.p, self.flat, self.folder = p, flat, folder
        periphery = verilog(p)
        self._sources = [self._write(path, text) for path, text in periphery.items()]
        for path, text in physical(p, KIT, {}).items():
            self._write(path, text)
        self._synthesize()

    def report(self, commands: Iterable[str]) -> str:
        """What the commands print, all constraints read before them."""
        setting_up = (
            f"read_liberty {TINY}",
            *(f"read_liberty {name}.lib" for name in self.p.library_names),
            "read_verilog netlist.v",
            f"link_design {self.p.name}",
            f"source {self.p.name}.sdc",
        )
        said = tools.opensta([*setting_up, *commands], self.folder)
        assert not re.search(r"^Warning: .*not found", said, re.M), said
        return said

    def complaints(self) -> list[str]:
        """What ``check_setup`` finds wrong with the constraints: each reason, and what it is said of."""
        said = self.report(["check_setup -verbose"])
        return [line.strip() for line in said.splitlines() if line.startswith(("Warning", "  "))]

    def relations(self, path: str, delay: str) -> dict[str, int]:
        """Clock cycles from launch to capture of the worst path, by the name of the clock that captures it."""
        text = self.report([f"report_checks -path_delay {delay} {path} -digits 3"])
        period = 1000 / self.p.clock_mhz
        edges = [
            re.findall(r"^ +\S+ +(\S+) +clock (\w+) \(rise edge\)", one, re.M)
            for one in re.split(r"^Startpoint", text, flags=re.M)[1:]
        ]
        return {name: round((float(capture) - float(launch)) / period) for (launch, _), (capture, name) in edges}

    def _write(self, path: str, text: str) -> str:
        name = Path(path).name
        (self.folder / name).write_text(text, encoding="utf-8")
        return name

    def _synthesize(self) -> None:
        script = (
            f"read_liberty -lib {TINY}",
            *(f"read_liberty -lib {name}.lib" for name in self.p.library_names),
            f"read_verilog {' '.join(self._sources)}",
            f"synth -top {self.p.name} {'-flatten' if self.flat else ''}",
            f"dfflibmap -liberty {TINY}",
            f"abc -liberty {TINY}",
            "setundef -zero",
            "hilomap -hicell TIE1 Y -locell TIE0 Y",
            "splitnets",
            "opt_clean -purge",
            "write_verilog -noattr -noexpr -simple-lhs netlist.v",
        )
        tools.yosys(script, self.folder)
