"""Fewer names for the same logic: aliases resolved, results cut to what is used, what nobody reads removed."""

from collections import Counter, defaultdict

from . import fold
from .operands import Bits, Operand, extended, joined, selected
from .tree import Module, Wire, plain, retargeted

_CUT = frozenset(("add", "sub", "mul", "and", "or", "xor", "not", "neg", "mux", "shl"))
"""Operations whose low result bits depend on their operands' low bits alone."""


def clean(module: Module) -> None:
    """Simplify a module in place; what its ports do stays the same."""
    while _resolve(module) or fold.constants(module) or _share(module) or _cut(module) or _remove_unread(module):
        pass
    _drive_ports(module)


# ---- aliases


def _resolve(module: Module) -> bool:
    """Read through connections, and remove those that are no ports, keeping their names; whether there were any."""
    reads = _whole_reads(module)
    values = {
        wire: operand for wire, operand in module.connections.items() if not _worth_a_name(module.wires[wire], operand, reads[wire])
    }
    resolver = _Resolver(values)
    module.rewrite(resolver.operand)
    gone = [wire for wire in values if not module.wires[wire].direction]
    for wire in gone:
        _keep_name(module, wire, module.connections.pop(wire))
        del module.wires[wire]
    fields: dict[Bits, list[str]] = defaultdict(list)
    for bits, names in module.fields.items():
        for part in _one(resolver.operand((bits,))):
            fields[part] += names
    module.fields = dict(fields)
    return bool(gone)


def _worth_a_name(wire: Wire, operand: Operand, reads: int) -> bool:
    """Whether a connection is a concatenation that is read as a whole: by its port's name, or more than once by its own."""
    return len(operand) > 1 and reads > 0 and (bool(wire.direction) or (wire.named and reads > 1))


class _Resolver:
    def __init__(self, values: dict[str, Operand]) -> None:
        self._values = values

    def operand(self, parts: Operand) -> Operand:
        out: list[Bits] = []
        for part in parts:
            value = self._values.get(part.wire or "")
            out += [part] if value is None else self.operand(selected(value, part.low, part.width))
        return joined(out)


def _one(operand: Operand) -> Operand:
    """An operand that is bits of one wire; nothing of any other."""
    return operand if len(operand) == 1 and operand[0].wire is not None else ()


def _whole_reads(module: Module) -> Counter[str | None]:
    """How often each wire is read as a whole."""
    return Counter(part.wire for operand in module.read() for part in operand if part.wire and part == module.wires[part.wire].bits)


def _keep_name(module: Module, wire: str, operand: Operand) -> None:
    """A named wire's name for the bits that it repeats."""
    if not module.wires[wire].named:
        return
    for bits in _one(operand):
        if bits == module.wires[bits.wire or ""].bits:
            module.wires[bits.wire or ""].aliases += [wire, *module.wires[wire].aliases]
        else:
            module.fields.setdefault(bits, []).append(wire)


# ---- results


def _share(module: Module) -> bool:
    """Read a nameless result from another operation that computes the same; whether there were any."""
    known: dict[tuple, str] = {}
    shared: dict[str, str] = {}
    for name, operator in module.operators.items():
        key = operator.kind, operator.signed, *operator.operands
        first = known.setdefault(key, name)
        if first != name and module.wires[name].named and not module.wires[first].named:
            known[key], first, name = name, name, first
        if first != name and not module.wires[name].named:
            shared[name] = first
    for name, first in shared.items():
        del module.operators[name]
        module.connections[name] = (module.wires[first].bits,)
    return bool(shared)


def _cut(module: Module) -> bool:
    """Cut results of which only low bits are read; whether there were any."""
    needed: dict[str | None, int] = defaultdict(int)
    for operand in module.read():
        for part in operand:
            needed[part.wire] = max(needed[part.wire], part.low + part.width)
    found = False
    for name, operator in module.operators.items():
        wire = module.wires[name]
        if operator.kind in _CUT and not wire.direction and 0 < needed[name] < wire.width:
            found = True
            wire.width = needed[name]
            wire.aliases += module.fields.pop(wire.bits, [])
            sized = {"mux": (1, 2), "shl": (0,)}.get(operator.kind, range(len(operator.operands)))
            operator.operands = [
                extended(operand, wire.width) if k in sized else operand for k, operand in enumerate(operator.operands)
            ]
    return found


def _remove_unread(module: Module) -> bool:
    """Remove what drives wires that nobody reads, instances apart; whether there was any."""
    read = {part.wire for operand in module.read() for part in operand}
    read |= {bits.wire for instance in module.instances for bits in instance.outputs.values()}
    unread = {name for name, wire in module.wires.items() if name not in read and not wire.direction}
    for name in unread:
        module.operators.pop(name, None)
        module.connections.pop(name, None)
        del module.wires[name]
    module.processes = [process for process in module.processes if process.targets[0] not in unread]
    module.fields = {bits: names for bits, names in module.fields.items() if bits.wire in module.wires}
    return bool(unread)


# ---- ports


def _drive_ports(module: Module) -> None:
    """Where an output port only repeats a wire without a name of its own, that wire is the port."""
    moved: dict[str, str] = {}
    outputs = {bits.wire for instance in module.instances for bits in instance.outputs.values()}
    for port, operand in module.connections.items():
        for bits in _one(operand):
            wire = module.wires[bits.wire or ""]
            free = not wire.named or wire.name in outputs or plain(port) in map(plain, (wire.name, *wire.aliases))
            if bits == wire.bits and free and not wire.direction and wire.name not in moved:
                moved[wire.name] = port
                module.wires[port].aliases += [wire.name, *wire.aliases]
    for wire, port in moved.items():
        _move(module, wire, port)
    module.rewrite(lambda operand: joined(_of(bits, moved) for bits in operand))
    module.fields = {_of(bits, moved): names for bits, names in module.fields.items()}


def _of(bits: Bits, moved: dict[str, str]) -> Bits:
    return Bits(bits.width, moved.get(bits.wire, bits.wire), bits.low, bits.value) if bits.wire else bits


def _move(module: Module, old: str, port: str) -> None:
    """Let what drives a wire drive a port."""
    del module.connections[port]
    if old in module.connections:
        module.connections[port] = module.connections.pop(old)
    if old in module.operators:
        module.operators[port] = module.operators.pop(old)
        module.operators[port].result = port
    for process in module.processes:
        if process.targets == [old]:
            process.targets = [port]
            process.body, process.reset = retargeted(process.body, port), retargeted(process.reset, port)
    for instance in module.instances:
        instance.outputs = {pin: _of(bits, {old: port}) for pin, bits in instance.outputs.items()}
    del module.wires[old]
