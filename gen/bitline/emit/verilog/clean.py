"""Aliases resolved and what nobody reads removed: the same logic with fewer names."""

from collections import Counter
from collections.abc import Iterable

from .rtlil import Assign, Bits, Body, Cell, Module, Operand, Switch


def clean(module: Module) -> None:
    """Simplify a module in place; what its ports do stays the same."""
    _resolve_aliases(module)
    while _remove_unread(module):
        pass
    _drive_ports_directly(module)
    read = _read_wires(module) | _driven_wires(module)
    module.wires = {name: wire for name, wire in module.wires.items() if wire.direction or name in read}


def _resolve_aliases(module: Module) -> None:
    """Read through wires that only repeat others."""
    aliases = {}
    for connection in list(module.connections):
        (target,) = connection.target if len(connection.target) == 1 else (None,)
        if target and target.wire and target.width == module.wires[target.wire].width and not module.wires[target.wire].direction:
            aliases[target.wire] = connection.value
            module.connections.remove(connection)
    _substitute(module, aliases)


def _substitute(module: Module, values: dict[str, Operand]) -> None:
    def operand(parts: Operand) -> Operand:
        out: list[Bits] = []
        for part in parts:
            if part.wire in values:
                out += operand(_selected(values[part.wire], part.low, part.width))
            else:
                out.append(part)
        return joined(out)

    def body(statements: Body) -> Body:
        return [
            Assign(statement.target, operand(statement.value))
            if isinstance(statement, Assign)
            else Switch(operand(statement.on), [(patterns, body(inner)) for patterns, inner in statement.cases])
            for statement in statements
        ]

    for cell in module.cells:
        for port in cell.connections:
            if not _drives(cell, port):
                cell.connections[port] = operand(cell.connections[port])
    module.connections = [Assign(c.target, operand(c.value)) for c in module.connections]
    module.processes = [body(process) for process in module.processes]


def _selected(operand: Operand, low: int, width: int) -> Operand:
    out: list[Bits] = []
    for part in operand:
        start, stop = max(low, 0), min(low + width, part.width)
        if start < stop:
            out.append(part[start:stop])
        low -= part.width
    return tuple(out)


def joined(parts: Iterable[Bits]) -> Operand:
    """Neighbouring bits of one wire, or neighbouring constants, as one part."""
    out: list[Bits] = []
    for part in parts:
        last = out[-1] if out else None
        if last and last.wire is None and part.wire is None:
            out[-1] = Bits(last.width + part.width, value=last.value | part.value << last.width)
        elif last and last.wire is not None and last.wire == part.wire and last.low + last.width == part.low:
            out[-1] = Bits(last.width + part.width, last.wire, last.low)
        else:
            out.append(part)
    return tuple(out)


def _drives(cell: Cell, port: str) -> bool:
    return cell.kind.startswith("$") and port in ("Y", "Q")


def _operands(module: Module, driven: bool) -> list[Operand]:
    """Operands that are driven, or those that are read; an instance's ports are taken as read."""
    out: list[Operand] = []

    def walk(statements: Body) -> None:
        for statement in statements:
            if isinstance(statement, Assign):
                out.append(statement.target if driven else statement.value)
            else:
                if not driven:
                    out.append(statement.on)
                for _, inner in statement.cases:
                    walk(inner)

    for cell in module.cells:
        out.extend(operand for port, operand in cell.connections.items() if _drives(cell, port) == driven)
    for connection in module.connections:
        out.append(connection.target if driven else connection.value)
    for process in module.processes:
        walk(process)
    return out


def unread(module: Module) -> set[str]:
    """Wires that are named once and in no port: outputs of instances that nobody reads."""
    named = Counter(part.wire for driven in (False, True) for operand in _operands(module, driven) for part in operand)
    return {wire.name for wire in module.wires.values() if not wire.direction and named[wire.name] == 1}


def _read_wires(module: Module) -> set[str | None]:
    return {part.wire for operand in _operands(module, False) for part in operand}


def _driven_wires(module: Module) -> set[str | None]:
    return {part.wire for operand in _operands(module, True) for part in operand}


def _remove_unread(module: Module) -> bool:
    """Remove cells, processes and connections whose result nobody reads; whether there were any."""
    read = _read_wires(module)

    def kept(operand: Operand) -> bool:
        return any(part.wire in read or module.wires[part.wire].direction for part in operand if part.wire)

    before = len(module.cells) + len(module.processes) + len(module.connections)
    module.cells = [
        cell for cell in module.cells if not cell.kind.startswith("$") or kept(cell.connections.get("Y", cell.connections.get("Q", ())))
    ]
    module.connections = [connection for connection in module.connections if kept(connection.target)]
    module.processes = [process for process in module.processes if kept(_target(process))]
    return before != len(module.cells) + len(module.processes) + len(module.connections)


def _target(body: Body) -> Operand:
    for statement in body:
        if isinstance(statement, Assign):
            return statement.target
        for _, inner in statement.cases:
            if target := _target(inner):
                return target
    return ()


def _drive_ports_directly(module: Module) -> None:
    """Where a port only repeats a nameless result, or an instance's output, that result drives the port itself."""
    reads = Counter(part.wire for operand in _operands(module, False) for part in operand)
    moved: dict[str, Operand] = {}
    for connection in list(module.connections):
        (target,) = connection.target if len(connection.target) == 1 else (None,)
        (value,) = connection.value if len(connection.value) == 1 else (None,)
        if not (target and value and target.wire and value.wire):
            continue
        whole = target.width == module.wires[target.wire].width == module.wires[value.wire].width == value.width
        if whole and value.wire.startswith("$") and value.wire not in moved and reads[value.wire] == 1:
            moved[value.wire] = (target,)
            module.connections.remove(connection)
    for cell in module.cells:
        for port, operand in cell.connections.items():
            if len(operand) == 1 and operand[0].wire in moved:
                cell.connections[port] = moved[operand[0].wire]
    module.processes = [_retargeted(process, moved) for process in module.processes]


def _retargeted(body: Body, moved: dict[str, Operand]) -> Body:
    out: Body = []
    for statement in body:
        if isinstance(statement, Assign):
            (target,) = statement.target
            if target.wire in moved:
                (port,) = moved[target.wire]
                target = Bits(target.width, port.wire, target.low)
            out.append(Assign((target,), statement.value))
        else:
            out.append(Switch(statement.on, [(patterns, _retargeted(inner, moved)) for patterns, inner in statement.cases]))
    return out
