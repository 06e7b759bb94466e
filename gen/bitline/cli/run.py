"""``bitline run``"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from .. import params
from ..estimate.conditions import Conditions
from ..estimate.costs import Comparison
from .conditions import placing_options
from .estimate import show_mapping
from .options import array_option, data_option, json_option, on_option, seed_option
from .screen import FOUND_WRONG, progress, result, screen, table


@click.command()
@click.argument("network")
@on_option
@data_option
@array_option
@click.option("--chips", type=click.IntRange(1, 10_000), default=1, show_default=True, help="Typical chips, of consecutive seeds.")
@click.option("--samples", type=click.IntRange(1), help="Test examples, from the first; default: all.")
@seed_option
@placing_options
@json_option
def run(
    network: str, target: str, data: Path | None, array: str, chips: int, samples: int | None, seed: int, as_json: bool,
    **placing: Any,
) -> int:  # fmt: skip
    """Run a network on models of a macro. NETWORK is a built-in network's name or a file."""
    from bitline_sim.runs import Trial, run_of

    from ..estimate.summary import mapping
    from ..network import datasets
    from ..network.idx import DataError

    p = params.load(target)
    found = run_of(p)
    if found is None:
        raise click.ClickException(f"--on: networks do not run on macros of the family {p.family} yet")
    begun = time.perf_counter()
    trial = Trial(array=array, chips=chips, seed=seed, samples=samples, conditions=Conditions(**placing))
    try:
        with progress() as bar:
            task = bar.add_task(f"{network} on {p.name}", total=len(trial.drawn) or 1)
            outcome = found(p, network, datasets.load(data), trial, lambda: bar.advance(task))
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
    result(as_json, {**values, "mapping": mapping(outcome.comparisons)}, lambda: _show(p.name, values, outcome.comparisons))
    if outcome.mismatches:
        print(f"bitline: {outcome.mismatches} examples have other scores on the ideal array than in integers", file=sys.stderr)
        return FOUND_WRONG
    return 0


def _show(name: str, values: dict[str, float], comparisons: Sequence[Comparison]) -> None:
    screen.print(table(["", name], [[what, f"{value:g}"] for what, value in values.items()]))
    show_mapping(comparisons)
