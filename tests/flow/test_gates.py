"""Netlists of small macros, on the family's own bench."""

import importlib
from itertools import islice
from pathlib import Path

import pytest
from click.testing import CliRunner

from bitline import platforms
from bitline.cli import commands
from bitline.emit.bundle import hardware
from bitline.flow import tools
from bitline.flow.design import emitted
from bitline.flow.gates import at_the_gates
from bitline.flow.library import Library, LibraryError, library
from bitline.flow.outcome import mapped
from bitline.flow.synthesis import verilog
from bitline.network import datasets
from bitline.params import MacroParameters
from bitline_sim import runner
from bitline_sim.excerpts import Excerpt, excerpts_of
from macros.binary.cases import ENDS
from macros.entry_counting.cases import small
from parameters import two_way

OSU018 = platforms.load("osu018")
SMALL: dict[str, MacroParameters] = {
    "two_way": two_way(
        array={"rows": 4, "columns": 2, "lines_per_read": 2}, input={"bits": 2}, weight={"bits": 3}, adc={"bits": 2, "share": 2}
    ),
    "entry_counting": small(
        store={"lanes": 2, "words": 1, "lanes_per_beat": 1}, requantizer={"multiplier_bits": 2, "residual": False, "pool": 1}
    ),
    "binary": ENDS,
}

each_family = pytest.mark.parametrize("family", SMALL)


@pytest.fixture(autouse=True)
def _tools() -> None:
    for lacks in (tools.missing("yosys"), runner.missing("icarus")):
        if lacks:
            pytest.skip(lacks)


@pytest.fixture(scope="module")
def cells() -> Library:
    """The least library that is a real one."""
    try:
        return library(OSU018)
    except LibraryError as error:
        pytest.skip(f"{error}; Debian has it: apt install qflow-tech-osu018")


@each_family
def test_the_bench_runs_on_the_netlist(family: str, cells: Library) -> None:
    """With every non-ideality on: each result, record and cycle is the reference's. On the two-way one, real digits besides."""
    p = SMALL[family]
    netlist = verilog(mapped(emitted(p, OSU018), cells))
    scoreboard = importlib.import_module(f"bitline_sim.scoreboard.{family}")
    random = Excerpt("random operations", scoreboard.random_stimulus(p, 2, seed=1))
    runs = [(random, "typical")]
    if family == "two_way":
        (digits,) = islice(excerpts_of(p)(p, "digits_lsq", datasets.digits(), 4), 1, 2)
        assert digits.stimulus["vectors"].any()
        runs.append((digits, "ideal"))
    with runner.simulation(p, at_the_gates(p, hardware(p), netlist, cells), "icarus") as simulation:
        for excerpt, array in runs:
            outcome = simulation.run(excerpt.stimulus, array=array, seed=1).outcome
            verdict = scoreboard.judge(p, excerpt.stimulus, outcome, ideal=array == "ideal", full_rate=True)
            assert verdict.ok, verdict.first_wrong


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--inject", "x"], "--netlist: cells take no --inject, and run in Icarus alone; leave the other option out"),
        (["--simulator", "verilator"], "--netlist: cells take no --inject, and run in Icarus alone; leave the other option out"),
        (["--liberty", "no.lib"], "--liberty: there is no file no.lib"),
    ],
)
def test_bad_input_is_one_sentence(options: list[str], words: str, tmp_path: Path) -> None:
    netlist = tmp_path / "netlist.v"
    netlist.write_text("module two_way ();\nendmodule\n")
    ran = CliRunner().invoke(commands, ["simulate", "two_way", "--netlist", str(netlist), *options])
    assert ran.exit_code != 0 and ran.output.rstrip().endswith(words)
