"""Activations of a map, from the memory of values to the rows of the gradient array."""

from typing import Any

from amaranth.hdl import Module, Mux, Signal
from amaranth.lib import stream
from amaranth.lib.wiring import In, Out

from ...params.two_way import TwoWay
from ...params.two_way_training import TwoWayTraining
from ...periphery.block import Block
from ...periphery.shapes import index
from ..two_way.shapes import words
from .shapes import either_address, read, value_address, values, window_words


class ActivationRows(Block):
    """Writes positions of a map into the array, a position a row, from row 0 until the array is full or the map is over.

    From the cycle after ``start`` on the words under the kernel before ``first`` are passed by, a cycle each; then the macro
    writes a row of those that follow, waiting a cycle for the first one. A word outside the map, or beyond the kernel, is zero.

    Members
    -------
    start : In(1)
        The window shows the block's first position from the next cycle on.
    first, window_words : In
        First word under the kernel that the array holds, and how many there are.
    address, on_map, last, step, advance
        Of the window, which stands at the next block's first position in the end.
    read_values, value_word : Out, In
        The memory.
    asks, row, written, w : Out, Out, In, Out(stream of words)
        A write stands at the macro's ``op``; its row; it is done; its words.
    done : Out(1)
        The last row is written.
    count, ended : Out
        Positions that the array holds; whether they are the map's last. They stand until the next start.
    """

    def __init__(self, p: TwoWayTraining, macro: TwoWay) -> None:
        self.p, self.macro = p, macro
        super().__init__(
            {
                "start": In(1),
                "first": In(window_words(p)),
                "window_words": In(window_words(p)),
                "address": In(either_address(p)),
                "on_map": In(1),
                "last": In(1),
                "step": Out(1),
                "advance": Out(1),
                "read_values": Out(read(value_address(p))),
                "value_word": In(values(p)),
                "asks": Out(1),
                "row": Out(index(macro.array.rows)),
                "written": In(1),
                "w": Out(stream.Signature(words(macro, macro.weight.bits))),
                "done": Out(1),
                "count": Out(range(macro.array.rows + 1)),
                "ended": Out(1),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        under = Signal(len(self.window_words) + 1, reset_less=True)
        group = Signal(index(self.macro.word_groups), reset_less=True)
        real = Signal(reset_less=True)
        m.d.comb += [
            self.read_values.address.eq(self.address),
            *(to.eq(Mux(real, word.value, 0)) for to, word in zip(self.w.payload, self.value_word, strict=True)),
        ]
        with self.fsm(m, "phase"):
            with m.State("IDLE"), m.If(self.start):
                m.d.sync += [self.row.eq(0), self.count.eq(0)]
                self._begin(m, under, group)
            with m.State("PASS"):
                m.d.comb += self.step.eq(1)
                m.d.sync += under.eq(under + 1)
                with m.If(under == self.first - 1):
                    m.next = "READ"
            with m.State("READ"):
                m.d.comb += [self.asks.eq(1), self.read_values.enable.eq(self.on_map & (under < self.window_words))]
                m.d.sync += real.eq(self.read_values.enable)
                m.next = "SHOW"
            with m.State("SHOW"):
                m.d.comb += self.asks.eq(1)
                m.next = "GIVE"
            with m.State("GIVE"):
                m.d.comb += [self.asks.eq(1), self.w.valid.eq(1)]
                with m.If(self.w.ready):
                    m.d.comb += self.step.eq(1)
                    m.d.sync += [under.eq(under + 1), group.eq(group + 1)]
                    m.next = "READ"
                    with m.If(group == self.macro.word_groups - 1):
                        m.next = "FINISH"
            with m.State("FINISH"):
                m.d.comb += self.asks.eq(1)
                with m.If(self.written):
                    self._next_row(m, under, group)

    def _begin(self, m: Module, under: Signal, group: Signal) -> None:
        """To a position's first word that the array holds."""
        m.d.sync += [under.eq(0), group.eq(0)]
        m.next = "PASS"
        with m.If(self.first == 0):
            m.next = "READ"

    def _next_row(self, m: Module, under: Signal, group: Signal) -> None:
        m.d.comb += self.advance.eq(~self.last)
        m.d.sync += [self.row.eq(self.row + 1), self.count.eq(self.count + 1), self.ended.eq(self.last)]
        self._begin(m, under, group)
        with m.If(self.last | (self.row == self.macro.array.rows - 1)):
            m.d.comb += self.done.eq(1)
            m.next = "IDLE"
