"""What layers leave to each other."""

from typing import Any

from amaranth.hdl import Array, Cat, Const, Module, Mux, Signal
from amaranth.lib.wiring import In, Out

from ...params.binary import Binary
from ...periphery.block import Block
from ...periphery.window import rotated_right, window
from .shapes import tag


class HiddenBits(Block):
    """Pages of hidden bits, a bit for each data row.

    ``store`` puts the bits of some adjacent columns into some adjacent bits of a page, and leaves or clears the others. The page
    shows it in the next cycle.

    Members
    -------
    store : In(1)
    bits : In(columns)
    tag : In(tag)
        Which columns go where, and whether the other bits stay.
    number, page : In, Out
        A page, combinational.
    """

    def __init__(self, p: Binary) -> None:
        self.p = p
        layout = tag(p)
        super().__init__(
            {
                "store": In(1),
                "bits": In(p.array.columns),
                "tag": In(layout),
                "number": In(layout.members["to_page"]),
                "page": Out(p.data_rows),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        p = self.p
        pages = [Signal(p.data_rows, name=f"page_{k}", reset_less=True) for k in range(p.program.pages)]
        size = (max(p.data_rows, p.array.columns) - 1).bit_length()
        places = Signal(size)
        moved = Signal(1 << size)
        chosen = Signal(p.data_rows)
        m.d.comb += [
            # bit ``first`` comes to place ``to``
            places.eq(self.tag.first - self.tag.to),
            moved.eq(rotated_right(Cat(self.bits, Const(0, len(moved) - len(self.bits))), places)),
            chosen.eq(window(self.tag.to, self.tag.stop, p.data_rows)),
        ]
        for number, page in enumerate(pages):
            with m.If(self.store & (self.tag.to_page == number)):
                m.d.sync += page.eq(Mux(self.tag.keep, page & ~chosen, 0) | (moved & chosen))
        m.d.comb += self.page.eq(Array(pages)[self.number])
