"""``bitline simulate``"""

import importlib
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from .. import params, platforms
from ..emit.write import write_file
from ..params import MacroParameters
from ..params.settings import nearest
from .options import array_option, json_option, liberty_option, seed_option, target_argument
from .screen import FoundWrongError, notes
from .verdict import judged


@click.command()
@target_argument
@click.option("--operations", type=click.IntRange(1, 100_000), default=4, show_default=True, help="Products to make.")
@array_option
@click.option(
    "--model", type=click.Choice(["numpy", "compiled"]), default="numpy", show_default=True,
    help="Where the array's model runs: beside the simulation, or in it; the codes are the same.",
)  # fmt: skip
@click.option("--simulator", type=click.Choice(["verilator", "icarus"]), help="Default: whichever is there and sooner done.")
@click.option(
    "--idle", type=click.FloatRange(0, 0.95), default=0.0, show_default=True, help="Probability of a pause before each beat."
)
@click.option("--inject", metavar="FAULT", help="Put a fault into the Verilog first, to see that it is found.")
@click.option("--netlist", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Cells for the emitted Verilog.")
@click.option("--platform", default="sky130hd", show_default=True, help="Process kit of the netlist's cells.")
@liberty_option
@click.option("--transcript", type=click.Path(path_type=Path), help="File for all that was given and came of it; see replay.")
@seed_option
@json_option
def simulate(
    target: str,
    operations: int,
    array: str,
    model: str,
    simulator: str | None,
    idle: float,
    inject: str | None,
    netlist: Path | None,
    platform: str,
    liberty: tuple[Path, ...],
    transcript: Path | None,
    seed: int,
    as_json: bool,
) -> int:
    """Co-simulate the emitted Verilog with the array model, and hold every result and every cycle against the reference."""
    p = params.load(target)
    begun = time.perf_counter()
    if netlist is None:
        files = _files(p, inject)
    elif inject is not None or simulator == "verilator":
        raise click.ClickException("--netlist: cells take no --inject, and run in Icarus alone; leave the other option out")
    else:
        files, simulator = _gates(p, netlist, platform, liberty), "icarus"
    verdict = _simulated(p, files, operations, array, model, simulator, idle, transcript, seed)
    return judged(p, verdict, time.perf_counter() - begun, as_json)


def _simulated(
    p: MacroParameters,
    files: Mapping[str, str],
    count: int,
    array: str,
    model: Any,
    simulator: str | None,
    idle: float,
    transcript: Path | None,
    seed: int,
) -> Any:
    from bitline_sim import runner
    from bitline_sim.transcript import text_of

    scoreboard = importlib.import_module(f"bitline_sim.scoreboard.{p.family}")
    stimulus = scoreboard.random_stimulus(p, count, seed)
    try:
        runner.check_model(p, model)
        chosen = runner.choose(simulator, scoreboard.evaluations(p, stimulus))
    except runner.SimulatorError as error:
        raise click.ClickException(str(error)) from None
    try:
        with notes.status(f"{p.name} in {chosen}"):
            run = runner.run(p, files, stimulus, simulator=chosen, model=model, array=array, seed=seed, idle=idle)
    except runner.SimulatorError as error:
        raise FoundWrongError(str(error)) from None
    ideal, full_rate = array == "ideal", idle == 0
    if transcript is not None:
        write_file(text_of(p, stimulus, run.outcome, ideal=ideal, full_rate=full_rate), transcript)
    return scoreboard.judge(p, stimulus, run.outcome, ideal=ideal, full_rate=full_rate)


def _files(p: MacroParameters, fault: str | None) -> dict[str, str]:
    """The emitted Verilog, with a fault in it where one is asked for."""
    from ..emit.bundle import hardware

    files = dict(hardware(p))
    if fault is not None:
        _inject(p, files, importlib.import_module(f"bitline_sim.scoreboard.{p.family}").FAULTS, fault)
    return files


def _gates(p: MacroParameters, netlist: Path, platform: str, liberty: tuple[Path, ...]) -> dict[str, str]:
    """A netlist in the place of the emitted Verilog."""
    from ..emit.bundle import hardware
    from ..flow.gates import at_the_gates
    from ..flow.library import LibraryError, library
    from ..flow.tools import ToolError

    try:
        cells = library(platforms.load(platform), liberty)
        return at_the_gates(p, hardware(p), netlist.read_text(encoding="utf-8"), cells)
    except (LibraryError, ToolError) as error:
        raise click.ClickException(f"{netlist}: {error}") from None


def _inject(p: MacroParameters, files: dict[str, str], faults: dict[str, Any], fault: str) -> None:
    if fault not in faults:
        known = f"is not one of {', '.join(map(repr, faults))}{nearest(fault, faults)}"
        raise click.ClickException(f"--inject: {fault!r} {known if faults else f'is none: {p.family} has no faults to put in'}")
    path, text, instead = faults[fault](p)
    if text not in files[path]:
        raise click.ClickException(f"--inject: {fault} has no place in {path} of this macro")
    files[path] = files[path].replace(text, instead, 1)
