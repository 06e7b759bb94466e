"""The highest of several values."""

from typing import Any

from amaranth.hdl import Module, Mux, Signal
from amaranth.lib.wiring import In, Out

from .block import Block
from .shapes import index


class Argmax(Block):
    """Which of values that come one by one is the highest, the first of several such.

    ``number`` and ``highest`` take in the value of the same cycle; they are kept for the next one with ``take``.

    Parameters
    ----------
    values : range
        Format of a value.
    count : int
        Values there are at most.

    Members
    -------
    take : In(1)
    first : In(1)
        The value is the first of a new series.
    value : In(values)
    at : In(range(count))
        The value's number.
    number, highest : Out
    """

    def __init__(self, values: range, count: int) -> None:
        self.values, self.count = values, count
        super().__init__(
            {
                "take": In(1),
                "first": In(1),
                "value": In(values),
                "at": In(index(count)),
                "number": Out(index(count)),
                "highest": Out(values),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        kept_number = Signal.like(self.number)
        kept_highest = Signal.like(self.highest)
        higher = Signal()
        m.d.comb += [
            higher.eq(self.first | (self.value > kept_highest)),
            self.number.eq(Mux(higher, self.at, kept_number)),
            self.highest.eq(Mux(higher, self.value, kept_highest)),
        ]
        with m.If(self.take):
            m.d.sync += [kept_number.eq(self.number), kept_highest.eq(self.highest)]
