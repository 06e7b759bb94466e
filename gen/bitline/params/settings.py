"""A setting is data: its type, bounds, unit and description stand in one place, and help, docs and checks are made of them."""

import dataclasses
import difflib
import functools
import math
import typing
from collections.abc import Sequence
from typing import Any, ClassVar, Literal

from .errors import ParameterError


@dataclasses.dataclass(frozen=True)
class About:
    """What is known of a setting besides its type and default."""

    help: str
    unit: str = ""
    low: float | None = None
    high: float | None = None
    source: str = ""


def setting(
    default: Any, help: str, *, unit: str = "", low: float | None = None, high: float | None = None, source: str = ""
) -> Any:
    """A field of a :class:`Settings` class: a default, a sentence, and where they apply a unit, closed bounds and a source."""
    return dataclasses.field(default=default, metadata={"about": About(help, unit, low, high, source)})


def nearest(word: str, known: typing.Iterable[str]) -> str:
    """``(did you mean 'x'?)`` with the nearest known word, or nothing where none is near."""
    close = difflib.get_close_matches(word, list(known), n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Settings:
    """A frozen group of settings, checked field by field when it is made.

    Raises
    ------
    ParameterError
        For a value of the wrong type, outside its bounds or not among its choices.
    """

    section: ClassVar[str] = ""

    def __post_init__(self) -> None:
        for field, kind in self.described():
            _check(self.key(field.name), getattr(self, field.name), kind, field.metadata.get("about"))

    @classmethod
    def key(cls, name: str) -> str:
        """The dotted key of a field, as it stands in a TOML file."""
        return f"{cls.section}.{name}" if cls.section else name

    @classmethod
    @functools.cache
    def described(cls) -> Sequence[tuple[dataclasses.Field, Any]]:
        """Each field with its resolved type."""
        kinds = typing.get_type_hints(cls)
        return tuple((field, kinds[field.name]) for field in dataclasses.fields(cls))

    @classmethod
    def sections(cls) -> dict[str, "type[Settings]"]:
        """The fields that are groups of settings themselves."""
        return {field.name: kind for field, kind in cls.described() if isinstance(kind, type) and issubclass(kind, Settings)}


def _check(where: str, value: Any, kind: Any, about: About | None) -> None:
    if typing.get_origin(kind) is Literal:
        choices = typing.get_args(kind)
        if value not in choices:
            listed = ", ".join(map(repr, choices))
            raise ParameterError(where, f"{value!r} is not one of {listed}{nearest(str(value), map(str, choices))}")
        return
    if kind is float and type(value) is int:
        value = float(value)
    if type(value) is not kind:
        raise ParameterError(where, f"must be {_called(kind)}, not {value!r}")
    if kind is float and not math.isfinite(value):
        raise ParameterError(where, f"must be finite, not {value!r}")
    if about is None or kind not in (int, float):
        return
    if about.low is not None and value < about.low:
        raise ParameterError(where, f"{value} is below {_amount(about.low, about.unit)}, the least that can be built")
    if about.high is not None and value > about.high:
        raise ParameterError(where, f"{value} is above {_amount(about.high, about.unit)}, the most that can be built")


def _amount(number: float, unit: str) -> str:
    """A number with its unit: 8 bits, 1 bit, 1 ns."""
    counted = unit.removesuffix("s") if number == 1 and unit != "ns" else unit
    return f"{number} {counted}" if unit else str(number)


def _called(kind: Any) -> str:
    names = {int: "a whole number", float: "a number", bool: "true or false", str: "a string"}
    return names.get(kind, f"a table [{getattr(kind, 'section', kind)}]")
