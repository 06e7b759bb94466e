"""``bitline synth``"""

import sys
from pathlib import Path
from typing import Any

import click

from .. import params, platforms
from ..emit.write import write_file
from .options import json_option, target_argument
from .screen import FOUND_WRONG, notes, result, screen, table


@click.command()
@target_argument
@click.option("--platform", help="Process kit; default: that of a bundle, or sky130hd.")
@click.option(
    "--liberty",
    type=click.Path(path_type=Path),
    multiple=True,
    help="Its cells, instead of the platform's own files; can be repeated.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="An HTML report with pictures.")
@json_option
def synth(target: str, platform: str | None, liberty: tuple[Path, ...], output: Path | None, as_json: bool) -> int:
    """Synthesize a macro with Yosys and time it with OpenSTA. TARGET can also be a bundle's folder."""
    from ..emit.bundle import DEFAULT_PLATFORM
    from ..flow.design import DesignError, built, emitted
    from ..flow.library import LibraryError, library
    from ..flow.outcome import outcome
    from ..flow.tools import ToolError

    try:
        if Path(target).is_dir():
            design = built(Path(target), platform)
        else:
            design = emitted(params.load(target), platforms.load(platform or DEFAULT_PLATFORM))
        with notes.status(f"{design.description.top} on {design.platform.name}"):
            found = outcome(design, library(design.platform, liberty))
    except (DesignError, LibraryError, ToolError) as error:
        raise click.ClickException(str(error)) from None
    if output is not None:
        from ..report.synthesis import page

        write_file(page(found), output)
    values = _values(found)
    result(as_json, values, lambda: _show(values))
    return _judged(values)


def _values(found: Any) -> dict[str, Any]:
    from ..flow.tools import missing

    timing = found.timing
    return {
        "name": found.design.description.top,
        "platform": found.design.platform.name,
        "liberty": [path.name for path in found.library.paths],
        "cells": sum(found.cells.values()),
        "area_um2": found.area,
        "flip_flops": found.flip_flops,
        "latches": found.latches,
        "depth": found.depth,
        "period_ns": found.design.period_ns,
        "min_period_ns": timing and timing.min_period_ns,
        "slack_ns": timing and timing.slack_ns,
        "groups": timing and {name: {"setup_ns": one.setup, "hold_ns": one.hold} for name, one in timing.groups.items()},
        "unconstrained": timing and list(timing.loose),
        "untimed_because": None if timing else missing("opensta"),
        "black_boxes": dict(found.black_boxes),
        "modules": {
            name: {"instances": one.instances, "cells": one.cells, "area_um2": one.area} for name, one in found.modules.items()
        },
    }


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


def _judged(values: dict[str, Any]) -> int:
    """The exit status; what is wrong goes to standard error."""
    wrong = list(values["unconstrained"] or [])
    if (values["slack_ns"] or 0) < 0:
        wrong.append(f"the slack is {values['slack_ns']:g} ns: the period of {values['period_ns']:g} ns is too short")
    if values["latches"]:
        wrong.append(f"{values['latches']} latches")
    if wrong:
        print(f"bitline: {wrong[0]}{f' and {len(wrong) - 1} more' if wrong[1:] else ''}", file=sys.stderr)
        return FOUND_WRONG
    return 0
