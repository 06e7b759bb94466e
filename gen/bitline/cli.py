"""The command line: every command prints for a reader, or with ``--json`` one object for a script.

Exit status 0: done and right; 1: ran, and found something wrong; 2: bad input, one sentence on standard error.
"""

import importlib
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from . import __version__, params
from .emit.write import OutputError, check_replaceable, write_bundle, write_file
from .params import MacroParameters, ParameterError, formats
from .params.settings import nearest

FOUND_WRONG, BAD_INPUT = 1, 2

_screen = Console()
_notes = Console(stderr=True)


class FoundWrongError(Exception):
    """What a command has found to be wrong where it can go no further, in a sentence."""


def main() -> NoReturn:
    """Run the command line and exit."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that temporary files go
    try:
        with commands.make_context("bitline", sys.argv[1:]) as context:
            status = commands.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as left:  # after --help and --version
        status = left.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        print(error.format_message(), file=sys.stderr)
        sys.exit(BAD_INPUT)
    except click.ClickException as error:
        _end(BAD_INPUT, error.format_message())
    except (ParameterError, OutputError) as error:
        _end(BAD_INPUT, str(error))
    except FoundWrongError as error:
        _end(FOUND_WRONG, str(error))
    except KeyboardInterrupt:
        _end(130, "interrupted; nothing was left behind")
    except BrokenPipeError:  # the reader of our output has gone
        _silence()
        sys.exit(0)
    except OSError as error:
        if error.filename is None:  # it is about something already open
            _silence()
        _end(BAD_INPUT, f"{error.filename or 'output cannot be written'}: {error.strerror}")
    sys.exit(status or 0)


def _end(status: int, sentence: str) -> NoReturn:
    print(f"bitline: {' '.join(sentence.split())}", file=sys.stderr)
    sys.exit(status)


def _silence() -> None:
    """What standard output could not take is not tried again at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _result(as_json: bool, values: dict[str, Any], shown: Callable[[], Any]) -> None:
    """The one object of a script, or what a reader wants to see."""
    if as_json:
        print(json.dumps(values))
    else:
        shown()


json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
seed_option = click.option(
    "--seed", type=click.IntRange(0, 2**32 - 1), default=0, show_default=True, help="Of everything drawn at random."
)
target_argument = click.argument("target")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def commands() -> None:
    """Generate the digital half of compute-in-memory macros. TARGET is a preset's name or a TOML file."""


@commands.command()
@json_option
def presets(as_json: bool) -> None:
    """List the presets."""
    found = [
        {"name": name, "family": p.family, "summary": p.summary} for name in params.preset_names() for p in (params.preset(name),)
    ]
    _result(
        as_json,
        {"presets": found},
        lambda: _screen.print(_table(["preset", "family", "summary"], [list(p.values()) for p in found])),
    )


@commands.command()
@target_argument
@json_option
def check(target: str, as_json: bool) -> None:
    """Check parameters, and show what follows from them."""
    p = params.load(target)
    values = {
        "ok": True,
        "parameters": p.chosen(),
        "formats": {name: {"low": fmt[0], "high": fmt[-1], "bits": formats.width(fmt)} for name, fmt in p.formats.items()},
        "cycles": p.cycles,
    }

    def shown() -> None:
        _screen.print(f"{p.name}: {p.summary}" if p.summary else p.name)
        _screen.print(_table(["format", "values"], [[name, formats.text(fmt)] for name, fmt in p.formats.items()]))
        _screen.print(_table(["cycles", ""], [[name, f"{count:g}"] for name, count in p.cycles.items()]))

    _result(as_json, values, shown)


@commands.command()
@target_argument
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="Folder that becomes the bundle.")
@click.option("--platform", default="sky130hd", show_default=True, help="Process kit for which views and flow files are written.")
@json_option
def build(target: str, output: Path, platform: str, as_json: bool) -> None:
    """Emit a macro's bundle: Verilog, constraints, models, flow files, register map, datasheet."""
    from .emit.bundle import bundle

    begun = time.perf_counter()
    p = params.load(target)
    check_replaceable(output)
    files = bundle(p, platform)
    write_bundle(files, output)
    values = {"files": sorted(files), "seconds": round(time.perf_counter() - begun, 3)}
    _result(
        as_json,
        values,
        lambda: _screen.print(f"{output}: {len(files)} files in {values['seconds']:.1f} s; begin with {p.name}.html"),
    )


@commands.command()
@target_argument
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The HTML file.")
@json_option
def datasheet(target: str, output: Path, as_json: bool) -> None:
    """Write a macro's datasheet, one self-contained HTML file."""
    from .emit.datasheet import datasheet as sheet

    p = params.load(target)
    write_file(sheet(p), output)
    _result(as_json, {"file": str(output)}, lambda: _screen.print(f"{output}: written"))


@commands.command()
@target_argument
@click.option("--operations", type=click.IntRange(1, 100_000), default=4, show_default=True, help="Products to make.")
@click.option("--array", type=click.Choice(["ideal", "typical"]), default="ideal", show_default=True, help="Array model.")
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
    return _judged(p, verdict, time.perf_counter() - begun, as_json)


@commands.command()
@click.argument("transcript", type=click.Path(path_type=Path))
@json_option
def replay(transcript: Path, as_json: bool) -> int:
    """Judge a TRANSCRIPT of simulate again: the reference's results for the codes that the array gave, beside the device's."""
    from bitline_sim.transcript import TranscriptError, replayed

    begun = time.perf_counter()
    try:
        p, verdict = replayed(transcript.read_text(encoding="utf-8"))
    except OSError as error:
        raise click.ClickException(f"{transcript}: cannot be read: {error.strerror}") from None
    except (TranscriptError, UnicodeDecodeError) as error:
        raise click.ClickException(f"{transcript}: {error}") from None
    return _judged(p, verdict, time.perf_counter() - begun, as_json)


def _judged(p: MacroParameters, verdict: Any, seconds: float, as_json: bool) -> int:
    values = {
        "ok": verdict.ok,
        "operations": verdict.operations,
        "mismatches": verdict.mismatches,
        "cycles_predicted": verdict.cycles_predicted,
        "cycles_counted": verdict.cycles_counted,
        "array_evaluations": verdict.array_evaluations,
        "seconds": round(seconds, 3),
    }
    _result(as_json, values, lambda: _screen.print(_table(["", p.name], [[name, str(value)] for name, value in values.items()])))
    if not verdict.ok:
        print(f"bitline: {verdict.first_wrong or 'the cycle count is not the predicted one'}", file=sys.stderr)
        return FOUND_WRONG
    return 0


@commands.command()
@click.argument("network")
@click.option("--on", "target", required=True, help="The macro: a preset's name or a TOML file.")
@click.option(
    "--data", type=click.Path(path_type=Path), help="Folder of MNIST's four files; default: BITLINE_DATA, or scikit-learn's digits."
)
@click.option("--array", type=click.Choice(["ideal", "typical"]), default="ideal", show_default=True, help="Array model.")
@click.option("--chips", type=click.IntRange(1, 10_000), default=1, show_default=True, help="Typical chips, of consecutive seeds.")
@click.option("--samples", type=click.IntRange(1), help="Test examples, from the first; default: all.")
@seed_option
@json_option
def run(network: str, target: str, data: Path | None, array: str, chips: int, samples: int | None, seed: int, as_json: bool) -> int:
    """Run a network on models of a macro. NETWORK is a built-in network's name or a file."""
    from bitline_sim.runs import run_of

    from .network import datasets
    from .network.idx import DataError

    p = params.load(target)
    found = run_of(p)
    if found is None:
        raise click.ClickException(f"--on: networks do not run on macros of the family {p.family} yet")
    begun = time.perf_counter()
    chips = chips if array == "typical" else 1
    try:
        with Progress(console=_notes, transient=True) as progress:
            task = progress.add_task(f"{network} on {p.name}", total=chips)
            outcome = found(
                p, network, datasets.load(data), array=array, chips=chips, samples=samples, seed=seed,
                done=lambda: progress.advance(task),
            )  # fmt: skip
    except DataError as error:
        raise click.ClickException(str(error)) from None
    values = {
        "samples": outcome.samples,
        "accuracy": outcome.accuracy,
        "accuracy_reference": outcome.reference,
        "mismatches": outcome.mismatches,
        **outcome.figures,
        "seconds": round(time.perf_counter() - begun, 3),
    }
    _result(as_json, values, lambda: _screen.print(_table(["", p.name], [[name, f"{value:g}"] for name, value in values.items()])))
    if outcome.mismatches:
        print(f"bitline: {outcome.mismatches} examples have other scores on the ideal array than in integers", file=sys.stderr)
        return FOUND_WRONG
    return 0


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

    from .emit.bundle import hardware

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
        with _notes.status(f"{p.name} in {chosen}"):
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


def _table(headings: list[str], rows: list[list[str]]) -> Table:
    table = Table(*headings)
    for row in rows:
        table.add_row(*row)
    return table
