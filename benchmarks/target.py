"""The macro that a benchmark is about: that of a file, or a smaller one than the preset's."""

import argparse
from collections.abc import Mapping
from typing import Any, TypeVar

from bitline import params

P = TypeVar("P", bound=params.MacroParameters)


def parser(description: str) -> argparse.ArgumentParser:
    """The options of such a benchmark."""
    out = argparse.ArgumentParser(description=description)
    out.add_argument("target", nargs="?", metavar="TARGET", help="a macro's TOML file (default: the preset with 32x16 weights)")
    out.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    return out


def macro(target: str | None, smaller: Mapping[str, Any], family: type[P], why: str) -> P:
    """The macro of a file, or else the smaller one.

    Raises
    ------
    ParameterError
        Where the file is wrong, or of a family that is not the one asked for: ``why`` that matters.
    """
    p = params.load(target) if target else params.from_choices(dict(smaller))
    if not isinstance(p, family):
        raise params.ParameterError(str(target), f"is of the family {p.family}, {why}")
    return p
