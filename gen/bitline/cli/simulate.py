"""``bitline simulate``"""

import importlib
import time
from pathlib import Path
from typing import Any

import click

from .. import params
from ..emit.write import write_file
from ..params import MacroParameters
from ..params.settings import nearest
from .options import array_option, json_option, seed_option, target_argument
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
    transcript: Path | None,
    seed: int,
    as_json: bool,
) -> int:
    """Co-simulate the emitted Verilog with the array model, and hold every result and every cycle against the reference."""
    p = params.load(target)
    begun = time.perf_counter()
    verdict = _simulated(p, operations, array, model, simulator, idle, inject, transcript, seed)
    return judged(p, verdict, time.perf_counter() - begun, as_json)


def _simulated(
    p: MacroParameters,
    count: int,
    array: str,
    model: Any,
    simulator: str | None,
    idle: float,
    fault: str | None,
    transcript: Path | None,
    seed: int,
) -> Any:
    from bitline_sim import runner
    from bitline_sim.transcript import text_of

    from ..emit.bundle import hardware

    scoreboard = importlib.import_module(f"bitline_sim.scoreboard.{p.family}")
    files = dict(hardware(p))
    if fault is not None:
        _inject(p, files, scoreboard.FAULTS, fault)
    stimulus = scoreboard.random_stimulus(p, count, seed)
    try:
        runner.check_model(p, files, model)
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


def _inject(p: MacroParameters, files: dict[str, str], faults: dict[str, Any], fault: str) -> None:
    if fault not in faults:
        known = f"is not one of {', '.join(map(repr, faults))}{nearest(fault, faults)}"
        raise click.ClickException(f"--inject: {fault!r} {known if faults else f'is none: {p.family} has no faults to put in'}")
    path, text, instead = faults[fault](p)
    if text not in files[path]:
        raise click.ClickException(f"--inject: {fault} has no place in {path} of this macro")
    files[path] = files[path].replace(text, instead, 1)
