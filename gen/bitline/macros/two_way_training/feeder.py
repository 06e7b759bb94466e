"""A product's inputs, from the memory of values to the macros."""

from typing import Any

from amaranth.hdl import Module, Mux, Signal
from amaranth.lib.wiring import In, Out

from ...params.two_way_training import TwoWayTraining
from ...periphery.block import Block
from ...periphery.shapes import index
from ..two_way.shapes import words
from .shapes import either_address, field_bits, layout, read, value_address, values


class Feeder(Block):
    """Reads one position's inputs, tile by tile and line group by line group, a word a cycle, after the cycle of ``start``.

    A forward product takes the words under the kernel, a backward one dense words; after the last of them come zeros until the
    last tile is full. What has been asked for in one cycle is sent two cycles later.

    Members
    -------
    start : In(1)
    backward, fields : In
        Stable until the last beat.
    dense : In
        Address of the first dense word.
    address, on_map, step : In, In, Out
        Of the window.
    read_values, value_word : Out, In
        The memory.
    send, tile, inputs : Out
        A beat of inputs for a tile.
    last : Out(1)
        The last beat is being asked for.
    """

    def __init__(self, p: TwoWayTraining) -> None:
        self.p = p
        super().__init__(
            {
                "start": In(1),
                "backward": In(1),
                "fields": In(field_bits(p)),
                "dense": In(value_address(p)),
                "address": In(either_address(p)),
                "on_map": In(1),
                "step": Out(1),
                "read_values": Out(read(value_address(p))),
                "value_word": In(values(p)),
                "send": Out(1),
                "tile": Out(index(p.training.macros)),
                "inputs": Out(words(p, p.input.bits)),
                "last": Out(1),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        given = Signal(layout(self.p, "forward"))
        forward, backward = (side.groups for side in self.p.sides.values())
        feeding = Signal()
        tile = Signal.like(self.tile, name="read_tile", reset_less=True)
        group = Signal(index(max(forward, backward)), reset_less=True)
        number = Signal(len(given.window_words) + 1, reset_less=True)
        last_group = Signal()
        real = Signal()
        asked = Signal()
        asked_tile = Signal.like(self.tile, name="asked_tile", reset_less=True)
        was_real = Signal(reset_less=True)
        is_real = Signal(reset_less=True)
        tiles = Mux(self.backward, given.column_tiles, given.row_tiles)
        m.d.comb += [
            given.as_value().eq(self.fields),
            last_group.eq(group == Mux(self.backward, backward - 1, forward - 1)),
            self.last.eq(feeding & last_group & (tile == tiles - 1)),
            real.eq(feeding & (number < Mux(self.backward, given.dense_words, given.window_words))),
            self.step.eq(real & ~self.backward),
            self.read_values.enable.eq(real & (self.backward | self.on_map)),
            self.read_values.address.eq(Mux(self.backward, self.dense + number, self.address)),
            *(to.eq(Mux(is_real, word.value, 0)) for to, word in zip(self.inputs, self.value_word, strict=True)),
        ]
        m.d.sync += [asked.eq(feeding), asked_tile.eq(tile), was_real.eq(self.read_values.enable)]
        m.d.sync += [self.send.eq(asked), self.tile.eq(asked_tile), is_real.eq(was_real)]
        with m.If(self.start):
            m.d.sync += [feeding.eq(1), tile.eq(0), group.eq(0), number.eq(0)]
        with m.Elif(feeding):
            m.d.sync += [
                feeding.eq(~self.last),
                group.eq(Mux(last_group, 0, group + 1)),
                tile.eq(tile + last_group),
                number.eq(number + 1),
            ]
