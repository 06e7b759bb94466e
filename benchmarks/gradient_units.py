"""The two units that make gradients, multipliers and a one-way array, side by side: cycles, gates, flip-flops, converters, array.

    python benchmarks/gradient_units.py
    python benchmarks/gradient_units.py mine.toml

Cycles are those of the gradients of one step of the perceptron 64-32-10, every tile on a macro of its own. Gates and flip-flops are
Yosys' generic ones, of the unit alone; the array's area is that of its parts, whose sizes are assumptions.

Exit status 0; 2: the file is wrong, or Yosys is missing or failed.
"""

import dataclasses
import json
import sys
from collections.abc import Sequence

import target
from rich.console import Console
from rich.table import Table
from synthesis import generic_cells

from bitline import params
from bitline.emit.bundle import hardware
from bitline.emit.verilog import Emission
from bitline.estimate.two_way_training import Clock
from bitline.flow.tools import ToolError, yosys_version
from bitline.macros.two_way_training.array_gradient import ArrayGradient
from bitline.macros.two_way_training.outer_product import OuterProduct
from bitline.network.training import mlp
from bitline.network.two_way_training.mapped import Mapped
from bitline.network.two_way_training.placement import placed
from bitline.network.two_way_training.step import Rule, step
from bitline.params.two_way_training import TwoWayTraining

SMALLER = {"extends": "two_way_training", "array": {"rows": 32, "columns": 16}}
"""What is measured unless a file is named."""

LEARNER = mlp(8, 8, 10)
BATCHES = (4, 64)


@dataclasses.dataclass(frozen=True)
class Unit:
    """A unit and what it costs.

    Attributes
    ----------
    cycles : tuple of int
        Of the gradients of a step, for each of BATCHES.
    f2 : float
        Area of its array.
    """

    name: str
    cycles: tuple[int, ...]
    gates: int
    flip_flops: int
    converters: int
    f2: float


def units(p: TwoWayTraining) -> list[Unit]:
    """Multipliers, an array of as many rows as a macro has, and one of as many as are driven at once.

    Raises
    ------
    ToolError
        Where Yosys reports an error; with its last lines.
    """
    lines = p.array.lines_per_read
    choices = (("outer_product", 0), *(("array", rows) for rows in sorted({p.array.rows, lines}, reverse=True)))
    return [_unit(engine(p, gradient=gradient, gradient_rows=rows)) for gradient, rows in choices]


def engine(p: TwoWayTraining, **training: str | int) -> TwoWayTraining:
    """The engine with those choices, a macro for each tile, and memories that hold a step."""
    macros = sum(each.tiles for each in placed(p, LEARNER.layers))
    memories = {"value_words": 1 << 16, "sum_words": 1 << 16, "program_words": 256}
    return dataclasses.replace(p, training=dataclasses.replace(p.training, macros=macros, **memories, **training))


def _unit(p: TwoWayTraining) -> Unit:
    macro = p.gradient_macro
    emission = Emission(p.name)
    emission.describe(ArrayGradient(p) if macro else OuterProduct(p), "unit")
    boxes = {path: text for path, text in hardware(macro).items() if path.endswith("_array.v")} if macro else {}
    cells = generic_cells({"rtl/unit.v": emission.file(), **boxes}, "unit")
    return Unit(
        name=f"array of {macro.array.rows} × {macro.array.columns}" if macro else f"{p.array.lines_per_read} multipliers",
        cycles=tuple(_cycles(p, batch) for batch in BATCHES),
        gates=cells["gates"],
        flip_flops=cells["flip_flops"],
        converters=macro.sides["forward"].converters if macro else 0,
        f2=sum(part.count * part.f2 for part in macro.array_parts) if macro else 0,
    )


def _cycles(p: TwoWayTraining, batch: int) -> int:
    program = step(Mapped(p, LEARNER, batch), Rule()).program
    return sum(each.cycles for each in Clock(p).run(program) if each.given.kind == "gradient")


def main() -> int:
    options = target.parser((__doc__ or "").split(":")[0]).parse_args()
    try:
        p = target.macro(options.target, SMALLER, TwoWayTraining, "whose networks do not learn")
        found = units(p)
    except (params.ParameterError, ToolError) as error:
        print(error, file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps({"title": yosys_version(), "batches": BATCHES, "units": [dataclasses.asdict(unit) for unit in found]}))
    else:
        show(found)
    return 0


def show(found: Sequence[Unit]) -> None:
    table = Table("", *(f"cycles, {batch} examples" for batch in BATCHES), "gates", "flip-flops", "converters", "array, F²")
    for column in table.columns[1:]:
        column.justify = "right"
    for unit in found:
        counts = (*unit.cycles, unit.gates, unit.flip_flops, unit.converters, round(unit.f2))
        table.add_row(unit.name, *(f"{count:,}" for count in counts))
    table.title = yosys_version()
    Console(width=None if sys.stdout.isatty() else 132, highlight=False).print(table)


if __name__ == "__main__":
    sys.exit(main())
