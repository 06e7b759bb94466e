"""Parameters of the binary macro: a 6T SRAM whose word lines carry codes and whose columns answer with a sign."""

import dataclasses
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import ClassVar, Literal

from .. import formats
from ..errors import ParameterError
from ..macro import MacroParameters
from ..physical import Part
from ..physical import Physical as SharedPhysical
from ..pins import Pin, Strobe
from ..registers import Field, Register
from ..settings import Settings, setting
from .rows import Digits, binary_digits

Access = Literal["write", "read", "verify"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Array(Settings):
    section: ClassVar[str] = "array"

    rows: int = setting(128, "word lines, each with a converter", low=3, high=512, source="[Q] papers.md 3.1")
    columns: int = setting(128, "bit-line pairs, each with a comparator", low=2, high=512, source="[Q] papers.md 3.1")
    code_bits: int = setting(5, "resolution of the word-line converters", unit="bits", low=1, high=6, source="[Q] papers.md 3.1")
    word: int = setting(128, "columns written or read at once", low=1, high=512)


@dataclasses.dataclass(frozen=True, kw_only=True)
class BiasRows(Settings):
    """Rows of constant codes, in which thresholds lie, and in which sums are searched."""

    section: ClassVar[str] = "bias"

    rows: int = setting(24, "bias rows", low=1, high=256)
    entries: int = setting(4, "entries of the table of their codes", low=1, high=64)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Trim(Settings):
    """Rows whose cells cancel the offset of each column."""

    section: ClassVar[str] = "trim"

    digits: int = setting(5, "binary digits of a column's trim, ±1 each", low=1, high=8)
    step: int = setting(4, "what the last digit weighs", unit="code steps", low=1, high=63)


@dataclasses.dataclass(frozen=True, kw_only=True)
class ProgramStore(Settings):
    """What a program can be, and what it works on."""

    section: ClassVar[str] = "program"

    steps: int = setting(32, "steps of a program", low=1, high=256)
    pages: int = setting(4, "pages of hidden bits, each of as many bits as there are data rows", low=1, high=64)
    classes: int = setting(10, "classes that are voted on", low=1, high=256)
    score_bits: int = setting(16, "width of a class's score", unit="bits", low=1, high=24)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Accumulator(Settings):
    """Bit-serial accumulators of decisions, one a column."""

    section: ClassVar[str] = "accumulator"

    bits: int = setting(12, "width of an accumulator, and cycles of an addition", unit="bits", low=2, high=24)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Input(Settings):
    section: ClassVar[str] = "input"

    lines: int = setting(32, "codes in a beat of the input stream", low=1, high=512)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Timing(Settings):
    section: ClassVar[str] = "timing"

    clock_mhz: float = setting(
        300.0, "clock the constraints are written for", unit="MHz", low=1, high=5000, source="[Q] papers.md 3.1: SRAM mode"
    )
    precharge: int = setting(2, "bit lines precharge; the codes stand from the third cycle on", unit="cycles", low=2, high=64)
    evaluate: int = setting(2, "cells discharge the bit lines", unit="cycles", low=1, high=64)
    compare: int = setting(
        2, "the comparators' strobe; decisions are taken at its end", unit="cycles", low=1, high=64,
        source="[D] with the two before a slot of six: 50 MHz, papers.md 3.1",
    )  # fmt: skip
    stretch_bits: int = setting(
        4, "width of the registers that lengthen each phase at run time, 0 for fixed phases", unit="bits", low=0, high=8
    )
    write: int = setting(1, "the write strobe", unit="cycles", low=1, high=64)
    read: int = setting(1, "the read strobe; data are taken at its end", unit="cycles", low=1, high=64)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Nonideal(Settings):
    """What ``--array typical`` switches on.

    A product is what a nominal cell adds at the highest code; full load is all rows of the array at it.
    """

    section: ClassVar[str] = "nonideal"

    offset_sigma: float = setting(
        0.89, "spread of the comparators' offsets", unit="products", low=0, high=64,
        source="[C] papers.md 3.4: a 256-row macro's, at face value",
    )  # fmt: skip
    noise_sigma: float = setting(
        0.97, "noise of a decision, one standard deviation", unit="products", low=0, high=64,
        source="[C] papers.md 3.4: a 256-row macro's, at face value",
    )  # fmt: skip
    cell_sigma: float = setting(
        0.05, "spread of the cells' currents, one standard deviation", unit="of a product", low=0, high=0.5, source="[G] a guess"
    )
    row_sigma: float = setting(
        0.02, "spread of the word lines' drive, one standard deviation", unit="of a code", low=0, high=0.5, source="[G] a guess"
    )
    bow: float = setting(
        0.5,
        "largest departure of a word-line converter from its codes, a bow",
        unit="code steps",
        low=-8,
        high=8,
        source="[G] a guess",
    )
    droop: float = setting(
        0.02,
        "loss of every line's drive at full load, to the falling supply",
        unit="of a code",
        low=0,
        high=0.5,
        source="[G] a guess",
    )
    saturation: float = setting(
        0.10, "loss of a full-load discharge to the falling bit line", unit="of full load", low=0, high=0.5, source="[G] a guess"
    )
    headroom: float = setting(
        0.0, "discharge at which a bit line can fall no further, 0 for none", unit="of full load", low=0, high=1,
        source="[G] none in range",
    )  # fmt: skip
    stuck_cells: float = setting(
        0.0, "share of cells that hold one value for ever", low=0, high=1, source="[G] none: a chip that passed its test"
    )
    dead_columns: float = setting(
        0.0, "share of comparators that always give one answer", low=0, high=1, source="[G] none: a chip that passed its test"
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        if 0 < self.saturation < 0.001:
            raise ParameterError(
                "nonideal.saturation", f"{self.saturation:g} is above 0 and below 0.001, the least that is modelled"
            )


@dataclasses.dataclass(frozen=True, kw_only=True)
class Physical(SharedPhysical):
    """What the physical views assume of this array."""

    cell_f2: float = setting(
        160.0, "area of a bit cell", unit="F2", low=1, high=1e6, source="[C] papers.md 1.3: NeuroSim's SRAM cell"
    )
    edge_f2: float = setting(
        53_000.0, "area of a word-line converter, or of a comparator", unit="F2", low=1, high=1e9,
        source="[D] papers.md 3.2: what the cells leave of 0.273 mm2, over 256, at 130 nm",
    )  # fmt: skip
    settle_ns: float = setting(
        5.0, "from the last change of a code to the comparators' strobe", unit="ns", low=0, high=1e4,
        source="[G] three quarters of the 6.7 ns for which the preset's codes stand before it",
    )  # fmt: skip
    compare_ns: float = setting(3.0, "from the strobe to the decisions", unit="ns", low=0, high=1e4, source="[G] a guess")
    product_fj: float = setting(
        2.86, "energy of a product: a cell in one evaluation", unit="fJ", low=0, high=1e6,
        source="[D] papers.md 3.2: 700 TOPS/W, 46.8 pJ an evaluation of 128 x 128 cells",
    )  # fmt: skip


@dataclasses.dataclass(frozen=True, kw_only=True)
class Binary(MacroParameters):
    """The binary macro.

    Cells of ±1 (a bit of 1 is +1) in an array of R rows and C columns; a code of 0 … ``2**b - 1`` on each word line; one
    comparator a column, which fires where ``Σ_r code[r]·cell[r, c] >= 0``: a sum of exactly 0 fires.

    The rows are, from row 0 on: the **data rows**, driven by an input page or a hidden page; the **bias rows**, driven by an entry
    of the bias table; the **trim rows**, driven by :attr:`trim_digits` where the register field ``use_trim`` is set.

    Raises
    ------
    ParameterError
        Where settings contradict each other; both numbers are named.
    """

    family: ClassVar[str] = "binary"
    model_only: ClassVar[frozenset[str]] = MacroParameters.model_only | {"nonideal"}

    glossary: ClassVar[Mapping[str, str]] = {
        "code": "what a word line carries",
        "column_sum": "codes times cells along a column, of which the comparator gives the sign",
        "hidden": "a hidden bit, which drives its row with the step's `one_code` where it is 1",
        "accumulator": "sum of a column's decisions, each times a power of two",
        "score": "a class's votes",
        "trim": "what the trim rows add to a column's sum, in code steps",
        "stretch": "cycles that a register adds to a phase",
        "slot": "from one evaluation to the next",
        "accumulation": "from one evaluation to the next where decisions accumulate",
        "addition": "from the one in which decisions are taken to that from which the accumulators hold them",
        "first_score": "from the one in which decisions are taken to the beat of a vote's first class",
        "vote": "likewise to the last beat of a vote on all classes",
        "write_row": "to write one row, its word groups ready",
        "read_row": "to read one row, its beats taken at once",
        "verify_row": "to verify one row, its word groups ready and its beats taken at once",
        "page": "to take one input page, its beats ready",
    }

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

    # ---- cycles

    @property
    def slot(self) -> int:
        """Cycles from one evaluation to the next, the phases not stretched."""
        return self.timing.precharge + self.timing.evaluate + self.timing.compare

    @property
    def accumulation(self) -> int:
        """Cycles from one evaluation to the next where decisions accumulate: the slot, then the addition."""
        return self.slot + self.addition_cycles

    @property
    def addition_cycles(self) -> int:
        """Cycles from the one in which decisions are taken to that from which the accumulators hold them."""
        return self.accumulator.bits + 2

    @property
    def vote_cycles(self) -> int:
        """Cycles from the one in which decisions are taken to the last beat of a vote on all classes."""
        return self.score_latency + self.program.classes - 1

    @property
    def score_latency(self) -> int:
        """Cycles from the one in which decisions are taken to the beat of the first class."""
        return 7

    def access_cycles(self, access: Access) -> int:
        """Cycles of a write, read or verify of one row, once the array is idle."""
        strobe = self.timing.write if access == "write" else self.timing.read
        return 1 + self.word_groups * (3 + strobe)

    @property
    def cycles(self) -> dict[str, int | float]:
        return {
            "slot": self.slot,
            "accumulation": self.accumulation,
            "addition": self.addition_cycles,
            "first_score": self.score_latency,
            "vote": self.vote_cycles,
            "page": self.page_beats,
            "write_row": self.access_cycles("write"),
            "read_row": self.access_cycles("read"),
            "verify_row": self.access_cycles("verify"),
        }

    @property
    def clock_mhz(self) -> float:
        return self.timing.clock_mhz

    # ---- interfaces

    @cached_property
    def array_pins(self) -> Sequence[Pin]:
        array = self.array
        return (
            Pin("row_code", "input", array.rows * array.code_bits, "drive", "west", "compare", "code of each word line"),
            Pin("precharge", "input", 1, "phase", "north", "compare", "bit lines are precharged"),
            Pin("evaluate", "input", 1, "phase", "north", "compare", "word lines carry their codes, cells discharge the bit lines"),
            Pin("compare", "input", 1, "strobe", "south", "", "its rise strobes the comparators"),
            Pin("fires", "output", array.columns, "decision", "south", "compare", "the column's sum is not negative"),
            Pin(
                "row", "input", max(1, (array.rows - 1).bit_length()), "select", "west", "write read", "row that is written or read"
            ),
            Pin(
                "word_group",
                "input",
                self.word_groups,
                "select",
                "north",
                "write read",
                "columns that are written or read, one-hot",
            ),
            Pin("write_data", "input", array.word, "data", "north", "write", "cells of a word group"),
            Pin("write", "input", 1, "strobe", "west", "", "its rise writes the word group"),
            Pin("read", "input", 1, "strobe", "west", "", "its rise reads the word group"),
            Pin("read_data", "output", array.word, "read", "north", "read", "cells of the word group last read"),
        )

    @cached_property
    def strobes(self) -> Mapping[str, Strobe]:
        timing, physical = self.timing, self.physical
        return {
            "compare": Strobe(
                high=timing.compare,
                period=self.slot,
                before=timing.precharge + timing.evaluate - 2,
                after=timing.compare + 2,
                answer=timing.compare,
                setup_ns=physical.settle_ns,
                hold_ns=physical.hold_ns,
                pulse_ns=physical.pulse_ns,
                answer_ns=physical.compare_ns,
                energy_pj=self.array.rows * self.array.columns * physical.product_fj / 1000,
            ),
            "write": physical.access(timing.write, answer=0, cells=self.array.word),
            "read": physical.access(timing.read, answer=timing.read, cells=self.array.word),
        }

    @property
    def array_parts(self) -> Sequence[Part]:
        array, physical = self.array, self.physical
        return (
            Part("bit cell", array.rows * array.columns, physical.cell_f2),
            Part("word-line converter", array.rows, physical.edge_f2),
            Part("comparator", array.columns, physical.edge_f2),
        )

    @cached_property
    def registers(self) -> Sequence[Register]:
        stretched = tuple(
            Field(f"stretch_{phase}", self.timing.stretch_bits, "read-write", 0, f"cycles added to the {phase} phase", static=True)
            for phase in ("precharge", "evaluate", "compare")
        )
        calibration = (
            Field(
                "start_trim",
                1,
                "read-write",
                0,
                "its rise measures and trims every column's offset, once nothing else is under way",
            ),
            Field("start_test", 1, "read-write", 0, "its rise starts the self-test, once nothing else is under way"),
            Field("use_trim", 1, "read-write", 0, "trim rows are driven in every evaluation", static=True),
            Field(
                "trim_repeats",
                formats.width(self.repeats),
                "read-write",
                0,
                "logarithm of the decisions that a trim digit rests on",
                static=True,
            ),
        )
        state = (
            Field("busy", 1, "read-only", 0, "an operation is under way"),
            Field("illegal", 1, "read-only", 0, "an operation that does not exist or cannot be done has been dropped since reset"),
            Field("ready", 1, "read-only", 0, "a program is loaded"),
            Field("bad_program", 1, "read-only", 0, "the program last loaded holds a word that is none; load another one"),
        )
        count = "since reset, modulo 2**32"
        return (
            Register(
                "identity",
                (Field("identity", 32, "constant", self.fingerprint, "checksum of the parameters"),),
                "tells which macro this is",
            ),
            *((Register("phases", stretched, "phase lengths; change them only while idle"),) if self.timing.stretch_bits else ()),
            Register("calibration", calibration, "offsets and faults"),
            Register("status", state, "what the macro does"),
            Register(
                "bad_word",
                (Field("bad_word", 16, "read-only", 0, "number of the first word refused of the program last loaded"),),
                "where a program is wrong",
            ),
            Register(
                "faults",
                (Field("faults", 32, "read-only", 0, "word groups found with a wrong cell by the last self-test"),),
                "how the array fares",
            ),
            Register("evaluations", (Field("evaluations", 32, "read-only", 0, f"array evaluations {count}"),), "event counter"),
            Register("row_writes", (Field("row_writes", 32, "read-only", 0, f"rows written {count}"),), "event counter"),
        )


FAMILY = Binary
