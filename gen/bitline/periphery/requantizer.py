"""From a layer's exact sums to the next layer's levels."""

from functools import reduce
from operator import add
from typing import Any

from amaranth.hdl import Cat, Const, Module, Mux, Signal, Value
from amaranth.lib import data, stream
from amaranth.lib.wiring import In, Out

from ..params import formats
from .block import Block

STAGES = 4


class Requantizer(Block):
    """``clip(round(((value + bias)·multiplier + residual·residual_multiplier) / 2**shift) + zero_point, low, high)``.

    Rounds to nearest, halves to even. Four cycles from ``i`` to ``o``, a value a cycle; one multiplier, and a second one for the
    residual. A ReLU is ``low`` at the zero point.

    Parameters
    ----------
    value, bias, multiplier, output : range
        Formats; ``output`` is that of the residual, the zero point and the bounds as well.
    shift : range
        Places that the product can be shifted right.
    residual : bool
        Whether there is a residual.
    tag : shape
        What travels with a value.

    Members
    -------
    i : In(stream of {value, bias, multiplier, residual, residual_multiplier, plain, tag})
        A ``plain`` value leaves as it came.
    shift, zero_point, low, high : In
        Stable while a value is under way.
    o : Out(stream of {value, tag})
    busy : Out(1)
        A value is under way.
    """

    def __init__(
        self, *, value: range, bias: range, multiplier: range, output: range, shift: range, residual: bool, tag: Any
    ) -> None:
        self.output, self.residual = output, residual
        self.biased = formats.total([value, bias])
        products = [formats.product(self.biased, multiplier), *([formats.product(output, multiplier)] if residual else [])]
        self.total = formats.total(products)
        second = {"residual": output, "residual_multiplier": multiplier} if residual else {}
        super().__init__(
            {
                "i": In(
                    stream.Signature(
                        data.StructLayout(
                            {"value": value, "bias": bias, "multiplier": multiplier, **second, "plain": 1, "tag": tag}
                        )
                    )
                ),
                "shift": In(shift),
                "zero_point": In(output),
                "low": In(output),
                "high": In(output),
                "o": Out(stream.Signature(data.StructLayout({"value": formats.hull([value, output]), "tag": tag}))),
                "busy": Out(1),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        i, o = self.i.payload, self.o.payload
        move = Signal()
        valid = [Signal(name=f"valid_{k}") for k in range(1, STAGES)]
        plain = [Signal(name=f"plain_{k}", reset_less=True) for k in range(1, STAGES)]
        tag = [Signal(i.tag.shape(), name=f"tag_{k}", reset_less=True) for k in range(1, STAGES)]
        total = Signal(self.total, reset_less=True)
        rounded = Signal(formats.total([self.total, formats.span(0, 1)]), reset_less=True)
        chosen = [
            ("biased", self.biased, i.value + Mux(i.plain, 0, i.bias)),
            ("multiplier", i.multiplier.shape(), Mux(i.plain, 1, i.multiplier)),
        ]
        if self.residual:
            chosen += [
                ("residual", i.residual.shape(), i.residual),
                ("second", i.residual_multiplier.shape(), Mux(i.plain, 0, i.residual_multiplier)),
            ]
        factors = [Signal(shape, name=name, reset_less=True) for name, shape, _ in chosen]
        nearest = self._nearest(m, total, plain[1])
        clipped = self._clipped(m, rounded)
        m.d.comb += [
            move.eq(~self.o.valid | self.o.ready),
            self.i.ready.eq(move),
            self.busy.eq(Cat(*valid, self.o.valid).any()),
        ]
        with m.If(move):
            for register, before in ((valid, self.i.valid), (plain, i.plain), (tag, i.tag)):
                m.d.sync += [to.eq(at) for to, at in zip(register, [before, *register], strict=False)]
            m.d.sync += [
                *(factor.eq(value) for factor, (_, _, value) in zip(factors, chosen, strict=True)),
                total.eq(reduce(add, (a * b for a, b in zip(factors[::2], factors[1::2], strict=True)))),
                rounded.eq(nearest),
                o.value.eq(Mux(plain[2], rounded, clipped)),
                o.tag.eq(tag[2]),
                self.o.valid.eq(valid[2]),
            ]

    def _nearest(self, m: Module, total: Signal, plain: Signal) -> Value:
        """The nearest multiple of ``2**shift``, over that, and of two the even one.

        The shifter keeps one bit of fraction; ``lost`` says that there is more below it, which tells a half from more than a half.
        """
        shifted, lost = Cat(0, total).as_signed(), Const(0, 1)
        for k, bit in enumerate(self.shift):
            step = Signal(name=f"shift_{k}")
            after = Signal(shifted.shape(), name=f"shifted_{k}")
            below = Signal(name=f"lost_{k}")
            m.d.comb += [
                step.eq(bit & ~plain),
                after.eq(Mux(step, shifted[min(1 << k, len(shifted) - 1) :].as_signed(), shifted)),
                below.eq(lost | (step & shifted[: 1 << k].any())),
            ]
            shifted, lost = after, below
        half, odd = shifted[0], shifted[1]
        return shifted[1:].as_signed() + (half & (lost | odd))

    def _clipped(self, m: Module, rounded: Signal) -> Value:
        level = Signal(formats.total([self.total, self.output, formats.span(0, 1)]))
        m.d.comb += level.eq(rounded + self.zero_point)
        return Mux(level < self.low, self.low, Mux(level > self.high, self.high, level))
