"""What reading a macro's array in both directions costs over reading it in one: gates, flip-flops, converters, area of the array.

    python benchmarks/one_way.py
    python benchmarks/one_way.py mine.toml

Both macros are synthesized: the one given, and the same with ``array.directions = "forward"``. Gates and flip-flops are Yosys'
generic ones.

Exit status 0; 2: the file is wrong, or Yosys is missing or failed.
"""

import dataclasses
import json
import sys

import target
from rich.console import Console
from rich.table import Table
from synthesis import generic_cells

from bitline import params
from bitline.emit.bundle import hardware
from bitline.flow.tools import ToolError, yosys_version
from bitline.params.two_way import TwoWay

SMALLER = {"extends": "two_way", "array": {"rows": 32, "columns": 16}}
"""What is measured unless a file is named."""

WAYS = ("both", "forward")


@dataclasses.dataclass(frozen=True)
class Cost:
    """A quantity of the macro that is read both ways, and of the one that is read forward alone."""

    what: str
    both: float
    forward: float

    @property
    def over_one_way(self) -> float:
        return self.both / self.forward - 1


def costs(p: TwoWay) -> list[Cost]:
    """Every quantity that is compared.

    Raises
    ------
    ToolError
        Where Yosys reports an error; with its last lines.
    """
    found = [_quantities(dataclasses.replace(p, array=dataclasses.replace(p.array, directions=ways))) for ways in WAYS]
    return [Cost(what, both, forward) for (what, both), forward in zip(found[0].items(), found[1].values(), strict=True)]


def _quantities(p: TwoWay) -> dict[str, float]:
    """What is counted of a macro."""
    cells = generic_cells(hardware(p), p.name)
    return {
        "gates": cells["gates"],
        "flip-flops": cells["flip_flops"],
        "converters": sum(side.converters for side in p.sides.values()),
        "area of the array, F²": sum(part.count * part.f2 for part in p.array_parts),
    }


def main() -> int:
    options = target.parser("What reading a macro's array in both directions costs.").parse_args()
    try:
        p = target.macro(options.target, SMALLER, TwoWay, "which has no two ways")
        found = costs(p)
    except (params.ParameterError, ToolError) as error:
        print(error, file=sys.stderr)
        return 2
    if options.json:
        every = [dataclasses.asdict(cost) | {"over_one_way": cost.over_one_way} for cost in found]
        print(json.dumps({"title": yosys_version(), "costs": every}))
        return 0
    size = f"{p.array.rows} × {p.array.columns} weights of {p.weight.bits} bits"
    table = Table(title=f"{yosys_version()}, {size}")
    for heading in ("", "two ways", "one way", "over one way"):
        table.add_column(heading, justify="right" if heading else "left")
    for cost in found:
        table.add_row(cost.what, f"{cost.both:,.0f}", f"{cost.forward:,.0f}", f"{cost.over_one_way:+.0%}")
    Console(width=None if sys.stdout.isatty() else 132, highlight=False).print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
