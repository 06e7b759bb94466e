"""``bitline sweep``"""

import time
from concurrent.futures import BrokenExecutor
from pathlib import Path

import click

from ..emit.write import write_file
from .options import json_option
from .screen import FoundWrongError, progress, result, screen


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--scheduler", metavar="ADDRESS", help="Scheduler of a Dask cluster; default: this machine's cores.")
@click.option("--workers", type=click.IntRange(1, 1024), help="Processes on this machine; default: one a core.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="Rows as JSON lines; at the end, CSV beside.")
@json_option
def sweep(file: Path, scheduler: str | None, workers: int | None, output: Path, as_json: bool) -> None:
    """Work out every combination that a sweep's FILE asks for. After a kill the same command goes on where it was."""
    from bitline_sim.sweep import ClusterError, Rows, SweepError, carried_out, read, row
    from bitline_sim.sweep.rows import as_csv

    if output.suffix == ".csv":
        raise click.ClickException(f"{output}: rows are JSON lines, and the CSV is written beside; end its name in .jsonl")
    begun = time.perf_counter()
    try:
        asked = read(file)
        with Rows(output, asked.fingerprint) as kept:
            done = kept.numbers
            left = [point for point in asked.points if point.number not in done]
            with progress() as bar:
                task = bar.add_task(str(file), total=len(asked.points), completed=len(done))
                for found in carried_out(row, left, scheduler=scheduler, workers=workers):
                    kept.append(found)
                    bar.advance(task)
            write_file(as_csv(kept.rows), output.with_suffix(".csv"))
            refused = sum(bool(found["error"]) for found in kept.rows)
    except (SweepError, ClusterError) as error:
        raise click.ClickException(str(error)) from None
    except (BrokenExecutor, KeyboardInterrupt) as error:
        why = "interrupted" if isinstance(error, KeyboardInterrupt) else "a worker died"
        raise FoundWrongError(f"{output}: {why}; what is done is kept, and the same command goes on") from None
    values = {
        "points": len(asked.points),
        "resumed": len(done),
        "refused": refused,
        "files": [str(output), str(output.with_suffix(".csv"))],
        "seconds": round(time.perf_counter() - begun, 3),
    }
    result(as_json, values, lambda: screen.print(f"{output}: {len(asked.points)} points, {refused} refused; CSV beside"))
