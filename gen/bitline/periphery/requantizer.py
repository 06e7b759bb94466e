"""From a layer's exact sums to the next layer's levels."""

from typing import Any

from amaranth.hdl import Cat, Const, Module, Mux, Signal, Value
from amaranth.lib import data, stream
from amaranth.lib.wiring import In, Out

from ..params import formats
from .block import Block


class Requantizer(Block):
    """``clip(round(((value + bias)·multiplier + residual·residual_multiplier) / 2**shift) + zero_point, low, high)``.

    Rounds to nearest, halves to even. Four cycles from ``i`` to ``o``, five with a residual; a value a cycle. One multiplier, and a
    second one for the residual. A ReLU is ``low`` at the zero point.

    Parameters
    ----------
    value, bias, multiplier, output : range
        Formats; ``output`` is that of the residual, the zero point and the bounds as well.
    shift : range
        Places that the sum of the products can be shifted right.
    residual : bool
        Whether there is a residual.
    tag : shape
        What travels with a value.

    Members
    -------
    i : In(stream of {value, bias, multiplier, residual, plain, tag})
        A ``plain`` value leaves as it came.
    residual_multiplier, shift, zero_point, low, high : In
        Stable while a value is under way.
    o : Out(stream of {value, tag})
    busy : Out(1)
        A value is under way.
    """

    def __init__(
        self, *, value: range, bias: range, multiplier: range, output: range, shift: range, residual: bool, tag: Any
    ) -> None:
        self.value, self.output, self.residual = value, output, residual
        self.biased = formats.total([value, bias])
        self.products = [formats.product(self.biased, multiplier), *([formats.product(output, multiplier)] if residual else [])]
        operands = {"value": value, "bias": bias, "multiplier": multiplier, **({"residual": output} if residual else {})}
        super().__init__(
            {
                "i": In(stream.Signature(data.StructLayout({**operands, "plain": 1, "tag": tag}))),
                **({"residual_multiplier": In(multiplier)} if residual else {}),
                "shift": In(shift),
                "zero_point": In(output),
                "low": In(output),
                "high": In(output),
                "o": Out(stream.Signature(data.StructLayout({"value": formats.hull([value, output]), "tag": tag}))),
                "busy": Out(1),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        move = Signal()
        m.d.comb += [move.eq(~self.o.valid | self.o.ready), self.i.ready.eq(move)]
        plain, tag = self._beside(m, move)
        total = self._total(m, move)
        rounded = Signal(formats.hull([self.value, formats.total([self._near(), formats.span(0, 1)])]), reset_less=True)
        nearest = self._nearest(m, total, plain[-2])
        clipped = self._clipped(m, rounded)
        with m.If(move):
            m.d.sync += [
                rounded.eq(Mux(plain[-2], total, nearest)),
                self.o.payload.value.eq(Mux(plain[-1], rounded, clipped)),
                self.o.payload.tag.eq(tag[-1]),
            ]

    def _beside(self, m: Module, move: Signal) -> tuple[list[Signal], list[Signal]]:
        """What travels beside the value: in each register but the last, whether it is plain, and its tag."""
        i, registers = self.i.payload, range(1, 4 + self.residual)
        valid = [*(Signal(name=f"valid_{k}") for k in registers), self.o.valid]
        plain = [Signal(name=f"plain_{k}", reset_less=True) for k in registers]
        tag = [Signal(i.tag.shape(), name=f"tag_{k}", reset_less=True) for k in registers]
        m.d.comb += self.busy.eq(Cat(valid).any())
        with m.If(move):
            for places, first in ((valid, self.i.valid), (plain, i.plain), (tag, i.tag)):
                m.d.sync += [place.eq(before) for place, before in zip(places, [first, *places], strict=False)]
        return plain, tag

    def _total(self, m: Module, move: Signal) -> Signal:
        """The sum of the products, to be shifted."""
        i = self.i.payload
        biased = Signal(self.biased, reset_less=True)
        multiplier = Signal(i.multiplier.shape(), reset_less=True)
        product = Signal(self.products[0], reset_less=True)
        with m.If(move):
            m.d.sync += [
                biased.eq(i.value + Mux(i.plain, 0, i.bias)),
                multiplier.eq(Mux(i.plain, 1, i.multiplier)),
                product.eq(biased * multiplier),
            ]
        if not self.residual:
            return product
        residual = Signal(i.residual.shape(), reset_less=True)
        residual_product = Signal(self.products[1], reset_less=True)
        total = Signal(formats.total(self.products), reset_less=True)
        with m.If(move):
            m.d.sync += [
                residual.eq(Mux(i.plain, 0, i.residual)),
                residual_product.eq(residual * self.residual_multiplier),
                total.eq(product + residual_product),
            ]
        return total

    def _nearest(self, m: Module, total: Signal, plain: Signal) -> Value:
        """The nearest multiple of ``2**shift``, over that, and of two the even one; far beyond the outputs it stops.

        The shifter keeps one bit of fraction; ``lost`` says that there is more below it, which tells a half from more than a half.
        """
        shifted, lost = Cat(0, total).as_signed(), Const(0, 1)
        for k, bit in enumerate(self.shift):
            after = Signal(shifted.shape(), name=f"shifted_{k}")
            below = Signal(name=f"lost_{k}")
            m.d.comb += [
                after.eq(Mux(bit, shifted[min(1 << k, len(shifted) - 1) :].as_signed(), shifted)),
                below.eq(lost | (bit & shifted[: 1 << k].any())),
            ]
            shifted, lost = after, below
        half, odd = shifted[0], shifted[1]
        near = Signal(self._near())
        m.d.comb += near.eq(saturated(shifted[1:].as_signed(), near.shape().width))
        return near + (half & (lost | odd))

    def _near(self) -> range:
        """Values from which a zero point can lead to an output, and some on either side that are clipped."""
        return formats.twos_complement(formats.width(formats.scaled(formats.hull([self.output, formats.span(-1, 0)]), 2)) + 1)

    def _clipped(self, m: Module, rounded: Signal) -> Value:
        """The bounds are compared before the zero point is added, beside that addition."""
        level = Signal(formats.total([self._near(), formats.span(0, 1), self.output]))
        below = Signal()
        above = Signal()
        near = rounded[: len(level)].as_signed()
        m.d.comb += [
            level.eq(near + self.zero_point),
            below.eq(near < self.low - self.zero_point),
            above.eq(near > self.high - self.zero_point),
        ]
        return Mux(below, self.low, Mux(above, self.high, level))


def saturated(value: Value, bits: int) -> Value:
    """A signed value in so many bits, at an end of their range where it is beyond."""
    upper = value[bits - 1 :]
    sign = value[-1]
    return Mux(upper.any() & ~upper.all(), Cat((~sign).replicate(bits - 1), sign), value[:bits]).as_signed()


def clipped(number: Value, fmt: range) -> Value:
    """A number in a format, at an end of it where it is beyond."""
    return Mux(number < fmt[0], fmt[0], Mux(number > fmt[-1], fmt[-1], number))
