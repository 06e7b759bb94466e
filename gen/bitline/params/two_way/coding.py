"""How the two-way macro codes its operands: number formats, bit planes of weights, digits of inputs."""

import dataclasses
from functools import cached_property

from .. import formats
from ..errors import ParameterError
from ..macro import MacroParameters
from .choices import Adc, Array, Input, Nonideal, Physical, Timing, Weight


@dataclasses.dataclass(frozen=True)
class Plane:
    """One bit plane of the weights: its cells count ``±2**exponent``."""

    exponent: int
    negative: bool

    @property
    def weight(self) -> int:
        return -(1 << self.exponent) if self.negative else 1 << self.exponent


@dataclasses.dataclass(frozen=True, kw_only=True)
class Coding(MacroParameters):
    """A user's choices, and what one operand alone decides."""

    array: Array = dataclasses.field(default_factory=Array)
    input: Input = dataclasses.field(default_factory=Input)
    weight: Weight = dataclasses.field(default_factory=Weight)
    adc: Adc = dataclasses.field(default_factory=Adc)
    timing: Timing = dataclasses.field(default_factory=Timing)
    nonideal: Nonideal = dataclasses.field(default_factory=Nonideal)
    physical: Physical = dataclasses.field(default_factory=Physical)

    def __post_init__(self) -> None:
        super().__post_init__()
        both = self.array.directions == "both"
        for name, lines in (("array.columns", self.array.columns), ("array.rows", self.array.rows))[: 1 + both]:
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
        signed = self.weight.sign != "unsigned"
        return formats.twos_complement(self.weight.bits) if signed else formats.unsigned(self.weight.bits)

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
