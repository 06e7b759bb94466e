"""Array evaluations a second of a co-simulation: both simulators, both models of the array.

    python benchmarks/cosimulation.py

The macro is 64×64 cells, all of whose bit lines are converted at once, with 8 evaluations a product. A rate is that of the
additional evaluations of the longer of two runs, so that start and end do not count; seconds are of processor time, since
other work on the machine disturbs those less. The figures are the best of the runs.

Exit status 0: both models give the same codes, and with Verilator the least rates are reached; 1: not; 2: a simulator is missing.
"""

import argparse
import dataclasses
import itertools
import json
import resource
import sys
from collections.abc import Sequence

import numpy as np
from rich.console import Console
from rich.table import Table

from bitline import params
from bitline.emit.bundle import hardware
from bitline.params.two_way import TwoWay
from bitline_sim import runner
from bitline_sim.scoreboard import two_way as scoreboard

MODELS: tuple[runner.Model, runner.Model] = ("numpy", "compiled")
ARRAYS = ("ideal", "typical")
LEAST = {("verilator", "numpy"): 9_760, ("verilator", "compiled"): 20_000}
"""Evaluations a second that are asked for."""


@dataclasses.dataclass(frozen=True)
class Row:
    """One line of the table; the ratio is to the first line of its simulator."""

    simulator: str
    model: str
    array: str
    rate: float
    cycles_rate: float
    build_s: float
    ratio: float = 1.0


def macro(rows: int) -> TwoWay:
    """As many columns of cells as rows, eight to a weight, with a converter for each line."""
    choices = {
        "extends": "two_way",
        "array": {"rows": rows, "columns": rows // 8, "lines_per_read": rows, "layout": "interleaved"},
        "adc": {"share": 1, "bits": 5},
    }
    p = params.from_choices(choices)
    assert isinstance(p, TwoWay)
    return p


def stimulus(p: TwoWay, products: int) -> scoreboard.Stimulus:
    """Forward products of random vectors."""
    rng = np.random.default_rng(0)
    weights = rng.integers(p.weights[0], p.weights[-1] + 1, (p.array.rows, p.array.columns))
    vectors = rng.integers(0, p.inputs[False][-1] + 1, (products, p.array.rows))
    return scoreboard.stimulus(p, weights, [("forward", False, vector) for vector in vectors])


def measure(simulation: runner.Simulation, array: str, sizes: Sequence[int], runs: int) -> tuple[Row, np.ndarray]:
    """The best rate, and the codes of the longer run."""
    p = simulation.p
    assert isinstance(p, TwoWay)
    shorter, longer = (_run(simulation, array, stimulus(p, products), runs) for products in sizes)
    rate = (len(longer[1]) - len(shorter[1])) / max(longer[0] - shorter[0], 1e-3)
    return Row(simulation.simulator, simulation.model, array, rate, rate * p.period, simulation.build_seconds), longer[1]


def _run(simulation: runner.Simulation, array: str, orders: scoreboard.Stimulus, runs: int) -> tuple[float, np.ndarray]:
    """The least processor time of several runs, and their codes."""
    seconds, codes = [], np.empty(0)
    for _ in range(runs):
        before = _processor_time()
        codes = simulation.run(orders, array=array, seed=1).outcome["codes"]
        seconds.append(_processor_time() - before)
    return min(seconds), codes


def _processor_time() -> float:
    """Seconds that the simulators have taken so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main() -> int:
    parser = argparse.ArgumentParser(description="Array evaluations a second of a co-simulation.")
    parser.add_argument("--simulators", nargs="+", default=runner.SIMULATORS, choices=runner.SIMULATORS, help="(default: both)")
    parser.add_argument("--rows", type=int, default=64, metavar="N", help="and columns, of cells (default: 64)")
    parser.add_argument("--products", type=int, nargs=2, default=(50, 1000), metavar="N", help="of the two runs (default: 50 1000)")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="runs of which the best counts (default: 3)")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    options = parser.parse_args()
    if reasons := [reason for reason in map(runner.missing, options.simulators) if reason]:
        print("; ".join(reasons), file=sys.stderr)
        return 2
    rows, missed = [], []
    for simulator in options.simulators:
        mine, codes = _measured(macro(options.rows), simulator, options.products, options.runs)
        rows += [dataclasses.replace(row, ratio=row.rate / mine[0].rate) for row in mine]
        missed += [
            f"{simulator}, {array}: the models' codes differ"
            for array in ARRAYS
            if not np.array_equal(codes[array][0], codes[array][1])
        ]
    if options.rows == parser.get_default("rows"):
        missed += [
            f"{row.simulator}, {row.model}, {row.array}: {row.rate:.0f} evaluations/s are less than {least}"
            for row in rows
            if row.rate < (least := LEAST.get((row.simulator, row.model), 0))
        ]
    if options.json:
        print(json.dumps({"ok": not missed, "missed": missed, "rows": [dataclasses.asdict(row) for row in rows]}))
    else:
        _show(rows, missed)
    return 1 if missed else 0


def _measured(
    p: TwoWay, simulator: runner.Simulator, sizes: Sequence[int], runs: int
) -> tuple[list[Row], dict[str, list[np.ndarray]]]:
    """The lines of one simulator, and the codes that each model gave."""
    rows: list[Row] = []
    codes: dict[str, list[np.ndarray]] = {array: [] for array in ARRAYS}
    files = hardware(p)
    for model in MODELS:
        with runner.simulation(p, files, simulator, model) as simulation:
            for array in ARRAYS:
                row, given = measure(simulation, array, sizes, runs)
                rows.append(row)
                codes[array].append(given)
    return rows, codes


def _show(rows: Sequence[Row], missed: Sequence[str]) -> None:
    table = Table("simulator", "model", "array")
    for heading in ("evaluations/s", "cycles/s", "ratio", "build s"):
        table.add_column(heading, justify="right")
    for _, group in itertools.groupby(rows, lambda row: row.simulator):
        for row in group:
            figures = (f"{row.rate:.0f}", f"{row.cycles_rate:.0f}", f"{row.ratio:.2f}", f"{row.build_s:.0f}")
            table.add_row(row.simulator, row.model, row.array, *figures)
        table.add_section()
    console = Console(width=None if sys.stdout.isatty() else 160)
    console.print(table)
    for sentence in missed:
        console.print(sentence)


if __name__ == "__main__":
    sys.exit(main())
