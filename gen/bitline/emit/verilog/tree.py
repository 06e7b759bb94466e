"""A hardware module as a tree: wires, and what drives each of them."""

import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from .operands import Bits, Operand, width

RESET = "\\rst"
"""The wire that resets registers."""


class NoVerilogError(NotImplementedError):
    """Something for which the writer knows no Verilog."""


def plain(name: str) -> str:
    """A source's name without RTLIL's marks."""
    return re.sub(r"\$\d+", "", name.removeprefix("\\"))


@dataclass
class Wire:
    """A wire; ``name`` is its identity in the tree, ``aliases`` are other names that the source has for it.

    Identities are RTLIL's: those of named wires begin with a backslash, others with a dollar.
    """

    name: str
    width: int
    direction: str = ""
    aliases: list[str] = field(default_factory=list)

    @property
    def named(self) -> bool:
        """Whether the source has a name for it."""
        return self.name.startswith("\\")

    @property
    def bits(self) -> Bits:
        """All of the wire."""
        return Bits(self.width, self.name)


@dataclass
class Operator:
    """An operation on operands as wide as its Verilog context wants them.

    The result of ``add``, ``sub``, ``mul``, ``and``, ``or``, ``xor``, ``not``, ``neg`` and ``mux`` (condition, then, else) is as
    wide as each operand, that of ``shl``, ``shr`` and ``sshr`` as the first one. ``eq``, ``ne``, ``lt``, ``le``, ``gt`` and ``ge``
    compare operands of one width, as signed numbers if ``signed``; ``any``, ``all`` and ``parity`` reduce one.
    """

    kind: str
    result: str
    operands: list[Operand]
    signed: bool = False


@dataclass
class Assign:
    """Bits of one wire take a value; bits that are assigned again later keep the last one."""

    target: Bits
    value: Operand


@dataclass
class Switch:
    """The body of the first case of which a pattern (of 0, 1 and -) matches; a case without patterns always does."""

    on: Operand
    cases: list[tuple[tuple[str, ...], "Body"]]


Body = list["Assign | Switch"]


@dataclass
class Process:
    """Wires that are assigned under conditions: at the rise of the clock, or where there is none always, every bit in every case.

    ``reset`` assigns constants while ``rst`` is high; it is empty where there is no reset.
    """

    targets: list[str]
    body: Body
    clock: Operand = ()
    reset: Body = field(default_factory=list)


@dataclass
class Instance:
    """Another module in this one. Parameters are Verilog text."""

    module: str
    name: str
    parameters: dict[str, str]
    inputs: dict[str, Operand]
    outputs: dict[str, Bits]


@dataclass
class Module:
    """One module.

    ``connections`` drive whole wires; ``fields`` are the source's names for parts of wires. By the source's name of a wire or part,
    ``structures`` are the names and widths of its fields, lowest first, an array's elements without a name; ``enumerations`` are
    the name of its type and those of its values.
    """

    name: str
    wires: dict[str, Wire] = field(default_factory=dict)
    operators: dict[str, Operator] = field(default_factory=dict)
    processes: list[Process] = field(default_factory=list)
    instances: list[Instance] = field(default_factory=list)
    connections: dict[str, Operand] = field(default_factory=dict)
    fields: dict[Bits, list[str]] = field(default_factory=dict)
    serial: Iterator[int] = field(default_factory=itertools.count)
    structures: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    enumerations: dict[str, tuple[str, dict[int, str]]] = field(default_factory=dict)

    def read(self) -> Iterator[Operand]:
        """Every operand that something reads."""
        for operator in self.operators.values():
            yield from operator.operands
        for process in self.processes:
            yield process.clock
            yield from read(process.body)
        for instance in self.instances:
            yield from instance.inputs.values()
        yield from self.connections.values()

    def unread(self) -> Iterator[Bits]:
        """The bits of inputs and inner wires that nothing reads."""
        read: dict[str | None, int] = defaultdict(int)
        if any(process.reset for process in self.processes):
            read[RESET] = 1
        for operand in self.read():
            for part in operand:
                read[part.wire] |= part.mask
        for wire in self.wires.values():
            free = 0 if wire.direction == "output" else ~read[wire.name]
            yield from wire.bits.within(free)

    def driven(self) -> Iterator[str]:
        """Every wire that something drives, as often as it does."""
        yield from (wire.name for wire in self.wires.values() if wire.direction == "input")
        yield from self.operators
        yield from (target for process in self.processes for target in process.targets)
        yield from (bits.wire for instance in self.instances for bits in instance.outputs.values() if bits.wire)
        yield from self.connections

    def enumerated(self, operand: Operand) -> bool:
        """Whether an operand is a wire whose values have names."""
        wire = self.wires.get(operand[0].wire or "") if len(operand) == 1 else None
        if wire is None or operand != (wire.bits,):
            return False
        return not self.enumerations.keys().isdisjoint((wire.name, *wire.aliases))

    def add(self, kind: str, *operands: Operand) -> Operand:
        """An operation on one bit or on operands of one width; its result."""
        wire = Wire(f"${kind}_{next(self.serial)}", width(operands[-1]) if kind in ("and", "or", "not", "mux") else 1)
        self.wires[wire.name] = wire
        self.operators[wire.name] = Operator(kind, wire.name, list(operands))
        return (wire.bits,)

    def rewrite(self, change: Callable[[Operand], Operand]) -> None:
        """Replace every operand that is read."""
        for operator in self.operators.values():
            operator.operands = [change(operand) for operand in operator.operands]
        for process in self.processes:
            process.clock, process.body = change(process.clock), rewritten(process.body, change)
        for instance in self.instances:
            instance.inputs = {port: change(operand) for port, operand in instance.inputs.items()}
        self.connections = {wire: change(operand) for wire, operand in self.connections.items()}


def read(body: Body) -> Iterator[Operand]:
    """Every operand that a body reads."""
    for statement in body:
        if isinstance(statement, Assign):
            yield statement.value
        else:
            yield statement.on
            for _, inner in statement.cases:
                yield from read(inner)


def rewritten(body: Body, change: Callable[[Operand], Operand]) -> Body:
    """A body with every operand replaced that it reads."""
    return [
        Assign(statement.target, change(statement.value))
        if isinstance(statement, Assign)
        else Switch(change(statement.on), [(patterns, rewritten(inner, change)) for patterns, inner in statement.cases])
        for statement in body
    ]


def retargeted(body: Body, wire: str) -> Body:
    """A body that drives another wire."""
    return [
        Assign(Bits(statement.target.width, wire, statement.target.low), statement.value)
        if isinstance(statement, Assign)
        else Switch(statement.on, [(patterns, retargeted(inner, wire)) for patterns, inner in statement.cases])
        for statement in body
    ]
