"""Which macro holds which tile of a product."""

from typing import Any

from amaranth.hdl import Module, Mux, Signal
from amaranth.lib.wiring import In, Out

from ...params.two_way_training import TwoWayTraining
from ...periphery.block import Block
from ...periphery.shapes import index
from .collector import Collector
from .shapes import field_bits, layout


class Assignment(Block):
    """Tells one macro after the other its tile, one a cycle after the cycle of ``start``: row tiles first, column by column.

    Members
    -------
    start : In(1)
    backward, fields : In
        Stable until the last macro.
    appoint : Out(macros)
        The macro that is told, one-hot.
    row_tile, column_tile : Out
    last : Out(1)
        It is the last one.
    total : Out
        Words of results of all tiles, from the cycle after the last one.
    """

    def __init__(self, p: TwoWayTraining) -> None:
        self.p = p
        tile = index(p.training.macros)
        super().__init__(
            {
                "start": In(1),
                "backward": In(1),
                "fields": In(field_bits(p)),
                "appoint": Out(p.training.macros),
                "row_tile": Out(tile),
                "column_tile": Out(tile),
                "last": Out(1),
                "total": Out(Collector.counts(p)),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        given = Signal(layout(self.p, "forward"))
        macro = Signal.like(self.row_tile, name="macro", reset_less=True)
        assigning = Signal()
        last_row = Signal()
        m.d.comb += [
            given.as_value().eq(self.fields),
            last_row.eq(self.row_tile == given.row_tiles - 1),
            self.last.eq(assigning & last_row & (self.column_tile == given.column_tiles - 1)),
            self.appoint.eq((assigning << macro)[: len(self.appoint)]),
        ]
        with m.If(self.start):
            m.d.sync += [assigning.eq(1), macro.eq(given.macro), self.row_tile.eq(0), self.column_tile.eq(0), self.total.eq(0)]
        with m.Elif(assigning):
            m.d.sync += [
                assigning.eq(~self.last),
                macro.eq(macro + 1),
                self.row_tile.eq(Mux(last_row, 0, self.row_tile + 1)),
                self.column_tile.eq(self.column_tile + last_row),
            ]
            with m.If(Mux(self.backward, self.row_tile == 0, self.column_tile == 0)):
                m.d.sync += self.total.eq(self.total + Mux(self.backward, given.window_words, given.dense_words))
