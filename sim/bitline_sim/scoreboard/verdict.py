"""What is said of a run."""

from dataclasses import dataclass, field


@dataclass
class Verdict:
    """The outcome of a run held against the golden reference and the predicted cycles.

    Attributes
    ----------
    operations : int
        Operations run.
    mismatches : int
        Values that are not what they should be.
    first_wrong : str
        The first of them, in words; empty where there is none.
    cycles_predicted : int or None
        None where the streams paused at random, so that no prediction applies.
    cycles_counted : int
    array_evaluations : int
    """

    operations: int
    mismatches: int = 0
    first_wrong: str = ""
    cycles_predicted: int | None = None
    cycles_counted: int = 0
    array_evaluations: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong, the cycle count included."""
        return self.mismatches == 0 and self.cycles_predicted in (None, self.cycles_counted)

    def wrong(self, count: int, what: str) -> None:
        """Note wrong values; the first one's words are kept."""
        self.mismatches += count
        if count and not self.first_wrong:
            self.first_wrong = what
