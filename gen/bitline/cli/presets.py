"""``bitline presets``"""

import click

from .. import params
from .options import json_option
from .screen import result, screen, table


@click.command()
@json_option
def presets(as_json: bool) -> None:
    """List the presets."""
    found = [
        {"name": name, "family": p.family, "summary": p.summary} for name in params.preset_names() for p in (params.preset(name),)
    ]
    result(
        as_json,
        {"presets": found},
        lambda: screen.print(table(["preset", "family", "summary"], [list(p.values()) for p in found])),
    )
