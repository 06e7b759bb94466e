"""A module of the RTLIL tree as Verilog-2001."""

import re
import textwrap
from collections.abc import Mapping, Sequence

from .clean import joined, unread
from .expressions import Expressions, bare, constant
from .names import rename
from .rtlil import Assign, Bits, Body, Cell, Module, Operand, Switch

FIRST_PORTS = ("clk", "rst")

WIDEST = 120
"""Columns of a line."""


class Writer:
    """Writes one module: ports, instances, combinational logic, then registers, each register in a block of its own.

    Parameters
    ----------
    module : Module
    heading : str
        One line that says what the module is.
    states : mapping
        For each state register the names of its codes.
    ports : sequence of str
        The order of the ports.
    """

    def __init__(self, module: Module, heading: str, states: Mapping[str, Mapping[int, str]], ports: Sequence[str]) -> None:
        self._module, self._heading = module, heading
        self._order = {name: place for place, name in enumerate((*FIRST_PORTS, *ports))}
        self._states = {register: {code: f"{register.removesuffix('_state')}_{name}".upper() for code, name in names.items()} for register, names in states.items()}
        self._names = rename(module)
        self._exprs = Expressions(module, self._names)
        self._registers = {_next_value(cell): cell for cell in module.cells if cell.kind == "$dff"}
        self._variables: set[str] = set()
        self._assigned: set[str] = set()
        self._unread = unread(module)

    def text(self) -> str:
        """The module's Verilog."""
        instances = [self._instance(cell) for cell in self._module.cells if not cell.kind.startswith("$")]
        combinational, registers = [], []
        for process in self._module.processes:
            target = _first_target(process)
            if target in self._registers:
                registers.append(self._register(self._registers.pop(target), process))
            else:
                combinational.append(self._combinational(process, target))
        registers += [self._plain_register(cell) for cell in self._registers.values()]
        wired = [f"assign {self._operand(c.target)} = {bare(self._exprs.operand(c.value))};" for c in self._module.connections]
        standing = self._exprs.standing()
        named = [f"assign {self._names[wire]} = {text};" for wire, _, text in standing]
        logic = _blocks([[*wired, *named], *combinational])
        declared = self._declarations({wire: width for wire, width, _ in standing})
        sections = [self._localparams(), declared, *instances, logic, *registers]
        body = "\n\n".join("\n".join(_wrapped(f"  {line}".rstrip()) for line in section) for section in sections if section)
        return f"// {self._heading}\nmodule {self._module.name} (\n{self._ports()}\n);\n\n{body}\n\nendmodule\n"

    # ---- declarations

    def _ports(self) -> str:
        ports = sorted(
            (wire for wire in self._module.wires.values() if wire.direction),
            key=lambda wire: self._order[self._names[wire.name]],
        )
        lines = []
        for wire in ports:
            kind = "reg" if wire.name in self._variables else "wire"
            lines.append(f"  {wire.direction:6} {kind:4} {_range(wire.width):>10} {self._names[wire.name]}")
        return ",\n".join(lines)

    def _declarations(self, standing: dict[str, int]) -> list[str]:
        driven = {part.wire for c in self._module.connections for part in c.target} | self._assigned
        for cell in self._module.cells:
            if not cell.kind.startswith("$"):
                driven |= {part.wire for operand in cell.connections.values() for part in operand}
        lines = []
        for wire in self._module.wires.values():
            if wire.direction or wire.name in self._unread or not (wire.name in standing or wire.name in driven or wire.name in self._variables):
                continue
            kind = "reg" if wire.name in self._variables else "wire"
            lines.append(f"{kind:4} {_range(standing.get(wire.name, wire.width)):>10} {self._names[wire.name]};")
        return lines

    def _localparams(self) -> list[str]:
        return [
            f"localparam {_range(self._module.wires[register].width)} {name} = {constant(self._module.wires[register].width, code)};"
            for register, names in self._states.items()
            for code, name in names.items()
        ]

    # ---- contents

    def _instance(self, cell: Cell) -> list[str]:
        first = sorted(cell.connections.items(), key=lambda item: item[0] not in FIRST_PORTS)
        pins = [f"  .{_tidy_port(port)}({self._pin(operand)})" for port, operand in first]
        return [f"{cell.kind} {re.sub(r'[^A-Za-z0-9_]', '_', cell.name)} (", *(pin + "," for pin in pins[:-1]), pins[-1], ");"]

    def _pin(self, operand: Operand) -> str:
        """What an instance's port is connected to: nothing, where nobody else names the wire."""
        if len(operand) == 1 and operand[0].wire in self._unread:
            return ""
        return self._exprs.operand(operand)

    def _combinational(self, process: Body, target: str) -> list[str]:
        if all(isinstance(statement, Assign) for statement in process):
            self._assigned.add(target)
            return [f"assign {self._names[target]} = {bare(self._exprs.operand(_overlaid(process)))};"]
        self._variables.add(target)
        return _headed("always @*", self._statements(process, "="))

    def _register(self, cell: Cell, process: Body) -> list[str]:
        temporary, register = _target(cell.connections["D"]), _target(cell.connections["Q"])
        self._variables.add(register)
        body = [s for s in _renamed(process, temporary, register) if not (isinstance(s, Assign) and s.target == s.value)]
        clock = f"always @(posedge {self._exprs.operand(cell.connections['CLK'])})"
        reset = body[-1] if body and _is_reset(body[-1]) else None
        if not isinstance(reset, Switch):
            return _headed(clock, self._statements(body, "<="))
        chain = [("rst", self._statements(reset.cases[0][1], "<=")), ("", self._statements(body[:-1], "<="))]
        return _headed(clock, _if_chain(chain))

    def _plain_register(self, cell: Cell) -> list[str]:
        self._variables.add(_target(cell.connections["Q"]))
        clock = self._exprs.operand(cell.connections["CLK"])
        return [f"always @(posedge {clock})", f"  {self._operand(cell.connections['Q'])} <= {self._exprs.operand(cell.connections['D'])};"]

    # ---- statements

    def _statements(self, body: Body, sign: str) -> list[str]:
        out: list[str] = []
        for statement in body:
            if isinstance(statement, Assign):
                out.append(f"{self._operand(statement.target)} {sign} {self._value(statement)};")
            else:
                out += self._switch(statement, sign)
        return out

    def _value(self, statement: Assign) -> str:
        (target,) = statement.target
        if target.wire in self._states and len(statement.value) == 1 and statement.value[0].wire is None:
            return self._states[target.wire][statement.value[0].value]
        return bare(self._exprs.operand(statement.value))

    def _switch(self, switch: Switch, sign: str) -> list[str]:
        cases = [(patterns, self._statements(body, sign)) for patterns, body in switch.cases]
        while cases and not cases[-1][1]:
            cases.pop()
        if not cases:
            return []
        if not switch.on:
            return cases[0][1]
        bits = [part[k : k + 1] for part in switch.on for k in range(part.width)]
        chain = [(self._condition(bits, patterns), body) for patterns, body in cases]
        if all(condition is not None for condition, _ in chain):
            return _if_chain([(condition or "", body) for condition, body in chain])
        labelled = [(patterns, body) for patterns, body in cases if body or not patterns]
        on = self._exprs.operand(switch.on)
        if len(labelled) == 1 and len(labelled[0][0]) == 1 and "-" not in labelled[0][0][0]:
            return _if_chain([(f"{on} == {self._label(switch.on, labelled[0][0][0])}", labelled[0][1])])
        lines = []
        for patterns, body in labelled:
            lines += _headed(", ".join(self._label(switch.on, pattern) for pattern in patterns) + ":" if patterns else "default:", body)
        if labelled[-1][0]:
            lines.append("default: ;")
        keyword = "casez" if any("-" in pattern for patterns, _ in labelled for pattern in patterns) else "case"
        return [f"{keyword} ({on})", *_indented(lines), "endcase"]

    def _label(self, on: Operand, pattern: str) -> str:
        """A case's label: the name of the state, where the register has states."""
        state = self._states.get(on[0].wire or "", {}).get(int(pattern.replace("-", "0"), 2)) if len(on) == 1 else None
        if state is not None:
            return state
        return f"{len(pattern)}'b{pattern.replace('-', '?')}" if "-" in pattern else constant(len(pattern), int(pattern, 2))

    def _condition(self, bits: list[Bits], patterns: list[str]) -> str | None:
        """The condition of a case as an ``if``, where it asks for one bit; empty for the default, None where it asks for more."""
        if not patterns:
            return ""
        asked = [k for k, digit in enumerate(reversed(patterns[0])) if digit != "-"]
        if len(patterns) > 1 or len(asked) != 1:
            return None
        text = self._exprs.text(bits[asked[0]])
        return text if patterns[0][-1 - asked[0]] == "1" else f"~{text}"

    def _operand(self, operand: Operand) -> str:
        parts = [self._exprs.text(part) for part in reversed(operand)]
        return parts[0] if len(parts) == 1 else f"{{{', '.join(parts)}}}"


def _range(width: int) -> str:
    return f"[{width - 1}:0]" if width > 1 else ""


def _target(operand: Operand) -> str:
    (part,) = operand
    assert part.wire is not None
    return part.wire


def _next_value(register: Cell) -> str:
    """The wire that a process may drive with the register's next value; the register itself where that is no single wire."""
    value = register.connections["D"]
    return value[0].wire if len(value) == 1 and value[0].wire is not None else _target(register.connections["Q"])


def _first_target(body: Body) -> str:
    for statement in body:
        if isinstance(statement, Assign):
            return statement.target[0].wire or ""
        for _, inner in statement.cases:
            if target := _first_target(inner):
                return target
    return ""


def _overlaid(body: Body) -> Operand:
    """One concatenation of assignments to parts of one wire, later ones over earlier ones."""
    bits: dict[int, Bits] = {}
    for statement in body:
        assert isinstance(statement, Assign)
        (target,) = statement.target
        low = target.low
        for part in statement.value:
            for k in range(part.width):
                bits[low + k] = part[k : k + 1]
            low += part.width
    return joined(bit for _, bit in sorted(bits.items()))


def _renamed(body: Body, old: str, new: str) -> Body:
    def operand(parts: Operand) -> Operand:
        return tuple(Bits(part.width, new, part.low) if part.wire == old else part for part in parts)

    out: Body = []
    for statement in body:
        if isinstance(statement, Assign):
            out.append(Assign(operand(statement.target), statement.value))
        else:
            out.append(Switch(statement.on, [(patterns, _renamed(inner, old, new)) for patterns, inner in statement.cases]))
    return out


def _is_reset(statement: Assign | Switch) -> bool:
    return isinstance(statement, Switch) and len(statement.on) == 1 and statement.on[0].wire == "rst"


def _if_chain(chain: Sequence[tuple[str, list[str]]]) -> list[str]:
    """``if … else if … else``; an empty condition is the last ``else``."""
    while chain and not chain[-1][1]:
        chain = chain[:-1]
    if len(chain) == 2 and not chain[0][1] and not chain[1][0]:
        chain = [(_inverted(chain[0][0]), chain[1][1])]
    out: list[str] = []
    for number, (condition, body) in enumerate(chain):
        head = f"if ({bare(condition)})" if condition else ""
        if number:
            head = f"else {head}".rstrip()
            if out[-1] == "end":
                head = f"{out.pop()} {head}"
        if not condition and body[0].startswith("if (") and _is_single(body):
            out += [f"{head} {body[0]}", *body[1:]]
        else:
            out += _headed(head, body)
    return out


def _headed(head: str, body: list[str]) -> list[str]:
    """The lines as the one statement under a head."""
    if not body:
        return [f"{head} ;"]
    if len(body) == 1 and head.endswith(":"):
        return [f"{head} {body[0]}"]
    if _is_single(body):
        return [head, *_indented(body)]
    return [f"{head} begin", *_indented(body), "end"]


def _is_single(body: list[str]) -> bool:
    """Whether the lines are one statement."""
    if len(body) == 1:
        return True
    return body[0].startswith(("if (", "case")) and all(line.startswith((" ", "else", "end")) for line in body[1:])


def _inverted(condition: str) -> str:
    if condition.startswith("~") and " " not in condition:
        return condition[1:]
    return f"~{condition}"


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _wrapped(line: str) -> str:
    """A long line broken at spaces, its continuation indented twice."""
    if len(line) <= WIDEST:
        return line
    indent = " " * (len(line) - len(line.lstrip()) + 4)
    return textwrap.fill(line, WIDEST, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def _blocks(groups: list[list[str]]) -> list[str]:
    """Lines of groups, with an empty line round each that is longer than one."""
    out: list[str] = []
    for group in groups:
        if not group:
            continue
        if out and (len(group) > 1 or out[-1] == "end"):
            out.append("")
        out += group
    return out


def _tidy_port(port: str) -> str:
    return re.sub(r"_+", "_", port)
