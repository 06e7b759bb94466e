"""Netlists of the presets in a real library, each proven equal to its Verilog as a whole: what ``bitline synth`` measures.

    PYTHONPATH=tests python -m tests.evidence.equivalence
    PYTHONPATH=tests python -m tests.evidence.equivalence --only binary --json

Exit status 0: all are; 1: some are not; 2: a tool or the library is missing.
"""

import json
import sys
import time
from typing import Any

import click

from bitline import platforms
from bitline.flow.design import emitted
from bitline.flow.equivalence import unproven
from bitline.flow.library import Library, LibraryError, library
from bitline.flow.outcome import mapped
from bitline.flow.tools import ToolError
from bitline.params import family_presets, preset

PRESETS = ("two_way", "entry_counting", "binary", "two_way_training")
"""One a family; the training engine's takes ten minutes and five gigabytes."""


@click.command()
@click.option("--platform", default="sky130hd", show_default=True)
@click.option("--only", type=click.Choice(family_presets()), multiple=True, default=PRESETS, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def equivalence(platform: str, only: tuple[str, ...], as_json: bool) -> None:
    """Prove that the presets' netlists do what their Verilog says."""
    try:
        cells = library(platforms.load(platform))
        found = {name: _proof(name, cells) for name in only}
    except (LibraryError, ToolError) as error:
        raise click.UsageError(str(error)) from None
    print(json.dumps(found) if as_json else "\n".join(f"{name}: {values}" for name, values in found.items()))
    sys.exit(1 if any(values["unproven"] for values in found.values()) else 0)


def _proof(name: str, cells: Library) -> dict[str, Any]:
    """How large a preset is, what of it is not proven, and how long the proof took without the synthesis."""
    design = emitted(preset(name), cells.platform)
    netlist = mapped(design, cells)
    begun = time.perf_counter()
    wrong = unproven(design.description, netlist, cells)
    seconds = round(time.perf_counter() - begun, 1)
    return {"cells": netlist.kinds.total(), "flip_flops": netlist.holding("ff"), "unproven": wrong, "seconds": seconds}


if __name__ == "__main__":
    equivalence(prog_name="python -m tests.evidence.equivalence")
