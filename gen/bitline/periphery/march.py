"""Memory self-test."""

from dataclasses import dataclass
from typing import Any

from amaranth.hdl import Array, Const, Module, Mux, Signal
from amaranth.lib import data, stream
from amaranth.lib.wiring import In, Out

from .array_port import Access
from .block import Block
from .shapes import index


@dataclass(frozen=True)
class Element:
    """What is done with each row before the next one: verified against all ``verifies``, then written with all ``writes``."""

    verifies: int | None
    writes: int | None
    downwards: bool = False


MARCH_C_MINUS = (
    Element(None, 0),
    Element(0, 1),
    Element(1, 0),
    Element(0, 1, downwards=True),
    Element(1, 0, downwards=True),
    Element(0, None),
)
"""Finds stuck cells, cells that fail to change, address faults and couplings between rows (van de Goor 1991)."""


class March(Block):
    """Orders the accesses of march elements, one after the other without a gap, from the cycle after ``start``.

    Parameters
    ----------
    rows : int
    elements : tuple of Element

    Members
    -------
    start : In(1)
    first, last : In
        Numbers of the elements to run from and to.
    o : Out(stream of {access, row})
        Orders for an :class:`ArrayPort`, each accepted when it has been carried out.
    one : Out(1)
        What all cells of the present row are verified against or written with.
    done : Out(1)
        High in the last cycle of the last access.
    """

    def __init__(self, rows: int, elements: tuple[Element, ...]) -> None:
        self.rows, self.elements = rows, elements
        number = index(len(elements))
        super().__init__(
            {
                "start": In(1),
                "first": In(number),
                "last": In(number),
                "o": Out(stream.Signature(data.StructLayout({"access": Access, "row": index(rows)}))),
                "one": Out(1),
                "done": Out(1),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        number = Signal.like(self.first)
        passed = Signal(index(self.rows))
        verified = Signal()
        element = Signal(data.StructLayout({"verifies": 1, "expected": 1, "writes": 1, "written": 1, "downwards": 1}))
        table = Array(Const(self._word(each), 5) for each in self.elements)
        writing = Signal()
        row_done = Signal()
        all_done = Signal()
        m.d.comb += [
            element.as_value().eq(table[number]),
            writing.eq(~element.verifies | verified),
            row_done.eq(self.o.ready & (writing | ~element.writes)),
            all_done.eq(row_done & (passed == self.rows - 1)),
            self.o.payload.access.eq(Mux(writing, Access.WRITE, Access.VERIFY)),
            self.o.payload.row.eq(Mux(element.downwards, self.rows - 1 - passed, passed)),
            self.one.eq(Mux(writing, element.written, element.expected)),
            self.done.eq(all_done & (number == self.last)),
        ]
        with m.If(self.start):
            m.d.sync += [self.o.valid.eq(1), number.eq(self.first), passed.eq(0), verified.eq(0)]
        with m.Elif(self.o.valid & self.o.ready):
            m.d.sync += verified.eq(~row_done)
            with m.If(row_done):
                m.d.sync += passed.eq(Mux(all_done, 0, passed + 1))
            with m.If(all_done):
                m.d.sync += number.eq(number + 1)
            with m.If(self.done):
                m.d.sync += self.o.valid.eq(0)

    def _word(self, element: Element) -> int:
        verifies, writes = element.verifies is not None, element.writes is not None
        flags = (verifies, element.verifies == 1, writes, element.writes == 1, element.downwards)
        return sum(flag << place for place, flag in enumerate(flags))
