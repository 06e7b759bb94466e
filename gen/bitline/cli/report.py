"""``bitline report``"""

import json
from pathlib import Path
from typing import Any

import click

from .. import params
from ..emit.write import write_file
from ..estimate.conditions import Conditions
from .conditions import conditions_options
from .estimate import estimated
from .options import json_option
from .screen import result, screen


@click.command()
@click.argument("subject")
@click.option("--on", "target", help="The macro, where SUBJECT is a network: a preset's name or a TOML file.")
@conditions_options
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The HTML file; JSON and CSV go beside it.")
@json_option
def report(subject: str, target: str | None, output: Path, as_json: bool, **chosen: Any) -> None:
    """Write an estimate, or a sweep, as one self-contained page.

    SUBJECT is a network; or a macro, shown with its family's reference network and published figures; or a sweep's rows, a file
    that ends in .jsonl.
    """
    files = _swept(Path(subject)) if subject.endswith(".jsonl") else _estimated(subject, target, Conditions(**chosen))
    written = []
    for suffix, text in files.items():
        written.append(str(output.with_suffix(suffix)))
        write_file(text, output.with_suffix(suffix))
    result(as_json, {"files": written}, lambda: screen.print(f"{', '.join(written)}: written"))


def _estimated(subject: str, target: str | None, conditions: Conditions) -> dict[str, str]:
    """The report's texts by the ends of their names."""
    from ..estimate import networks, papers
    from ..estimate.summary import layers_csv, summary
    from ..report.estimate import page

    published = ()
    network, macro = subject, target
    if macro is None:
        p = params.load(subject)
        network, macro = networks.reference(p), subject
        published = papers.rows_of(p.family) if p.family in papers.names() else ()
    found = estimated(network, macro, conditions)
    command = f"bitline report {subject}" + (f" --on {target}" if target else "")
    command += "".join(f" --{name} {value}" for name, value in vars(conditions).items() if value != getattr(Conditions(), name))
    return {".html": page(found, command, published), ".json": json.dumps(summary(found), indent=1), ".csv": layers_csv(found)}


def _swept(path: Path) -> dict[str, str]:
    from bitline_sim.sweep import SweepError
    from bitline_sim.sweep.rows import as_csv, read_rows

    from ..report.sweep import page

    try:
        rows = read_rows(path, path.read_bytes())
    except OSError as error:
        raise click.ClickException(f"{path}: cannot be read: {error.strerror}") from None
    except SweepError as error:
        raise click.ClickException(str(error)) from None
    return {".html": page(path.name, rows), ".json": json.dumps(rows, indent=1), ".csv": as_csv(rows)}
