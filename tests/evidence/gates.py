"""Netlists of each family's small macro in a real library: every module proven equal, and the bench right on the whole.

    cd tests && python -m evidence.gates

Exit status 0: all are; 1: some are not; 2: a tool or the library is missing.
"""

import importlib
import json
import sys
import time
from typing import Any

import click

from bitline import platforms
from bitline.emit.bundle import hardware
from bitline.flow.design import emitted
from bitline.flow.equivalence import SAME_STATES, unproven
from bitline.flow.gates import at_the_gates
from bitline.flow.library import LibraryError, library
from bitline.flow.synthesis import Synthesis, verilog
from bitline.flow.tools import ToolError
from bitline.params import MacroParameters
from bitline_sim import runner
from macros.binary import cases as binary
from macros.entry_counting import cases as entry_counting
from macros.two_way import cases as two_way

MACROS: dict[str, MacroParameters] = {
    "two_way": two_way.TINY,
    "entry_counting": entry_counting.CASES["plain"],
    "binary": binary.SMALL,
}


@click.command()
@click.option("--platform", default="sky130hd", show_default=True)
@click.option("--family", type=click.Choice(sorted(MACROS)), multiple=True, default=tuple(MACROS), show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def gates(platform: str, family: tuple[str, ...], as_json: bool) -> None:
    """Hold the netlists of small macros against their Verilog and against the reference."""
    try:
        found = {name: _held(MACROS[name], platform) for name in family}
    except (LibraryError, ToolError) as error:
        raise click.UsageError(str(error)) from None
    print(json.dumps(found) if as_json else "\n".join(f"{name}: {values}" for name, values in found.items()))
    sys.exit(1 if any(values["unproven"] or values["mismatches"] for values in found.values()) else 0)


def _held(p: MacroParameters, platform: str) -> dict[str, Any]:
    """One macro: how many modules and cells, which modules are not proven, and what its bench finds."""
    begun = time.perf_counter()
    kit = platforms.load(platform)
    mapping, what = Synthesis(library(kit), 1e6 / p.clock_mhz), emitted(p, kit).description
    modules = mapping.hierarchy(what, SAME_STATES)
    flat = mapping.flat(what)
    scoreboard = importlib.import_module(f"bitline_sim.scoreboard.{p.family}")
    stimulus = scoreboard.random_stimulus(p, 4, seed=1)
    files = at_the_gates(p, hardware(p), verilog(flat), mapping.library)
    outcome = runner.run(p, files, stimulus, simulator="icarus", array="typical", seed=1).outcome
    verdict = scoreboard.judge(p, stimulus, outcome, ideal=False, full_rate=True)
    return {
        "modules": len(modules),
        "unproven": unproven(what, modules, mapping.library),
        "cells": flat.kinds.total(),
        "values": sum(tally.compared for tally in verdict.held.values()),
        "mismatches": verdict.mismatches + (not verdict.ok),
        "cycles": verdict.cycles_counted,
        "seconds": round(time.perf_counter() - begun, 1),
    }


if __name__ == "__main__":
    gates(prog_name="python -m evidence.gates")
