"""Sign-weighted shift-and-add: one lane from converter codes to a result."""

from collections.abc import Sequence
from typing import Any

from amaranth.hdl import Module, Mux, Signal
from amaranth.lib import data
from amaranth.lib.wiring import In, Out

from ..params import formats
from .block import Block
from .compressor import weighted_sum


class ShiftAdd(Block):
    """Weighs the codes of one read, and adds the reads up by Horner's rule, over input digits and line groups alike.

    Two cycles from codes to result, one read a cycle at the most: ``sum`` takes the weighted codes into a register, ``add``, at
    least one cycle later, adds that register to the accumulator, which ``total`` shows from the next cycle on.

    Parameters
    ----------
    code_bits : int
        Width of a code.
    weights : sequence of int
        What a unit of each code counts, ``±2**k``.
    weighted : range
        Format of the weighted sum.
    accumulator : range
        Format of ``total``.
    correction : (range, int) or None
        Format of the kept weight sum and the places by which it is shifted left before it is subtracted; None leaves the input out.
    role : str
        Names the module.

    Members
    -------
    codes : In(ArrayLayout(unsigned(code_bits), len(weights)))
    correction : In(correction[0])
        Zero where no correction is due.
    first : In(1)
        With ``add``: begin a new result.
    shift : In(range(3))
        With ``add``: places by which the accumulator moves up first.
    negative : In(1)
        With ``add``: subtract.
    """

    def __init__(
        self,
        *,
        code_bits: int,
        weights: Sequence[int],
        weighted: range,
        accumulator: range,
        correction: tuple[range, int] | None,
        role: str,
    ) -> None:
        self.weights, self.weighted, self.accumulator, self.role = weights, weighted, accumulator, role
        self.correction_shift = correction[1] if correction else None
        super().__init__(
            {
                "codes": In(data.ArrayLayout(code_bits, len(weights))),
                **({"correction": In(correction[0])} if correction else {}),
                "sum": In(1),
                "add": In(1),
                "first": In(1),
                "shift": In(range(3)),
                "negative": In(1),
                "total": Out(accumulator),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        correction = None if self.correction_shift is None else (self.correction, self.correction_shift)
        weighted = Signal(self.weighted, reset_less=True)
        summed = weighted_sum(m, self.codes, self.weights, self.weighted, correction)
        with m.If(self.sum):
            m.d.sync += weighted.eq(summed)

        total = Signal(self.accumulator, reset_less=True)
        either_sign = formats.hull([self.weighted, formats.scaled(self.weighted, -1)])
        shifted = Signal.like(total)
        extended = Signal(either_sign)
        added = Signal(either_sign)
        m.d.comb += shifted.eq(Mux(self.first, 0, total << self.shift))
        # a - b = a + ~b + 1: one adder serves both signs
        m.d.comb += [extended.eq(weighted), added.eq(Mux(self.negative, ~extended, extended))]
        with m.If(self.add):
            m.d.sync += total.eq(shifted + added + self.negative)
        m.d.comb += self.total.eq(total)
