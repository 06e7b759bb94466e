"""One weight's step."""

from typing import Any

from amaranth.hdl import Module, Signal
from amaranth.lib.wiring import In, Out

from ...params import formats
from ...params.two_way_training import LONGEST_EXPONENT, SHIFTS, TwoWayTraining
from ...periphery.block import Block
from ...periphery.requantizer import clipped
from ...periphery.rounder import Rounder

STEP_SHIFTS = formats.total([SHIFTS, formats.scaled(LONGEST_EXPONENT, -1)])
"""A learning rate's shift less the errors' exponent."""


class UpdateLane(Block):
    """Rounds, two cycles after ``value`` and ``shift`` stand, and makes of what is rounded a new momentum and a new weight.

    The new weight is the old one less what has been rounded; ``momentum``, where there is one, is the old one less what has been
    rounded, plus ``step``, which keeps what had been rounded in the cycle of ``keep``. Both saturate.

    Members
    -------
    value, shift : In
    stochastic, random : In
        With a generator.
    weight : In, new_weight : Out
    keep, old, momentum : In, In, Out
        With momentum.
    """

    def __init__(self, p: TwoWayTraining) -> None:
        self.p = p
        bits = p.training.random_bits if p.random_words else 0
        momentum = {"keep": In(1), "old": In(p.momenta), "momentum": Out(p.momenta)} if p.momenta else {}
        super().__init__(
            {
                "value": In(p.sums),
                "shift": In(STEP_SHIFTS),
                **({"stochastic": In(1), "random": In(bits)} if bits else {}),
                "weight": In(p.weights),
                "new_weight": Out(p.weights),
                **momentum,
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        p = self.p
        bits = max(p.weight.bits, p.training.momentum_bits) + 2
        m.submodules.rounder = rounder = Rounder(
            value_bits=p.training.sum_bits,
            output_bits=bits,
            random_bits=p.training.random_bits if p.random_words else 0,
            shift=STEP_SHIFTS,
            role="step",
        )
        m.d.comb += [
            rounder.value.eq(self.value),
            rounder.shift.eq(self.shift),
            self.new_weight.eq(clipped(self.weight - rounder.o, p.weights)),
        ]
        if p.random_words:
            m.d.comb += [rounder.stochastic.eq(self.stochastic), rounder.random.eq(self.random)]
        if p.momenta:
            step = Signal.like(rounder.o, name="step", reset_less=True)
            with m.If(self.keep):
                m.d.sync += step.eq(rounder.o)
            m.d.comb += self.momentum.eq(clipped(self.old - rounder.o + step, p.momenta))
