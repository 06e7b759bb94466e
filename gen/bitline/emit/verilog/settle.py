"""Bodies in one form: what is assigned without conditions first, then the conditions; nothing assigned in vain."""

from collections.abc import Iterator

from .operands import Bits, joined, known, selected
from .tree import Assign, Body, Module, Switch


def settle(module: Module) -> None:
    """Settle each process, which drives one wire, and make connections of those without conditions.

    Without this an assignment could follow a condition that assigns the same bits and undo it, which Verilog allows but not every
    tool reads right: Yosys 0.70 keeps what was undone if the condition has another inside.
    """
    conditional = []
    for process in module.processes:
        whole = module.wires[process.targets[0]].bits
        process.body = _settled(process.body, whole, 0)
        match process.body:
            case [Assign(target=target, value=value)] if target == whole and not process.clock:
                module.connections[process.targets[0]] = value
            case _:
                conditional.append(process)
    module.processes = conditional


def _settled(body: Body, whole: Bits, later: int) -> Body:
    """A body without what is assigned again later on: the bits of a mask, or those of its own statements."""
    assigns: list[Assign] = []
    switches: list[Assign | Switch] = []
    for statement in reversed(list(_decided(body))):
        if isinstance(statement, Assign):
            assigns += _outside(statement, later)
            later |= (1 << statement.target.width) - 1 << statement.target.low
        else:
            cases = [(patterns, _settled(inner, whole, later)) for patterns, inner in statement.cases]
            if any(inner for _, inner in cases):
                switches.append(Switch(statement.on, cases))
    return _neighbours(sorted(assigns, key=lambda assign: assign.target.low), whole) + switches[::-1]


def _decided(body: Body) -> Iterator[Assign | Switch]:
    """The statements of a body, and in place of a switch on a constant those of its case."""
    for statement in body:
        if isinstance(statement, Switch) and (value := known(statement.on)) is not None:
            matching = (inner for patterns, inner in statement.cases if not patterns or any(_matches(p, value) for p in patterns))
            yield from _decided(next(matching, []))
        else:
            yield statement


def _matches(pattern: str, value: int) -> bool:
    return all(digit in ("-", str(value >> place & 1)) for place, digit in enumerate(reversed(pattern)))


def _outside(assign: Assign, mask: int) -> Iterator[Assign]:
    """The parts of an assignment whose bits are not in a mask."""
    target, start = assign.target, None
    for place in range(target.width + 1):
        free = place < target.width and not mask >> target.low + place & 1
        if free and start is None:
            start = place
        elif not free and start is not None:
            yield Assign(target[start:place], selected(assign.value, start, place - start))
            start = None


def _neighbours(assigns: list[Assign], whole: Bits) -> Body:
    """Assignments to neighbouring bits as one, where their values are neighbours as well or all of the wire is assigned."""
    complete = sum(assign.target.width for assign in assigns) == whole.width
    out: list[Assign] = []
    for assign in assigns:
        last = out[-1] if out else None
        if last and last.target.low + last.target.width == assign.target.low:
            value = joined([*last.value, *assign.value])
            if complete or len(value) == 1:
                out[-1] = Assign(Bits(last.target.width + assign.target.width, whole.wire, last.target.low), value)
                continue
        out.append(assign)
    return list(out)
