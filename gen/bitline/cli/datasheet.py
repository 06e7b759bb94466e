"""``bitline datasheet``"""

from pathlib import Path

import click

from .. import params
from ..emit.write import write_file
from .options import json_option, target_argument
from .screen import result, screen


@click.command()
@target_argument
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The HTML file.")
@json_option
def datasheet(target: str, output: Path, as_json: bool) -> None:
    """Write a macro's datasheet, one self-contained HTML file."""
    from ..emit.datasheet import datasheet as sheet

    p = params.load(target)
    write_file(sheet(p), output)
    result(as_json, {"file": str(output)}, lambda: screen.print(f"{output}: written"))
