"""``bitline simulate``"""

import importlib
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from .. import params, platforms
from ..emit.write import write_file
from ..params import MacroParameters
from ..params.settings import nearest
from .options import array_option, data_option, json_option, liberty_option, seed_option, target_argument
from .screen import FoundWrongError, notes
from .verdict import judged

COMPANIONS = {"liberty": ("cells", "netlist"), "platform": ("cells", "netlist"), "data": ("inputs", "network")}
"""Options that are for something of another one."""


@click.command()
@target_argument
@click.option(
    "--operations", type=click.IntRange(1, 100_000), default=4, show_default=True,
    help="Products to make; with --network products of each tile, positions of each layer, images or steps, as the family has it.",
)  # fmt: skip
@click.option("--network", help="Its own data instead of random ones: a network's name or file, as run and train take it.")
@data_option
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
    network: str | None,
    data: Path | None,
    array: str,
    model: Any,
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
    _refuse_ignored()
    if network is not None and transcript is not None:
        raise click.ClickException("--transcript: keeps random operations alone; leave --network out")
    if netlist is None:
        files = _files(p, inject)
    elif inject is not None or simulator == "verilator":
        raise click.ClickException("--netlist: cells take no --inject, and run in Icarus alone; leave the other option out")
    else:
        files, simulator = _gates(p, netlist, platform, liberty), "icarus"
    excerpts = _drawn(p, operations, seed) if network is None else _of_a_network(p, network, data, operations)
    chosen = _simulator(p, simulator, model, excerpts)
    verdict = _simulated(p, files, excerpts, chosen, model, transcript, {"array": array, "seed": seed, "idle": idle})
    return judged(p, verdict, time.perf_counter() - begun, as_json)


def _refuse_ignored() -> None:
    """An option without the one that it goes with is an error, for nothing would heed it."""
    context = click.get_current_context()
    given = {name for name in context.params if context.get_parameter_source(name) is ParameterSource.COMMANDLINE}
    for option, (what, other) in COMPANIONS.items():
        if option in given and other not in given:
            raise click.ClickException(f"--{option}: is for the {what} of --{other}; name one, or leave it out")


def _drawn(p: MacroParameters, count: int, seed: int) -> list[Any]:
    """Random operations."""
    from bitline_sim.excerpts import Excerpt

    return [Excerpt("random operations", _scoreboard(p).random_stimulus(p, count, seed))]


def _of_a_network(p: MacroParameters, network: str, data: Path | None, count: int) -> list[Any]:
    """What a network does with its own data."""
    from bitline_sim.excerpts import excerpts_of

    from ..network import datasets
    from ..network.idx import DataError

    try:
        return list(excerpts_of(p)(p, network, datasets.load(data), count))
    except DataError as error:
        raise click.ClickException(f"--network: {error}") from None


def _simulator(p: MacroParameters, wanted: str | None, model: Any, excerpts: list[Any]) -> Any:
    from bitline_sim import runner

    try:
        runner.check_model(p, model)
        return runner.choose(wanted, sum(_scoreboard(p).evaluations(p, excerpt.stimulus) for excerpt in excerpts))
    except runner.SimulatorError as error:
        raise click.ClickException(str(error)) from None


def _simulated(
    p: MacroParameters,
    files: Mapping[str, str],
    excerpts: list[Any],
    simulator: Any,
    model: Any,
    transcript: Path | None,
    settings: dict[str, Any],
) -> Any:
    """The verdict on all excerpts, run one after the other."""
    from bitline_sim import runner
    from bitline_sim.scoreboard.verdict import Verdict
    from bitline_sim.transcript import text_of

    conditions = {"ideal": settings["array"] == "ideal", "full_rate": settings["idle"] == 0}
    verdicts = []
    try:
        with notes.status(f"{p.name} in {simulator}"), runner.simulation(p, files, simulator, model) as simulation:
            for excerpt in excerpts:
                outcome = simulation.run(excerpt.stimulus, **settings).outcome
                if transcript is not None:
                    write_file(text_of(p, excerpt.stimulus, outcome, **conditions), transcript)
                verdicts.append(_scoreboard(p).judge(p, excerpt.stimulus, outcome, **conditions))
                if conditions["ideal"]:
                    excerpt.hold(outcome, verdicts[-1])
    except runner.SimulatorError as error:
        raise FoundWrongError(str(error)) from None
    return Verdict.of(verdicts)


def _scoreboard(p: MacroParameters) -> Any:
    return importlib.import_module(f"bitline_sim.scoreboard.{p.family}")


def _files(p: MacroParameters, fault: str | None) -> dict[str, str]:
    """The emitted Verilog, with a fault in it where one is asked for."""
    from ..emit.bundle import hardware

    files = dict(hardware(p))
    if fault is not None:
        _inject(p, files, _scoreboard(p).FAULTS, fault)
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
    except LibraryError as error:
        raise click.ClickException(str(error)) from None
    except ToolError as error:
        raise click.ClickException(f"{netlist}: {error}") from None


def _inject(p: MacroParameters, files: dict[str, str], faults: dict[str, Any], fault: str) -> None:
    if fault not in faults:
        known = f"is not one of {', '.join(map(repr, faults))}{nearest(fault, faults)}"
        raise click.ClickException(f"--inject: {fault!r} {known if faults else f'is none: {p.family} has no faults to put in'}")
    path, text, instead = faults[fault](p)
    if text not in files[path]:
        raise click.ClickException(f"--inject: {fault} has no place in {path} of this macro")
    files[path] = files[path].replace(text, instead, 1)
