"""``bitline check``"""

import click

from .. import params
from ..params import formats
from .options import json_option, target_argument
from .screen import result, screen, table


@click.command()
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
        screen.print(f"{p.name}: {p.summary}" if p.summary else p.name)
        screen.print(table(["format", "values"], [[name, formats.text(fmt)] for name, fmt in p.formats.items()]))
        screen.print(table(["cycles", ""], [[name, f"{count:g}"] for name, count in p.cycles.items()]))

    result(as_json, values, shown)
