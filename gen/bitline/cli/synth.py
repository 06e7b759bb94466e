"""``bitline synth``"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from .. import params, platforms
from ..emit.write import write_file
from .options import json_option, liberty_option, target_argument
from .screen import FOUND_WRONG, notes, result, screen, table


@click.command()
@target_argument
@click.option("--platform", help="Process kit; default: that of a bundle, or sky130hd.")
@liberty_option
@click.option("-o", "--output", type=click.Path(path_type=Path), help="An HTML report with pictures.")
@click.option("--netlist", type=click.Path(path_type=Path), help="File for the cells in Verilog, which simulate --netlist runs.")
@click.option("--bounds", type=click.Path(path_type=Path), help="TOML file whose table of the macro's name bounds its figures.")
@json_option
def synth(
    target: str,
    platform: str | None,
    liberty: tuple[Path, ...],
    output: Path | None,
    netlist: Path | None,
    bounds: Path | None,
    as_json: bool,
) -> int:
    """Synthesize a macro with Yosys and time it with OpenSTA. TARGET can also be a bundle's folder."""
    from ..emit.bundle import DEFAULT_PLATFORM
    from ..flow.bounds import BoundsError, missed, read
    from ..flow.design import DesignError, built, emitted
    from ..flow.library import LibraryError, library
    from ..flow.outcome import outcome
    from ..flow.tools import ToolError

    try:
        if Path(target).is_dir():
            design = built(Path(target), platform)
        else:
            design = emitted(params.load(target), platforms.load(platform or DEFAULT_PLATFORM))
        limits = read(bounds, design.description.top) if bounds else {}
        with notes.status(f"{design.description.top} on {design.platform.name}"):
            found = outcome(design, library(design.platform, liberty))
    except (BoundsError, DesignError, LibraryError, ToolError) as error:
        raise click.ClickException(str(error)) from None
    if output is not None:
        from ..report.synthesis import page

        write_file(page(found), output)
    if netlist is not None:
        from ..flow.synthesis import verilog

        write_file(verilog(found.netlist), netlist)
    values = found.figures()
    wrong = [*_wrong(values), *missed(values, limits)]
    result(as_json, values, lambda: _show(values))
    if wrong:
        print(f"bitline: {wrong[0]}{f', and {len(wrong) - 1} more' if wrong[1:] else ''}", file=sys.stderr)
        return FOUND_WRONG
    return 0


def _show(values: dict[str, Any]) -> None:
    sums = ("cells", "area_um2", "flip_flops", "latches", "depth", "period_ns", "min_period_ns", "slack_ns")
    screen.print(table(["", f"{values['name']} on {values['platform']}"], [[name, _text(values[name])] for name in sums]))
    if values["groups"] is None:
        screen.print(f"slack and least period are unknown: {values['untimed_because']}")
    else:
        rows = [[name, _text(one["setup_ns"]), _text(one["hold_ns"])] for name, one in values["groups"].items()]
        screen.print(table(["captured by", "setup slack, ns", "hold slack, ns"], rows))
    rows = [
        [name, str(one["instances"]), str(one["cells"]), _text(one["instances"] * one["area_um2"])]
        for name, one in values["modules"].items()
    ]
    screen.print(table(["module", "instances", "cells of one", "um2 of all"], rows))


def _text(value: float | None) -> str:
    return "" if value is None else f"{value:,.3f}" if isinstance(value, float) and abs(value) < 100 else f"{value:,.0f}"


def _wrong(values: dict[str, Any]) -> Iterator[str]:
    """What a macro must not have, whatever its bounds."""
    yield from values["unconstrained"] or []
    if (values["slack_ns"] or 0) < 0:
        yield f"the slack is {values['slack_ns']:g} ns: the period of {values['period_ns']:g} ns is too short"
    if values["latches"]:
        yield f"{values['latches']} latches"
