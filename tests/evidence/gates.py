"""Netlists in a real library: of small macros proven equal, every path timed, and right on the bench; of the presets right on the
bench with networks' own data.

    PYTHONPATH=tests python -m tests.evidence.gates
    PYTHONPATH=tests python -m tests.evidence.gates --platform osu018 --only "binary, mnist_binary" --data mnist

Exit status 0: all are; 1: some are not; 2: a tool, the library or data are missing. Without a folder of MNIST its network is left
out.
"""

import importlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from bitline import params, platforms
from bitline.emit.bundle import hardware
from bitline.flow.design import Design, emitted
from bitline.flow.equivalence import unproven
from bitline.flow.gates import at_the_gates
from bitline.flow.library import Library, LibraryError, library
from bitline.flow.netlist import Netlist
from bitline.flow.outcome import mapped
from bitline.flow.synthesis import verilog
from bitline.flow.timing import Analysis
from bitline.flow.tools import ToolError
from bitline.network import datasets
from bitline.network.datasets import Dataset
from bitline.network.idx import DataError
from bitline.params import MacroParameters
from bitline_sim import runner
from bitline_sim.excerpts import Excerpt, excerpts_of
from bitline_sim.scoreboard.verdict import Verdict
from macros.binary import cases as binary
from macros.entry_counting import cases as entry_counting
from macros.two_way import cases as two_way
from macros.two_way_training import cases as two_way_training

MACROS: dict[str, MacroParameters] = {
    "two_way": two_way.TINY,
    "entry_counting": entry_counting.CASES["plain"],
    "binary": binary.SMALL,
    "two_way_training": two_way_training.OTHER,
}
LEARNER = two_way_training.two_way_training(
    array={"rows": 64, "columns": 32}, training={"macros": 2, "value_words": 1024, "sum_words": 1024}
)
"""An engine of two macros, each as large as a layer of the perceptron for digits."""

NETWORKS: dict[str, tuple[MacroParameters, str, int]] = {
    "two_way": (params.preset("two_way"), "digits_lsq", 2),
    "entry_counting": (params.preset("entry_counting"), "digits_lsq", 4),
    "binary": (params.preset("binary"), "mnist_binary", 2),
    "two_way_training": (LEARNER, "mlp", 1),
}
"""What runs on which macro's netlist, and how much of it; see ``bitline simulate --network``."""

WRONG = ("unproven", "untimed", "mismatches")
"""Figures of which there should be none."""


@click.command()
@click.option("--platform", default="sky130hd", show_default=True)
@click.option("--only", metavar="NAME", help="The cases whose names begin so.")
@click.option("--data", type=click.Path(path_type=Path), help="Folder of MNIST's four files; default: BITLINE_DATA.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def gates(platform: str, only: str | None, data: Path | None, as_json: bool) -> None:
    """Hold netlists against their Verilog and against the reference."""
    kit = platforms.load(platform)
    found = {}
    try:
        cells = library(kit)
        cases = {name: case for name, case in _cases(cells, data).items() if name.startswith(only or "")}
        if not cases:
            raise click.UsageError(f"--only: no case's name begins with {only!r}; those of MNIST want --data")
        for name, case in cases.items():
            found[name] = case()
            print(f"{name}: {found[name]}", file=sys.stderr, flush=True)
    except (DataError, LibraryError, ToolError) as error:
        raise click.UsageError(str(error)) from None
    print(json.dumps(found) if as_json else "\n".join(f"{name}: {values}" for name, values in found.items()))
    sys.exit(1 if any(values.get(wrong) for values in found.values() for wrong in WRONG) else 0)


def _cases(cells: Library, data: Path | None) -> dict[str, Callable[[], dict[str, Any]]]:
    """By their name; each is tried when it is called."""
    cases = {f"{family}, random operations": lambda p=p: _small(p, cells) for family, p in MACROS.items()}
    for family, (p, network, count) in NETWORKS.items():
        if network != "mnist_binary":
            cases[f"{family}, {network}"] = lambda at=(p, network, count): _whole(*at, datasets.digits(), cells)
        elif data or os.environ.get(datasets.VARIABLE):
            cases[f"{family}, {network}"] = lambda at=(p, network, count): _whole(*at, datasets.load(data), cells)
    return cases


def _small(p: MacroParameters, cells: Library) -> dict[str, Any]:
    """A small macro: what is not proven, what is not timed, and what random operations with every non-ideality find."""
    design = emitted(p, cells.platform)
    netlist = mapped(design, cells)
    scoreboard = importlib.import_module(f"bitline_sim.scoreboard.{p.family}")
    excerpt = Excerpt("random operations", scoreboard.random_stimulus(p, 4, seed=1))
    return {
        "unproven": unproven(design.description, netlist, cells),
        "untimed": _untimed(design, netlist, cells),
        **_run(p, netlist, cells, [excerpt], "typical"),
    }


def _untimed(design: Design, netlist: Netlist, cells: Library) -> list[str]:
    """What the constraints leave out, and outputs of black boxes that no path is timed through."""
    analysis = Analysis(cells, netlist, design.constraints, design.description.black_box_files)
    return [*analysis.timing().loose, *analysis.untimed()]


def _whole(p: MacroParameters, network: str, count: int, data: Dataset, cells: Library) -> dict[str, Any]:
    """A macro with a network's data, and an ideal array, so that results are those of the network."""
    netlist = mapped(emitted(p, cells.platform), cells)
    return _run(p, netlist, cells, excerpts_of(p)(p, network, data, count), "ideal")


def _run(p: MacroParameters, netlist: Netlist, cells: Library, excerpts: Iterable[Excerpt], array: str) -> dict[str, Any]:
    """What the bench finds on the netlist."""
    begun = time.perf_counter()
    files = at_the_gates(p, hardware(p), verilog(netlist), cells)
    scoreboard = importlib.import_module(f"bitline_sim.scoreboard.{p.family}")
    verdicts = []
    with runner.simulation(p, files, "icarus") as simulation:
        for excerpt in excerpts:
            outcome = simulation.run(excerpt.stimulus, array=array, seed=1).outcome
            verdicts.append(scoreboard.judge(p, excerpt.stimulus, outcome, ideal=array == "ideal", full_rate=True))
            if array == "ideal":
                excerpt.hold(outcome, verdicts[-1])
    verdict = Verdict.of(verdicts)
    return {
        "cells": netlist.kinds.total(),
        "values": sum(tally.compared for tally in verdict.held.values()),
        "mismatches": verdict.mismatches + (not verdict.ok),
        "first_wrong": verdict.first_wrong,
        "cycles_predicted": verdict.cycles_predicted,
        "cycles_counted": verdict.cycles_counted,
        "seconds": round(time.perf_counter() - begun, 1),
    }


if __name__ == "__main__":
    gates(prog_name="python -m tests.evidence.gates")
