"""Errors of an output, from the memory of values to the rows of the gradient array."""

from typing import Any

from amaranth.hdl import Array, Cat, Module, Mux, Signal
from amaranth.lib import stream
from amaranth.lib.wiring import In, Out

from ...params.two_way import TwoWay
from ...params.two_way_training import TwoWayTraining
from ...periphery.block import Block
from ..two_way.shapes import words
from .shapes import either_address, read, value_address, values


class ErrorLanes(Block):
    """Gathers one lane of a word a position, a word a cycle from the cycle after ``start`` on, into beats of a macro's inputs.

    A beat leaves in the cycle in which its last word stands, two cycles after that has been asked for; the macro must be ready.
    Rows beyond the last position get zeros.

    Members
    -------
    start : In(1)
    first, address_step, lane, count : In
        The word of the first position, words from one position to the next, which lane of them, and how many positions there are;
        stable from the cycle after ``start`` until the last beat.
    read_values, value_word : Out, In
        The memory.
    x : Out(stream of words)
    """

    def __init__(self, p: TwoWayTraining, macro: TwoWay) -> None:
        self.macro = macro
        super().__init__(
            {
                "start": In(1),
                "first": In(value_address(p)),
                "address_step": In(either_address(p)),
                "lane": In(range(p.array.lines_per_read)),
                "count": In(range(macro.array.rows + 1)),
                "read_values": Out(read(value_address(p))),
                "value_word": In(values(p)),
                "x": Out(stream.Signature(words(macro, macro.input.bits))),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        bits, size = self.macro.input.bits, self.macro.array.lines_per_read
        line = Signal(range(self.macro.array.rows), reset_less=True)
        place = Signal(range(size), reset_less=True)
        offset = Signal.like(self.first, name="offset", reset_less=True)
        gathering = Signal()
        asked = Signal()
        taken = Signal()
        complete = Signal()
        was_real = Signal(reset_less=True)
        real = Signal(reset_less=True)
        error = Signal(bits)
        kept = Signal(bits * (size - 1), reset_less=True)
        m.d.comb += [
            self.read_values.enable.eq(gathering & (line < self.count)),
            self.read_values.address.eq(self.first + offset),
            error.eq(Mux(real, Array(word.value for word in self.value_word)[self.lane], 0)),
            self.x.payload.as_value().eq(Cat(kept, error)),
        ]
        m.d.sync += [asked.eq(gathering), was_real.eq(self.read_values.enable), complete.eq(gathering & (place == size - 1))]
        m.d.sync += [taken.eq(asked), real.eq(was_real), self.x.valid.eq(complete)]
        with m.If(self.start):
            m.d.sync += [gathering.eq(1), line.eq(0), place.eq(0), offset.eq(0)]
        with m.Elif(gathering):
            m.d.sync += [
                gathering.eq(line != self.macro.array.rows - 1),
                line.eq(line + 1),
                place.eq(Mux(place == size - 1, 0, place + 1)),
                offset.eq(offset + self.address_step),
            ]
        with m.If(taken):
            m.d.sync += kept.eq(Cat(kept, error)[bits:])
