"""The measured constants of a library's technology table: what its Liberty file says of a full adder and of a latch.

    python benchmarks/technology.py

Inputs are random and without memory, so that each toggles for every other value. An addition is one of a full adder that drives
another one; a bit is kept by a pulse at a latch's gate. What drives them, and wires, are left out.

Exit status 0: the table says the same within 1 %; 1: it does not; 2: there is no library.
"""

import argparse
import json
import os
import sys
from pathlib import Path

from toggle_energy import Library, read_liberty

from bitline.estimate.technology import table
from bitline.platforms import Platform, load

LATCH = {"sky130hd": "sky130_fd_sc_hd__dlxtp_1"}
"""The smallest latch of each platform that has a table."""


def addition_fj(library: Library, platform: Platform) -> float:
    """A full adder's inputs and outputs toggle for every other value."""
    adder = platform.cells["full_adder"]
    cell = adder["cell"]
    load_pf = library.capacitance(cell, adder["c"])
    internal = sum(library.internal(cell, adder[pin], load_pf) for pin in ("total", "carry"))
    switched = sum(library.capacitance(cell, adder[pin]) for pin in "abc") * library.volts**2 / 2
    return 1000 * (internal + switched) / 2


def buffer_fj(library: Library, latch: str) -> float:
    """Two edges of the gate, and every other time a change of the bit."""
    edges = 2 * (library.internal(latch, "GATE", 0) + library.capacitance(latch, "GATE") * library.volts**2 / 2)
    change = library.internal(latch, "D", 0) + library.internal(latch, "Q", library.capacitance(latch, "D"))
    return 1000 * (edges + change / 2)


def buffer_f2(path: Path, latch: str, platform: Platform) -> float:
    """A latch's area, in squares of the feature size."""
    cell = dict(read_liberty(path).of("cell"))[latch]
    return float(cell.values["area"]) * 1e6 / platform.feature_nm**2


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--platform", choices=LATCH, default="sky130hd")
    parser.add_argument("--liberty", type=Path, help="Liberty file of the platform")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    options = parser.parse_args()
    platform, latch = load(options.platform), LATCH[options.platform]
    home = Path(os.environ.get("PLATFORM_HOME", Path(__file__).parents[2] / "shared" / "platforms"))
    path = options.liberty or home / platform.name / platform.library.liberty[0]
    if not path.is_file():
        print(f"technology: {path} is not there; name the library with --liberty or its folder with PLATFORM_HOME", file=sys.stderr)
        return 2
    library, kept = Library(path), table(platform.name)
    measured = {
        "addition_fj": addition_fj(library, platform),
        "buffer_fj": buffer_fj(library, latch),
        "buffer_f2": buffer_f2(path, latch, platform),
    }
    if options.json:
        print(json.dumps(measured))
    else:
        print(*(f"{name}: {value:.1f}, in the table {kept[name]:g}" for name, value in measured.items()), sep="\n")
    return int(any(abs(value / kept[name] - 1) > 0.01 for name, value in measured.items()))


if __name__ == "__main__":
    sys.exit(main())
