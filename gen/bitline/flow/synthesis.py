"""Synthesis by Yosys: a description as a netlist of a library's cells."""

import json
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from .fanout import buffered
from .library import Library
from .netlist import Netlist
from .tools import ToolError, yosys

MAPPING = """strash; ifraig; scorr; dc2; strash
if -g -K 6; strash
dch -f; map -B 0.9 -D {D}; topo
upsize -D {D}; dnsize -D {D}
"""
"""What ABC does: clean up, make all paths short, map, size. Yosys' own script leaves the second step out, so that carries ripple
wherever some other path is as long; and it adds buffers, which make a chain of a net of many loads."""


@dataclass(frozen=True)
class Recipe:
    """How a description becomes cells.

    Attributes
    ----------
    commands : tuple of str
        Of Yosys, up to gates; flip-flops, mapping and sizing follow.
    files : mapping
        What the commands read.
    mapping : str
        ABC's script; Yosys' own where it is empty.
    """

    commands: tuple[str, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    mapping: str = MAPPING


FLAT = Recipe(("hierarchy -top {top}", "proc -norom", "synth -flatten -nofsm -top {top}"))
"""One module, whose states keep their codes and whose tables stay logic, so that it can be proven to be what is described.

Yosys leaves open what a memory made of a table holds in places that no state reads.
"""

HIERARCHICAL = Recipe(("synth -top {top}",))


@dataclass(frozen=True)
class Description:
    """What is synthesized.

    Attributes
    ----------
    top : str
        Its module.
    text : str
    language : "verilog" or "rtlil"
    black_boxes : tuple of str
        Liberty files of the modules that it instantiates and does not describe.
    """

    top: str
    text: str
    language: Literal["verilog", "rtlil"] = "verilog"
    black_boxes: tuple[str, ...] = ()

    @property
    def black_box_files(self) -> dict[str, str]:
        """The same, by names under which tools find them; some of them take one library a file alone."""
        return {f"black_boxes_{number}.lib": text for number, text in enumerate(self.black_boxes)}


@dataclass(frozen=True)
class Module:
    """A module of a hierarchy: how often it is there, and its own cells and their area, without those of modules within."""

    instances: int
    cells: int
    area: float

    @property
    def all_area(self) -> float:
        """The area of all its instances."""
        return self.instances * self.area


@dataclass(frozen=True)
class Synthesis:
    """Maps descriptions to a library's cells.

    Attributes
    ----------
    library : Library
    target_ps : float
        The delay from register to register for which gates are chosen and sized; one that is out of reach asks for the fastest.
    """

    library: Library
    target_ps: float

    def flat(self, what: Description, recipe: Recipe = FLAT) -> Netlist:
        """One module of cells, every net with so few loads as the constraints ask for.

        Raises
        ------
        ToolError
            Where Yosys cannot do it, or the library lacks a kind of cell that the description needs.
        """
        cells = self.library.cells  # first, because it refuses a library that lacks some
        mapped = self._run(what, recipe)[what.top]
        return buffered(Netlist(what.top, mapped, cells), self.library, what.black_boxes)

    def hierarchy(self, what: Description, recipe: Recipe = HIERARCHICAL) -> dict[str, Netlist]:
        """Every module by its name, each mapped by itself.

        Raises
        ------
        ToolError
            As :meth:`flat`.
        """
        return {name: Netlist(name, module, self.library.cells) for name, module in self._run(what, recipe).items()}

    def modules(self, what: Description) -> dict[str, Module]:
        """Every module by its name, the largest share of the area first.

        Each is mapped by itself, so together they are a little larger than :meth:`flat`.

        Raises
        ------
        ToolError
            As :meth:`flat`.
        """
        mapped = self.hierarchy(what)
        found = {
            name: Module(number, mapped[name].kinds.total(), mapped[name].area)
            for name, number in _instances(mapped, what.top).items()
        }
        return dict(sorted(found.items(), key=lambda item: -item[1].all_area))

    def _run(self, what: Description, recipe: Recipe) -> Mapping[str, Any]:
        """Modules of mapped cells, in Yosys' JSON."""
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            files = {
                **recipe.files,
                "source": what.text,
                **what.black_box_files,
                "ports.constr": self._surroundings(),
                "mapping.abc": recipe.mapping.format(D=f"{self.target_ps:g}"),
            }
            for name, text in files.items():
                (place / name).write_text(text, encoding="utf-8")
            try:
                yosys(self._script(what, recipe), place)
            except ToolError as error:
                raise _in_words(error, self.library) from None
            return {
                name: module
                for name, module in json.loads((place / "netlist.json").read_text(encoding="utf-8"))["modules"].items()
                if not module["attributes"].get("blackbox")
            }

    def _script(self, what: Description, recipe: Recipe) -> list[str]:
        files = " ".join(f"-liberty {path}" for path in self.library.paths)
        left_out = " ".join(f"-dont_use {pattern}" for pattern in self.library.platform.dont_use)
        return [
            *(f"read_liberty -lib -ignore_miss_func {path}" for path in self.library.paths),
            *(f"read_liberty -lib {name}" for name in what.black_box_files),
            f"read_{what.language} source",
            *(step.format(top=what.top) for step in recipe.commands),
            f"dfflibmap {files} {left_out}",
            f"abc {files} -constr ports.constr -D {self.target_ps:g} {'-script mapping.abc' if recipe.mapping else ''} {left_out}",
            "opt_clean -purge",
            "check -assert -mapped",
            "write_json netlist.json",
        ]

    def _surroundings(self) -> str:
        """What drives and loads a module's ports, for ABC, whose loads are in fF."""
        driver = self.library.platform.driver
        return f"set_driving_cell {driver.cell}\nset_load {driver.load / self.library.platform.library.pf * 1e3:g}\n"


def verilog(netlist: Netlist) -> str:
    """A netlist as Verilog that any tool reads.

    Raises
    ------
    ToolError
        Where Yosys is missing.
    """
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        tree = {"creator": "bitline", "modules": {netlist.top: netlist.module}}
        (place / "netlist.json").write_text(json.dumps(tree), encoding="utf-8")
        yosys(["read_json netlist.json", "write_verilog -noattr -noexpr -simple-lhs netlist.v"], place)
        text = (place / "netlist.v").read_text(encoding="utf-8")
        return text.replace(" signed ", " ")  # a word that OpenSTA does not know


def _in_words(error: ToolError, library: Library) -> ToolError:
    """An error of Yosys; in a sentence where it is about what the library lacks."""
    lacking = re.search(r"cannot be legalized: (.*) are not supported", str(error))
    if lacking is None:
        return error
    return ToolError(f"{library.paths[0].name}: has no {lacking[1]}, which are needed; name a library that has them")


def _instances(modules: Mapping[str, Netlist], top: str) -> dict[str, int]:
    """How often each module of a hierarchy is there."""
    found = dict.fromkeys(modules, 0)
    waiting = [(top, 1)]
    while waiting:
        name, times = waiting.pop()
        found[name] += times
        waiting += [(inner, times * number) for inner, number in modules[name].black_boxes.items() if inner in modules]
    return found
