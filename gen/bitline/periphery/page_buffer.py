"""Words that are wanted all at once, from a stream of some at a time."""

from typing import Any

from amaranth.hdl import Cat, Module, Signal, Value
from amaranth.lib import data, stream
from amaranth.lib.wiring import In, Out

from .block import Block
from .shapes import index


class PageBuffer(Block):
    """Keeps one page of words until it is freed. It takes a beat a cycle while it is not full.

    Parameters
    ----------
    words : int
        Words of a page.
    bits : int
        Width of a word.
    beat : int
        Words in a beat; of a page's last beat those beyond its end are ignored.
    role : str
        Names the module.

    Members
    -------
    i : In(stream of ArrayLayout(bits, beat))
    full : Out(1)
        The page is complete: from the cycle after its last beat to that of ``free``.
    free : In(1)
        Only while full.
    page : Out(ArrayLayout(bits, words))
    """

    def __init__(self, *, words: int, bits: int, beat: int, role: str) -> None:
        self.words, self.beat, self.role = words, beat, role
        self.beats = -(-words // beat)
        super().__init__(
            {
                "i": In(stream.Signature(data.ArrayLayout(bits, beat))),
                "full": Out(1),
                "free": In(1),
                "page": Out(data.ArrayLayout(bits, words)),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        taken = Signal(index(self.beats))
        beats: list[Value] = []
        m.d.comb += self.i.ready.eq(~self.full)
        with m.If(self.i.valid & self.i.ready):
            m.d.sync += [taken.eq(taken + 1)]
            with m.If(taken == self.beats - 1):
                m.d.sync += [taken.eq(0), self.full.eq(1)]
        for number in range(self.beats):
            incoming = Value.cast(self.i.payload)[: len(Value.cast(self.page)) - number * len(Value.cast(self.i.payload))]
            words = Signal(len(incoming), name=f"words_{number}", reset_less=True)
            with m.If(self.i.valid & self.i.ready & (taken == number)):
                m.d.sync += words.eq(incoming)
            beats.append(words)
        with m.If(self.free):
            m.d.sync += self.full.eq(0)
        m.d.comb += self.page.as_value().eq(Cat(*beats))
