"""Emission of the two-way macro as Verilog: time and peak memory over its size.

    python benchmarks/emission.py

Each run is a process of its own; the figures are medians. The easy series is the preset, in which eight lines share a converter,
the hard one has a converter and its logic for every line. Both keep 128 rows, whose side of the macro does not grow.

Exit status 0: 1024 columns of bit cells take no more than 15 s of processor time; 1: they take more.
"""

import argparse
import dataclasses
import json
import math
import resource
import statistics
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from rich.console import Console
from rich.table import Table

from bitline import params
from bitline.emit.verilog import Emission
from bitline.system.top import Top

COLUMNS = (64, 128, 256, 512, 1024)
SHARES = (8, 1)
LARGEST, LIMIT_S = 1024, 15
MIB_PER_MAXRSS = 1 / 1024 if sys.platform == "linux" else 1 / 1024**2


@dataclasses.dataclass(frozen=True)
class Run:
    """One emission: columns of bit cells, lines that share a converter, and what it took and made."""

    columns: int
    share: int
    cpu_s: float
    wall_s: float
    peak_mib: float
    lines: int


def measure(columns: int, share: int) -> Run:
    """Emit the macro once; to be called in a fresh process, whose peak memory is the emission's."""
    p = params.from_choices({"extends": "two_way", "array": {"columns": columns // 8}, "adc": {"share": share}})
    wall, cpu = time.perf_counter(), time.process_time()
    emission = Emission(p.name)
    emission.describe(Top(p), p.name)
    text = "\n".join(emission.modules().values())
    return Run(
        columns=columns,
        share=share,
        cpu_s=time.process_time() - cpu,
        wall_s=time.perf_counter() - wall,
        peak_mib=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * MIB_PER_MAXRSS,
        lines=text.count("\n"),
    )


def median(runs: Sequence[Run]) -> Run:
    """The median of each figure."""
    names = [field.name for field in dataclasses.fields(Run)]
    return Run(**{name: statistics.median_low([getattr(run, name) for run in runs]) for name in names})


def power(runs: Sequence[Run], of: str) -> float | None:
    """The power of a figure with which the time grows, by least squares on a log-log scale; None for a single size."""
    if len(runs) < 2:
        return None
    sizes, times = ([math.log(getattr(run, name)) for run in runs] for name in (of, "cpu_s"))
    return statistics.linear_regression(sizes, times).slope


def main() -> int:
    parser = argparse.ArgumentParser(description="Time and peak memory of emitting the two-way macro.")
    parser.add_argument("--columns", type=int, nargs="+", default=COLUMNS, metavar="N", help=f"of bit cells (default: {COLUMNS})")
    parser.add_argument("--shares", type=int, nargs="+", default=SHARES, metavar="N", help=f"lines a converter (default: {SHARES})")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="runs of which the median is taken (default: 3)")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    options = parser.parse_args()
    series = [[_medians(columns, share, options.runs) for columns in options.columns] for share in options.shares]
    powers = [{of: power(runs, of) for of in ("columns", "lines")} for runs in series]
    slow = any(run.columns == LARGEST and run.cpu_s > LIMIT_S for runs in series for run in runs)
    if options.json:
        print(
            json.dumps({"ok": not slow, "runs": [[dataclasses.asdict(run) for run in runs] for runs in series], "powers": powers})
        )
    else:
        _show(series, powers)
    return 1 if slow else 0


def _medians(columns: int, share: int, count: int) -> Run:
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as fresh:
        return median(list(fresh.map(measure, [columns] * count, [share] * count)))


def _show(series: Sequence[Sequence[Run]], powers: Sequence[dict[str, float | None]]) -> None:
    table = Table()
    for heading in ("share", "columns", "CPU s", "wall s", "peak MiB", "lines", "CPU ratio", "CPU µs/line"):
        table.add_column(heading, justify="right")
    for runs in series:
        for run in runs:
            figures = (f"{run.cpu_s:.2f}", f"{run.wall_s:.2f}", f"{run.peak_mib:.0f}", f"{run.lines}")
            ratios = (f"{run.cpu_s / runs[0].cpu_s:.2f}", f"{run.cpu_s / run.lines * 1e6:.0f}")
            table.add_row(str(run.share), str(run.columns), *figures, *ratios)
        table.add_section()
    console = Console(highlight=False)
    console.print(table)
    for runs, each in zip(series, powers, strict=True):
        grows = [f"{of} to the power of {value:.2f}" for of, value in each.items() if value is not None]
        if grows:
            console.print(f"share = {runs[0].share}: time grows with {' and with '.join(grows)}")


if __name__ == "__main__":
    sys.exit(main())
