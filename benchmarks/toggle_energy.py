"""Energy of a mapped netlist from its toggles: what a Liberty file says of each pin, and the capacitances that nets drive.

Of a pin's internal energies, one for each condition and edge, the mean is taken, at a transition of ``SLEW_NS`` and at the load of
the pin's net; the capacitance of a net is that of the pins that it drives: wires weigh nothing here.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

SLEW_NS = 0.1

Cells = Mapping[str, tuple[str, Mapping[str, str]]]
"""Instances of a netlist: the kind of each, and the net of each pin."""


@dataclass
class Group:
    """A group of a Liberty file: its values by name, and the groups in it by kind and name."""

    values: dict[str, str] = field(default_factory=dict)
    groups: list[tuple[str, str, "Group"]] = field(default_factory=list)

    def of(self, kind: str) -> Iterator[tuple[str, "Group"]]:
        return ((name, group) for its, name, group in self.groups if its == kind)


TOKEN = re.compile(
    r'/\*.*?\*/|\\\n|\s+|([A-Za-z_]\w*)\s*\(([^()]*)\)\s*(\{|;)?|(\w+)\s*:\s*("[^"]*"|[^;\n]+?)\s*;?\s*(?=\n|;|\})|(\})|;', re.S
)


def read_liberty(path: Path) -> Group:
    """The library's group."""
    root = Group()
    open_groups, text, at = [root], path.read_text(), 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise ValueError(f"{path}: not understood: {text[at : at + 40]!r}")
        at = match.end()
        kind, name, opens, key, value, closes = match.groups()
        if kind and opens == "{":
            open_groups[-1].groups.append((kind, name.strip().strip('"'), Group()))
            open_groups.append(open_groups[-1].groups[-1][2])
        elif kind:
            open_groups[-1].values[kind] = name
        elif key:
            open_groups[-1].values[key] = value.strip('"')
        elif closes:
            open_groups.pop()
    return next(root.of("library"))[1]


class Library:
    """Energies and capacitances of cells.

    Parameters
    ----------
    path : Path
        A Liberty file whose units are nanoseconds, picofarads and volts, and so picojoules.
    """

    def __init__(self, path: Path) -> None:
        library = read_liberty(path)
        self.volts = float(library.values["nom_voltage"])
        self._cells = dict(library.of("cell"))
        self._index = {name: group.values for name, group in library.of("power_lut_template")}

    def capacitance(self, kind: str, pin: str) -> float:
        return float(self._pin(kind, pin).values.get("capacitance", 0))

    def internal(self, kind: str, pin: str, load: float) -> float:
        """Mean energy of an edge of a pin, in picojoules."""
        energies = [
            self._looked_up(table, load)
            for _, power in self._pin(kind, pin).of("internal_power")
            for edge in ("rise_power", "fall_power")
            for _, table in power.of(edge)
        ]
        return float(np.mean(energies)) if energies else 0.0

    def _pin(self, kind: str, pin: str) -> Group:
        return dict(self._cells[kind].of("pin"))[pin]

    def _looked_up(self, table: Group, load: float) -> float:
        axes = [np.array(_numbers(table.values[f"index_{n}"])) for n in (1, 2) if f"index_{n}" in table.values]
        values = np.array(_numbers(table.values["values"])).reshape([len(axis) for axis in axes])
        nearest = [int(np.abs(axis - at).argmin()) for axis, at in zip(axes, (SLEW_NS, load), strict=False)]
        return float(values[tuple(nearest)])


def _numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+\.?\d*(?:[eE][-+]?\d+)?", text)]


def energy_pj(cells: Cells, toggles: Mapping[str, int], library: Library) -> float:
    """Energy of all cells and nets for so many changes of each net."""
    loads: dict[str, float] = defaultdict(float)
    for kind, pins in cells.values():
        for pin, net in pins.items():
            loads[net] += library.capacitance(kind, pin)
    internal = sum(
        toggles[net] * library.internal(kind, pin, loads[net])
        for kind, pins in cells.values()
        for pin, net in pins.items()
        if toggles.get(net)
    )
    switched = sum(toggles.get(net, 0) * load * library.volts**2 / 2 for net, load in loads.items())
    return internal + switched


def changes(path: Path) -> Counter:
    """How often each net of a value-change dump changes; bits of wider ones are ``name[bit]``."""
    names: dict[str, tuple[str, int]] = {}
    before: dict[str, str] = {}
    counts: Counter = Counter()
    with path.open() as file:
        for line in file:
            if line.startswith("$var"):
                _, _, width, code, name, *bit = line.split()[:-1]
                names[code] = name.removeprefix("\\") + ("" if int(width) > 1 else "".join(bit)), int(width)
            elif line[0] in "01xzb":
                value, code = line[1:].split() if line[0] == "b" else (line[0], line[1:].strip())
                name, width = names[code]
                value = value.rjust(width, "0")
                for bit, (old, new) in enumerate(zip(before.get(code, value)[::-1], value[::-1], strict=True)):
                    counts[f"{name}[{bit}]" if width > 1 else name] += old != new
                before[code] = value
    return counts


def instances(netlist: str, kinds: Sequence[str]) -> Cells:
    """The instances in a netlist whose kinds begin with one of those, as Yosys writes them: a pin a line, a bit each."""
    found = re.findall(rf"^  ((?:{'|'.join(kinds)})\w*) (\S+) \((.*?)\);$", netlist, re.M | re.S)
    return {
        name: (
            kind,
            {pin: net.strip().removeprefix("\\").replace(" ", "") for pin, net in re.findall(r"\.(\w+)\(([^()]*)\)", body)},
        )
        for kind, name, body in found
    }
