"""How the binary macro uses its rows, and the formats of its numbers."""

import dataclasses
from functools import cached_property

from .. import formats
from ..errors import ParameterError
from ..macro import MacroParameters
from .choices import Accumulator, Array, BiasRows, Input, Nonideal, Physical, ProgramStore, Timing, Trim
from .rows import Digits, binary_digits


@dataclasses.dataclass(frozen=True, kw_only=True)
class Coding(MacroParameters):
    """A user's choices, what stands on which row, and number formats."""

    array: Array = dataclasses.field(default_factory=Array)
    bias: BiasRows = dataclasses.field(default_factory=BiasRows)
    trim: Trim = dataclasses.field(default_factory=Trim)
    program: ProgramStore = dataclasses.field(default_factory=ProgramStore)
    accumulator: Accumulator = dataclasses.field(default_factory=Accumulator)
    input: Input = dataclasses.field(default_factory=Input)
    timing: Timing = dataclasses.field(default_factory=Timing)
    nonideal: Nonideal = dataclasses.field(default_factory=Nonideal)
    physical: Physical = dataclasses.field(default_factory=Physical)

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.trim.step > self.codes[-1]:
            raise ParameterError("trim.step", f"{self.trim.step} exceeds the highest code, {self.codes[-1]}")
        if self.array.columns % self.array.word:
            raise ParameterError("array.word", f"{self.array.word} does not divide array.columns = {self.array.columns}")
        if self.data_rows < 1:
            raise ParameterError(
                "array.rows",
                f"{self.array.rows} leaves no data row beside bias.rows = {self.bias.rows} and {len(self.trim_rows)} trim rows",
            )
        if self.input.lines > self.data_rows:
            raise ParameterError("input.lines", f"{self.input.lines} exceeds the number of data rows, {self.data_rows}")

    # ---- rows

    @cached_property
    def trim_digits(self) -> Digits:
        """Codes of the trim rows; their cells are the digits of each column's trim."""
        return binary_digits(self.trim.digits, self.trim.step, self.codes[-1])

    @property
    def data_rows(self) -> int:
        """Rows driven by an input page or a hidden page: also the bits of a hidden page."""
        return self.array.rows - self.bias.rows - self.trim_digits.rows

    @property
    def bias_rows(self) -> range:
        return range(self.data_rows, self.data_rows + self.bias.rows)

    @property
    def trim_rows(self) -> range:
        return range(self.data_rows + self.bias.rows, self.array.rows)

    @property
    def word_groups(self) -> int:
        """Beats that make one row of cells."""
        return self.array.columns // self.array.word

    @property
    def page_beats(self) -> int:
        """Beats that make one input page."""
        return -(-self.data_rows // self.input.lines)

    @property
    def hidden_bits(self) -> int:
        """Hidden bits that are kept."""
        return self.program.pages * self.data_rows

    # ---- number formats

    @property
    def codes(self) -> range:
        """Format of a word line's code."""
        return formats.unsigned(self.array.code_bits)

    @property
    def column_sums(self) -> range:
        """Format of a column's exact sum, in code steps."""
        most = self.array.rows * self.codes[-1]
        return formats.span(-most, most)

    @property
    def accumulators(self) -> range:
        """Format of an accumulator, which wraps around."""
        return formats.twos_complement(self.accumulator.bits)

    @property
    def repeats(self) -> range:
        """Format of the logarithm of a number of repeated decisions: their count fits the accumulators."""
        return formats.span(0, min(self.accumulator.bits - 1, 8))

    @property
    def scores(self) -> range:
        """Format of a class's score."""
        return formats.unsigned(self.program.score_bits)

    @property
    def stretch(self) -> range:
        """Format of the cycles that a register adds to a phase."""
        return formats.unsigned(self.timing.stretch_bits)

    @property
    def formats(self) -> dict[str, range]:
        most = sum(self.trim_digits.codes)
        return {
            "code": self.codes,
            "column_sum": self.column_sums,
            "hidden": formats.unsigned(1),
            "accumulator": self.accumulators,
            "score": self.scores,
            "trim": formats.span(-most, most),
            **({"stretch": self.stretch} if self.timing.stretch_bits else {}),
        }
