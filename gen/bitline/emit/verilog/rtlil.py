"""RTLIL, the text that Amaranth hands to Yosys, read back into a small tree."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Bits:
    """Some bits of a wire, or a constant.

    ``wire`` is None for a constant, whose value is ``value``; else the bits are ``wire[low + width - 1 : low]``.
    """

    width: int
    wire: str | None = None
    low: int = 0
    value: int = 0

    def __getitem__(self, part: slice) -> "Bits":
        low, high = part.start or 0, self.width if part.stop is None else part.stop
        if self.wire is None:
            return Bits(high - low, value=self.value >> low & (1 << high - low) - 1)
        return Bits(high - low, self.wire, self.low + low)


Operand = tuple[Bits, ...]
"""A concatenation, lowest part first."""


@dataclass
class Wire:
    name: str
    width: int
    direction: str = ""
    order: int = 0


@dataclass
class Cell:
    kind: str
    name: str
    parameters: dict[str, int] = field(default_factory=dict)
    connections: dict[str, Operand] = field(default_factory=dict)


@dataclass
class Assign:
    target: Operand
    value: Operand


@dataclass
class Switch:
    on: Operand
    cases: list[tuple[list[str], "Body"]] = field(default_factory=list)


Body = list["Assign | Switch"]


@dataclass
class Module:
    name: str
    wires: dict[str, Wire] = field(default_factory=dict)
    cells: list[Cell] = field(default_factory=list)
    processes: list[Body] = field(default_factory=list)
    connections: list[Assign] = field(default_factory=list)


def parse(text: str) -> list[Module]:
    """The modules of an RTLIL text, in their order."""
    lines = (line for line in map(str.split, text.splitlines()) if line and line[0][0] != "#")
    return [_module(line[1], lines) for line in lines if line[0] == "module"]


def _module(name: str, lines: Iterator[list[str]]) -> Module:
    module = Module(_plain(name))
    reader = _Reader(module)
    for words in lines:
        match words[0]:
            case "wire":
                wire = _wire(words)
                module.wires[wire.name] = wire
            case "cell":
                module.cells.append(reader.cell(words, lines))
            case "process":
                module.processes.append(reader.body(lines))
            case "connect":
                module.connections.append(reader.assign(words))
            case "end":
                break
    return module


def _wire(words: list[str]) -> Wire:
    wire = Wire(_plain(words[-1]), 1)
    options = iter(words[1:-1])
    for option in options:
        match option:
            case "width":
                wire.width = int(next(options))
            case "input" | "output":
                wire.direction, wire.order = option, int(next(options))
    return wire


class _Reader:
    def __init__(self, module: Module) -> None:
        self._module = module

    def cell(self, words: list[str], lines: Iterator[list[str]]) -> Cell:
        cell = Cell(words[1] if words[1].startswith("$") else _plain(words[1]), _plain(words[2]))
        for line in lines:
            match line[0]:
                case "parameter":
                    value = line[-1]
                    cell.parameters[_plain(line[-2])] = int(value.split("'")[1], 2) if "'" in value else int(value)
                case "connect":
                    cell.connections[_plain(line[1])] = self.operand(line[2:])
                case "end":
                    break
        return cell

    def body(self, lines: Iterator[list[str]]) -> Body:
        out: Body = []
        for words in lines:
            match words[0]:
                case "assign":
                    out.append(self.assign(words))
                case "switch":
                    out.append(self._switch(words, lines))
                case "case" | "end":
                    self._ended_by = words
                    break
        return out

    def _switch(self, words: list[str], lines: Iterator[list[str]]) -> Switch:
        switch = Switch(self.operand(words[1:]))
        self._ended_by = next(line for line in lines if line[0] in ("case", "end"))
        while self._ended_by[0] == "case":
            patterns = [pattern.rstrip(",").split("'")[1] for pattern in self._ended_by[1:]]
            switch.cases.append((patterns, self.body(lines)))
        return switch

    def assign(self, words: list[str]) -> Assign:
        target, rest = self._operand(words[1:])
        return Assign(target, self._operand(rest)[0])

    def operand(self, words: list[str]) -> Operand:
        return self._operand(words)[0]

    def _operand(self, words: list[str]) -> tuple[Operand, list[str]]:
        """The first operand of the words, and the words that follow it."""
        if words[0] == "{}":
            return (), words[1:]
        if words[0] == "{":
            parts: list[Bits] = []
            words = words[1:]
            while words[0] != "}":
                part, words = self._operand(words)
                parts = [*part, *parts]
            return tuple(parts), words[1:]
        bits = self._bits(words[0])
        words = words[1:]
        while words and (selected := re.fullmatch(r"\[(\d+)(?::(\d+))?\]", words[0])):
            high, low = int(selected[1]), int(selected[2] or selected[1])
            bits, words = bits[low : high + 1], words[1:]
        return (bits,), words

    def _bits(self, word: str) -> Bits:
        if word[0].isdigit():
            width, digits = word.split("'")
            return Bits(int(width), value=int(re.sub("[^01]", "0", digits), 2))
        wire = self._module.wires[_plain(word)]
        return Bits(wire.width, wire.name)


def _plain(name: str) -> str:
    """Without RTLIL's mark of a public name; a private one keeps its dollar."""
    return name.removeprefix("\\")
