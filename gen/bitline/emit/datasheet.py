"""The datasheet: one HTML file that needs no other, for the screen and for print."""

import dataclasses
import inspect
import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal, get_args, get_origin

import jinja2
from markupsafe import Markup, escape

from .. import __version__
from ..params import MacroParameters, formats
from ..params.registers import addressed
from ..params.settings import About, Settings
from ..system.interface import Interface, Part, interface
from .block_diagram import block_diagram
from .chapters import Chapters, Operation, chapters_of, counted
from .timing_diagram import timing_diagram
from .waves import handshake


def datasheet(p: MacroParameters) -> str:
    """The datasheet of a macro, as HTML."""
    chapters, ports = chapters_of(p), interface(p)
    return _template().render(
        p=p,
        version=__version__,
        chapters=chapters,
        diagram=Markup(block_diagram(chapters.diagram)) if chapters.diagram else "",
        sections=[_section("", p), *(_section(name, getattr(p, name)) for name in p.sections())],
        interface=ports,
        operations=_operations(ports, chapters),
        formats=list(_formats(p)),
        cycles=_pivoted(p),
        handshake=Markup(timing_diagram(handshake())),
        figures=[(Markup(timing_diagram(figure.waves)), figure) for figure in chapters.figures],
        registers=addressed(p.registers),
    )


def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("bitline.emit"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"prose": _prose, "number": _number, "held": _held, "bits": _bit_numbers, "words": _words, "real": _real}
    return environment.get_template("datasheet.html")


# ---- text


def _prose(text: str) -> Markup:
    """Text with `names` and **warnings** marked up."""
    marked = re.sub(r"`(.+?)`", r"<code>\1</code>", str(escape(text)))
    return Markup(re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", marked))


def _words(name: str) -> str:
    return name.replace("_", " ")


def _bit_numbers(low: int, width: int) -> str:
    return f"{low + width - 1}:{low}" if width > 1 else f"{low}"


def _number(value: int) -> str:
    return f"{value:,}".replace("-", "−")


def _held(part: Part) -> str:
    """What a part of a payload holds: its codes, or its width, and its range where that says more."""
    if part.choices:
        return ", ".join(f"{code} {name}" for name, code in part.choices.items())
    bits = formats.width(part.format)
    words = counted(bits, "bit") if part.count == 1 else f"{part.count} words of {counted(bits, 'bit')}"
    plain = part.format == formats.unsigned(bits)
    return words if plain else f"{words}, {_number(part.format[0])} … {_number(part.format[-1])}"


# ---- parameters


@dataclasses.dataclass(frozen=True)
class _Setting:
    key: str
    value: str
    default: str
    legal: str
    about: About

    @property
    def chosen(self) -> bool:
        return self.value != self.default


@dataclasses.dataclass(frozen=True)
class _Section:
    name: str
    text: str
    settings: Sequence[_Setting]


def _section(name: str, settings: Settings) -> _Section:
    return _Section(name, _documented(type(settings)) if name else "", list(_settings(settings)))


def _documented(kind: type) -> str:
    """A class's own description; the signature that a dataclass puts in its place is none."""
    text = inspect.getdoc(kind) or ""
    return "" if text.startswith(f"{kind.__name__}(") else text.replace("``", "`")


def _settings(settings: Settings) -> Iterator[_Setting]:
    for field, kind in settings.described():
        about = field.metadata.get("about")
        if about is not None:
            value = getattr(settings, field.name)
            yield _Setting(settings.key(field.name), _shown(value, about), _shown(field.default, about), _legal(kind, about), about)


def _shown(value: Any, about: About) -> str:
    text = ("yes" if value else "no") if isinstance(value, bool) else _real(value) if isinstance(value, float) else str(value)
    unit = about.unit.removesuffix("s") if value == 1 else about.unit
    return f"{text} {UNITS.get(unit, unit)}".rstrip() or "—"


UNITS = {"um": "µm", "uW": "µW", "F2": "F²"}
"""How a reader writes what a parameter file spells in plain letters."""


def _real(value: float) -> str:
    return f"{value:.6g}".replace("e+0", "e").replace("e+", "e")


def _legal(kind: Any, about: About) -> str:
    if get_origin(kind) is Literal:
        return ", ".join(map(str, get_args(kind)))
    if kind is str:
        return "text"
    if kind is bool:
        return "yes, no"
    low, high = ("" if bound is None else _real(bound) for bound in (about.low, about.high))
    return f"{low} … {high}" if low or high else "any"


# ---- operations, formats and cycles


def _operations(ports: Interface, chapters: Chapters) -> list[tuple[int, Operation]]:
    """Every code of the payloads' first enumeration, with what the family says of it."""
    said = {operation.name: operation for operation in chapters.operations}
    enumerations = (part.choices for stream in ports.streams for part in stream.parts if part.choices)
    return [(code, said.get(name, Operation(name))) for name, code in next(enumerations, {}).items()]


@dataclasses.dataclass(frozen=True)
class _Format:
    name: str
    format: range
    meaning: str

    @property
    def bits(self) -> int:
        return formats.width(self.format)

    @property
    def signed(self) -> bool:
        return formats.signed(self.format)


def _formats(p: MacroParameters) -> Iterator[_Format]:
    """Each format; what a quantity is stands beside its first case."""
    told = set()
    for name, fmt in p.formats.items():
        quantity = name.partition(".")[0]
        yield _Format(name, fmt, "" if quantity in told else p.glossary.get(quantity, ""))
        told.add(quantity)


@dataclasses.dataclass(frozen=True)
class _Pivot:
    """Quantities that have the same cases: a row a quantity, a column a case."""

    cases: Sequence[str]
    rows: Sequence[tuple[str, str, Sequence[str]]]


def _pivoted(p: MacroParameters) -> Sequence[_Pivot]:
    """The cycles as tables, one for each set of cases there is."""
    quantities: dict[str, dict[str, str]] = {}
    for name, count in p.cycles.items():
        quantity, _, case = name.partition(".")
        quantities.setdefault(quantity, {})[case] = f"{count:,}" if isinstance(count, int) else f"{count:.3g}"
    tables: dict[tuple[str, ...], list[tuple[str, str, Sequence[str]]]] = {}
    for quantity, counts in quantities.items():
        tables.setdefault(tuple(counts), []).append((quantity, p.glossary.get(quantity, ""), list(counts.values())))
    return [_Pivot(cases, rows) for cases, rows in tables.items()]
