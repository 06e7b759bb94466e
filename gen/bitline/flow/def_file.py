"""Reads a routed DEF as far as a check and a picture of it need."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple


class Component(NamedTuple):
    """An instance of a cell; the south-west corner in um, and the orientation."""

    name: str
    cell: str
    x: float
    y: float
    orientation: str


class Wire(NamedTuple):
    """A straight piece of a net, in um."""

    layer: str
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True)
class Placed:
    """A design.

    Attributes
    ----------
    top : str
    die : tuple of float
        West, south, east and north edge, in um.
    components : tuple of Component
    terminals : mapping
        How many pins each net connects.
    wires : mapping
        The pieces of each net; a via alone is none.
    routed : frozenset of str
        The nets that have wires or vias.
    """

    top: str
    die: tuple[float, float, float, float]
    components: tuple[Component, ...]
    terminals: Mapping[str, int]
    wires: Mapping[str, tuple[Wire, ...]]
    routed: frozenset[str]

    @property
    def cells(self) -> list[Component]:
        """Components that do something: not those that fill the rows."""
        return [component for component in self.components if not component.cell.startswith("FILL")]

    @property
    def unrouted(self) -> list[str]:
        """Nets of several pins without a wire."""
        return [name for name, pins in self.terminals.items() if pins > 1 and name not in self.routed]

    @cached_property
    def rows(self) -> list[float]:
        """The lower edges of the rows: those of most cells."""
        return sorted({component.y for component in self.components})

    @property
    def beside_the_rows(self) -> list[str]:
        """Cells that do not stand in a row: rows are of one height."""
        height = min((high - low for low, high in pairwise(self.rows)), default=1.0)
        first = self.rows[0]
        return [c.name for c in self.components if abs((c.y - first) / height - round((c.y - first) / height)) > 1e-6]


def read(text: str) -> Placed:
    """A design from the text of its DEF."""
    unit = float(re.findall(r"UNITS DISTANCE MICRONS (\d+)", text)[0])
    corners = [float(number) / unit for number in re.findall(r"-?\d+", re.findall(r"^DIEAREA (.*);", text, re.MULTILINE)[0])]
    placed = re.findall(r"^- (\S+) (\S+) \+ (?:PLACED|FIXED) \( (\S+) (\S+) \) (\w+)", _section(text, "COMPONENTS"), re.MULTILINE)
    nets = dict(re.findall(r"^- (\S+)\s(.*?);", _section(text, "NETS"), re.DOTALL | re.MULTILINE))
    return Placed(
        top=re.findall(r"^DESIGN (\S+)", text, re.MULTILINE)[0],
        die=(corners[0], corners[1], corners[2], corners[3]),
        components=tuple(Component(name, cell, float(x) / unit, float(y) / unit, way) for name, cell, x, y, way in placed),
        terminals={name: len(re.findall(r"^ *\( \S+ \S+ \)", body, re.MULTILINE)) for name, body in nets.items()},
        wires={name: tuple(_wires(body, unit)) for name, body in nets.items()},
        routed=frozenset(name for name, body in nets.items() if "ROUTED" in body),
    )


def _section(text: str, name: str) -> str:
    found = re.search(rf"^{name} \d+ ;$(.*?)^END {name}$", text, re.DOTALL | re.MULTILINE)
    return found[1] if found else ""


def _wires(body: str, unit: float) -> Iterator[Wire]:
    """Pieces between the points of each path; a star is the coordinate before."""
    for layer, path in re.findall(r"(?:ROUTED|NEW) (\S+)((?:\s+\( \S+ \S+ \)| \w+)*)", body):
        points: list[tuple[float, float]] = []
        for x, y in re.findall(r"\( (\S+) (\S+) \)", path):
            before = points[-1] if points else (0.0, 0.0)
            points.append((before[0] if x == "*" else float(x) / unit, before[1] if y == "*" else float(y) / unit))
        for (x0, y0), (x1, y1) in pairwise(points):
            yield Wire(layer, x0, y0, x1, y1)
