"""What comes of a design in a library: all that ``bitline synth`` reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .design import Design
from .library import Library
from .netlist import Netlist
from .sizing import sized
from .synthesis import Module, Synthesis
from .timing import Analysis, Timing
from .tools import missing

GATES_SHARE = 0.6
"""Share of the period for which gates are sized; flip-flops, jitter, the surroundings and buffers take the rest."""


@dataclass(frozen=True)
class Outcome:
    """Figures of a mapped macro, its black boxes left out; areas in the library's unit, um2 as a rule.

    Attributes
    ----------
    cells : mapping
        How many there are of each cell of the library.
    black_boxes : mapping
        How many there are of each.
    modules : mapping
        Each mapped by itself, the largest first.
    timing : Timing or None
        None without OpenSTA.
    netlist : Netlist
        What the figures are of.
    """

    design: Design
    library: Library
    cells: Mapping[str, int]
    area: float
    flip_flops: int
    latches: int
    depth: int
    black_boxes: Mapping[str, int]
    modules: Mapping[str, Module]
    timing: Timing | None
    netlist: Netlist

    def figures(self) -> dict[str, Any]:
        """All of it as plain values, for scripts; those that need OpenSTA are None without it."""
        timing = self.timing
        return {
            "name": self.design.description.top,
            "platform": self.design.platform.name,
            "liberty": [path.name for path in self.library.paths],
            "cells": sum(self.cells.values()),
            "area_um2": self.area,
            "flip_flops": self.flip_flops,
            "latches": self.latches,
            "depth": self.depth,
            "period_ns": self.design.period_ns,
            "min_period_ns": timing and timing.min_period_ns,
            "slack_ns": timing and timing.slack_ns,
            "groups": timing and {name: {"setup_ns": one.setup, "hold_ns": one.hold} for name, one in timing.groups.items()},
            "unconstrained": timing and list(timing.loose),
            "untimed_because": None if timing else missing("opensta"),
            "black_boxes": dict(self.black_boxes),
            "modules": {
                name: {"instances": one.instances, "cells": one.cells, "area_um2": one.area} for name, one in self.modules.items()
            },
        }


def mapped(design: Design, library: Library) -> Netlist:
    """The netlist of a design: its cells chosen for the clock's period and for what they drive.

    Raises
    ------
    LibraryError, ToolError
        As :func:`outcome`.
    """
    flat = _synthesis(design, library).flat(design.description)
    return sized(flat, library, design.description.black_boxes)


def _synthesis(design: Design, library: Library) -> Synthesis:
    return Synthesis(library, GATES_SHARE * 1000 * design.period_ns)


def outcome(design: Design, library: Library) -> Outcome:
    """Map a design, and time it where OpenSTA is installed.

    Raises
    ------
    LibraryError, ToolError
        Where the library lacks cells that are needed, or a tool is missing or fails.
    """
    netlist = mapped(design, library)
    timed = not missing("opensta")
    return Outcome(
        design=design,
        library=library,
        cells=netlist.kinds,
        area=netlist.area,
        flip_flops=netlist.holding("ff"),
        latches=netlist.holding("latch"),
        depth=netlist.depth,
        black_boxes=netlist.black_boxes,
        modules=_synthesis(design, library).modules(design.description),
        timing=Analysis(library, netlist, design.constraints, design.description.black_box_files).timing() if timed else None,
        netlist=netlist,
    )
