"""A module of the tree as Verilog-2001."""

import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence

from .depends import Dependencies
from .expressions import CHAIN, Expressions, number
from .inline import Plan
from .names import Names, tidy
from .operands import Bits, constant
from .statements import Statements, headed
from .tree import Instance, Module, Process

FIRST_PORTS = ("clk", "rst")

WIDEST = 120
"""Columns of a line."""


class Writer:
    """Writes one module: ports, names of values, wires, instances, logic, registers.

    Parameters
    ----------
    module : Module
    heading : str
        What the module is, in a sentence.
    ports : mapping
        For modules, this one and others, the order of their ports.
    """

    def __init__(self, module: Module, heading: str, ports: Mapping[str, Sequence[str]]) -> None:
        self._module, self._heading = module, heading
        self._orders = {name: {port: place for place, port in enumerate((*FIRST_PORTS, *order))} for name, order in ports.items()}
        self._labels = _labels(module)
        self._names = Names(module, {name for names in self._labels.values() for name in names.values()})
        self._standing = Plan(module, self._names.given, self._names.elements).standing
        self._names.complete(self._standing)
        self._expressions = Expressions(module, self._names, self._standing, self._labels)
        self._statements = Statements(self._expressions)
        self._variables = {target for process in module.processes for target in process.targets}

    def text(self) -> str:
        """The module's Verilog."""
        instances = [self._instance(instance) for instance in self._module.instances]
        logic = [self._process(process) for process in self._module.processes if not process.clock]
        registers = [self._process(process) for process in self._module.processes if process.clock]
        sections = [self._assigns(), *logic, *registers, self._unused()]
        sections = [self._localparams(), self._declarations(), self._parts(), *instances, *sections]
        body = "\n\n".join("\n".join(line for text in section for line in wrapped(f"  {text}")) for section in sections if section)
        heading = "\n".join(textwrap.wrap(self._heading, WIDEST, initial_indent="// ", subsequent_indent="// "))
        return f"{heading}\nmodule {self._module.name} (\n{self._ports()}\n);\n\n{body}\n\nendmodule\n"

    def names(self) -> dict[str, str]:
        """The Verilog name of each wire by all that the source calls it."""
        given = self._names.wires.items()
        return {alias: name for wire, name in given for alias in (wire, *self._module.wires[wire].aliases)}

    # ---- declarations

    def _ports(self) -> str:
        order = self._orders[self._module.name]
        ports = [wire for wire in self._module.wires.values() if wire.direction]
        ports.sort(key=lambda wire: order[self._names.wires[wire.name]])
        declared = [f"  {wire.direction:6} {self._declared(wire.name)}," for wire in ports]
        declared[-1] = declared[-1].removesuffix(",")
        return "\n".join(line for text, wire in zip(declared, ports, strict=True) for line in self._explained(text, wire.name))

    def _declared(self, wire: str) -> str:
        kind = "reg" if wire in self._variables else "wire"
        return f"{kind:4} {_range(self._module.wires[wire].width):>9} {self._names.wires[wire]}"

    def _explained(self, declaration: str, wire: str) -> list[str]:
        """A declaration, and what the wire is a structure of."""
        if not (layout := self._names.layout(wire)):
            return [declaration]
        if len(declaration) + len(layout) + 5 <= WIDEST - 2:
            return [f"{declaration}  // {layout}"]
        margin = f"{' ' * (len(declaration) - len(declaration.lstrip()))}// "
        # a declaration in the body is indented later
        return [*textwrap.wrap(layout, WIDEST - 2, initial_indent=margin, subsequent_indent=f"{margin} "), declaration]

    def _declarations(self) -> list[str]:
        outputs = {bits.wire for instance in self._module.instances for bits in instance.outputs.values()}
        written = self._standing | self._variables | outputs | set(self._module.connections)
        wires = [wire.name for wire in self._module.wires.values() if wire.name in written and not wire.direction]
        return [line for wire in wires for line in self._explained(f"{self._declared(wire)};", wire)]

    def _localparams(self) -> list[str]:
        values = {
            name: f"localparam {_range(bits.width)} {name} = {number(constant(bits.width, code))};".replace("  ", " ")
            for bits, names in self._labels.items()
            for code, name in names.items()
        }
        return [line for name, line in values.items() if name in self._expressions.used_labels]

    def _parts(self) -> list[str]:
        return [
            f"wire {_range(part.bits.width):>9} {part.name} = {self._expressions.target(part.bits)};"
            for part in self._names.all_parts()
            if part in self._expressions.used_parts
        ]

    # ---- contents

    def _instance(self, instance: Instance) -> list[str]:
        texts = {tidy(pin): self._expressions.operand(operand) for pin, operand in instance.inputs.items()}
        texts |= {tidy(pin): self._names.wires[bits.wire or ""] for pin, bits in instance.outputs.items()}
        order = self._orders.get(instance.module, {})
        pins = [f"  .{pin}({texts[pin]})," for pin in sorted(texts, key=lambda pin: order.get(pin, len(order)))]
        pins[-1:] = [pin.removesuffix(",") for pin in pins[-1:]]
        parameters = ", ".join(f".{name}({value})" for name, value in instance.parameters.items())
        head = f"{instance.module} #({parameters})" if parameters else instance.module
        return [f"{head} {tidy(instance.name)} (", *pins, ");"]

    def _assigns(self) -> list[str]:
        """Assignments, each after those that it reads, as far as that goes."""
        texts = {wire: self._expressions.operand(operand) for wire, operand in self._module.connections.items()}
        texts |= {wire: self._expressions.operation(wire) for wire in self._module.operators if wire in self._standing}
        depends = Dependencies(self._module, through_instances=False)
        ordered = _after(texts, [wire for wire in self._module.wires if wire in texts], depends)
        return [f"assign {self._names.wires[wire]} = {texts[wire]};" for wire in ordered]

    def _unused(self) -> list[str]:
        """A sink for bits that nothing reads, which tells lint tools that this is meant."""
        bits = self._expressions.unread()
        return [f"wire unused = &{{1'b0, {', '.join(bits)}}};"] if bits else []

    def _process(self, process: Process) -> list[str]:
        if process.clock:
            clock = self._expressions.operand(process.clock)
            return self._statements.process(f"always @(posedge {clock})", process.body, process.reset, "<=")
        return headed("always @*", self._statements.lines(process.body, "="))


def _labels(module: Module) -> dict[Bits, dict[int, str]]:
    """Names of the values of wires and parts that the source gives an enumeration."""
    labels = {}
    named = {wire.bits: [wire.name, *wire.aliases] for wire in module.wires.values()}
    for bits, names in (named | module.fields).items():
        for kind, values in (module.enumerations[name] for name in names if name in module.enumerations):
            labels[bits] = {code: re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", f"{kind}_{name}").upper() for code, name in values.items()}
    return labels


def _after(wires: Iterable[str], order: list[str], depends: Dependencies) -> list[str]:
    """Wires in an order, but each after those that it depends on."""
    among, done = set(wires), dict[str, None]()

    def add(wire: str) -> None:
        needed = depends.of(wire)
        for other in order:
            if other in needed and other not in done and wire not in depends.of(other):
                add(other)
        done[wire] = None

    for wire in order:
        if wire in among and wire not in done:
            add(wire)
    return list(done)


def _range(width: int) -> str:
    return f"[{width - 1}:0]" if width > 1 else ""


# ---- lines


def wrapped(line: str) -> list[str]:
    """A line in lines that are short enough, indented twice where it goes on."""
    if len(line) <= WIDEST:
        return [line.replace(CHAIN, " ").rstrip()]
    indent = " " * (len(line) - len(line.lstrip()) + 4)
    head, *chain = _links(line)
    if len(chain) > 1 and " = " in head:
        head, _, first = head.partition("= ")
        return [f"{head}=", *(part for text in (first, *chain) for part in wrapped(indent + text))]
    line = line.replace(CHAIN, " ")
    out = []
    while len(line) > WIDEST and (place := _break(line, len(indent))) is not None:
        out.append(line[:place])
        line = indent + line[place + 1 :]
    return [*out, line.rstrip()]


def _links(line: str) -> list[str]:
    """The links of a chain of choices, those in brackets left together."""
    links, depth = [""], 0
    for character in line:
        depth += (character in "({[") - (character in ")}]")
        if character == CHAIN and not depth:
            links.append("")
        else:
            links[-1] += " " if character == CHAIN else character
    return links


def _break(line: str, indent: int) -> int | None:
    """Where to break a line: within its width at the least nested space, after a sign rather than before one, as late as can be."""
    depth, places = 0, []
    for place, character in enumerate(line[: WIDEST + 1]):
        depth += (character in "({[") - (character in ")}]")
        if character == " " and place > indent:
            places.append((depth, line[place - 1] not in ",:=?&|^+-*<>", -place))
    return -min(places)[2] if places else None
