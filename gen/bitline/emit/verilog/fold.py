"""Operations of which a constant says the result, or makes a simpler one."""

from collections.abc import Iterator

from .operands import Operand, constant, joined, known, selected, width
from .tree import Module, Operator

_COMPARISONS = frozenset(("eq", "ne", "lt", "le", "gt", "ge"))


def constants(module: Module) -> bool:
    """Replace operations that constants decide by what they come to, and comparisons by narrower ones; whether there were any."""
    found = False
    for wire, operator in list(module.operators.items()):
        if operator.kind in _COMPARISONS:
            if module.enumerated(operator.operands[0]):  # a comparison shows the value's name
                continue
            found |= _narrowed(operator) or _inverts(operator)
        value = _value(operator)
        if value is not None:
            found = True
            del module.operators[wire]
            module.connections[wire] = value
    return found


def _value(operator: Operator) -> Operand | None:
    """What an operation comes to without computing anything, None where it must compute."""
    for operand, other in _either_way(operator):
        value = known(operand)
        if value is None:
            continue
        ones = (1 << width(operand)) - 1
        match operator.kind, value:
            case ("add" | "or" | "xor", 0):
                return other
            case ("and" | "mul", 0):
                return operand
            case ("and", value) if value == ones:
                return other
            case ("or", value) if value == ones:
                return operand
            case ("mul", 1):
                return other
    match operator.kind:
        case "sub" if known(operator.operands[1]) == 0:
            return operator.operands[0]
        case "mux":
            return _choice(*operator.operands)
        case "any" | "all" | "parity" if width(operator.operands[0]) <= 1:
            return operator.operands[0] or (constant(1, operator.kind == "all"),)
        case "shl" | "shr" | "sshr" if (count := known(operator.operands[1])) is not None:
            return _shifted(operator.kind, operator.operands[0], count)
        case "eq" | "ne" | "lt" | "le" | "gt" | "ge":
            return _compared(operator)
    return None


def _either_way(operator: Operator) -> Iterator[tuple[Operand, Operand]]:
    if operator.kind in ("add", "and", "or", "xor", "mul"):
        a, b = operator.operands
        yield a, b
        yield b, a


def _choice(condition: Operand, then: Operand, otherwise: Operand) -> Operand | None:
    if then == otherwise or known(condition) == 1:
        return then
    if known(condition) == 0:
        return otherwise
    return condition if (known(then), known(otherwise)) == (1, 0) and width(then) == 1 else None


def _shifted(kind: str, operand: Operand, count: int) -> Operand:
    size = width(operand)
    count = min(count, size)
    if kind == "shl":
        return joined([constant(count, 0), *selected(operand, 0, size - count)])
    fill = selected(operand, size - 1, 1) if kind == "sshr" else (constant(1, 0),)
    return joined([*selected(operand, count, size - count), *fill * count])


# ---- comparisons


def _narrowed(operator: Operator) -> bool:
    """Leave out high bits that are the same constant on both sides; whether there were any."""
    a, b = operator.operands
    size = width(a)
    while size > 1 and not operator.signed and _same_constant(a, b, size - 1):
        size -= 1
    operator.operands = [selected(a, 0, size), selected(b, 0, size)]
    return size < width(a)


def _inverts(operator: Operator) -> bool:
    """Make the comparison of a bit with a constant the bit's inverse, where it is that; whether it was."""
    a, b = operator.operands
    inverts = width(a) == 1 and (operator.kind, known(b)) in (("eq", 0), ("ne", 1))
    if inverts:
        operator.kind, operator.operands = "not", [a]
    return inverts


def _same_constant(a: Operand, b: Operand, place: int) -> bool:
    left, right = known(selected(a, place, 1)), known(selected(b, place, 1))
    return left is not None and left == right


def _compared(operator: Operator) -> Operand | None:
    """The result of a comparison that its operands' ends decide, or that gives back a bit."""
    a, b = operator.operands
    if width(a) == 1 and (operator.kind, known(b)) in (("eq", 1), ("ne", 0)):
        return a
    if operator.signed:
        return None
    lows, highs = zip(_ends(a), _ends(b), strict=True)
    below, above = highs[0] < lows[1], lows[0] > highs[1]  # always
    never_below, never_above = lows[0] >= highs[1], highs[0] <= lows[1]
    always, never = {
        "eq": (False, below or above), "ne": (below or above, False),
        "lt": (below, never_below), "gt": (above, never_above),
        "le": (never_above, above), "ge": (never_below, below),
    }[operator.kind]  # fmt: skip
    return (constant(1, always),) if always or never else None


def _ends(operand: Operand) -> tuple[int, int]:
    """Least and greatest value that an unsigned operand can have."""
    low = high = place = 0
    for part in operand:
        free = (1 << part.width) - 1
        low |= (part.value if part.wire is None else 0) << place
        high |= (part.value if part.wire is None else free) << place
        place += part.width
    return low, high
