"""A netlist as something that any simulator runs: its cells by what the library's Liberty says of them."""

import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ..params import MacroParameters
from .library import Library
from .tools import yosys


def at_the_gates(p: MacroParameters, files: Mapping[str, str], netlist: str, library: Library) -> dict[str, str]:
    """The macro's bundle with a netlist for its periphery, so that the family's bench runs on it.

    Nets are single bits, since simulators compute a whole vector anew at each change of one of its bits. Every flip-flop begins as
    zero or one, by chance, as silicon does.

    Raises
    ------
    ToolError
        Where Yosys is missing, or cannot read the netlist or the library.
    """
    gone = (f"rtl/{p.name}.v", f"rtl/{p.name}_adders.v")
    kept = {path: text for path, text in files.items() if path not in gone}
    return {**kept, gone[0]: _simulated(p, [text for path, text in kept.items() if path.startswith("rtl/")], netlist, library)}


def _simulated(p: MacroParameters, black_boxes: list[str], netlist: str, library: Library) -> str:
    """The netlist and a module for each kind of cell in it."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "given.v").write_text(netlist, encoding="utf-8")
        (place / "black_boxes.v").write_text("\n".join(black_boxes), encoding="utf-8")
        yosys(
            [
                *(f"read_liberty -ignore_miss_func {path}" for path in library.paths),
                "read_verilog -lib black_boxes.v",
                "read_verilog given.v",
                f"hierarchy -check -top {p.name}",
                "proc",
                "opt_merge",
                "opt_clean",
                "splitnets -format __",
                "write_verilog -noattr -simple-lhs gates.v",
            ],
            place,
        )
        text = (place / "gates.v").read_text(encoding="utf-8")
    return re.sub(r"^  reg (\w+);$", r"  reg \1;\n  initial \1 = $random;", text, flags=re.MULTILINE)
