"""What reading a macro's array in both directions costs over reading it in one: gates, flip-flops, converters, area of the array.

    python benchmarks/one_way.py
    python benchmarks/one_way.py mine.toml

Both macros are synthesized: the one given, and the same with ``array.directions = "forward"``. Gates and flip-flops are Yosys'
generic ones.

Exit status 0; 2: the file is wrong, or Yosys is missing or failed.
"""

import argparse
import dataclasses
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bitline import params
from bitline.emit.bundle import hardware
from bitline.flow.tools import ToolError, yosys, yosys_version
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


def generic_cells(files: Mapping[str, str], top: str) -> Counter[str]:
    """Generic gates and flip-flops of a module with all that it holds, black boxes apart.

    Raises
    ------
    ToolError
        Where Yosys reports an error; with its last lines.
    """
    sources = {Path(path).name: text for path, text in files.items() if path.startswith("rtl/")}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for source, text in sources.items():
            (place / source).write_text(text)
        reading = [f"read_verilog {source}" for source in sources]
        yosys([*reading, f"synth -top {top}", "tee -q -o stat.json stat -json"], place)
        found = json.loads((place / "stat.json").read_text())["modules"]
    return _counted({name.removeprefix("\\"): module["num_cells_by_type"] for name, module in found.items()}, top)


def _counted(modules: Mapping[str, Mapping[str, int]], name: str) -> Counter[str]:
    """Gates and flip-flops of a module with all that it holds."""
    out: Counter[str] = Counter()
    for kind, count in modules.get(name, {}).items():
        if kind.startswith("$_"):
            out["flip_flops" if "DFF" in kind else "gates"] += count
        else:
            inner = _counted(modules, kind.removeprefix("\\"))
            out.update({what: count * number for what, number in inner.items()})
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description="What reading a macro's array in both directions costs.")
    parser.add_argument("target", nargs="?", metavar="TARGET", help="a macro's TOML file (default: the preset with 32x16 weights)")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    options = parser.parse_args()
    try:
        p = params.load(options.target) if options.target else params.from_choices(SMALLER)
        if not isinstance(p, TwoWay):
            raise params.ParameterError(options.target, f"is of the family {p.family}, which has no two ways")
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
