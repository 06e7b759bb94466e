"""Random bits that software can reproduce."""

from typing import Any

from amaranth.hdl import Cat, Module, Signal, Value
from amaranth.lib.wiring import In, Out

from ...params.two_way_training import GENERATOR_BITS, TwoWayTraining
from ...periphery.block import Block
from .shapes import sums

TAPS = (0, GENERATOR_BITS - 63)
"""Bits of the state, the oldest being number 0, whose sum modulo two is the next bit: ``b[n] = b[n-127] xor b[n-63]``."""


class Generator(Block):
    """A linear feedback shift register that gives all bits of a word group at once.

    ``bits`` shows the next ones, the first lowest; after ``take`` the ones after those. ``load`` replaces one word's share of the
    state; the state itself is ``state``, the oldest bit lowest.

    Members
    -------
    bits : Out(lines_per_read * random_bits)
    take : In(1)
    load, number, word : In
        Which share of the state is replaced, and by what.
    state : Out(GENERATOR_BITS)
    """

    def __init__(self, p: TwoWayTraining) -> None:
        self.p = p
        super().__init__(
            {
                "bits": Out(p.array.lines_per_read * p.training.random_bits),
                "take": In(1),
                "load": In(1),
                "number": In(range(max(2, p.random_words))),
                "word": In(sums(p)),
                "state": Out(GENERATOR_BITS, init=1),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        sequence: list[Value] = list(self.state)
        for place in range(len(self.bits)):
            following = Signal(name=f"next_{place}")
            m.d.comb += following.eq(sequence[place + TAPS[0]] ^ sequence[place + TAPS[1]])
            sequence.append(following)
        m.d.comb += self.bits.eq(Cat(*sequence[GENERATOR_BITS:]))
        word = Value.cast(self.word)
        with m.If(self.take):
            m.d.sync += self.state.eq(Cat(*sequence[len(self.bits) :]))
        with m.Elif(self.load):
            shares = [self.state[low : low + len(word)] for low in range(0, GENERATOR_BITS, len(word))]
            kept = [Signal(len(share), name=f"share_{number}") for number, share in enumerate(shares)]
            for number, (share, new) in enumerate(zip(shares, kept, strict=True)):
                m.d.comb += new.eq(share)
                with m.If(self.number == number):
                    m.d.comb += new.eq(word)
            m.d.sync += self.state.eq(Cat(*kept))
