"""The conditions of an estimate as options, made of their settings."""

import typing
from collections.abc import Callable
from typing import Any, Literal

import click

from ..estimate.conditions import Conditions


def conditions_options(command: Callable[..., Any], **instead: Any) -> Callable[..., Any]:
    """Adds an option for each condition, in their order; ``instead`` are other defaults, None for no option."""
    for field, kind in reversed(Conditions.described()):
        default = instead.get(field.name, field.default)
        if default is None:
            continue
        about = field.metadata["about"]
        whole = click.IntRange(about.low, about.high)
        value = click.Choice(typing.get_args(kind)) if typing.get_origin(kind) is Literal else whole
        text = f"{about.help[0].upper()}{about.help[1:]}."
        command = click.option(f"--{field.name}", type=value, default=default, show_default=True, help=text)(command)
    return command


def placing_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Those of a network that only runs, each image by itself unless told otherwise."""
    return conditions_options(command, mode=None, batch=1)
