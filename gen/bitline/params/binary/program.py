"""What the macro does to one input: the steps of a program, the codes of the bias rows, and the columns that count."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal, get_args

from .. import formats
from ..errors import ParameterError
from .rows import Digits

if TYPE_CHECKING:
    from .parameters import Binary

Kind = Literal["evaluate", "search", "reload"]
Source = Literal["rest", "input", "hidden"]
Action = Literal["none", "store", "vote", "show"]
Target = Literal["step", "bias", "mask"]

KINDS: tuple[Kind, ...] = get_args(Kind)
SOURCES: tuple[Source, ...] = get_args(Source)
ACTIONS: tuple[Action, ...] = get_args(Action)
TARGETS: tuple[Target, ...] = get_args(Target)
"""What a word of the program stream holds, in the order of its codes; likewise the three above."""

_CHOICES: Mapping[str, Sequence[str]] = {"kind": KINDS, "source": SOURCES, "action": ACTIONS}


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a program; what a kind or an action does not mention it ignores.

    An **evaluate** step drives the word lines and takes one decision a column, ``2**repeats`` times. With ``accumulate`` each
    decision is added, times ``2**place``, to its column's accumulator, and the step's bits are 1 where the accumulator is not
    negative; otherwise they are the decisions.

    A **search** step resolves the sum S of every column at once, by successive approximation through bias rows. It makes
    ``place + 1`` evaluations, in which the rows of the first 0, 1, … ``place`` digits of the bias entry are driven. Between
    two of them the rows of the next digit are written: +1 where the column did not fire, -1 where it did. Each decision is added to
    the accumulators, with ``2**place`` for the first down to 1 for the last. With digits of ``u * 2**(place-1)`` down to ``u``
    code steps, and S from ``-u * 2**place`` up to but not including ``u * 2**place``, the accumulator grows by
    ``floor(S / u) + 2**place``. The bits of the step are as of one that accumulates.

    A **reload** step writes ``count`` rows from row ``first`` on with words of stream ``w``.

    Attributes
    ----------
    kind : "evaluate", "search" or "reload"
    source : "rest", "input" or "hidden"
        What drives the data rows: nothing, the codes of the input page, or a page of hidden bits.
    page : int
        The hidden page that is driven.
    one_code : int
        Code of a hidden bit that is 1; one that is 0 leaves its word line at rest.
    bias : int
        The bias entry, whose codes drive the bias rows.
    release : bool
        The input page is not needed any more: the next one may come.
    accumulate : bool
    fresh : bool
        Accumulators begin at ``initial``; otherwise they go on.
    initial : int
    place : int
    repeats : int
        Logarithm of the number of evaluations; above 0 only with ``accumulate``.
    action : "none", "store", "vote" or "show"
        What becomes of the bits, those of masked columns being 0. **store**: bits of columns ``first`` to
        ``first + count - 1`` go to a hidden page, from its bit ``to`` on. **vote**: class k has the columns ``first + k*count``
        to ``first + (k+1)*count - 1``; to its score is added ``2**place`` for each that is 1. In a search every decision votes,
        at its own place. **show**: the decisions of all columns go out at ``r``, masked ones too.
    first, count : int
        Columns of the action, or rows of a reload.
    to_page, to : int
    classes : int
        Classes that are voted on.
    keep : bool
        Store: the other bits of the page stay; otherwise they become 0. Vote: scores go on; otherwise they begin at 0.
    send : bool
        Vote: the scores go out at ``y``, with the label: the class of the highest score, the lowest of several such.
    """

    kind: Kind = "evaluate"
    source: Source = "rest"
    page: int = 0
    one_code: int = 0
    bias: int = 0
    release: bool = False
    accumulate: bool = False
    fresh: bool = False
    initial: int = 0
    place: int = 0
    repeats: int = 0
    action: Action = "none"
    first: int = 0
    count: int = 0
    to_page: int = 0
    to: int = 0
    classes: int = 0
    keep: bool = False
    send: bool = False

    @property
    def evaluations(self) -> int:
        """Array evaluations that the step makes."""
        return {"evaluate": 1 << self.repeats, "search": self.place + 1, "reload": 0}[self.kind]

    @property
    def accumulates(self) -> bool:
        return self.kind == "search" or (self.kind == "evaluate" and self.accumulate)

    @property
    def reloaded(self) -> range:
        """Rows written with words of stream ``w``."""
        return range(self.first, self.first + self.count) if self.kind == "reload" else range(0)


@dataclass(frozen=True)
class Bias:
    """An entry of the bias table: the code of each bias row.

    Rows that belong to a digit are driven in a search only, as far as the search has come; in other steps, like all rows.

    Attributes
    ----------
    codes : tuple of int
        Codes of the first rows; those left out stay at rest.
    begins : frozenset of int
        Rows that begin a digit.
    """

    codes: tuple[int, ...] = ()
    begins: frozenset[int] = frozenset()

    @classmethod
    def searching(cls, constant: tuple[int, ...], digits: Digits) -> "Bias":
        """Rows of constant codes, then the rows of the digits of a search."""
        return cls(constant + digits.codes, frozenset(len(constant) + row for row in digits.begins))

    @property
    def searched(self) -> range:
        """Rows that belong to digits."""
        return range(min(self.begins, default=len(self.codes)), len(self.codes))

    @property
    def weights(self) -> tuple[int, ...]:
        """What each digit weighs, in code steps."""
        return Digits(self.codes, self.begins).weights


@dataclass(frozen=True, kw_only=True)
class Program:
    """What the macro does to one input: its steps in their order; the last one ends the run.

    Attributes
    ----------
    steps : tuple of Step
    biases : tuple of Bias
        The bias table; entries left out keep all rows at rest.
    masked : frozenset of int
        Columns whose bits are taken as 0.
    """

    steps: tuple[Step, ...]
    biases: tuple[Bias, ...] = ()
    masked: frozenset[int] = frozenset()

    @property
    def evaluations(self) -> int:
        """Array evaluations of a run."""
        return sum(step.evaluations for step in self.steps)

    @property
    def pages(self) -> int:
        """Input pages that a run takes."""
        return sum(step.release for step in self.steps if step.kind != "reload")

    @property
    def reloaded(self) -> tuple[int, ...]:
        """Rows that a run writes with words of stream ``w``, in their order."""
        return tuple(row for step in self.steps for row in step.reloaded)

    @property
    def sent(self) -> tuple[int, ...]:
        """Classes of each vote that a run sends."""
        return tuple(step.classes for step in self.steps if step.kind != "reload" and step.action == "vote" and step.send)

    @property
    def shown(self) -> int:
        """Decisions of all columns that a run shows."""
        return sum(step.kind != "reload" and step.action == "show" for step in self.steps)


# ---- words of the program stream


def step_formats(p: "Binary") -> dict[str, range]:
    """The fields of a step's word, lowest first, each with its format."""
    longest = max(p.array.rows, p.array.columns)
    return {
        "kind": range(len(KINDS)),
        "last": range(2),
        "source": range(len(SOURCES)),
        "page": range(p.program.pages),
        "one_code": p.codes,
        "bias": range(p.bias.entries),
        "release": range(2),
        "accumulate": range(2),
        "fresh": range(2),
        "initial": p.accumulators,
        "place": range(p.accumulator.bits),
        "repeats": p.repeats,
        "action": range(len(ACTIONS)),
        "first": range(longest),
        "count": range(longest + 1),
        "to_page": range(p.program.pages),
        "to": range(p.data_rows),
        "classes": range(p.program.classes + 1),
        "keep": range(2),
        "send": range(2),
    }


def field_width(fmt: range) -> int:
    """Bits of a field: one at least."""
    return max(1, formats.width(fmt))


def step_fields(step: Step, last: bool) -> dict[str, int]:
    """The fields of a step as numbers."""
    values = {field.name: getattr(step, field.name) for field in fields(step)}
    return {"last": int(last)} | {
        name: _CHOICES[name].index(value) if name in _CHOICES else int(value) for name, value in values.items()
    }


def step_word(p: "Binary", numbers: Mapping[str, int]) -> int:
    """The word of a step's fields, as many bits of each as there are."""
    word, low = 0, 0
    for name, fmt in step_formats(p).items():
        word |= (numbers[name] & (1 << field_width(fmt)) - 1) << low
        low += field_width(fmt)
    return word


def bias_word(p: "Binary", bias: Bias) -> int:
    """The word of a bias entry: a code and, above it, whether a digit begins, row after row."""
    bits = p.array.code_bits
    return sum((code | (row in bias.begins) << bits) << row * (bits + 1) for row, code in enumerate(bias.codes))


def words(p: "Binary", program: Program) -> Iterator[tuple[Target, int, int]]:
    """A program as it is loaded: what each word holds, the number of the step or entry, and the word."""
    columns = (1 << p.array.columns) - 1
    yield "mask", 0, columns - sum(1 << column for column in program.masked)
    for number in range(p.bias.entries):
        yield "bias", number, bias_word(p, program.biases[number] if number < len(program.biases) else Bias())
    for number, step in enumerate(program.steps):
        yield "step", number, step_word(p, step_fields(step, number == len(program.steps) - 1))


# ---- what cannot be


def fault_of(p: "Binary", numbers: Mapping[str, int]) -> str:
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


def check_program(p: "Binary", program: Program) -> None:
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


def _check_bias(p: "Binary", bias: Bias, where: str) -> None:
    if len(bias.codes) > p.bias.rows:
        raise ParameterError(where, f"{len(bias.codes)} codes are more than bias.rows = {p.bias.rows}")
    for code in bias.codes:
        if code not in p.codes:
            raise ParameterError(where, f"{code} is no code of {p.codes[0]} … {p.codes[-1]}")
    for row in bias.begins:
        if not 0 <= row < len(bias.codes):
            raise ParameterError(where, f"row {row} begins a digit and has no code")


def _check_step(p: "Binary", program: Program, step: Step, where: str) -> None:
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


def _check_scores(p: "Binary", program: Program) -> None:
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
