"""An integer divided by a power of two and rounded: to nearest, halves to even, or stochastically."""

from typing import Any

from amaranth.hdl import Cat, Const, Module, Mux, Signal, Value
from amaranth.lib.wiring import In, Out

from ..params import formats
from .block import Block
from .requantizer import saturated


class Rounder(Block):
    """``round(value / 2**shift)``, a value a cycle, two cycles from ``value`` to ``o``; it saturates where ``o`` ends.

    To nearest, halves go to even. Stochastically, the n bits of ``random`` are a fraction that is added before the fraction of the
    quotient is cut off: in the middle of its step where the quotient has more than n fraction bits, else without the bits that
    the quotient lacks. A negative shift multiplies. Below its least value by far, ``o`` may be one more than that.

    Parameters
    ----------
    value_bits, output_bits : int
    random_bits : int
        0 for rounding to nearest alone.
    shift : range
        Format of the shift.
    role : str
        Names the module.
    """

    def __init__(self, *, value_bits: int, output_bits: int, random_bits: int, shift: range, role: str) -> None:
        self.role = role
        self.output_bits, self.random_bits = output_bits, random_bits
        self.fraction_bits = random_bits + 1
        stochastic = {"stochastic": In(1), "random": In(random_bits)} if random_bits else {}
        super().__init__(
            {
                "value": In(formats.twos_complement(value_bits)),
                "shift": In(shift),
                **stochastic,
                "o": Out(formats.twos_complement(output_bits)),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        whole = Signal(self.o.shape(), reset_less=True)
        fraction = Signal(self.fraction_bits, reset_less=True)
        lost = Signal(reset_less=True)
        right, left = self._places(m)
        quotient, below = self._shifted(m, right)
        m.d.sync += [
            whole.eq(saturated(self._multiplied(m, quotient, left), self.output_bits)),
            fraction.eq(quotient[: self.fraction_bits]),
            lost.eq(below),
        ]
        half, rest = fraction[-1], fraction[:-1].any() | lost
        up = half & (rest | whole[0])
        if self.random_bits:
            up = self._drawn(m, fraction, up)
        m.d.sync += self.o.eq(saturated((whole + up).as_signed(), self.output_bits))

    def _drawn(self, m: Module, fraction: Signal, up: Value) -> Value:
        """Whether fraction and random number together reach one; the fraction's lowest bit is half a step of the random number."""
        stochastic = Signal(reset_less=True)
        random = Signal(self.random_bits, reset_less=True)
        m.d.sync += [stochastic.eq(self.stochastic), random.eq(self.random)]
        return Mux(stochastic, (fraction[1:] + random + fraction[0])[self.random_bits], up)

    def _places(self, m: Module) -> tuple[Signal, Signal]:
        """Places to the right and to the left, no more of them than make a difference."""
        right = Signal(range(len(self.value) + self.fraction_bits + 1))
        left = Signal(range(self.output_bits + 1))
        most_right, most_left = len(self.value) + self.fraction_bits, self.output_bits
        m.d.comb += [
            right.eq(Mux(self.shift < 0, 0, Mux(self.shift > most_right, most_right, self.shift))),
            left.eq(Mux(self.shift >= 0, 0, Mux(self.shift < -most_left, most_left, -self.shift))),
        ]
        return right, left

    def _shifted(self, m: Module, places: Signal) -> tuple[Value, Value]:
        """The quotient with the fraction bits that are kept below it, and whether any below those is lost."""
        shifted: Value = Cat(Const(0, self.fraction_bits), self.value).as_signed()
        lost: Value = Const(0, 1)
        for k, bit in enumerate(places):
            distance = min(1 << k, len(shifted) - 1)
            after = Signal(shifted.shape(), name=f"shifted_{k}")
            below = Signal(name=f"lost_{k}")
            m.d.comb += [
                after.eq(Mux(bit, shifted[distance:].as_signed(), shifted)),
                below.eq(lost | (bit & shifted[:distance].any())),
            ]
            shifted, lost = after, below
        return shifted, lost

    def _multiplied(self, m: Module, quotient: Value, places: Signal) -> Value:
        """The whole of the quotient, shifted to the left."""
        near = Signal(self.o.shape())
        multiple = Signal(formats.twos_complement(2 * self.output_bits))
        m.d.comb += [
            near.eq(saturated(quotient[self.fraction_bits :].as_signed(), self.output_bits)),
            multiple.eq(near << places),
        ]
        return multiple
