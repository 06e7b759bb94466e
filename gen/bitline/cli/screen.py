"""What commands show, to a reader or to a script, and how they end."""

import json
from collections.abc import Callable
from typing import Any

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

FOUND_WRONG, BAD_INPUT = 1, 2

screen = Console()
notes = Console(stderr=True)


class FoundWrongError(Exception):
    """What a command has found to be wrong where it can go no further, in a sentence."""


def result(as_json: bool, values: dict[str, Any], shown: Callable[[], Any]) -> None:
    """The one object of a script, or what a reader wants to see."""
    if as_json:
        print(json.dumps(values))
    else:
        shown()


def progress() -> Progress:
    """Bars on standard error, where somebody looks at it."""
    return Progress(console=notes, transient=True, disable=not notes.is_terminal)


def table(headings: list[str], rows: list[list[str]]) -> Table:
    """Rows of text below their headings."""
    made = Table(*headings)
    for row in rows:
        made.add_row(*row)
    return made
