"""Stored words on their way out: what the store shows, held against what it should."""

from functools import reduce
from operator import or_
from typing import Any

from amaranth.hdl import Cat, Module, Mux, Signal
from amaranth.lib import data
from amaranth.lib.wiring import In, Out

from ...params.entry_counting import EntryCounting
from ...periphery.block import Block
from ...periphery.shapes import index
from .shapes import words


class ReadBack(Block):
    """Shows the words of one group of lanes two cycles after they are asked for, and which of them differ from a beat's.

    A beat that was asked about in the cycle in which it was taken still stands in its data register then.

    Members
    -------
    ask : In(1)
    word : In(range(words))
    group : In(beats)
        One-hot.
    show : Out(1)
        ``shown_word``, one-hot, is to be selected from the next cycle on.
    shown : In(ArrayLayout(words, beats))
        The selected word.
    data : In(ArrayLayout(words, registers))
        The latest beat of each parity.
    valid : Out(1)
        Pulses in the cycle from which ``words`` and ``differs`` hold.
    words : Out(words)
    differs : Out(lanes_per_beat)
    asked : Out(range(words))
        The word asked for.
    """

    def __init__(self, p: EntryCounting) -> None:
        self.p = p
        super().__init__(
            {
                "ask": In(1),
                "word": In(index(p.store.words)),
                "group": In(p.beats),
                "show": Out(1),
                "shown_word": Out(p.store.words),
                "shown": In(data.ArrayLayout(words(p), p.beats)),
                "data": In(data.ArrayLayout(words(p), min(2, p.beats))),
                "valid": Out(1),
                "words": Out(words(p)),
                "differs": Out(p.store.lanes_per_beat),
                "asked": Out(index(p.store.words)),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        asked_group = Signal(self.p.beats)
        group = Signal(self.p.beats)
        with m.If(self.ask):
            m.d.sync += [self.asked.eq(self.word), asked_group.eq(self.group)]
        m.d.sync += [self.show.eq(self.ask), self.valid.eq(self.show), group.eq(asked_group)]
        m.d.comb += self.shown_word.eq(Cat(self.asked == k for k in range(self.p.store.words)))

        expected = Signal(words(self.p))
        chosen = [Mux(bit, words_of_group.as_value(), 0) for bit, words_of_group in zip(group, self.shown, strict=True)]
        m.d.comb += self.words.eq(reduce(or_, chosen))
        m.d.comb += expected.eq(Mux(Cat(group[::2]).any(), self.data[0], self.data[-1]))
        m.d.comb += self.differs.eq(Cat(word != wanted for word, wanted in zip(self.words, expected, strict=True)))
