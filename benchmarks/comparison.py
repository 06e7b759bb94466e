"""Ours beside plain descriptions of the same sum, each through the same tools, as one table a library."""

import argparse
import dataclasses
import itertools
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from rich.console import Console
from rich.table import Table
from synthesis import FLOWS, SYNTH, Figures, Source, add_library, measure, recipe_of

from bitline import platforms
from bitline.emit.verilog import Emission
from bitline.flow.library import Library, LibraryError, library
from bitline.flow.synthesis import Description
from bitline.flow.tools import ToolError, yosys_version
from bitline.periphery.block import Block


@dataclasses.dataclass(frozen=True)
class Case:
    """One sum described in several ways.

    Attributes
    ----------
    name : str
    ours : callable
        Makes the block; called for every emission, since a block is used once.
    plain : sequence of Source
        What it is held against.
    bound : (int, int) or None
        Full and half adders that ours must have when built of adder cells, no more and no less.
    """

    name: str
    ours: Callable[[], Block]
    plain: Sequence[Source]
    bound: tuple[int, int] | None = None


@dataclasses.dataclass(frozen=True)
class Row:
    """A line of the table; the ratios are to ours with adder cells."""

    case: str
    description: str
    flow: str
    figures: Figures
    area_ratio: float
    delay_ratio: float | None


def parser(description: str) -> argparse.ArgumentParser:
    """The options that every comparison takes."""
    out = argparse.ArgumentParser(description=description)
    named = [name for name in platforms.names() if platforms.load(name).cells]
    add_library(out, named)
    out.add_argument("--target-ps", type=int, default=1000, metavar="PS", help="delay to size gates for (default: 1000)")
    out.add_argument("--best", action="store_true", help="of the plain descriptions show the smallest and the fastest only")
    out.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    return out


def run(cases: Sequence[Case], options: argparse.Namespace) -> int:
    """Measure the cases and print what came out; the exit status: 0, 1 where a bound is missed, 2 without library or tools."""
    try:
        cells = library(platforms.load(options.platform), options.liberty)
        jobs = [(case, source, flow) for case in cases for source, flow in _sources(case, cells)]
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            figures = list(pool.map(lambda job: measure(cells, options.target_ps, job[1], recipe_of(job[2], cells)), jobs))
    except (LibraryError, ToolError) as error:
        print(error, file=sys.stderr)
        return 2
    rows = list(_rows(jobs, figures))
    missed = [sentence for case in cases for sentence in _missed(case, [row for row in rows if row.case == case.name])]
    title = f"{yosys_version()}, {cells.paths[0].name}, sized for {options.target_ps} ps"
    if options.json:
        print(json.dumps({"ok": not missed, "title": title, "missed": missed, "rows": [dataclasses.asdict(row) for row in rows]}))
    else:
        _show(title, list(_best(rows)) if options.best else rows, missed)
    return 1 if missed else 0


def _sources(case: Case, library: Library) -> Iterator[tuple[Source, str]]:
    """What is measured and how, ours with adder cells first."""
    for name, cells in (("ours, adder cells", library.platform.cells), ("ours, gates", {})):
        emission = Emission("benchmark", cells)
        emission.describe(case.ours(), "ours")
        yield Source(name, Description("ours", "\n".join(emission.modules().values()))), SYNTH
    for source in case.plain:
        yield from ((source, flow) for flow in FLOWS)


def _rows(jobs: Sequence[tuple[Case, Source, str]], figures: Sequence[Figures]) -> Iterator[Row]:
    ours = {}
    for (case, source, flow), each in zip(jobs, figures, strict=True):
        first = ours.setdefault(case.name, each)
        delay_ratio = each.delay_ns / first.delay_ns if each.delay_ns and first.delay_ns else None
        yield Row(case.name, source.name, flow, each, each.area / first.area, delay_ratio)


def _missed(case: Case, rows: Sequence[Row]) -> Iterator[str]:
    ours, *others = rows
    adders = ours.figures.full_adders, ours.figures.half_adders
    if case.bound not in (None, adders):
        yield f"{case.name}: {adders} full and half adders, not {case.bound}"
    for other in others:
        if other.area_ratio < 1:
            yield f"{case.name}: {other.description} by {other.flow} is smaller than ours"


def _best(rows: Sequence[Row]) -> Iterator[Row]:
    for _, group in itertools.groupby(rows, lambda row: row.case):
        cells, gates, *plain = group
        smallest = min(plain, key=lambda row: row.figures.area)
        fastest = min(plain, key=lambda row: row.delay_ratio or 0)
        yield from dict.fromkeys((cells, gates, smallest, fastest))


def _show(title: str, rows: Sequence[Row], missed: Sequence[str]) -> None:
    table = Table(title=title)
    for heading in ("sum", "description", "flow"):
        table.add_column(heading)
    for heading in ("cells", "area", "full", "half", "depth", "ns", "area ratio", "ns ratio"):
        table.add_column(heading, justify="right")
    for number, row in enumerate(rows):
        f = row.figures
        delay = ("", "") if f.delay_ns is None or row.delay_ratio is None else (f"{f.delay_ns:.2f}", f"{row.delay_ratio:.2f}")
        counts = (f.cells, f"{f.area:.0f}", f.full_adders, f.half_adders, f.depth)
        table.add_row(row.case, row.description, row.flow, *map(str, counts), delay[0], f"{row.area_ratio:.2f}", delay[1])
        if number + 1 < len(rows) and rows[number + 1].case != row.case:
            table.add_section()
    console = Console(width=None if sys.stdout.isatty() else 160)
    console.print(table)
    for sentence in missed:
        console.print(sentence)
