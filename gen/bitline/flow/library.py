"""A platform's Liberty files: where they are, and what they say of their cells."""

import gzip
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..platforms import Platform

QFLOW = Path("/usr/share/qflow/tech")
"""Where Debian's packages ``qflow-tech-…`` lay out one folder a platform."""

BESIDE = Path(__file__).parents[4] / "shared" / "platforms"
"""Beside the repository."""


class LibraryError(Exception):
    """Why a library cannot be used: a sentence with the remedy."""


@dataclass(frozen=True)
class Cell:
    """A cell of a Liberty file.

    Attributes
    ----------
    area : float
    holds : "ff", "latch" or ""
        What kind of state it keeps.
    inputs : mapping of floats
        Its input pins, a bus by its name, and the capacitance of each or of each of its bits; in the file's unit.
    strength : float
        The greatest load of an output, in the same unit; 0 where the file gives none.
    """

    area: float
    holds: str
    inputs: Mapping[str, float]
    strength: float = 0.0


@dataclass(frozen=True)
class Library:
    """The Liberty files of a platform's standard cells.

    Raises
    ------
    LibraryError
        On the first look at its cells: where one is missing that the flow needs.
    """

    platform: Platform
    paths: tuple[Path, ...]

    @cached_property
    def cells(self) -> Mapping[str, Cell]:
        """All cells by their name."""
        found = {name: cell for path in self.paths for name, cell in cells(_text(path)).items()}
        self._check(found)
        return found

    @property
    def buffer(self) -> tuple[str, str, str]:
        """The platform's driver, with which nets of many loads are divided: its cell, its input and its output."""
        driver = self.platform.driver
        (entry,) = self.cells[driver.cell].inputs
        return driver.cell, entry, driver.pin

    def _check(self, found: Mapping[str, Cell]) -> None:
        needed = {self.platform.driver.cell: "drives the macro's inputs"}
        needed |= {adder["cell"]: f"is its {kind.replace('_', ' ')}" for kind, adder in self.platform.cells.items()}
        where = ", ".join(path.name for path in self.paths)
        for cell, use in needed.items():
            if cell not in found:
                raise LibraryError(
                    f"{where}: has no cell {cell}, which {use} on {self.platform.name}; name that platform's own library"
                )


def library(platform: Platform, liberty: Sequence[Path] = ()) -> Library:
    """The files given, or the platform's own, wherever they are.

    Raises
    ------
    LibraryError
        Where there are none; with the places that were looked at.
    """
    if liberty:
        absent = [str(path) for path in liberty if not path.is_file()]
        if absent:
            raise LibraryError(f"--liberty: there is no file {absent[0]}")
        return Library(platform, tuple(path.resolve() for path in liberty))
    places = list(_places(platform))
    for folder in places:
        paths = tuple(folder / file for file in _files(platform, folder))
        if all(path.is_file() for path in paths):
            return Library(platform, paths)
    looked = ", ".join(map(str, places))
    remedy = "set PLATFORM_HOME to a folder laid out as OpenROAD-flow-scripts' flow/platforms, or name the file with --liberty"
    raise LibraryError(f"{platform.name}: no {platform.library.liberty[0]} in {looked}; {remedy}")


def _places(platform: Platform) -> Iterator[Path]:
    """Folders that may hold a platform's files, the likeliest first."""
    if home := os.environ.get("PLATFORM_HOME"):
        yield Path(home) / platform.name
    if (root := os.environ.get("PDK_ROOT")) and platform.librelane:
        yield Path(root) / platform.librelane.pdk / "libs.ref" / platform.librelane.scl
    yield BESIDE / platform.name
    yield QFLOW / platform.name


def _files(platform: Platform, folder: Path) -> Iterator[str]:
    """The Liberty files' paths within a folder; an installed kit has a subfolder of its own for every kind of file."""
    for file in platform.library.liberty:
        yield f"lib/{Path(file).name}" if folder.parent.name == "libs.ref" else file


def _text(path: Path) -> str:
    """A file's text; kits of large files pack them."""
    content = path.read_bytes()
    return (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8", errors="replace")


def cells(text: str) -> dict[str, Cell]:
    """What a Liberty file says of its cells, as far as it is needed here: a reader of names and attributes, not of the language."""
    return dict(_cell(body) for body in re.split(r"\bcell\s*\(", text)[1:])


def _cell(body: str) -> tuple[str, Cell]:
    """A cell from the text that follows the parenthesis before its name."""
    head, *pins = re.split(r"\b(?:pin|bus)\s*\(", body)
    area = re.search(r"\barea\s*:\s*([\d.eE+-]+)", head)
    state = re.search(r"\b(ff|latch)(?:_bank)?\s*\(", body)
    inputs = {_name(pin): _number(pin, "capacitance") for pin in pins if re.search(r'\bdirection\s*:\s*"?input', pin)}
    strength = max((_number(pin, "max_capacitance") for pin in pins), default=0.0)
    return _name(body), Cell(float(area[1]) if area else 0.0, state[1] if state else "", inputs, strength)


def _name(text: str) -> str:
    """A group's name, in quotation marks or not."""
    return text[: text.index(")")].strip().strip('"')


def _number(text: str, attribute: str) -> float:
    found = re.search(rf"\b{attribute}\s*:\s*([\d.eE+-]+)", text)
    return float(found[1]) if found else 0.0
