"""What a datasheet says of one family alone; one module a family, with a function ``chapters(p) -> Chapters``.

Text may mark ``names`` with single backquotes.
"""

import importlib.util
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ...params import MacroParameters
from ..block_diagram import Diagram
from ..timing_diagram import Waves


@dataclass(frozen=True)
class Fact:
    """A key figure: a short value, and what it is."""

    value: str
    meaning: str


@dataclass(frozen=True)
class Operation:
    """An operation: its name in the hardware, what it does, the streams it takes from and gives to, and its cycles."""

    name: str
    help: str = ""
    takes: str = ""
    gives: str = ""
    cycles: str = ""


@dataclass(frozen=True)
class Table:
    """A table with a title and a paragraph; ``marked`` is the number of the row that is this macro's own, -1 for none."""

    title: str
    text: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    marked: int = -1


@dataclass(frozen=True)
class Figure:
    """A timing diagram and the paragraph below it."""

    waves: Waves
    text: str


@dataclass(frozen=True)
class Claim:
    """Something the datasheet or a model states, and what it rests on."""

    what: str
    certainty: str
    basis: str


@dataclass(frozen=True)
class Chapters:
    """All of it; what a family leaves out, its datasheet does without."""

    about: str = ""
    facts: Sequence[Fact] = ()
    diagram: Diagram | None = None
    tables: Sequence[Table] = ()
    streams: Mapping[str, str] = field(default_factory=dict)
    operations: Sequence[Operation] = ()
    rules: Sequence[str] = ()
    figures: Sequence[Figure] = ()
    claims: Sequence[Claim] = ()


def chapters_of(p: MacroParameters) -> Chapters:
    """The chapters of a macro's family; none where the family has no such module."""
    module = f"{__name__}.{p.family}"
    return importlib.import_module(module).chapters(p) if importlib.util.find_spec(module) else Chapters()


def counted(count: int, thing: str) -> str:
    """A count and what is counted: ``1 bit``, ``2,048 bits``."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
