"""What the sequencer's parts have in common: its ports, its registers, and how operations and steps end."""

from typing import Any

from amaranth.hdl import Module, Value
from amaranth.lib import data, stream
from amaranth.lib.wiring import In, Out

from ....params.binary import Binary
from ....periphery.array_port import Access
from ....periphery.block import Block
from ....periphery.shapes import index
from ..shapes import Cells, drive, operation, step, tag
from .registers import Registers


class Sequencing(Block):
    """Ports and registers, and what several parts need."""

    def __init__(self, p: Binary) -> None:
        self.p, self.r = p, Registers(p)
        counter = Out(32)
        super().__init__(
            {
                "op": In(stream.Signature(operation(p))),
                "start_trim": In(1),
                "start_test": In(1),
                "use_trim": In(1),
                "trim_repeats": In(index(len(p.repeats))),
                "open": Out(1),
                "word": In(1),
                "last_word": In(1),
                "refused": In(1),
                "number": Out(index(p.program.steps)),
                "step": In(step(p)),
                "searched": Out(step(p).members["bias"]),
                "begins": In(p.bias.rows),
                "start_valid": Out(1),
                "start_ready": In(1),
                "start_tag": Out(tag(p)),
                "start_drive": Out(drive(p)),
                "idle": In(1),
                "page_full": In(1),
                "vote_busy": In(1),
                "taken": In(1),
                "summed": In(1),
                "voted": In(1),
                "order": Out(stream.Signature(data.StructLayout({"access": Access, "row": index(p.array.rows)}))),
                "cells": Out(Cells),
                "one": Out(1),
                "trimming": Out(1),
                "show": Out(1),
                "group": Out(index(p.word_groups)),
                "shown": In(1),
                "differs": In(1),
                "busy": Out(1),
                "illegal": Out(1),
                "ready": Out(1),
                "bad_program": Out(1),
                "bad_word": Out(16),
                "faults": counter,
                "evaluations": counter,
                "row_writes": counter,
            }
        )

    def _go_if(self, m: Module, possible: Value, state: str) -> None:
        """Begin the operation, or drop it."""
        with m.If(possible):
            m.next = state
        with m.Else():
            self._drop(m)

    def _drop(self, m: Module) -> None:
        m.d.comb += self.op.ready.eq(1)
        m.d.sync += self.illegal.eq(1)

    def _end(self, m: Module) -> None:
        """The operation is done."""
        m.d.comb += self.op.ready.eq(~self.r.from_register)
        m.next = "IDLE"

    def _end_step(self, m: Module) -> None:
        """The step is done, and with the last one the operation."""
        r = self.r
        with m.If(r.testing & ~r.second):
            m.d.sync += r.second.eq(1)
            m.next = "TEST"
        with m.Elif(r.step.last):
            self._end(m)
        with m.Else():
            m.next = "FETCH"

    def _order(self, m: Module, access: Any, row: Value, cells: Cells) -> None:
        """Have a row accessed once no evaluation is under way."""
        m.d.comb += [
            self.order.valid.eq(self.idle),
            self.order.payload.access.eq(access),
            self.order.payload.row.eq(row),
            self.cells.eq(cells),
        ]

    def _trim_repeats(self) -> Value:
        """Decisions that a trim digit rests on."""
        return (1 << self.trim_repeats)[: len(self.p.repeats)]
