"""``bitline train``"""

import time
from pathlib import Path

import click

from .. import params
from ..emit.write import write_file
from ..params.two_way_training import TwoWayTraining
from .options import array_option, data_option, json_option, on_option, seed_option
from .screen import progress, result, screen, table


@click.command()
@click.argument("network")
@on_option
@data_option
@click.option("--epochs", type=click.IntRange(1, 10_000), help="Passes over the examples; default: as many as suffice.")
@click.option(
    "--checkpoint", type=click.Path(path_type=Path, file_okay=False),
    help="Folder of checkpoints, from which the same command goes on after it was stopped.",
)  # fmt: skip
@array_option
@click.option("-o", "--output", type=click.Path(path_type=Path), help="HTML file for a report with the learning curves.")
@seed_option
@json_option
def train(
    network: str,
    target: str,
    data: Path | None,
    epochs: int | None,
    checkpoint: Path | None,
    array: str,
    output: Path | None,
    seed: int,
    as_json: bool,
) -> None:
    """Train a network from random weights with an engine's integers, and in floating point beside. NETWORK is mlp or cnn."""
    from bitline_sim.network.two_way_training.run import course_of, learner_of, trained

    from ..network import datasets
    from ..network.idx import DataError

    p = params.load(target)
    if not isinstance(p, TwoWayTraining):
        raise click.ClickException(f"--on: networks learn on engines of the family {TwoWayTraining.family}, not on {p.family}")
    begun = time.perf_counter()
    try:
        found = datasets.load(data)
        learner = learner_of(network, found)
        course = course_of(learner, found, epochs, seed)
        with progress() as bar:
            task = bar.add_task(f"{network} on {p.name}", total=2 * course.steps)
            outcome = trained(
                p, learner, course, array=array, folder=checkpoint, done=lambda count: bar.update(task, completed=count)
            )  # fmt: skip
    except DataError as error:
        raise click.ClickException(str(error)) from None
    except KeyboardInterrupt:
        raise KeyboardInterrupt(f"the same command goes on from {checkpoint}" if checkpoint else "") from None
    values = {
        "accuracy": outcome.integers[-1],
        "accuracy_float": outcome.floats[-1],
        "steps": course.steps,
        "seconds": round(time.perf_counter() - begun, 3),
    }
    if output is not None:
        from ..report.learning import Learned, page

        learned = Learned(
            p=p, learner=learner, data=found.name, images=len(found.test), array=array, steps=course.steps,
            curves={f"integers, {array} array": outcome.integers, "floating point": outcome.floats},
            seconds=values["seconds"], command=f"bitline train {network} --on {target}",
        )  # fmt: skip
        write_file(page(learned), output)
    result(as_json, values, lambda: screen.print(table(["", p.name], [[name, f"{value:g}"] for name, value in values.items()])))
