"""A product's results, from the macros to the memory of sums."""

from typing import Any

from amaranth.hdl import Module, Mux, Signal
from amaranth.lib import data
from amaranth.lib.wiring import In, Out

from ...params import formats
from ...params.two_way_training import TwoWayTraining
from ...periphery.block import Block
from ...periphery.shapes import index
from .shapes import addition, either_address, field_bits, layout


class Collector(Block):
    """Adds one position's results to words of sums, a word a cycle, after the cycle of ``start``.

    Results of a forward product go to dense words, once for each row tile; those of a backward one to the words under the kernel,
    once for each column tile, except where they lie outside the map.

    Members
    -------
    start : In(1)
    backward, fields : In
        Stable until the last word.
    total : In
        Words of all tiles.
    dense : In
        Address of the first dense word.
    address, on_map, step, rewind, advance : In, In, Out, Out, Out
        Of the window.
    macro, number, word : Out, Out, In
        Which macro's results, and which word of them.
    add : Out(addition)
    left : Out
        Words that have yet to be added.
    """

    def __init__(self, p: TwoWayTraining) -> None:
        self.p = p
        self.words = [side.outputs // p.array.lines_per_read for side in p.sides.values()]
        counts = self.counts(p)
        super().__init__(
            {
                "start": In(1),
                "backward": In(1),
                "fields": In(field_bits(p)),
                "total": In(counts),
                "dense": In(either_address(p)),
                "address": In(either_address(p)),
                "on_map": In(1),
                **{name: Out(1) for name in ("step", "rewind", "advance")},
                "macro": Out(index(p.training.macros)),
                "number": Out(index(max(self.words))),
                "word": In(data.ArrayLayout(p.results, p.array.lines_per_read)),
                "add": Out(addition(p)),
                "left": Out(counts),
            }
        )

    @staticmethod
    def counts(p: TwoWayTraining) -> int:
        """Bits of the number of words of one position."""
        return formats.width(formats.scaled(range(1 << 12), p.training.macros))

    def body(self, m: Module, platform: Any) -> None:
        given = Signal(layout(self.p, "forward"))
        first = Signal.like(self.macro, name="first_macro", reset_less=True)
        place = Signal(len(given.window_words), reset_less=True)
        adding = Signal()
        last_word = Signal()
        last_place = Signal()
        forward, backward = self.words
        m.d.comb += [
            given.as_value().eq(self.fields),
            adding.eq(self.left != 0),
            last_word.eq(self.number == Mux(self.backward, backward - 1, forward - 1)),
            last_place.eq(place == Mux(self.backward, given.window_words, given.dense_words) - 1),
            self.add.enable.eq(adding & (~self.backward | self.on_map)),
            self.add.address.eq(Mux(self.backward, self.address, self.dense + place)),
            *(to.eq(result) for to, result in zip(self.add.word, self.word, strict=True)),
            self.advance.eq(adding & self.backward & (self.left == 1)),
            self.rewind.eq(adding & self.backward & last_place & ~self.advance),
            self.step.eq(adding & self.backward & ~last_place),
        ]
        with m.If(self.start):
            m.d.sync += [
                self.left.eq(self.total),
                place.eq(0),
                self.number.eq(0),
                first.eq(given.macro),
                self.macro.eq(given.macro),
            ]
        with m.Elif(adding):
            following = Signal.like(first)
            m.d.comb += following.eq(first + Mux(self.backward, given.row_tiles, 1))
            m.d.sync += [self.left.eq(self.left - 1), place.eq(place + 1), self.number.eq(self.number + 1)]
            with m.If(last_word):
                m.d.sync += [self.number.eq(0), self.macro.eq(self.macro + Mux(self.backward, 1, given.row_tiles))]
            with m.If(last_place):
                m.d.sync += [place.eq(0), self.number.eq(0), first.eq(following), self.macro.eq(following)]
