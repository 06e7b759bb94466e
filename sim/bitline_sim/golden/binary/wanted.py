"""Columns of an evaluation of which something comes."""

from bitline.params.binary import Binary, Program, Step


def wanted_columns(p: Binary, program: Program) -> tuple[slice, ...]:
    """Of each step the columns whose decisions count: in the step itself, or in one that goes on with its accumulators."""
    out: list[slice] = []
    going_on = range(0)
    for step in reversed(program.steps):
        columns = _used(p, step)
        if step.accumulates:
            columns = _hull(columns, going_on)
            going_on = range(0) if step.fresh else columns
        out.append(slice(columns.start, columns.stop))
    return tuple(reversed(out))


def _used(p: Binary, step: Step) -> range:
    """Columns that a step uses itself; a search writes what every one of them decides."""
    if step.kind == "search" or step.action == "show":
        return range(p.array.columns)
    if step.kind == "reload" or step.action == "none":
        return range(0)
    return range(step.first, step.first + step.count * (step.classes if step.action == "vote" else 1))


def _hull(a: range, b: range) -> range:
    """The least range that holds both."""
    if not (a and b):
        return a or b
    return range(min(a.start, b.start), max(a.stop, b.stop))
