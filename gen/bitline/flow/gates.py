"""A netlist as something that any simulator runs: its cells by what the library's Liberty says of them."""

import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..params import MacroParameters
from .library import Library
from .tools import yosys


def at_the_gates(p: MacroParameters, files: Mapping[str, str], netlist: str, library: Library) -> dict[str, str]:
    """The macro's Verilog with a netlist for its periphery, so that the family's bench runs on it.

    Nets are single bits, since simulators compute a whole vector anew at each change of one of its bits. Every flip-flop begins as
    zero or one, by chance, as silicon does.

    Raises
    ------
    ToolError
        Where Yosys is missing, or cannot read the netlist or the library.
    """
    top, adders = f"rtl/{p.name}.v", f"rtl/{p.name}_adders.v"
    kept = {path: text for path, text in files.items() if path not in (top, adders)}
    black_boxes = (text for path, text in kept.items() if path.startswith("rtl/"))
    text = _with_cells(p.name, netlist, black_boxes, library)
    text = re.sub(r"^  \w+ (\S+\bu_array) +\($", _plainly_named, text, flags=re.MULTILINE)
    return {**kept, top: re.sub(r"^  reg (\w+);$", r"  reg \1;\n  initial \1 = $random;", text, flags=re.MULTILINE)}


def _plainly_named(instance: re.Match[str]) -> str:
    """An array whose name joins those of all instances above it: in a form that simulators' interfaces find."""
    return instance[0].replace(instance[1], "_".join(re.findall(r"\w+", instance[1])), 1)


def _with_cells(top: str, netlist: str, black_boxes: Iterable[str], library: Library) -> str:
    """The netlist of single bits, and a module for each kind of cell in it."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "netlist.v").write_text(netlist, encoding="utf-8")
        (place / "black_boxes.v").write_text("\n".join(black_boxes), encoding="utf-8")
        script = [
            *(f"read_liberty -ignore_miss_func {path}" for path in library.paths),
            "read_verilog -lib black_boxes.v",
            "read_verilog netlist.v",
            f"hierarchy -check -top {top}",
            "proc",
            "opt_merge",
            "opt_clean",
            "splitnets -format __",
            "write_verilog -noattr -simple-lhs gates.v",
        ]
        yosys(script, place)
        return (place / "gates.v").read_text(encoding="utf-8")
