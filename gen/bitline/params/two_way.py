"""Parameters of the two-way SRAM macro: a transposable array read along its columns (forward) or its rows (backward)."""

import dataclasses
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import ClassVar, Literal

from . import formats
from .errors import ParameterError
from .macro import MacroParameters
from .physical import Part
from .physical import Physical as SharedPhysical
from .pins import Pin, Strobe
from .registers import Field, Register
from .settings import Settings, setting

Access = Literal["write", "read", "verify", "clear"]
Direction = Literal["forward", "backward"]
DIRECTIONS: tuple[Direction, Direction] = ("forward", "backward")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Array(Settings):
    section: ClassVar[str] = "array"

    rows: int = setting(128, "weights in a column; inputs of a forward product", low=2, high=1024)
    columns: int = setting(64, "weights in a row; inputs of a backward product", low=2, high=1024)
    layout: Literal["planes", "interleaved"] = setting(
        "planes",
        "where a weight's bits lie: each bit plane in a sub-array of its own, or all bits in adjacent columns"
        " (then a backward product drives one bit group at a time)",
    )
    lines_per_read: int = setting(16, "lines driven at once", low=1, high=256, source="[D] papers.md 1.2: 16 products a read")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Input(Settings):
    section: ClassVar[str] = "input"

    bits: int = setting(8, "width of activations and errors", unit="bits", low=1, high=8)
    digit_bits: int = setting(1, "input bits driven at once", unit="bits", low=1, high=2)
    sign: Literal["twos_complement", "sign_magnitude", "offset_binary"] = setting(
        "twos_complement", "how signed inputs are driven onto lines that know no negative drive"
    )


@dataclasses.dataclass(frozen=True, kw_only=True)
class Weight(Settings):
    section: ClassVar[str] = "weight"

    bits: int = setting(8, "width of a weight, two's complement at the port", unit="bits", low=2, high=8)
    sign: Literal["twos_complement", "offset_binary", "differential"] = setting(
        "twos_complement", "how signed weights are kept in cells that add nothing negative"
    )


@dataclasses.dataclass(frozen=True, kw_only=True)
class Adc(Settings):
    section: ClassVar[str] = "adc"

    kind: Literal["sar", "flash"] = setting("sar", "successive approximation, or one comparator a level")
    bits: int = setting(5, "resolution of a converter", unit="bits", low=1, high=8)
    share: int = setting(8, "lines that share a converter", low=1, high=16, source="[C] papers.md 1.3: 8 columns an ADC")
    step: int = setting(1, "products a code step stands for, a power of two", low=1, high=64)
    compare_cycles: int = setting(1, "clock cycles a comparison takes", unit="cycles", low=1, high=8)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Timing(Settings):
    section: ClassVar[str] = "timing"

    clock_mhz: float = setting(200.0, "clock the constraints are written for", unit="MHz", low=1, high=5000)
    precharge: int = setting(2, "bit lines precharge, the digits already stand", unit="cycles", low=1, high=64)
    evaluate: int = setting(2, "lines driven, bit lines settle", unit="cycles", low=1, high=64)
    sample: int = setting(1, "the sampling strobe; the value is taken at its rise", unit="cycles", low=1, high=64)
    stretch_bits: int = setting(
        4, "width of the registers that lengthen each phase at run time, 0 for fixed phases", unit="bits", low=0, high=8
    )
    write: int = setting(2, "the write strobe", unit="cycles", low=1, high=64)
    read: int = setting(2, "the read strobe; data are taken at its end", unit="cycles", low=1, high=64)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Nonideal(Settings):
    """What ``--array typical`` switches on. One unit is the charge of one product of 1 by 1; one step is ``adc.step`` units."""

    section: ClassVar[str] = "nonideal"

    cell_sigma: float = setting(
        0.03, "spread of the cells' currents, one standard deviation", unit="of a unit", low=0, high=0.5, source="[G] a guess"
    )
    compression: float = setting(
        0.01, "loss of a full-scale sum to the bit line's falling voltage", unit="of full scale", low=0, high=0.5, source="[G] a guess"
    )
    clip: float = setting(
        0.0, "sum at which the bit line's headroom ends, 0 for none", unit="units", low=0, high=4096, source="[G] none in range"
    )
    adc_offset_sigma: float = setting(
        0.10, "spread of the converters' offsets", unit="steps", low=0, high=8, source="[G] a guess, after calibration"
    )
    adc_gain_sigma: float = setting(0.005, "spread of the converters' gains", low=0, high=0.5, source="[G] a guess")
    adc_inl: float = setting(0.10, "largest integral non-linearity, a bow", unit="steps", low=0, high=4, source="[G] a guess")
    noise_sigma: float = setting(
        0.10, "noise of a conversion, comparator included, one standard deviation", unit="steps", low=0, high=8, source="[G] a guess"
    )
    stuck_cells: float = setting(
        0.0, "share of cells that hold one value for ever", low=0, high=1, source="[G] none: repaired at test"
    )
    retention_evaluations: float = setting(
        0.0, "mean life of a written bit, 0 for ever", unit="evaluations", low=0, high=1e12, source="[G] static cells keep it"
    )


@dataclasses.dataclass(frozen=True, kw_only=True)
class Physical(SharedPhysical):
    """What the physical views assume of this array."""

    converter_f2: float = setting(
        400_000.0, "area of a converter with its share of drivers", unit="F2", low=1, high=1e9,
        source="[D] EasyACIM (DAC 2024): macros of 1500 F2 a bit and more, of which a cell is 160",
    )  # fmt: skip
    settle_ns: float = setting(
        5.3, "from the last change of a line to the sampling strobe", unit="ns", low=0, high=1e4, source="[D] papers.md 1.2: a phase"
    )
    compare_ns: float = setting(1.5, "from the strobe or a trial code to the decision", unit="ns", low=0, high=1e4, source="[G] a guess")
    product_fj: float = setting(
        4.26, "energy of a product of 1 bit by 1 bit, conversion included", unit="fJ", low=0, high=1e6,
        source="[D] papers.md 1.2: 470 TOPS/W times bits squared",
    )  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Plane:
    """One bit plane of the weights: its cells count ``±2**exponent``."""

    exponent: int
    negative: bool

    @property
    def weight(self) -> int:
        return -(1 << self.exponent) if self.negative else 1 << self.exponent


@dataclasses.dataclass(frozen=True)
class Read:
    """One pass over all line groups: the same digit of every input.

    Attributes
    ----------
    low, bits : int
        The digit: bits ``low`` to ``low + bits - 1`` of the input as it is driven.
    polarity : int
        Which lines are driven: 0 all of them, 1 those with a non-negative input, -1 those with a negative one.
    plane : int
        The bit group that is driven, where a backward read of interleaved columns drives one at a time; 0 elsewhere.
    negative : bool
        Whether the sums are subtracted.
    shift : int
        Places by which the accumulator is shifted left before the first sum of this read.
    mid : bool
        Whether the mid-level line counts.
    correct : bool
        Whether the kept weight sums enter with this read (offset-binary inputs).
    exponent : int
        Power of two that a unit of the converter stands for.
    """

    low: int
    bits: int
    polarity: int
    plane: int
    negative: bool
    shift: int
    mid: bool
    correct: bool
    exponent: int


class Side:
    """One direction of the macro: which lines are driven, which are read, and in what order. All of it is derived.

    Parameters
    ----------
    macro : TwoWay
    direction : "forward" or "backward"
    """

    def __init__(self, macro: "TwoWay", direction: Direction) -> None:
        self.macro = macro
        self.direction: Direction = direction

    @property
    def backward(self) -> bool:
        return self.direction == "backward"

    @property
    def lines(self) -> int:
        """Lines driven, one an input."""
        return self.macro.array.columns if self.backward else self.macro.array.rows

    @property
    def outputs(self) -> int:
        """Results of a product."""
        return self.macro.array.rows if self.backward else self.macro.array.columns

    @property
    def groups(self) -> int:
        """Line groups: reads of at most ``lines_per_read`` lines that cover all lines."""
        return -(-self.lines // self.macro.array.lines_per_read)

    @property
    def lanes(self) -> int:
        """Results made at once: outputs over ``adc.share``."""
        return self.outputs // self.macro.adc.share

    @property
    def one_plane_at_a_time(self) -> bool:
        """Whether the bits of a weight share the output line, so that their groups are driven one after the other."""
        return self.backward and self.macro.array.layout == "interleaved"

    @cached_property
    def planes(self) -> tuple[Plane, ...]:
        """The bit planes that one read sums at once, as a lane weighs them."""
        return (Plane(0, False),) if self.one_plane_at_a_time else self.macro.planes

    @property
    def converters(self) -> int:
        """Converters: one a lane and plane read at once, lane by lane, then the mid-level line's."""
        return self.lanes * len(self.planes) + self.macro.has_mid_line

    @cached_property
    def terms(self) -> tuple[int, ...]:
        """What a unit of each code counts in a lane: one weight a plane, then the mid-level line's."""
        mid = (-1 if self.one_plane_at_a_time else -(1 << self.macro.weight.bits - 1),) if self.macro.has_mid_line else ()
        return (*(plane.weight for plane in self.planes), *mid)

    def reads(self, signed: bool) -> tuple[Read, ...]:
        """The passes of a product in their order: falling exponents, so that the accumulator only ever shifts left.

        A result is ``Σ ±2**exponent · sums`` over the reads, which Horner's rule turns into shifts between them.
        """
        return self._signed_reads if signed else self._unsigned_reads

    @cached_property
    def _unsigned_reads(self) -> tuple[Read, ...]:
        return self._schedule(False)

    @cached_property
    def _signed_reads(self) -> tuple[Read, ...]:
        return self._schedule(True)

    def _schedule(self, signed: bool) -> tuple[Read, ...]:
        macro = self.macro
        groups = list(enumerate(macro.planes)) if self.one_plane_at_a_time else [(0, Plane(0, False))]
        passes = [
            (low + plane.exponent, low, bits, polarity, index, negative != plane.negative)
            for low, bits, negative in macro.digits(signed)
            for polarity in ((1, -1) if signed and macro.input.sign == "sign_magnitude" else (0,))
            for index, plane in groups
        ]
        passes = [(e, low, bits, pol, index, negative != (pol < 0)) for e, low, bits, pol, index, negative in passes]
        passes.sort(key=lambda entry: -entry[0])
        corrected = self._corrected(passes) if signed and macro.input.sign == "offset_binary" else None
        top_plane = macro.weight.bits - 1
        return tuple(
            Read(
                low=low,
                bits=bits,
                polarity=polarity,
                plane=index,
                negative=negative,
                shift=passes[number - 1][0] - exponent if number else 0,
                mid=macro.has_mid_line and (not self.one_plane_at_a_time or macro.planes[index].exponent == top_plane),
                correct=number == corrected,
                exponent=exponent,
            )
            for number, (exponent, low, bits, polarity, index, negative) in enumerate(passes)
        )

    def _corrected(self, passes: list) -> int:
        """The first pass that adds and whose exponent does not exceed that of the correction, 2**(n-1) times the weight sums."""
        return next(n for n, entry in enumerate(passes) if entry[0] <= self.macro.input.bits - 1 and not entry[5])

    @cached_property
    def correction_shift(self) -> int:
        """Places by which a kept weight sum is shifted left where it enters."""
        read = next(read for read in self.reads(True) if read.correct)
        return self.macro.input.bits - 1 - read.exponent

    def evaluations(self, signed: bool) -> int:
        """Array evaluations of one product: slots x reads x line groups."""
        return self.macro.adc.share * len(self.reads(signed)) * self.groups

    @property
    def weight_sums(self) -> range:
        """Format of the sum of the weights along one output: what offset-binary inputs are corrected by."""
        return formats.scaled(self.macro.weights, self.lines)

    def weighted_sum(self, mid: bool = True, correct: bool = True) -> range:
        """Format of what one conversion adds to a lane."""
        terms = self.terms if mid or not self.macro.has_mid_line else self.terms[:-1]
        parts = [formats.scaled(self.macro.code_values, weight) for weight in terms]
        if correct and self.macro.input.sign == "offset_binary":
            parts.append(formats.scaled(self.weight_sums, -(1 << self.correction_shift)))
        return formats.hull([formats.span(0, 0), formats.total(parts)])

    @cached_property
    def accumulator(self) -> range:
        """Format of a lane's accumulator: every partial sum that codes anywhere in the converter's range can lead to."""
        return formats.hull(partial for signed in (False, True) for partial in self._partial_sums(signed))

    @cached_property
    def results(self) -> range:
        """Format of a result."""
        return formats.hull(self._partial_sums(signed)[-1] for signed in (False, True))

    def _partial_sums(self, signed: bool) -> list[range]:
        """What a lane can hold after each read; within a read it holds less, since every line group may add nothing."""
        partial, out = formats.span(0, 0), []
        for read in self.reads(signed):
            first_group = self.weighted_sum(read.mid, read.correct)
            others = formats.scaled(self.weighted_sum(read.mid, False), self.groups - 1)
            added = formats.scaled(formats.total([first_group, others]), -1 if read.negative else 1)
            partial = formats.total([formats.scaled(partial, 1 << read.shift), added])
            out.append(partial)
        return out


@dataclasses.dataclass(frozen=True, kw_only=True)
class TwoWay(MacroParameters):
    """The two-way macro.

    An R x C array of m-bit weights W gives ``y[c] = Σ_r x[r]·W[r,c]`` forward and ``g[r] = Σ_c e[c]·W[r,c]`` backward.

    Raises
    ------
    ParameterError
        Where settings contradict each other; both numbers are named.
    """

    family: ClassVar[str] = "two_way"
    model_only: ClassVar[frozenset[str]] = MacroParameters.model_only | {"nonideal"}

    glossary: ClassVar[Mapping[str, str]] = {
        "input": "an element of the vector, unsigned or signed as the operation says",
        "weight": "a weight, as written and read back",
        "line_sum": "sum of one bit line in one read, in products of 1 by 1",
        "code": "output of a converter",
        "weight_sum": "sum of the weights along one output, kept on chip to correct offset-binary inputs",
        "weighted_sum": "what the codes of one evaluation add to a lane",
        "accumulator": "every partial sum that a lane can hold",
        "result": "what a lane ends with; `port` is what carries either direction at `y`",
        "stretch": "cycles that a register adds to a phase",
        "period": "from one evaluation to the next at full rate",
        "conversion": "in which a converter works on one sample",
        "conversion_share": "share of all cycles in which converters work at full rate",
        "result_latency": "from the start of a slot's last evaluation to its beat at `y`",
        "evaluations": "array evaluations of one product: slots × reads × line groups",
        "product": "from one product to the next at full rate",
        "slot": "from one beat at `y` to the next at full rate",
        "first_result": "from an operation at an idle macro, its inputs ready, to the first beat at `y`",
        "last_result": "likewise to the last beat at `y`",
        "write_row": "to write one row, its weights ready",
        "read_row": "to read one row, its beats taken at once",
        "verify_row": "to verify one row, its weights ready and its beats taken at once",
        "clear": "to zero the whole array",
    }

    array: Array = dataclasses.field(default_factory=Array)
    input: Input = dataclasses.field(default_factory=Input)
    weight: Weight = dataclasses.field(default_factory=Weight)
    adc: Adc = dataclasses.field(default_factory=Adc)
    timing: Timing = dataclasses.field(default_factory=Timing)
    nonideal: Nonideal = dataclasses.field(default_factory=Nonideal)
    physical: Physical = dataclasses.field(default_factory=Physical)

    def __post_init__(self) -> None:
        super().__post_init__()
        for name, lines in (("array.columns", self.array.columns), ("array.rows", self.array.rows)):
            if lines % self.adc.share:
                raise ParameterError("adc.share", f"{self.adc.share} does not divide {name} = {lines}")
        longest = max(self.array.rows, self.array.columns)
        if self.array.lines_per_read > longest:
            raise ParameterError(
                "array.lines_per_read",
                f"{self.array.lines_per_read} exceeds both array.rows = {self.array.rows} and array.columns = {self.array.columns}",
            )
        if self.input.digit_bits > self.input.bits:
            raise ParameterError("input.digit_bits", f"{self.input.digit_bits} exceeds input.bits = {self.input.bits}")
        if self.adc.step & self.adc.step - 1:
            raise ParameterError("adc.step", f"{self.adc.step} is not a power of two")

    # ---- number formats

    @property
    def inputs(self) -> dict[bool, range]:
        """Formats of an input: unsigned (key False) and signed (key True)."""
        return {False: formats.unsigned(self.input.bits), True: formats.twos_complement(self.input.bits)}

    @property
    def weights(self) -> range:
        """Format of a weight."""
        return formats.twos_complement(self.weight.bits)

    @property
    def codes(self) -> range:
        """Format of a converter's output."""
        return formats.unsigned(self.adc.bits)

    @property
    def code_values(self) -> range:
        """Format of a code times its step, in units."""
        return formats.scaled(self.codes, self.adc.step)

    @property
    def line_sums(self) -> range:
        """Format of one line's sum in a read, in units."""
        return formats.span(0, self.array.lines_per_read * ((1 << self.input.digit_bits) - 1))

    @property
    def exact(self) -> bool:
        """Whether every sum of a read is a code, so that an ideal array gives the exact product."""
        return self.adc.step == 1 and self.line_sums[-1] <= self.codes[-1]

    @property
    def formats(self) -> dict[str, range]:
        sides = self.sides.items()
        return {
            "input.unsigned": self.inputs[False],
            "input.signed": self.inputs[True],
            "weight": self.weights,
            "line_sum": self.line_sums,
            "code": self.codes,
            **({f"weight_sum.{direction}": side.weight_sums for direction, side in sides} if self.keeps_sums else {}),
            **{f"weighted_sum.{direction}": side.weighted_sum() for direction, side in sides},
            **{f"accumulator.{direction}": side.accumulator for direction, side in sides},
            **{f"result.{direction}": side.results for direction, side in sides},
            "result.port": self.results,
            **({"stretch": self.stretch} if self.timing.stretch_bits else {}),
        }

    # ---- signs

    @cached_property
    def planes(self) -> tuple[Plane, ...]:
        """A weight's bit planes, in the order of its cells."""
        bits = self.weight.bits
        if self.weight.sign == "differential":
            return (*(Plane(k, False) for k in range(bits - 1)), *(Plane(k, True) for k in range(bits)))
        return tuple(Plane(k, self.weight.sign == "twos_complement" and k == bits - 1) for k in range(bits))

    @property
    def has_mid_line(self) -> bool:
        """Whether a dummy line of cells that all hold 1 is read along, to subtract the offset of offset-binary weights."""
        return self.weight.sign == "offset_binary"

    def digits(self, signed: bool) -> tuple[tuple[int, int, bool], ...]:
        """An input's digits, highest first: lowest bit, number of bits, whether the digit counts negatively.

        In two's complement the sign bit is a digit of its own, which costs a read where digits have two bits and the width is even.
        """
        bits, size = self.input.bits, self.input.digit_bits
        alone = signed and self.input.sign == "twos_complement"
        digits = []
        for low in range(0, bits, size):
            width = min(size, bits - low)
            if alone and low + width == bits and width > 1:
                digits += [(low, width - 1, False), (bits - 1, 1, True)]
            else:
                digits.append((low, width, alone and low + width == bits))
        return tuple(reversed(digits))

    @property
    def driven_bits(self) -> int:
        """Bits an input is kept in: magnitudes need their sign besides."""
        return self.input.bits + (self.input.sign == "sign_magnitude")

    @property
    def keeps_sums(self) -> bool:
        """Whether the sums of the weights are kept on chip, to correct offset-binary inputs."""
        return self.input.sign == "offset_binary"

    # ---- structure

    @cached_property
    def sides(self) -> dict[Direction, Side]:
        return {direction: Side(self, direction) for direction in DIRECTIONS}

    @property
    def lanes(self) -> int:
        """Results in one beat of the output stream: the more of the two directions; the other leaves the upper ones zero."""
        return max(side.lanes for side in self.sides.values())

    @property
    def results(self) -> range:
        """Format of a result of either direction."""
        return formats.hull(side.results for side in self.sides.values())

    @property
    def word_groups(self) -> int:
        """Beats that make one row of weights."""
        return -(-self.array.columns // self.array.lines_per_read)

    @property
    def stretch(self) -> range:
        """Format of the cycles that a register adds to a phase."""
        return formats.unsigned(self.timing.stretch_bits)

    # ---- cycles

    @property
    def conversion_cycles(self) -> int:
        """Cycles in which a converter works on one sample."""
        return self.adc.compare_cycles * (self.adc.bits if self.adc.kind == "sar" else 1)

    @property
    def period(self) -> int:
        """Cycles from one evaluation to the next: the array's phases and the conversion of the sample before overlap."""
        return max(self.timing.precharge + self.timing.evaluate + self.timing.sample, self.conversion_cycles)

    def product_cycles(self, direction: Direction, signed: bool) -> int:
        """Cycles from one product to the next with full streams."""
        return self.sides[direction].evaluations(signed) * self.period

    @property
    def result_latency(self) -> int:
        """Cycles from the start of the last evaluation of a slot to its beat at the output: evaluation, conversion, sum, accumulate, queue."""
        return self.timing.precharge + self.timing.evaluate + self.conversion_cycles + 4

    def slot_cycles(self, direction: Direction, signed: bool) -> int:
        """Cycles from one beat at the output to the next with full streams."""
        return self.product_cycles(direction, signed) // self.adc.share

    @property
    def queue_depth(self) -> int:
        """Beats the output queue holds: as many as are under way at full rate, so that it never holds the array up."""
        fastest = min(self.slot_cycles(direction, signed) for direction in DIRECTIONS for signed in (False, True))
        return -(-(self.result_latency + 1) // fastest)

    def result_cycle(self, direction: Direction, signed: bool, slots: int) -> int:
        """Cycles from a product's operation at an idle macro, its inputs ready, to the beat of its ``slots``-th slot."""
        return 1 + slots * self.slot_cycles(direction, signed) - self.period + self.result_latency

    def access_cycles(self, access: Access) -> int:
        """Cycles of a write, read or verify of one row, or of a clear of all rows, once the array is idle."""
        write, read = self.timing.write, self.timing.read
        strobes = {"write": write, "read": read, "verify": read, "clear": write}[access]
        if self.keeps_sums:  # which follow what the cells hold
            strobes += {"write": 2 * read + 1, "clear": read + 1}.get(access, 0)
        return 1 + (self.array.rows if access == "clear" else 1) * self.word_groups * (3 + strobes)

    @property
    def cycles(self) -> dict[str, int | float]:
        cases: dict[str, tuple[Direction, bool]] = {
            f"{direction}_{sign}": (direction, sign == "signed") for direction in DIRECTIONS for sign in ("unsigned", "signed")
        }
        return {
            "period": self.period,
            "conversion": self.conversion_cycles,
            "conversion_share": self.conversion_cycles / self.period,
            "result_latency": self.result_latency,
            **{f"evaluations.{case}": self.sides[direction].evaluations(signed) for case, (direction, signed) in cases.items()},
            **{f"product.{case}": self.product_cycles(*at) for case, at in cases.items()},
            **{f"slot.{case}": self.slot_cycles(*at) for case, at in cases.items()},
            **{f"first_result.{case}": self.result_cycle(*at, slots=1) for case, at in cases.items()},
            **{f"last_result.{case}": self.result_cycle(*at, slots=self.adc.share) for case, at in cases.items()},
            "write_row": self.access_cycles("write"),
            "read_row": self.access_cycles("read"),
            "verify_row": self.access_cycles("verify"),
            "clear": self.access_cycles("clear"),
        }

    @property
    def clock_mhz(self) -> float:
        return self.timing.clock_mhz

    # ---- interfaces

    @cached_property
    def array_pins(self) -> Sequence[Pin]:
        array, adc = self.array, self.adc
        words = array.lines_per_read * len(self.planes)
        pins = [
            Pin("row_drive", "input", array.rows * self.input.digit_bits, "drive", "west", "sample", "digit of each row"),
            Pin("column_drive", "input", array.columns * self.input.digit_bits, "drive", "north", "sample", "digit of each column"),
            Pin("backward", "input", 1, "select", "north", "sample", "columns are driven and rows are read"),
            Pin("slot", "input", adc.share, "select", "south", "sample", "line of each converter's group, one-hot"),
        ]
        if array.layout == "interleaved":
            help = "bit group driven by a backward read, one-hot"
            pins.append(Pin("plane", "input", len(self.planes), "select", "north", "sample", help))
        pins += [
            Pin("precharge", "input", 1, "phase", "north", "sample", "bit lines are precharged"),
            Pin("evaluate", "input", 1, "phase", "north", "sample", "driven lines discharge the bit lines"),
            Pin("sample", "input", 1, "strobe", "north", "", "its rise samples the bit lines into the converters"),
        ]
        for side in self.sides.values():
            edge = "east" if side.backward else "south"
            if adc.kind == "sar":
                pins += [
                    Pin(f"{side.direction}_trial", "input", side.converters * adc.bits, "trial", edge, "", "code each comparator holds its sample against"),
                    Pin(f"{side.direction}_above", "output", side.converters, "decision", edge, "sample", "the sample is not below the trial code", f"{side.direction}_trial"),
                ]
            else:
                levels = side.converters * self.codes[-1]
                pins.append(Pin(f"{side.direction}_level", "output", levels, "decision", edge, "sample", "comparators of each converter, lowest level first"))
        pins += [
            Pin("row", "input", max(1, (array.rows - 1).bit_length()), "select", "west", "write read", "row that is written or read"),
            Pin("word_group", "input", self.word_groups, "select", "south", "write read", "columns that are written or read, one-hot"),
            Pin("write_data", "input", words, "data", "south", "write", "cells of a word group, word by word, lowest plane first"),
            Pin("write", "input", 1, "strobe", "west", "", "its rise writes the word group"),
            Pin("read", "input", 1, "strobe", "west", "", "its rise reads the word group"),
            Pin("read_data", "output", words, "read", "south", "read", "cells of the word group last read"),
        ]
        return tuple(pins)

    @cached_property
    def strobes(self) -> Mapping[str, Strobe]:
        timing, physical = self.timing, self.physical
        settled = timing.precharge + timing.evaluate
        products = self.array.lines_per_read * self.input.digit_bits * max(side.converters for side in self.sides.values())
        return {
            "sample": Strobe(
                high=timing.sample,
                period=self.period,
                before=settled,
                after=self.period - settled,
                answer=self.adc.compare_cycles,
                setup_ns=physical.settle_ns,
                hold_ns=physical.hold_ns,
                pulse_ns=physical.pulse_ns,
                answer_ns=physical.compare_ns,
                energy_pj=products * physical.product_fj / 1000,
            ),
            "write": self._access(timing.write, answer=0),
            "read": self._access(timing.read, answer=timing.read),
        }

    def _access(self, length: int, answer: int) -> Strobe:
        """A strobe of the array port, which lets address and data stand for a cycle on either side of it."""
        physical = self.physical
        return Strobe(
            high=length,
            period=length + 3,
            before=1,
            after=length + 1,
            answer=answer,
            setup_ns=physical.setup_ns,
            hold_ns=physical.hold_ns,
            pulse_ns=physical.access_ns,
            answer_ns=physical.access_ns,
            energy_pj=self.array.lines_per_read * len(self.planes) * physical.access_fj / 1000,
        )

    @property
    def array_parts(self) -> Sequence[Part]:
        cells = self.array.rows * self.array.columns * len(self.planes)
        converters = sum(side.converters for side in self.sides.values())
        return Part("bit cell", cells, self.physical.cell_f2), Part("converter", converters, self.physical.converter_f2)

    @cached_property
    def registers(self) -> Sequence[Register]:
        stretched = tuple(
            Field(f"stretch_{phase}", self.timing.stretch_bits, "read-write", 0, f"cycles added to the {phase} phase", static=True)
            for phase in ("precharge", "evaluate", "sample")
        )
        state = (
            Field("busy", 1, "read-only", 0, "an operation is under way"),
            Field("illegal", 1, "read-only", 0, "an operation or row that does not exist has been dropped since reset"),
            Field("sums_valid", 1, "read-only", 0, "the kept weight sums are those of the array: set by a clear operation"),
        )
        return (
            Register("identity", (Field("identity", 32, "constant", self.fingerprint, "checksum of the parameters"),), "tells which macro this is"),
            *((Register("phases", stretched, "phase lengths; change them only while idle"),) if self.timing.stretch_bits else ()),
            Register("status", state if self.keeps_sums else state[:-1], "what the macro does"),
            Register("evaluations", (Field("evaluations", 32, "read-only", 0, "array evaluations since reset, modulo 2**32"),), "event counter"),
        )


FAMILY = TwoWay
