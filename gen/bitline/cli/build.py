"""``bitline build``"""

import time
from pathlib import Path

import click

from .. import params
from ..emit.write import check_replaceable, write_bundle
from .options import json_option, target_argument
from .screen import result, screen


@click.command()
@target_argument
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="Folder that becomes the bundle.")
@click.option("--platform", default="sky130hd", show_default=True, help="Process kit for which views and flow files are written.")
@json_option
def build(target: str, output: Path, platform: str, as_json: bool) -> None:
    """Emit a macro's bundle: Verilog, constraints, models, flow files, register map, datasheet."""
    from ..emit.bundle import bundle

    begun = time.perf_counter()
    p = params.load(target)
    check_replaceable(output)
    files = bundle(p, platform)
    write_bundle(files, output)
    values = {"files": sorted(files), "seconds": round(time.perf_counter() - begun, 3)}
    result(
        as_json,
        values,
        lambda: screen.print(f"{output}: {len(files)} files in {values['seconds']:.1f} s; begin with {p.name}.html"),
    )
