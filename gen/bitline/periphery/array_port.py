"""The memory side of an array: write, read, verify and clear, at the array's own wait states."""

from typing import Any

from amaranth.hdl import Module, Mux, Signal
from amaranth.lib import data, stream
from amaranth.lib import enum as hdl_enum
from amaranth.lib.wiring import In, Out

from .block import Block
from .shapes import index


class Access(hdl_enum.Enum, shape=2):
    """What the memory side is asked for, one row at a time; ``CLEAR`` zeroes every row."""

    WRITE = 0
    READ = 1
    VERIFY = 2
    CLEAR = 3


class ArrayPort(Block):
    """Writes, reads back and verifies rows of cells, a word group a beat.

    The order at ``i`` stands until it is carried out; ``i.ready`` is high in its last cycle. Each word group takes one cycle to
    latch its beat from ``w``, one for address and data to stand before the strobe, the strobe, and after a write one more in
    which they stand still: 3 + write to write or clear a group, 3 + read to read or verify it (a beat at ``r`` each),
    3 + write + read to write it with ``read_before_write``. One cycle comes before the first group.

    Parameters
    ----------
    rows, groups : int
        Rows, and word groups of a row.
    cells : int
        Cells of a word group.
    cleared : int
        What a clear writes.
    write, read : int
        Cycles of the strobes.
    read_before_write : bool
        Read the old cells first, to show them with ``update``.

    Members
    -------
    i : In(stream of {access, row})
    w : In(stream of cells)
        Beats to write, or to verify against.
    r : Out(stream of {cells, difference})
        Cells read; with a verify the cells that differ from the beat at ``w`` are set in ``difference``.
    update : Out(1)
        Pulses when ``write_data`` has replaced ``old``.
    """

    def __init__(self, *, rows: int, groups: int, cells: int, cleared: int, write: int, read: int, read_before_write: bool) -> None:
        self.rows, self.groups, self.cleared = rows, groups, cleared
        self.lengths = {"write": write, "read": read}
        self.read_before_write = read_before_write
        row = range(rows)
        super().__init__(
            {
                "i": In(stream.Signature(data.StructLayout({"access": Access, "row": max(1, (rows - 1).bit_length())}))),
                "w": In(stream.Signature(cells)),
                "r": Out(stream.Signature(data.StructLayout({"cells": cells, "difference": cells}))),
                "row": Out(max(1, (rows - 1).bit_length())),
                "word_group": Out(groups),
                "write_data": Out(cells),
                "write": Out(1),
                "read": Out(1),
                "read_data": In(cells),
                "old": Out(cells),
                "update": Out(1),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        access = self.i.payload.access
        remaining = Signal(index(max(self.lengths.values())))
        last = Signal()
        reads = Signal()
        writes = Signal()
        clears = Signal()
        m.d.comb += [
            last.eq(remaining == 0),
            clears.eq(access == Access.CLEAR),
            writes.eq((access == Access.WRITE) | clears),
            reads.eq(~clears if self.read_before_write else ~writes),
            self.r.payload.cells.eq(self.old),
            self.r.payload.difference.eq(Mux(access == Access.VERIFY, self.old ^ self.write_data, 0)),
        ]
        with m.If(~last):
            m.d.sync += remaining.eq(remaining - 1)

        def strobe(name: str) -> None:
            m.d.sync += [getattr(self, name).eq(1), remaining.eq(self.lengths[name] - 1)]
            m.next = name.upper()

        with self.fsm(m, "phase"):
            with m.State("IDLE"):
                with m.If(self.i.valid):
                    m.d.sync += [self.row.eq(Mux(clears, 0, self.i.payload.row)), self.word_group.eq(1)]
                    m.next = "LATCH"
            with m.State("LATCH"):
                m.d.comb += self.w.ready.eq(~clears & (access != Access.READ))
                with m.If(self.w.valid | ~self.w.ready):
                    m.d.sync += self.write_data.eq(Mux(clears, self.cleared, self.w.payload))
                    m.next = "SETUP"
            with m.State("SETUP"):
                with m.If(reads):
                    strobe("read")
                with m.Else():
                    strobe("write")
            with m.State("READ"):
                with m.If(last):
                    m.d.sync += [self.read.eq(0), self.old.eq(self.read_data)]
                    with m.If(writes):
                        strobe("write")
                    with m.Else():
                        m.next = "RESPOND"
            with m.State("RESPOND"):
                m.d.comb += self.r.valid.eq(1)
                with m.If(self.r.ready):
                    self._advance(m, clears)
            with m.State("WRITE"):
                with m.If(last):
                    m.d.sync += self.write.eq(0)
                    m.next = "HOLD"
            with m.State("HOLD"):
                m.d.comb += self.update.eq(~clears)
                self._advance(m, clears)

    def _advance(self, m: Module, clears: Signal) -> None:
        """To the next word group, the next row of a clear, or the end."""
        m.next = "LATCH"
        m.d.sync += self.word_group.eq(self.word_group << 1)
        with m.If(self.word_group[-1]):
            m.d.sync += self.word_group.eq(1)
            with m.If(clears & (self.row != self.rows - 1)):
                m.d.sync += self.row.eq(self.row + 1)
            with m.Else():
                m.d.comb += self.i.ready.eq(1)
                m.next = "IDLE"
