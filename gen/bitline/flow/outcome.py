"""What comes of a design in a library: all that ``bitline synth`` reports."""

from collections.abc import Mapping
from dataclasses import dataclass

from .design import Design
from .library import Library
from .synthesis import Module, Synthesis
from .timing import Analysis, Timing
from .tools import missing


@dataclass(frozen=True)
class Outcome:
    """Figures of a mapped macro, its black boxes left out; areas in the library's unit, um2 as a rule.

    Attributes
    ----------
    cells : mapping
        How many there are of each cell of the library.
    black_boxes : mapping
        How many there are of each, and the area of all of them.
    modules : mapping
        Each mapped by itself, the largest first.
    timing : Timing or None
        None without OpenSTA.
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


def outcome(design: Design, library: Library) -> Outcome:
    """Map a design, and time it where OpenSTA is installed.

    Raises
    ------
    LibraryError, ToolError
        Where the library lacks cells that are needed, or a tool is missing or fails.
    """
    synthesis = Synthesis(library, 1000 * design.period_ns)
    netlist = synthesis.flat(design.description)
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
        modules=synthesis.modules(design.description),
        timing=Analysis(library, netlist, design.constraints, design.description.black_boxes).timing() if timed else None,
    )
