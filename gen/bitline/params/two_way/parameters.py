"""Parameters of the two-way SRAM macro: a transposable array read along its columns (forward) or its rows (backward)."""

import dataclasses
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import ClassVar, Literal

from .. import formats
from ..errors import ParameterError
from ..macro import MacroParameters
from ..physical import Part
from ..pins import Pin, Strobe
from ..registers import Register
from . import interfaces
from .choices import Adc, Array, Input, Nonideal, Physical, Timing, Weight
from .side import DIRECTIONS, Direction, Plane, Side

Access = Literal["write", "read", "verify", "clear"]


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
        """Cycles from the start of a slot's last evaluation to its beat at ``y``: evaluate, convert, sum, accumulate, queue."""
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
        return interfaces.array_pins(self)

    @cached_property
    def strobes(self) -> Mapping[str, Strobe]:
        return interfaces.strobes(self)

    def array_parts(self) -> Sequence[Part]:
        cells = self.array.rows * self.array.columns * len(self.planes)
        converters = sum(side.converters for side in self.sides.values())
        return Part("bit cell", cells, self.physical.cell_f2), Part("converter", converters, self.physical.converter_f2)

    @cached_property
    def registers(self) -> Sequence[Register]:
        return interfaces.registers(self)


FAMILY = TwoWay
