"""What of a program is refused: by the macro, word by word, and before it is loaded at all."""

from collections.abc import Iterator, Mapping

from ..errors import ParameterError
from .coding import Coding
from .program import ACTIONS, KINDS, Bias, Program, Step
from .words import step_fields, step_formats


def fault_of(p: Coding, numbers: Mapping[str, int]) -> str:
    """Why the macro refuses a step's word, or nothing where it takes it."""
    for name, fmt in step_formats(p).items():
        if numbers[name] not in fmt:
            return f"{name}: {numbers[name]} is none of {fmt[0]} … {fmt[-1]}"
    n = numbers
    kind, action = KINDS[n["kind"]], ACTIONS[n["action"]]
    stop = n["first"] + n["count"]
    if kind == "reload":
        return "" if n["count"] and stop <= p.array.rows else f"rows {n['first']} … {stop - 1} are not all rows of the array"
    if n["repeats"] and not n["accumulate"]:
        return "repeats: only decisions that accumulate can be repeated"
    if action in ("store", "vote") and not (n["count"] and stop <= p.array.columns):
        return f"columns {n['first']} … {stop - 1} are not all columns of the array"
    if action == "store" and n["to"] + n["count"] > p.data_rows:
        return f"{n['count']} bits from {n['to']} on do not fit a page of {p.data_rows}"
    if action == "vote" and not n["classes"]:
        return "a vote needs at least one class"
    return ""


def check_program(p: Coding, program: Program) -> None:
    """Refuse a program that the macro would refuse, or that cannot mean what it says.

    Raises
    ------
    ParameterError
        Naming the step or entry.
    """
    if not 1 <= len(program.steps) <= p.program.steps:
        raise ParameterError("steps", f"{len(program.steps)} steps are not 1 … program.steps = {p.program.steps}")
    if len(program.biases) > p.bias.entries:
        raise ParameterError("biases", f"{len(program.biases)} entries are more than bias.entries = {p.bias.entries}")
    for number, bias in enumerate(program.biases):
        _check_bias(p, bias, f"biases[{number}]")
    for column in program.masked:
        if not 0 <= column < p.array.columns:
            raise ParameterError("masked", f"{column} is no column of array.columns = {p.array.columns}")
    for number, step in enumerate(program.steps):
        _check_step(p, program, step, f"steps[{number}]")
    _check_scores(p, program)
    _check_origins(program)
    inputs = [step for step in program.steps if step.kind != "reload" and step.source == "input"]
    if inputs and not inputs[-1].release:
        raise ParameterError("steps", "the last one that drives an input page must release it")


def _check_bias(p: Coding, bias: Bias, where: str) -> None:
    if len(bias.codes) > p.bias.rows:
        raise ParameterError(where, f"{len(bias.codes)} codes are more than bias.rows = {p.bias.rows}")
    for code in bias.codes:
        if code not in p.codes:
            raise ParameterError(where, f"{code} is no code of {p.codes[0]} … {p.codes[-1]}")
    for row in bias.begins:
        if not 0 <= row < len(bias.codes):
            raise ParameterError(where, f"row {row} begins a digit and has no code")


def _check_step(p: Coding, program: Program, step: Step, where: str) -> None:
    if fault := fault_of(p, step_fields(step, last=False)):
        raise ParameterError(where, fault)
    if step.kind == "reload":
        return
    columns = step.first + step.count * step.classes
    if step.action == "vote" and columns > p.array.columns:
        raise ParameterError(where, f"classes reach column {columns - 1} of array.columns = {p.array.columns}")
    if step.release and step.source != "input":
        raise ParameterError(where, "releases an input page that it does not drive")
    if step.kind == "search":
        weights = (program.biases[step.bias] if step.bias < len(program.biases) else Bias()).weights
        wanted = tuple(weights[-1] << k for k in reversed(range(step.place))) if weights else ()
        if len(weights) != step.place or weights != wanted:
            raise ParameterError(
                where, f"needs {step.place} digits, each half the one before, and its bias entry has {list(weights)}"
            )


def _check_scores(p: Coding, program: Program) -> None:
    highest = 0
    for number, step in enumerate(program.steps):
        if step.kind == "reload" or step.action != "vote":
            continue
        most = (2 << step.place) - 1 if step.kind == "search" else 1 << step.place
        highest = (highest if step.keep else 0) + step.count * most
        if highest not in p.scores:
            raise ParameterError(f"steps[{number}]", f"scores can reach {highest}, and program.score_bits = {p.program.score_bits}")


def _check_origins(program: Program) -> None:
    """Refuse what would go on with the leavings of the run before."""
    begun: set[str] = set()
    for number, step in enumerate(program.steps):
        where = f"steps[{number}]"
        if step.kind == "reload":
            continue
        if step.source == "hidden" and f"hidden page {step.page}" not in begun:
            raise ParameterError(where, f"drives hidden page {step.page}, in which nothing is stored yet")
        for goes_on, begins, what in _states(step):
            if goes_on and what not in begun:
                raise ParameterError(where, f"goes on with {what}, which no step has begun")
            if begins:
                begun.add(what)


def _states(step: Step) -> Iterator[tuple[bool, bool, str]]:
    """What a step goes on with, or begins."""
    if step.accumulates:
        yield not step.fresh, step.fresh, "accumulators"
    if step.action == "store":
        yield step.keep, not step.keep, f"hidden page {step.to_page}"
    if step.action == "vote":
        for k in range(step.classes):
            yield step.keep, not step.keep, f"the score of class {k}"
