"""Runs the campaign: one line a set, and at the first that is wrong, the file that reproduces it."""

import json
import signal
import sys
import time
from typing import Any, NoReturn

import click
from rich.console import Console

from bitline.params import MacroParameters, families
from bitline_sim import runner

from .draw import chosen, missed
from .hold import Held, WrongError, held
from .toml import toml

LONGEST_SECONDS = 1200
"""After which a set counts as hung."""

_screen = Console(stderr=True, highlight=False)


@click.command()
@click.option("--sets", "count", type=click.IntRange(1, 10_000), default=40, show_default=True, help="Parameter sets.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Of the sets.")
@click.option("--family", type=click.Choice(sorted(families())), default="two_way", show_default=True)
@click.option("--most", type=click.FloatRange(0, 1, min_open=True), default=1.0, show_default=True, help="What a set may cost.")
@click.option("--only", type=click.IntRange(0), metavar="N", help="The set of this number alone.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
def campaign(count: int, seed: int, family: str, most: float, only: int | None, as_json: bool) -> None:
    """Draw parameter sets; emit, lint, synthesize and co-simulate each."""
    for simulator in runner.SIMULATORS:
        if reason := runner.missing(simulator):
            raise click.UsageError(reason)
    signal.signal(signal.SIGALRM, _hung)
    begun = time.perf_counter()
    sets = chosen(family, count, seed, most)
    done = [_told(number, p) for number, p in enumerate(sets) if only in (None, number)]
    summary = {
        "ok": True,
        "family": family,
        "seed": seed,
        "sets": len(done),
        "array_evaluations": sum(one.evaluations for one in done),
        "values": sum(one.values for one in done),
        "cycles": sum(one.cycles for one in done),
        "ends_missed": [f"{key} = {value}" for key, value in missed(sets)],
        "seconds": round(time.perf_counter() - begun, 1),
    }
    if as_json:
        print(json.dumps(summary))
    else:
        Console().print(*(f"{name}: {value}" for name, value in summary.items()), sep="\n", highlight=False)


def _told(number: int, p: MacroParameters) -> Held:
    """Hold one set, and tell what came of it."""
    signal.alarm(LONGEST_SECONDS)
    try:
        with _screen.status(f"{number}: {_brief(p)}"):
            done = held(p, number)
    except Exception as error:
        _fail(number, p, error)
    finally:
        signal.alarm(0)
    seconds = ", ".join(f"{step} {taken:.1f}" for step, taken in done.seconds.items())
    _screen.print(
        f"{number}: {_brief(p)}: right in {done.values} values, {sum(done.seconds.values()):.1f} s ({seconds})", soft_wrap=True
    )
    return done


def _fail(number: int, p: MacroParameters, error: Exception) -> NoReturn:
    print(toml(p.chosen()), flush=True)
    _screen.print(f"{number}: wrong: {error}; the parameters stand above", soft_wrap=True)
    if isinstance(error, WrongError):
        sys.exit(1)
    raise error


def _brief(p: MacroParameters) -> str:
    """The choices on one line, without those that only models and views depend on."""
    chosen = {name: group for name, group in p.chosen().items() if isinstance(group, dict) and name not in p.model_only}
    return "; ".join(f"{name} {' '.join(map(_short, group.values()))}" for name, group in chosen.items())


def _short(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _hung(*_: object) -> NoReturn:
    raise WrongError(f"not done after {LONGEST_SECONDS} s")


if __name__ == "__main__":
    campaign(prog_name="python -m tests.evidence")
