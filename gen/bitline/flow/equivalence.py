"""Proof that a netlist does what the Verilog says that it was made from.

Registers are paired by their names. For any inputs, and any values of the registers that are the same on both sides, the outputs
are shown to be the same, and so are the registers' next values: both sides agree from any cycle on in which the registers do.
"""

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from .frame import CONSTANTS, End, Frame, Graph, Net, blif
from .library import Library
from .netlist import Netlist
from .synthesis import Description, verilog
from .tools import abc, yosys

EQUIVALENT = "are equivalent"
"""What ABC says of two networks that are."""

CONFLICTS = 1_000_000
SECONDS = 3000
"""After how many ABC gives up."""

_LOGIC = ("wreduce t:$mul", "techmap", "dffunmap", "simplemap", "aigmap", "opt_clean")
"""From words to gates of one kind. Multipliers first lose the bits that synthesis drops: of two of different widths,
whose gates have little in common, a proof does not end."""


def unproven(what: Description, netlist: Netlist, library: Library) -> list[str]:
    """Outputs and registers that could not be proven equal; some of them.

    Black boxes are cut out: what the two send into them is proven equal, what comes back is anything.

    Raises
    ------
    ToolError
        Where Yosys is missing, or cannot read one of the two.
    """
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "gold.v").write_text(what.text, encoding="utf-8")
        (place / "gate.v").write_text(verilog(netlist), encoding="utf-8")
        for name, text in what.black_box_files.items():
            (place / name).write_text(text, encoding="utf-8")
        yosys(_script(what, library), place)
        texts = ((place / f"{side}.json").read_text(encoding="utf-8") for side in ("gold", "gate"))
        return Pair(*(Frame(json.loads(text)["modules"][what.top]) for text in texts)).unproven(place)


def _script(what: Description, library: Library) -> Iterator[str]:
    for side in ("gold", "gate"):
        yield from (f"read_liberty -ignore_miss_func {path}" for path in library.paths)
        yield from (f"read_liberty -lib {name}" for name in what.black_box_files)
        yield from [f"read_verilog {side}.v", f"hierarchy -check -top {what.top}", "proc -norom"]
        yield from ["flatten", "opt_clean", *_LOGIC, f"write_json {side}.json", "design -reset"]


class Point(NamedTuple):
    """What must be the same: an end, or a register's next value; and its literal on either side."""

    name: End
    gold: int
    gate: int


class Pair:
    """A macro as described and its netlist, side by side in one graph, the netlist's registers being those of both.

    A register of the description is what the netlist has under its name: a register, or what others or constants make of it where
    synthesis found two registers to be the same, or one to stand still. One that the netlist has no more is anything.

    Parameters
    ----------
    gold, gate : Frame
        The description, and the netlist.
    """

    def __init__(self, gold: Frame, gate: Frame) -> None:
        self.gold, self.gate, self.graph = gold, gate, Graph()
        self.kept = _kept(gold, gate)
        sources = {end: self.graph.input(end) for frame in (gate, gold) for end in frame.sources.values()}
        states = {pins["Q"]: self.graph.input(("now", pins["Q"])) for pins in gate.registers}
        self.now = CONSTANTS | states | {net: sources[end] for net, end in gate.sources.items()}
        nexts = {pins["Q"]: self._of_gate(pins["D"]) for pins in gate.registers}
        self.next = CONSTANTS | nexts | {net: self.graph.input(("next", end)) for net, end in gate.sources.items()}
        registers = {net: self._of_gate(kept) for net, kept in self.kept.items()}
        self.described = CONSTANTS | registers | {net: sources[end] for net, end in gold.sources.items()}

    def unproven(self, place: Path) -> list[str]:
        """Names of ends and registers that are not the same; some of them, and none where all are proven."""
        odd = self.gold.ends.keys() ^ self.gate.ends.keys()
        if odd or self.gold.clocks != self.gate.clocks:
            return sorted(map(_text, odd)) or ["clock"]
        points = [point for point in self._points() if point.gold != point.gate]
        for side, literals in (("gold", [point.gold for point in points]), ("gate", [point.gate for point in points])):
            (place / f"{side}.blif").write_text(blif(self.graph, literals), encoding="ascii")
        said = abc([f"cec -n -C {CONFLICTS} -T {SECONDS} gold.blif gate.blif"], place) if points else EQUIVALENT
        wrong = [points[int(at)] for at in re.findall(r"^Output p?o(\d+)", said, re.MULTILINE)]
        return [] if EQUIVALENT in said else [_text(point.name) for point in wrong or points]

    def _points(self) -> Iterator[Point]:
        for end, net in self.gold.ends.items():
            yield Point(end, self._of_gold(net), self._of_gate(self.gate.ends[end]))
        names = {net: name for name, net in self.gold.named.items()}
        for pins in self.gold.registers:
            if pins["Q"] in self.kept:
                kept = self.gate.literal(self.graph, self.next, self.kept[pins["Q"]])
                yield Point(names[pins["Q"]], self._of_gold(pins["D"]), kept)

    def _of_gold(self, net: Net) -> int:
        return self.gold.literal(self.graph, self.described, net)

    def _of_gate(self, net: Net) -> int:
        return self.gate.literal(self.graph, self.now, net)


def _kept(gold: Frame, gate: Frame) -> dict[Net, Net]:
    """For each register of the description its net in the netlist: under its name, or under that of one that is always the same."""
    own = {net: gate.named[name] for name, net in gold.named.items() if net in gold.alike and name in gate.named}
    registers = {pins["Q"]: gold.alike[pins["Q"]] for pins in gold.registers}
    surest = sorted(own, key=lambda net: net in registers)
    others: dict[int, Net] = {gold.alike[net]: own[net] for net in surest} | {0: "0"}
    return {net: own.get(net, others[alike]) for net, alike in registers.items() if net in own or alike in others}


def _text(end: End) -> str:
    return f"{end[0]}[{end[1]}]"
