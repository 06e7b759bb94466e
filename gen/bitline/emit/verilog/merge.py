"""Processes that ask the same questions, as one."""

from .depends import Dependencies
from .tree import Assign, Body, Module, Process, Switch


def merge(module: Module) -> None:
    """Put registers that change under one condition into one process, and likewise wires that are chosen under one."""
    depends = Dependencies(module, through_instances=True)
    merged: list[Process] = []
    for process in module.processes:
        group = next((group for group in merged if _alike(group, process) and _independent(depends, group, process)), None)
        if group is None:
            merged.append(process)
            continue
        group.targets += process.targets
        group.body, group.reset = joint(group.body, process.body), group.reset + process.reset
    module.processes = merged


def _alike(a: Process, b: Process) -> bool:
    """Whether two processes have one clock, a reset or none, and a question in common or none at all."""
    if a.clock != b.clock or bool(a.reset) != bool(b.reset):
        return False
    first, second = _questions(a.body), _questions(b.body)
    return not first.isdisjoint(second) or (not first and not second)


def _questions(body: Body) -> set[tuple]:
    return {_question(statement) for statement in body if isinstance(statement, Switch)}


def _question(switch: Switch) -> tuple:
    return switch.on, *(patterns for patterns, _ in switch.cases)


def _independent(depends: Dependencies, a: Process, b: Process) -> bool:
    """Whether neither process depends on a target of the other."""
    if a.clock:
        return True
    of_a, of_b = (set().union(*map(depends.of, process.targets)) for process in (a, b))
    return of_a.isdisjoint(b.targets) and of_b.isdisjoint(a.targets)


def joint(first: Body, second: Body) -> Body:
    """One body that does what both do, each question asked once where their order allows it; they drive different wires."""
    mine, theirs = _leading(first), _leading(second)
    out, rest, pending = first[:mine] + second[:theirs], first[mine:], list[Assign | Switch]()
    for statement in second[theirs:]:
        place = _same_question(rest, statement)
        if place is None:
            pending.append(statement)
            continue
        known = rest[place]
        assert isinstance(known, Switch) and isinstance(statement, Switch)
        cases = [(patterns, joint(a, b)) for (patterns, a), (_, b) in zip(known.cases, statement.cases, strict=True)]
        out += [*rest[:place], *pending, Switch(known.on, cases)]
        rest, pending = rest[place + 1 :], []
    return out + rest + pending


def _leading(body: Body) -> int:
    """Assignments that a body begins with."""
    return next((place for place, statement in enumerate(body) if isinstance(statement, Switch)), len(body))


def _same_question(body: Body, statement: Assign | Switch) -> int | None:
    if isinstance(statement, Assign):
        return None
    wanted = _question(statement)
    return next((n for n, other in enumerate(body) if isinstance(other, Switch) and _question(other) == wanted), None)
