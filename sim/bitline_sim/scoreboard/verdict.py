"""What is said of a run."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np


@dataclass
class Tally:
    """How many values were held against what they should be, and how many of them were not that."""

    compared: int = 0
    wrong: int = 0


@dataclass
class Verdict:
    """The outcome of a run held against the golden reference and the predicted cycles.

    Attributes
    ----------
    operations : int
        Operations run.
    held : dict of Tally
        By the kind of value.
    first_wrong : str
        The first value that is not what it should be, in words; empty where there is none.
    cycles_predicted : int or None
        None where the streams paused at random, so that no prediction applies.
    cycles_counted : int
    array_evaluations : int
    """

    operations: int
    held: dict[str, Tally] = field(default_factory=dict)
    first_wrong: str = ""
    cycles_predicted: int | None = None
    cycles_counted: int = 0
    array_evaluations: int = 0

    @classmethod
    def of(cls, verdicts: Iterable["Verdict"]) -> "Verdict":
        """One verdict of several runs, one after the other."""
        joined = cls(0)
        for verdict in verdicts:
            joined.operations += verdict.operations
            joined.first_wrong = joined.first_wrong or verdict.first_wrong
            joined.cycles_counted += verdict.cycles_counted
            joined.array_evaluations += verdict.array_evaluations
            if verdict.cycles_predicted is not None:
                joined.cycles_predicted = (joined.cycles_predicted or 0) + verdict.cycles_predicted
            for kind, tally in verdict.held.items():
                total = joined.held.setdefault(kind, Tally())
                total.compared += tally.compared
                total.wrong += tally.wrong
        return joined

    @property
    def mismatches(self) -> int:
        """Values that are not what they should be."""
        return sum(tally.wrong for tally in self.held.values())

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong, the cycle count included."""
        return self.mismatches == 0 and self.cycles_predicted in (None, self.cycles_counted)

    def hold(self, kind: str, got: np.ndarray, wanted: np.ndarray, name: str = "") -> None:
        """Hold values of a kind against what they should be; ``name`` says whose they are where the kind does not."""
        tally = self.held.setdefault(kind, Tally())
        different = np.argwhere(got != wanted)
        tally.compared += np.asarray(got).size
        tally.wrong += len(different)
        if len(different) and not self.first_wrong:
            place = tuple(int(k) for k in different[0])
            at = ", ".join(map(str, place))
            self.first_wrong = f"{name}{', ' if name else ''}{kind}: at {at} is {int(got[place])}, should be {int(wanted[place])}"
