"""Wires of which some bits depend on others, in parts that do not."""

from itertools import pairwise

from .depends import Dependencies
from .operands import Bits, selected
from .tree import Assign, Body, Module, Process, Switch, Wire


def separate(module: Module) -> None:
    """Split each process whose wire depends on itself, part by part as it is assigned.

    Written as one Verilog process it would read what it has not assigned yet.
    """
    depends = Dependencies(module, through_instances=False)
    kept = []
    for process in module.processes:
        target = process.targets[0]
        if process.clock or target not in depends.of(target):
            kept.append(process)
            continue
        ends = sorted({end for bits in _assigned(process.body) for end in (bits.low, bits.low + bits.width)})
        parts = [Wire(f"${target}[{high - 1}:{low}]", high - low) for low, high in pairwise(ends)]
        module.wires |= {part.name: part for part in parts}
        module.connections[target] = tuple(part.bits for part in parts)
        kept += [Process([part.name], _part(process.body, part.bits, low)) for part, low in zip(parts, ends, strict=False)]
    module.processes = kept


def _assigned(body: Body) -> list[Bits]:
    return [
        bits
        for statement in body
        for bits in (
            [statement.target]
            if isinstance(statement, Assign)
            else [bits for _, inner in statement.cases for bits in _assigned(inner)]
        )
    ]


def _part(body: Body, part: Bits, low: int) -> Body:
    """What a body assigns to the bits from ``low`` on, as assignments to the wire of the part."""
    out: Body = []
    for statement in body:
        if isinstance(statement, Switch):
            cases = [(patterns, _part(inner, part, low)) for patterns, inner in statement.cases]
            out += [Switch(statement.on, cases)] if any(inner for _, inner in cases) else []
        elif statement.target.low <= low < statement.target.low + statement.target.width:
            out.append(Assign(part, selected(statement.value, low - statement.target.low, part.width)))
    return out
