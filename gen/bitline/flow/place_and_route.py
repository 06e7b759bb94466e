"""Place and route by Debian's qflow, in its 180 nm library: from Verilog to a layout of rows and wires that is checked."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .def_file import Placed, read
from .library import QFLOW
from .tools import ToolError

PLATFORM = "osu018"
STEPS = ("synthesize", "place", "sta", "route", "backanno", "migrate", "drc", "lvs")
"""Of qflow; its last two check the rules of the layout, and that its wires are those of the netlist."""

TECHNOLOGY = "osubit"
"""A copy of the platform's with cells of one's own."""


@dataclass(frozen=True)
class Layout:
    """What came of a description.

    Attributes
    ----------
    placed : Placed
        The routed design.
    lef : str
        Of all cells.
    drc_errors, lvs_errors : int
        Violations of the layout's rules, and differences from the netlist.
    """

    placed: Placed
    lef: str
    drc_errors: int
    lvs_errors: int

    @property
    def wrong(self) -> list[str]:
        """What is wrong with it, in words; nothing where it is as it should be."""
        found = [f"{name} is not routed" for name in self.placed.unrouted]
        found += [f"{name} lies in no row" for name in self.placed.beside_the_rows]
        for count, kind in ((self.drc_errors, "design rules are broken"), (self.lvs_errors, "differences from the netlist")):
            found += [f"{count} {kind}"] if count else []
        return found


def missing() -> str:
    """How to install qflow where it is not; else nothing."""
    if shutil.which("qflow") and (QFLOW / PLATFORM).is_dir():
        return ""
    return "needs qflow: apt install --no-install-recommends qflow qflow-tech-osu018"


def placed_and_routed(top: str, verilog: str, views: Mapping[str, str]) -> Layout:
    """Synthesize, place and route.

    Parameters
    ----------
    top : str
        The module.
    verilog : str
        All of the periphery, adders by the platform's cells.
    views : mapping
        LEF, Liberty and CDL of cells that the library has not, by their path.

    Raises
    ------
    ToolError
        Where qflow is missing, or a step of it fails.
    """
    if missing():
        raise ToolError(missing())
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for name in ("source", "synthesis", "layout", "log"):
            (place / name).mkdir()
        (place / "source" / f"{top}.v").write_text(verilog, encoding="utf-8")
        lef = _technology(place / "tech" / TECHNOLOGY, views)
        for step in STEPS:
            _step(step, top, place)
        said = {step: (place / "log" / f"{step}.log").read_text(errors="replace") for step in ("drc", "lvs")}
        return Layout(
            placed=read((place / "layout" / f"{top}.def").read_text()),
            lef=lef,
            drc_errors=_number(r"^drc = (\d+)", said["drc"]),
            lvs_errors=_number(r"^Total errors = (\d+)", said["lvs"]),
        )


def _step(step: str, top: str, place: Path) -> None:
    done = subprocess.run(["qflow", step, "-T", TECHNOLOGY, top], cwd=place, capture_output=True, text=True, check=False)
    if done.returncode or "error condition" in done.stdout:
        raise ToolError(f"qflow {step}: " + "\n".join((done.stdout + done.stderr).splitlines()[-12:]))


def _technology(folder: Path, views: Mapping[str, str]) -> str:
    """A copy of the platform's technology with the views' cells; gives back its LEF."""
    shutil.copytree(QFLOW / PLATFORM, folder)
    for path in folder.glob(f"{PLATFORM}*"):
        if path.stem in (PLATFORM, f"{PLATFORM}_setup"):
            path.rename(path.with_name(path.name.replace(PLATFORM, TECHNOLOGY)))
    orders = folder / f"{TECHNOLOGY}.sh"
    orders.write_text(orders.read_text().replace(f"{PLATFORM}.magicrc", f"{TECHNOLOGY}.magicrc"))
    cells = {Path(path).suffix: text for path, text in views.items()}
    lef = folder / f"{PLATFORM}_stdcells.lef"
    _append(lef, "".join(re.findall(r"^MACRO .*?^END \w+\n", cells.get(".lef", ""), re.DOTALL | re.MULTILINE)), "END LIBRARY")
    _append(
        lef.with_suffix(".lib"),
        "".join(re.findall(r"^  (?:\w+_template|cell) .*?^  }\n", cells.get(".lib", ""), re.DOTALL | re.MULTILINE)),
        "}",
    )
    with lef.with_suffix(".sp").open("a") as pins:
        pins.write(cells.get(".cdl", ""))
    return lef.read_text()


def _append(path: Path, text: str, end: str) -> None:
    """Put text before a file's last words."""
    before = path.read_text()
    at = before.rindex(end)
    path.write_text(before[:at] + text + before[at:])


def _number(pattern: str, text: str) -> int:
    found = re.search(pattern, text, re.MULTILINE)
    if found is None:
        raise ToolError(f"qflow says nothing of {pattern.split()[0].lstrip('^')}")
    return int(found[1])
