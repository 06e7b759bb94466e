"""Bounds of a synthesis: what a change of the hardware must not make worse."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

AT_MOST = ("cells", "area_um2", "flip_flops", "latches", "depth", "min_period_ns")
AT_LEAST = ("slack_ns",)


class BoundsError(Exception):
    """Why a file holds no bounds of a macro: a sentence."""


def read(path: Path, name: str) -> Mapping[str, float]:
    """The bounds of a macro: the table of its name in a TOML file.

    Raises
    ------
    BoundsError
        Where there is no such file or table, or it bounds something else.
    """
    try:
        bounds = tomllib.loads(path.read_text(encoding="utf-8"))[name]
    except OSError as error:
        raise BoundsError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError) as error:
        why = f"has no table [{name}]" if isinstance(error, KeyError) else f"is no TOML: {error}"
        raise BoundsError(f"{path}: {why}") from None
    if not isinstance(bounds, dict):
        raise BoundsError(f"{path}: {name} must be a table [{name}], not {bounds!r}")
    for figure, bound in bounds.items():
        if figure not in AT_MOST + AT_LEAST:
            raise BoundsError(f"{path}: {name}.{figure} is no figure of a synthesis: {', '.join(AT_MOST + AT_LEAST)}")
        if isinstance(bound, bool) or not isinstance(bound, int | float):
            raise BoundsError(f"{path}: {name}.{figure} must be a number, not {bound!r}")
    return bounds


def missed(figures: Mapping[str, Any], bounds: Mapping[str, float]) -> list[str]:
    """A sentence for each bound that is missed; a figure that nobody could measure misses none."""
    found = [(name, figures[name], bound) for name, bound in bounds.items() if figures[name] is not None]
    return [
        f"{name} is {value:g}, and must be {bound:g} at {'least' if name in AT_LEAST else 'most'}"
        for name, value, bound in found
        if (value < bound if name in AT_LEAST else value > bound)
    ]
