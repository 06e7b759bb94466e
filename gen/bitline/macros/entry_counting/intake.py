"""Streamed words: one is searched while the next one arrives."""

from typing import Any

from amaranth.hdl import Module, Mux, Signal
from amaranth.lib import data, stream
from amaranth.lib.wiring import In, Out, connect, flipped

from ...params.entry_counting import EntryCounting
from ...periphery.block import Block
from .shapes import content, loaded, words
from .word_port import WordPort


class Intake(Block):
    """Fills the two halves of each lane's streamed word in turn.

    A half is full from the cycle after its word's last beat until the cycle after ``free``; its words stand from one cycle
    later on. It is written by a strobe straight from a flip-flop, in the cycle after the beat, while the data stand for that cycle
    and the next one.

    Members
    -------
    x : In(stream of loaded)
    free : In(2)
        The half is not needed any more.
    full : Out(2)
    words : Out(ArrayLayout(content, 2))
        What each half holds.
    write : Out(ArrayLayout(beats, 2))
        Write strobes of each half, by group of lanes.
    data : Out(ArrayLayout(words, registers))
    streamed, refused : Out(1)
        A word has arrived; it was refused.
    """

    def __init__(self, p: EntryCounting) -> None:
        self.p = p
        super().__init__(
            {
                "x": In(stream.Signature(loaded(p))),
                "free": In(2),
                "full": Out(2),
                "words": Out(data.ArrayLayout(content(p), 2)),
                "write": Out(data.ArrayLayout(p.beats, 2)),
                "data": Out(data.ArrayLayout(words(p), min(2, p.beats))),
                "streamed": Out(1),
                "refused": Out(1),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        m.submodules.port = port = WordPort(self.p)
        half = Signal()
        connect(m, flipped(self.x), port.i)
        m.d.comb += [
            port.open.eq(~Mux(half, self.full[1], self.full[0])),
            self.data.eq(port.data),
            self.streamed.eq(port.moves & port.last),
            self.refused.eq(self.streamed & port.refused),
        ]
        m.d.sync += half.eq(half ^ self.streamed)
        for k in range(2):
            mine = half == k
            m.d.sync += self.write[k].eq(port.group & (port.moves & port.legal & mine).replicate(self.p.beats))
            with m.If(self.streamed & mine):
                m.d.sync += [self.full[k].eq(1), self.words[k].eq(port.word)]
            with m.Elif(self.free[k]):
                m.d.sync += self.full[k].eq(0)
