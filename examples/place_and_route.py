"""From parameters to a routed layout, by Debian's qflow: lanes of dedicated cells and their counter, or a shift-and-add column.

    python examples/place_and_route.py lanes -o lanes.svg
    python examples/place_and_route.py column -o column.svg

Exit status 0: every net is routed, every cell lies in a row, no rule is broken and the wires are those of the netlist; 1: not so;
2: qflow is missing.
"""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from amaranth.hdl import Cat, Module
from amaranth.lib import data
from amaranth.lib.wiring import Out

from bitline import platforms
from bitline.emit.models.entry_counting import views
from bitline.emit.verilog import Emission
from bitline.emit.write import write_file
from bitline.flow.place_and_route import PLATFORM, Layout, placed_and_routed
from bitline.flow.tools import ToolError
from bitline.macros.entry_counting.counting import Counting
from bitline.macros.entry_counting.lane_group import LaneGroup
from bitline.params import from_choices
from bitline.params.entry_counting import EntryCounting
from bitline.params.two_way import TwoWay
from bitline.periphery.block import Block
from bitline.periphery.shift_add import ShiftAdd
from bitline.report.layout import layout_picture

OSU018 = platforms.load(PLATFORM)


class Lanes(Block):
    """All lanes of a macro with their counters: words in, what the searches of a cycle add to a dot product out."""

    def __init__(self, p: EntryCounting) -> None:
        self.groups, self.counting = [LaneGroup(p) for _ in range(p.beats)], Counting(p)
        group, counting = self.groups[0].signature.members, self.counting.signature.members
        self.shared = {name: member for name, member in group.items() if name not in ("match", "negative", "shown")}
        shown = data.ArrayLayout(group["shown"].shape, p.beats)
        super().__init__({**self.shared, "shown": Out(shown), **{name: counting[name] for name in ("multiples", "increment")}})

    def body(self, m: Module, platform: Any) -> None:
        m.submodules.counting = counting = self.counting
        for number, group in enumerate(self.groups):
            m.submodules[f"lanes_{number}"] = group
            m.d.comb += [getattr(group, name).eq(getattr(self, name)) for name in self.shared]
            m.d.comb += self.shown[number].eq(group.shown)
        m.d.comb += [
            counting.negative.eq(Cat(group.negative for group in self.groups)),
            counting.multiples.eq(self.multiples),
            self.increment.eq(counting.increment),
            *(match.eq(Cat(group.match[k] for group in self.groups)) for k, match in enumerate(counting.match)),
        ]


def lanes() -> tuple[Block, Mapping[str, str]]:
    """Eight lanes of two ternary words and a streamed bit, of multiplexer and CAM cells."""
    p = from_choices(
        {
            "family": "entry_counting",
            "name": "lanes",
            "store": {"lanes": 8, "words": 2, "lanes_per_beat": 4},
            "weight": {"low": -1, "high": 1},
            "activation": {"low": 0, "high": 1},
        }
    )
    assert isinstance(p, EntryCounting)
    return Lanes(p), views(p, OSU018)


def column() -> tuple[Block, Mapping[str, str]]:
    """What weighs and adds up the codes of one column of four-bit weights."""
    p = from_choices(
        {
            "family": "two_way",
            "array": {"rows": 8, "columns": 4, "lines_per_read": 4},
            "input": {"bits": 4},
            "weight": {"bits": 4},
            "adc": {"bits": 3, "share": 1},
        }
    )
    assert isinstance(p, TwoWay)
    side = p.sides["forward"]
    block = ShiftAdd(
        code_bits=p.adc.bits,
        weights=tuple(side.terms),
        weighted=side.weighted_sum(),
        accumulator=side.accumulator,
        correction=None,
        role="column",
    )
    return block, {}


DESIGNS = {"lanes": lanes, "column": column}


def layout(name: str) -> Layout:
    """A design, placed and routed."""
    block, cells = DESIGNS[name]()
    emission = Emission(name, OSU018.cells)
    emission.describe(block, name)
    return placed_and_routed(name, "\n".join(emission.modules().values()), cells)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("design", choices=DESIGNS)
    parser.add_argument("-o", "--output", type=Path, help="file for its picture, an SVG")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of lines")
    options = parser.parse_args()
    try:
        made = layout(options.design)
    except ToolError as error:
        print(f"place_and_route: {error}", file=sys.stderr)
        return 2
    if options.output:
        write_file(layout_picture(made), options.output)
    _tell(made, options.json)
    return 1 if made.wrong else 0


def _tell(made: Layout, as_json: bool) -> None:
    values = {
        "cells": len(made.placed.cells),
        "rows": len(made.placed.rows),
        "nets": len(made.placed.terminals),
        "wires": sum(map(len, made.placed.wires.values())),
        "die_um": list(made.placed.die),
        "drc_errors": made.drc_errors,
        "lvs_errors": made.lvs_errors,
        "wrong": made.wrong,
    }
    print(json.dumps(values) if as_json else "\n".join(f"{name}: {value}" for name, value in values.items()))


if __name__ == "__main__":
    sys.exit(main())
