"""Bodies of processes as Verilog statements."""

from .expressions import Expressions
from .operands import Operand, constant, selected
from .tree import Assign, Body, Switch

Case = tuple[tuple[str, ...], list[str]]
"""Patterns, and the lines of their statements."""


class Statements:
    """Writes bodies.

    Parameters
    ----------
    expressions : Expressions
    """

    def __init__(self, expressions: Expressions) -> None:
        self._expressions = expressions

    def process(self, head: str, body: Body, reset: Body, sign: str) -> list[str]:
        """An ``always`` block."""
        lines = self.lines(body, sign)
        return headed(head, chain([("rst", self.lines(reset, sign)), ("", lines)]) if reset else lines)

    def lines(self, body: Body, sign: str) -> list[str]:
        """The statements of a body, assignments by ``sign``."""
        out: list[str] = []
        for statement in body:
            if isinstance(statement, Assign):
                value = self._expressions.labelled((statement.target,), statement.value)
                out.append(f"{self._expressions.target(statement.target)} {sign} {value};")
            else:
                out += self._switch(statement, sign)
        return out

    def _switch(self, switch: Switch, sign: str) -> list[str]:
        cases = [(patterns, self.lines(body, sign)) for patterns, body in switch.cases]
        while cases and not cases[-1][1]:
            cases.pop()
        if not cases:
            return []
        conditions = self._conditions(switch.on, [patterns for patterns, _ in cases])
        if conditions is not None and not self._expressions.has_labels(switch.on):
            return chain([(condition, lines) for condition, (_, lines) in zip(conditions, cases, strict=False)])
        if any("-" in pattern for patterns, _ in cases for pattern in patterns):
            return self._case("casez", switch.on, cases)
        if not (cases := _reachable(cases)):
            return []
        if len(cases) == 1 and cases[0][0]:
            return chain([(self._expressions.test(switch.on, cases[0][0]), cases[0][1])])
        if len(switch.on) > 1:  # a table
            cases.sort(key=lambda case: (not case[0], case[0]))
        return self._case("case", switch.on, cases)

    def _case(self, keyword: str, on: Operand, cases: list[Case]) -> list[str]:
        out = []
        for patterns, lines in cases:
            labels = ", ".join(self._label(on, pattern) for pattern in patterns)
            out += headed(f"{labels or 'default'}:", lines)
        if cases[-1][0]:
            out.append("default: ;")
        return [f"{keyword} ({self._expressions.operand(on)})", *indented(out), "endcase"]

    def _label(self, on: Operand, pattern: str) -> str:
        if "-" in pattern:
            return f"{len(pattern)}'b{pattern.replace('-', '?')}"
        return self._expressions.labelled(on, (constant(len(pattern), int(pattern, 2)),))

    def _conditions(self, on: Operand, cases: list[tuple[str, ...]]) -> list[str] | None:
        """The cases as the conditions of an ``if … else if``, where each asks for one bit; an empty one is the last ``else``."""
        out: list[str] = []
        asked: list[tuple[int, str]] = []
        for patterns in cases:
            if not patterns:
                return [*out, ""]
            bits = [(place, digit) for place, digit in enumerate(reversed(patterns[0])) if digit != "-"]
            if len(patterns) > 1 or len(bits) != 1:
                return None
            (place, digit) = bits[0]
            if asked and (place, "0" if digit == "1" else "1") in asked:
                return [*out, ""]
            asked.append((place, digit))
            out.append(self._expressions.condition(selected(on, place, 1), digit).text)
        return out


def _reachable(cases: list[Case]) -> list[Case]:
    """Cases of exact patterns without those that an earlier one forestalls, and those that do nothing and forestall none."""
    seen: set[str] = set()
    out: list[Case] = []
    for patterns, lines in cases:
        fresh = tuple(pattern for pattern in dict.fromkeys(patterns) if pattern not in seen)
        seen |= set(fresh)
        if fresh or not patterns:
            out.append((fresh, lines))
        if not patterns:
            return out
    return [case for case in out if case[1]]


def chain(branches: list[tuple[str, list[str]]]) -> list[str]:
    """``if … else if … else``; an empty condition is the last ``else``."""
    while branches and not branches[-1][1]:
        branches = branches[:-1]
    out: list[str] = []
    for number, (condition, lines) in enumerate(branches):
        head = f"if ({condition})" if condition else ""
        if number:
            head = f"else {head}".rstrip()
            if out[-1] == "end":
                head = f"{out.pop()} {head}"
        if not condition and lines[0].startswith("if (") and _is_one(lines):
            out += [f"{head} {lines[0]}", *lines[1:]]
        else:
            out += headed(head, lines)
    return out


def headed(head: str, lines: list[str]) -> list[str]:
    """Lines as the one statement under a head."""
    if len(lines) <= 1 and head.endswith(":"):
        return [f"{head} {lines[0] if lines else ';'}"]
    if not lines:
        return [f"{head} ;"]
    simple = len(lines) == 1 and not lines[0].startswith("if")
    if simple or (_is_one(lines) and _takes_compound(head, lines[0])):
        return [head, *indented(lines)]
    return [f"{head} begin", *indented(lines), "end"]


def _takes_compound(head: str, first: str) -> bool:
    """Whether a statement of several lines may stand under a head as it is: where no ``else`` could be taken for its own."""
    return head.startswith("always") or head.endswith(":") or (head.endswith("else") and first.startswith("case"))


def _is_one(lines: list[str]) -> bool:
    """Whether the lines are one statement of several lines."""
    return lines[0].startswith(("if (", "case")) and all(line.startswith((" ", "end", "else")) for line in lines[1:])


def indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]
