"""Rows of weights: loaded, stored, cleared, and moved against their gradients."""

from typing import Any

from amaranth.hdl import Array, Module, Signal
from amaranth.lib import stream
from amaranth.lib.wiring import In, Out

from ...params.two_way_training import TwoWayTraining
from ...periphery.block import Block
from ...periphery.shapes import index
from ..two_way.shapes import Kind, operation, read_back, words
from .group_step import GroupStep
from .shapes import exponent, exponent_number, field_bits, layout, read, sum_address, sums, write

OPERATIONS = {
    "LOAD": Kind.WRITE,
    "STORE": Kind.READ,
    "CLEAR": Kind.CLEAR,
    "OLD": Kind.READ,
    "NEW": Kind.WRITE,
    "CHECK": Kind.VERIFY,
}
"""What the macro does in each phase."""


class WeightAccess(Block):
    """Carries out ``load``, ``store``, ``clear`` and ``update``, row by row, with the macro that ``macro`` chooses.

    An update reads a row, moves its word groups, writes the row and verifies it.

    Members
    -------
    load, store, clear, update : In(1)
        Start.
    fields : In
        The instruction's; stable until ``done``.
    done : Out(1)
    macro : Out
    op, w, r
        Of the macro that is chosen.
    x : In(stream of sums), y : Out(stream of sums)
    read_sums, sum_word, write_sums
        The memory.
    exponent_number, exponent : Out, In
        The exponent that the instruction refers to.
    random, draw : In, Out
        The rounding generator.
    faults : Out
        Weights in this cycle that are not what was written.
    """

    def __init__(self, p: TwoWayTraining) -> None:
        self.p = p
        random = {"random": In(p.array.lines_per_read * p.training.random_bits), "draw": Out(1)}
        super().__init__(
            {
                **{name: In(1) for name in ("load", "store", "clear", "update")},
                "fields": In(field_bits(p)),
                "done": Out(1),
                "macro": Out(index(p.training.macros)),
                "op": Out(stream.Signature(operation(p))),
                "w": Out(stream.Signature(words(p, p.weight.bits))),
                "r": In(stream.Signature(read_back(p))),
                "x": In(stream.Signature(sums(p))),
                "y": Out(stream.Signature(sums(p))),
                "read_sums": Out(read(sum_address(p))),
                "sum_word": In(sums(p)),
                **({"write_sums": Out(write(sum_address(p), sums(p)))} if p.momenta else {}),
                "exponent_number": Out(exponent_number(p)),
                "exponent": In(exponent()),
                **(random if p.random_words else {}),
                "faults": Out(range(p.array.lines_per_read + 1)),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        p = self.p
        given = Signal(layout(p, "update"))
        row = Signal(range(p.array.rows), reset_less=True)
        group = Signal(index(p.word_groups), reset_less=True)
        m.d.comb += [given.as_value().eq(self.fields), self.macro.eq(given.macro), self.op.payload.row.eq(row)]
        m.submodules.step = step = GroupStep(p)
        new = self._row_of_new(m, step, group)
        self._phases(m, given, row, step, new)
        written = self.w.valid & self.w.ready & (self.op.payload.kind != Kind.VERIFY)
        with m.If(written | (self.r.valid & self.r.ready)):
            m.d.sync += group.eq(group + 1)
        with m.If(self.op.valid & self.op.ready):
            m.d.sync += group.eq(0)
        self._addresses(m, given, step, group)
        m.d.comb += [to.eq(word) for to, word in zip(self.y.payload, step.weights, strict=True)]

    def _row_of_new(self, m: Module, step: GroupStep, group: Signal) -> Any:
        """The row's new weights, on their way to be written and verified."""
        kept = [Signal(len(step.moved.as_value()), name=f"new_{number}", reset_less=True) for number in range(self.p.word_groups)]
        for number, place in enumerate(kept):
            with m.If(step.done & (group == number)):
                m.d.sync += place.eq(step.moved)
        return Array(kept)[group]

    def _phases(self, m: Module, given: Any, row: Signal, step: GroupStep, new: Any) -> None:
        finished = Signal()
        last_row = Signal()
        m.d.comb += [finished.eq(self.op.valid & self.op.ready), last_row.eq(row == given.tile_rows - 1)]
        with self.fsm(m, "phase"):
            with m.State("IDLE"):
                m.d.sync += row.eq(0)
                for start, following in ((self.load, "LOAD"), (self.store, "STORE"), (self.clear, "CLEAR"), (self.update, "OLD")):
                    with m.If(start):
                        m.next = following
            with m.State("LOAD"):
                self._ask(m, "LOAD")
                m.d.comb += [self.w.valid.eq(self.x.valid), self.x.ready.eq(self.w.ready)]
                m.d.comb += [to.eq(word) for to, word in zip(self.w.payload, self.x.payload, strict=True)]
                self._next_row(m, finished, row, last_row, "LOAD")
            with m.State("STORE"):
                self._ask(m, "STORE")
                m.d.comb += [self.y.valid.eq(self.r.valid), self.r.ready.eq(self.y.ready)]
                self._next_row(m, finished, row, last_row, "STORE")
            with m.State("CLEAR"):
                self._ask(m, "CLEAR")
                with m.If(finished):
                    m.d.comb += self.done.eq(1)
                    m.next = "IDLE"
            with m.State("OLD"):
                self._ask(m, "OLD")
                m.d.comb += [step.valid.eq(self.r.valid), self.r.ready.eq(step.done)]
                with m.If(finished):
                    m.next = "NEW"
            with m.State("NEW"):
                self._ask(m, "NEW")
                m.d.comb += [self.w.valid.eq(1), self.w.payload.as_value().eq(new)]
                with m.If(finished):
                    m.next = "CHECK"
            with m.State("CHECK"):
                self._ask(m, "CHECK")
                m.d.comb += [self.w.valid.eq(1), self.w.payload.as_value().eq(new), self.r.ready.eq(1)]
                with m.If(self.r.valid):
                    m.d.comb += self.faults.eq(sum(self.r.payload.differs))
                self._next_row(m, finished, row, last_row, "OLD")

    def _ask(self, m: Module, phase: str) -> None:
        m.d.comb += [self.op.valid.eq(1), self.op.payload.kind.eq(OPERATIONS[phase])]

    def _next_row(self, m: Module, finished: Signal, row: Signal, last_row: Signal, following: str) -> None:
        with m.If(finished):
            m.d.sync += row.eq(row + 1)
            m.next = following
            with m.If(last_row):
                m.d.comb += self.done.eq(1)
                m.next = "IDLE"

    def _addresses(self, m: Module, given: Any, step: GroupStep, group: Signal) -> None:
        """Where the row's gradients, and its momentum, lie."""
        source = Signal(sum_address(self.p), reset_less=True)
        velocity = Signal(sum_address(self.p), reset_less=True)
        next_row = Signal()
        m.d.comb += next_row.eq((self.op.payload.kind == Kind.VERIFY) & self.op.valid & self.op.ready)
        with m.If(self.update):
            m.d.sync += [source.eq(given.source), velocity.eq(given.velocity if self.p.momenta else 0)]
        with m.Elif(next_row):
            m.d.sync += [source.eq(source + given.row_step), velocity.eq(velocity + given.row_step)]
        m.d.comb += [
            step.fields.eq(self.fields),
            step.weights.as_value().eq(self.r.payload.weights),
            step.moves.eq(group < given.tile_words),
            step.source.eq(source + group),
            step.exponent.eq(self.exponent),
            step.sum_word.eq(self.sum_word),
            self.exponent_number.eq(given.exponent),
            self.read_sums.eq(step.read_sums),
        ]
        if self.p.momenta:
            m.d.comb += [step.velocity.eq(velocity + group), self.write_sums.eq(step.write_sums)]
        if self.p.random_words:
            m.d.comb += [step.random.eq(self.random), self.draw.eq(step.draw)]
