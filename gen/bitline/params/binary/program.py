"""What the macro does to one input: the steps of a program, the codes of the bias rows, and the columns that count."""

from dataclasses import dataclass
from typing import Literal, get_args

from .rows import Digits

Kind = Literal["evaluate", "search", "reload"]
Source = Literal["rest", "input", "hidden"]
Action = Literal["none", "store", "vote", "show"]

KINDS: tuple[Kind, ...] = get_args(Kind)
SOURCES: tuple[Source, ...] = get_args(Source)
ACTIONS: tuple[Action, ...] = get_args(Action)
"""In the order of their codes; likewise the two above."""


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
