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
    which they stand still: 3 + write to write or clear a group, 3 + read to read or verify it (a beat at ``r`` each). With
    ``follow`` a group is read before it is written and again afterwards, 4 + write + 2 read, and read after it is cleared,
    4 + write + read. One cycle comes before the first group.

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
    follow : bool
        Show with ``update`` what a word group held before and what it holds now, which need not be what was written.

    Members
    -------
    i : In(stream of {access, row})
    w : In(stream of cells)
        Beats to write, or to verify against.
    r : Out(stream of {cells, difference})
        Cells read; with a verify the cells that differ from the beat at ``w`` are set in ``difference``.
    clearing : Out(1)
        Pulses as a clear begins.
    update, old, fresh : Out
        With ``follow``: pulses when the cells ``fresh`` have taken the place of ``old``; a clear begins from cleared cells.
    """

    def __init__(self, *, rows: int, groups: int, cells: int, cleared: int, write: int, read: int, follow: bool) -> None:
        self.rows, self.groups, self.cleared = rows, groups, cleared
        self.lengths = {"write": write, "read": read}
        self.follow = follow
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
                **({"clearing": Out(1), "update": Out(1), "fresh": Out(cells)} if follow else {}),
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
            reads.eq(~clears if self.follow else ~writes),
            self.r.payload.cells.eq(self.old),
            self.r.payload.difference.eq(Mux(access == Access.VERIFY, self.old ^ self.write_data, 0)),
        ]
        with m.If(~last):
            m.d.sync += remaining.eq(remaining - 1)

        with self.fsm(m, "phase"):
            self._accept(m, clears)
            with m.State("SETUP"):
                with m.If(reads):
                    self._strobe(m, "read", remaining)
                with m.Else():
                    self._strobe(m, "write", remaining)
            self._read(m, last, writes, clears, remaining)
            self._write(m, last, clears, remaining)
            if self.follow:
                self._read_again(m, last, clears)

    def _accept(self, m: Module, clears: Signal) -> None:
        """Wait for an order, then for the beat of each of its word groups."""
        with m.State("IDLE"), m.If(self.i.valid):
            if self.follow:
                m.d.comb += self.clearing.eq(clears)
            m.d.sync += [self.row.eq(Mux(clears, 0, self.i.payload.row)), self.word_group.eq(1)]
            m.next = "LATCH"
        with m.State("LATCH"):
            m.d.comb += self.w.ready.eq(~clears & (self.i.payload.access != Access.READ))
            with m.If(self.w.valid | ~self.w.ready):
                m.d.sync += self.write_data.eq(Mux(clears, self.cleared, self.w.payload))
                if self.follow:
                    m.d.sync += self.old.eq(self.cleared)
                m.next = "SETUP"

    def _strobe(self, m: Module, name: str, remaining: Signal, state: str = "") -> None:
        """Raise the strobe ``name`` for its length, in the state of the same name unless another is given."""
        m.d.sync += [getattr(self, name).eq(1), remaining.eq(self.lengths[name] - 1)]
        m.next = state or name.upper()

    def _read(self, m: Module, last: Signal, writes: Signal, clears: Signal, remaining: Signal) -> None:
        """Read a word group, then show it or, with ``follow``, write it."""
        with m.State("READ"), m.If(last):
            m.d.sync += [self.read.eq(0), self.old.eq(self.read_data)]
            with m.If(writes):
                self._strobe(m, "write", remaining)
            with m.Else():
                m.next = "RESPOND"
        with m.State("RESPOND"):
            m.d.comb += self.r.valid.eq(1)
            with m.If(self.r.ready):
                self._advance(m, clears)

    def _write(self, m: Module, last: Signal, clears: Signal, remaining: Signal) -> None:
        """Write a word group, whose address and data then stand still for a cycle."""
        with m.State("WRITE"), m.If(last):
            m.d.sync += self.write.eq(0)
            m.next = "HOLD"
        with m.State("HOLD"):
            if self.follow:
                self._strobe(m, "read", remaining, "READ_AGAIN")
            else:
                self._advance(m, clears)

    def _read_again(self, m: Module, last: Signal, clears: Signal) -> None:
        """What the cells hold after a write: a cell may be stuck."""
        with m.State("READ_AGAIN"), m.If(last):
            m.d.sync += [self.read.eq(0), self.fresh.eq(self.read_data)]
            m.next = "UPDATE"
        with m.State("UPDATE"):
            m.d.comb += self.update.eq(1)
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
