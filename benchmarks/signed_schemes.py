"""What each way to sign inputs and weights costs the two-way macro: cycles, conversions, bit cells, gates and flip-flops.

    python benchmarks/signed_schemes.py
    python benchmarks/signed_schemes.py mine.toml

Gates and flip-flops are Yosys' generic ones, of the whole periphery. All else is as in the file, or as in the preset but for the
array's size.

Exit status 0: every scheme is exact; 1: one is not; 2: the file is wrong, or Yosys is missing or failed.
"""

import dataclasses
import json
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import target
from rich.console import Console
from rich.table import Table
from synthesis import generic_cells

from bitline import params
from bitline.emit.bundle import Bundle, hardware
from bitline.emit.chapters.two_way.signs import schemes
from bitline.flow.tools import ToolError, yosys_version
from bitline.params.two_way import TwoWay

SMALLER = {"extends": "two_way", "array": {"rows": 32, "columns": 16}}
"""What is measured unless a file is named: synthesis of the nine takes minutes, and of the preset half an hour."""


@dataclasses.dataclass(frozen=True)
class Scheme:
    """A pair of signs and its costs.

    Evaluations, cycles and conversions (evaluations times converters: what the energy grows with) are those of a signed product,
    forward and backward; ``write_row`` are cycles.
    """

    inputs: str
    weights: str
    exact: bool
    evaluations: tuple[int, ...]
    cycles: tuple[int, ...]
    conversions: tuple[int, ...]
    write_row: int
    cells_per_weight: int
    gates: int
    flip_flops: int


def measure(p: TwoWay, files: Bundle) -> Scheme:
    """Synthesize a macro's Verilog and count what is in it.

    Raises
    ------
    ToolError
        Where Yosys reports an error; with its last lines.
    """
    cells = generic_cells(files, p.name, "synth -flatten")
    sides = p.sides.values()
    return Scheme(
        inputs=p.input.sign.replace("_", " "),
        weights=p.weight.sign.replace("_", " "),
        exact=p.exact,
        evaluations=tuple(side.evaluations(signed=True) for side in sides),
        cycles=tuple(p.product_cycles(side.direction, signed=True) for side in sides),
        conversions=tuple(side.evaluations(signed=True) * side.converters for side in sides),
        write_row=p.access_cycles("write"),
        cells_per_weight=len(p.planes),
        gates=cells["gates"],
        flip_flops=cells["flip_flops"],
    )


def main() -> int:
    options = target.parser("What each way to sign inputs and weights costs the two-way macro.").parse_args()
    try:
        p = target.macro(options.target, SMALLER, TwoWay, "and only two_way has signed schemes")
        each = schemes(p)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            measured = list(pool.map(measure, each, [hardware(scheme) for scheme in each]))
    except (params.ParameterError, ToolError) as error:
        print(error, file=sys.stderr)
        return 2
    exact = all(scheme.exact for scheme in measured)
    title = f"{yosys_version()}, {p.array.rows} × {p.array.columns} weights of {p.weight.bits} bits, inputs of {p.input.bits}"
    if options.json:
        print(json.dumps({"ok": exact, "title": title, "schemes": [dataclasses.asdict(scheme) for scheme in measured]}))
    else:
        _show(title, measured)
    return 0 if exact else 1


def _show(title: str, measured: Sequence[Scheme]) -> None:
    table = Table(title=title)
    for heading in ("inputs", "weights"):
        table.add_column(heading)
    for heading in ("evaluations", "cycles", "conversions", "row write", "cells a weight", "gates", "flip-flops"):
        table.add_column(heading, justify="right")
    for scheme in measured:
        pairs = (" / ".join(map(str, each)) for each in (scheme.evaluations, scheme.cycles, scheme.conversions))
        counts = (scheme.write_row, scheme.cells_per_weight, scheme.gates, scheme.flip_flops)
        table.add_row(scheme.inputs, scheme.weights, *pairs, *map(str, counts))
    Console(width=None if sys.stdout.isatty() else 132, highlight=False).print(table)


if __name__ == "__main__":
    sys.exit(main())
