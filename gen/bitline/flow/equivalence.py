"""Proof that netlists do what the Verilog says that they were made from, module by module."""

import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from .library import Library
from .netlist import Netlist
from .synthesis import Description, Recipe, verilog
from .tools import yosys

SAME_STATES = Recipe(("hierarchy -top {top}", "proc -norom", "synth -nofsm -top {top}"))
"""A hierarchy whose registers stay what they are: a state with another code could not be held against its own.

Tables stay logic, since Yosys leaves open what a memory made of one holds in places that no state reads.
"""

STEPS = 2
"""Cycles over which Yosys looks back for what follows from the registers' values before."""


def unproven(what: Description, netlists: Mapping[str, Netlist], library: Library) -> list[str]:
    """The modules of which some register or output could not be proven equal to that of its name, for any input and state.

    Modules within a module and black boxes are cut out: what the two send into them is proven equal, what comes back is anything.

    Raises
    ------
    ToolError
        Where Yosys is missing, or cannot read one of the two.
    """
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "gold.v").write_text(what.text, encoding="utf-8")
        (place / "gate.v").write_text("\n".join(verilog(netlist) for netlist in netlists.values()), encoding="utf-8")
        for name, text in what.black_box_files.items():
            (place / name).write_text(text, encoding="utf-8")
        said = yosys(_script(what, list(netlists), library), place)
    ends = re.findall(r"^(Induction step proven: SUCCESS|Reached maximum number of time steps)", said, re.MULTILINE)
    return [name for name, end in zip(netlists, ends, strict=True) if "SUCCESS" not in end]


def _script(what: Description, modules: list[str], library: Library) -> Iterator[str]:
    black_boxes = [f"read_liberty -lib {name}" for name in what.black_box_files]
    for side in ("gold", "gate"):
        yield from (f"read_liberty -ignore_miss_func {path}" for path in library.paths)
        yield from [*black_boxes, f"read_verilog {side}.v", f"hierarchy -check -top {what.top}", "proc -norom"]
        # what is flattened are the cells, by their functions; two outputs that are one net on both sides would make a loop,
        # so that buffers keep them apart
        yield from (f"setattr -mod -set keep_hierarchy 1 {name}" for name in modules)
        yield from ["flatten", "splitnets", "opt_clean", "insbuf", f"design -stash {side}"]
    yield from [*black_boxes, "read_verilog -lib gold.v"]
    for name in modules:
        yield from (f"design -copy-from {side} -as {side}.{name} {name}" for side in ("gold", "gate"))
        yield f"equiv_make -make_assert gold.{name} gate.{name} equal.{name}"
    yield from ["delete gold.* gate.*", "cutpoint -blackbox"]
    yield from (f"sat -tempinduct -tempinduct-inductonly -maxsteps {STEPS} -prove-asserts equal.{name}" for name in modules)
