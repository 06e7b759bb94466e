"""The top's ports as plain data, for documents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Literal

from amaranth.hdl import Fragment, Module, Shape
from amaranth.lib import data
from amaranth.lib.wiring import Flow, In

from ..params import MacroParameters, formats
from ..periphery.block import Block
from .top import Top

Direction = Literal["input", "output"]


@dataclass(frozen=True)
class Port:
    """One port of the emitted module."""

    name: str
    direction: Direction
    width: int


@dataclass(frozen=True)
class Part:
    """Some adjacent bits of a payload: ``count`` words of one format, the first lowest.

    Attributes
    ----------
    name : str
        Empty where the payload has one part only.
    low : int
        Number of the lowest bit.
    format : range
        What one word can hold.
    choices : mapping
        Codes by name, where the part is an enumeration.
    """

    name: str
    low: int
    count: int
    format: range
    choices: Mapping[str, int]

    @property
    def width(self) -> int:
        return self.count * formats.width(self.format)


@dataclass(frozen=True)
class Stream:
    """One stream: ports ``{name}_payload``, ``{name}_valid`` and ``{name}_ready``; ``direction`` is that of the payload."""

    name: str
    direction: Direction
    parts: tuple[Part, ...]

    @property
    def width(self) -> int:
        return sum(part.width for part in self.parts)


@dataclass(frozen=True)
class Interface:
    """All ports of a macro's top, in the order of the Verilog, and which of them are streams."""

    ports: tuple[Port, ...]
    streams: tuple[Stream, ...]

    @property
    def single(self) -> tuple[Port, ...]:
        """Ports that belong to no stream: clock, reset and the register bus."""
        streamed = {f"{stream.name}_{part}" for stream in self.streams for part in ("payload", "valid", "ready")}
        return tuple(port for port in self.ports if port.name not in streamed)


def interface(p: MacroParameters) -> Interface:
    """The interface of a macro's top."""
    top = Top(p)
    for block in (top, top.macro, top.registers):
        Fragment.get(block, _Outline())
    return _described(top)


class _Outline:
    """A platform on which blocks stay empty: they are asked for their ports alone, and count as used."""

    def place(self, block: Block) -> Module:
        return Module()


def _described(top: Top) -> Interface:
    clocking = (Port("clk", "input", 1), Port("rst", "input", 1))
    ports = tuple(Port(name, "input" if is_input else "output", len(value)) for name, value, is_input in top.ports())
    members = {name: top.signature.members[name] for name in top.streams}
    streams = tuple(
        Stream(name, _direction(member.flow), tuple(_parts(member.signature.members["payload"].shape)))
        for name, member in members.items()
    )
    return Interface((*clocking, *ports), streams)


def _direction(flow: Flow) -> Direction:
    return "input" if flow == In else "output"


def _parts(shape: Any) -> Iterator[Part]:
    if isinstance(shape, data.StructLayout):
        for name, field in shape:
            yield _part(str(name), field.offset, field.shape)
    else:
        yield _part("", 0, shape)


def _part(name: str, low: int, shape: Any) -> Part:
    count, word = (shape.length, shape.elem_shape) if isinstance(shape, data.ArrayLayout) else (1, shape)
    choices = {member.name.lower(): member.value for member in word} if isinstance(word, type) and issubclass(word, Enum) else {}
    return Part(name, low, count, _format(word), choices)


def _format(shape: Any) -> range:
    if isinstance(shape, range):
        return shape
    cast = Shape.cast(shape)
    return formats.twos_complement(cast.width) if cast.signed else formats.unsigned(cast.width)
