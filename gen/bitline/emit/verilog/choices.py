"""Processes with fewer questions: single choices as expressions, conditions within conditions as one."""

from .operands import Bits, Operand, constant, known, width
from .tree import Assign, Body, Module, Process, Switch

DEEPEST = 3
"""Conditions, one within the other, that become one."""

Condition = tuple[Operand, tuple[str, ...]]
"""An operand and the patterns, none of which leaves a bit open, that it is to match."""


def express(module: Module) -> None:
    """Make an expression of each combinational process that assigns a wire one value, or one of two."""
    kept = []
    for process in module.processes:
        value = None if process.clock else _value(module, process)
        if value is None:
            kept.append(process)
        else:
            module.connections[process.targets[0]] = value
    module.processes = kept


def condense(module: Module) -> None:
    """Leave out questions that decide nothing, and ask those that only lead to the next one together with it."""
    for process in module.processes:
        process.body = _condensed(module, process.body)


# ---- expressions


def _value(module: Module, process: Process) -> Operand | None:
    """What the process comes to; None where it chooses more than once."""
    whole = module.wires[process.targets[0]].bits
    match process.body:
        case [Assign(target=target, value=otherwise), Switch() as switch] if target == whole:
            if (both := _both(switch, whole)) is not None:
                return module.add("mux", switch.on, *both)
            conditions, body = _path(switch)
            match body:
                case [Assign(target=target, value=value)] if target == whole:
                    return _chosen(module, conditions, value, otherwise)
    return None


def _both(switch: Switch, whole: Bits) -> tuple[Operand, Operand] | None:
    """The values of an ``if`` and its ``else``."""
    match switch.cases:
        case [(("1",), [Assign(target=first, value=then)]), (("0",) | (), [Assign(target=second, value=otherwise)])]:
            return (then, otherwise) if first == second == whole else None
    return None


def _chosen(module: Module, conditions: list[Condition], value: Operand, otherwise: Operand) -> Operand:
    """The value if all conditions hold."""
    condition = _all_met(module, conditions)
    if width(value) == 1 and known(otherwise) == 0:
        return condition if known(value) == 1 else module.add("and", condition, value)
    return module.add("mux", condition, value, otherwise)


# ---- bodies


def _condensed(module: Module, body: Body) -> Body:
    out: Body = []
    for statement in body:
        if isinstance(statement, Switch):
            out += _asked(
                module, Switch(statement.on, [(patterns, _condensed(module, inner)) for patterns, inner in statement.cases])
            )
        else:
            out.append(statement)
    return out


def _asked(module: Module, switch: Switch) -> Body:
    """A switch with cases that are condensed already, as what is left of it."""
    while switch.cases and not switch.cases[-1][1]:
        switch.cases.pop()
    match switch.cases:
        case []:
            return []
        case [(("1",), []), (("0",) | (), body)]:
            return _asked(module, Switch(switch.on, [(("0",), body)]))
        case [(("0",), []), (("1",) | (), body)]:
            return _asked(module, Switch(switch.on, [(("1",), body)]))
    conditions, body = _path(switch)
    if len(conditions) < 2:
        return [switch]
    return [Switch(_all_met(module, conditions), [(("1",), body)])]


# ---- conditions


def _path(switch: Switch) -> tuple[list[Condition], Body]:
    """The conditions, from the outermost in, under which alone the switch does anything, and what it does then."""
    conditions: list[Condition] = []
    body: Body = [switch]
    while len(conditions) < DEEPEST:
        match body:
            case [Switch(on=on, cases=cases)]:
                used = [number for number, (_, inner) in enumerate(cases) if inner]
                if len(used) != 1:
                    break
                patterns, inner = cases[used[0]]
                earlier = {pattern for forestalling, _ in cases[: used[0]] for pattern in forestalling}
                if not patterns or any("-" in pattern for pattern in (*patterns, *earlier)) or not earlier.isdisjoint(patterns):
                    break
                conditions.append((on, patterns))
                body = inner
            case _:
                break
    return conditions, body


def _all_met(module: Module, conditions: list[Condition]) -> Operand:
    """Whether every condition holds."""
    first, *others = (_met(module, *condition) for condition in conditions)
    for other in others:
        first = module.add("and", first, other)
    return first


def _met(module: Module, on: Operand, patterns: tuple[str, ...]) -> Operand:
    met: Operand = ()
    for pattern in patterns:
        compared = len(pattern) > 1 or module.enumerated(on)
        equal = module.add("eq", on, (constant(len(pattern), int(pattern, 2)),)) if compared else _bit(module, on, pattern)
        met = module.add("or", met, equal) if met else equal
    return met


def _bit(module: Module, on: Operand, pattern: str) -> Operand:
    return on if pattern == "1" else module.add("not", on)
