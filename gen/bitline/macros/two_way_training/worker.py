"""One macro's share of a product: its inputs on the way in, its results gathered into words."""

from typing import Any

from amaranth.hdl import Array, Cat, Module, Mux, Signal
from amaranth.lib import data, stream
from amaranth.lib.wiring import In, Out

from ...params.two_way_training import TwoWayTraining
from ...periphery.block import Block
from ...periphery.shapes import index
from ..two_way.shapes import Kind, operation, results, words


class Worker(Block):
    """Knows the tile that its macro holds, gives it the tile's inputs, and keeps the results of one product.

    Members
    -------
    appoint, row_tile, column_tile : In
        The macro takes part, and holds this tile; ``dismiss`` ends that.
    start : In(1)
        A product begins; results kept are lost from its first beat on.
    backward, is_signed : In(1)
        Stable until the product has been made.
    send, tile, inputs : In
        A beat of inputs for that row tile of a forward product, or column tile of a backward one.
    op, x, y
        The macro's.
    arrived : Out(1)
        There is nothing to wait for: all results are kept, or the macro takes no part.
    number, word : In, Out
        A word of results; combinational.
    """

    def __init__(self, p: TwoWayTraining) -> None:
        self.p = p
        tile = index(p.training.macros)
        self.outputs = max(side.outputs for side in p.sides.values())
        count = self.outputs // p.array.lines_per_read
        super().__init__(
            {
                "appoint": In(1),
                "dismiss": In(1),
                "row_tile": In(tile),
                "column_tile": In(tile),
                "start": In(1),
                "backward": In(1),
                "is_signed": In(1),
                "send": In(1),
                "tile": In(tile),
                "inputs": In(words(p, p.input.bits)),
                "op": Out(stream.Signature(operation(p))),
                "x": Out(stream.Signature(words(p, p.input.bits))),
                "y": In(stream.Signature(results(p))),
                "arrived": Out(1),
                "number": In(index(count)),
                "word": Out(data.ArrayLayout(p.results, p.array.lines_per_read)),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        active = Signal()
        row_tile = Signal.like(self.row_tile, name="own_row_tile", reset_less=True)
        column_tile = Signal.like(self.column_tile, name="own_column_tile", reset_less=True)
        asked = Signal()
        waiting = Signal()
        with m.If(self.appoint):
            m.d.sync += [active.eq(1), row_tile.eq(self.row_tile), column_tile.eq(self.column_tile)]
        with m.Elif(self.dismiss):
            m.d.sync += active.eq(0)
        with m.If(self.start):
            m.d.sync += [asked.eq(active), waiting.eq(active)]
        with m.Else():
            with m.If(self.op.ready):
                m.d.sync += asked.eq(0)
            with m.If(self.y.valid & self.y.payload.last):
                m.d.sync += waiting.eq(0)
        m.d.comb += [
            self.op.valid.eq(asked),
            self.op.payload.kind.eq(Mux(self.backward, Kind.BACKWARD, Kind.FORWARD)),
            self.op.payload.signed.eq(self.is_signed),
            self.x.valid.eq(self.send & active & (self.tile == Mux(self.backward, column_tile, row_tile))),
            self.x.payload.eq(self.inputs),
            self.y.ready.eq(1),
            self.arrived.eq(~waiting),
        ]
        self._gather(m)

    def _gather(self, m: Module) -> None:
        """Lane j of slot s is output ``j * share + s``."""
        share, lines = self.p.adc.share, self.p.array.lines_per_read
        slot = Signal(share, init=1)
        kept = [Signal(self.p.results, name=f"result_{number}", reset_less=True) for number in range(self.outputs)]
        with m.If(self.y.valid):
            m.d.sync += slot.eq(slot.rotate_left(1))
            for number, result in enumerate(kept):
                with m.If(slot[number % share]):
                    m.d.sync += result.eq(self.y.payload.results[number // share])
        m.d.comb += self.word.as_value().eq(
            Array(Cat(kept[first : first + lines]) for first in range(0, self.outputs, lines))[self.number]
        )
