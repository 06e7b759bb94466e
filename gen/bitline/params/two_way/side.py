"""One direction of the two-way macro: its lines, its converters, and the schedule of its reads."""

import dataclasses
from functools import cached_property
from typing import Literal

from .. import formats
from .coding import Coding, Plane

Direction = Literal["forward", "backward"]
DIRECTIONS: tuple[Direction, Direction] = ("forward", "backward")


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
    macro : Coding
    direction : "forward" or "backward"
    """

    def __init__(self, macro: Coding, direction: Direction) -> None:
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
