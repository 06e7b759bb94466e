"""``bitline papers``"""

import dataclasses

import click

from .options import json_option
from .screen import result, screen, table


@click.command()
@click.argument("family")
@json_option
def papers(family: str, as_json: bool) -> None:
    """Put a published system's figures beside ours. FAMILY is two_way, entry_counting or binary."""
    from ..estimate.papers import names, rows_of
    from ..params.settings import nearest

    if family not in names():
        raise click.ClickException(f"{family!r} is not one of {', '.join(map(repr, names()))}{nearest(family, names())}")
    rows = rows_of(family)
    values = [{**dataclasses.asdict(row), "error": row.error} for row in rows]
    shown = [
        [
            f"{row.figure}, {row.unit}",
            "–" if row.published is None else f"{'> ' * row.least}{row.published:g}",
            f"{row.ours:.4g}",
            "–" if row.error is None else f"{100 * row.error:+.1f} %",
            row.kind,
            row.assumption,
            row.without,
        ]
        for row in rows
    ]
    headings = ["figure", "published", "ours", "error", "kind", "assumption", "without it"]
    result(as_json, {"family": family, "rows": values}, lambda: screen.print(table(headings, shown)))
