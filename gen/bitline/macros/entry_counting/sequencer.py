"""The order of operations."""

from typing import Any

from amaranth.hdl import Module, Mux, Signal
from amaranth.lib import stream
from amaranth.lib.wiring import In, Out

from ...params.entry_counting import EntryCounting
from ...periphery.block import Block
from .shapes import Kind, access, operation, scaling


class Sequencer(Block):
    """Hands each operation to the part that carries it out. Combinational.

    A product stands at ``op`` until its last dot product is on its way, a scale operation until it is done; it waits until no sum
    is under way, since those use the table. An access leaves ``op`` when it begins, which is when no dot product with a word of
    its half of the store is being searched.

    An operation that does not exist, or concerns words or entries beyond the last, is dropped and pulses ``illegal``.

    Members
    -------
    op : In(stream of operation)
    product : Out(stream of operation)
    access : Out(stream of access)
    scale : Out(stream of scaling)
    searching : In(halves)
        Some dot product with a word of this half is being searched.
    quiet : In(1)
        None is, and no sum is under way.
    illegal : Out(1)
    """

    def __init__(self, p: EntryCounting) -> None:
        self.p = p
        super().__init__(
            {
                "op": In(stream.Signature(operation(p))),
                "product": Out(stream.Signature(operation(p))),
                "access": Out(stream.Signature(access(p))),
                "scale": Out(stream.Signature(scaling(p))),
                "searching": In(p.halves),
                "quiet": In(1),
                "illegal": Out(1),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        op, p = self.op.payload, self.p
        product = Signal()
        access_ = Signal()
        scale = Signal()
        half = Signal()
        some = Signal()
        m.d.comb += [
            some.eq(op.steps.any() & op.outputs.any() & op.repetitions.any() & op.pool.any()),
            product.eq(some & (op.kind == Kind.PRODUCT)),
            access_.eq(some & ((op.kind == Kind.WRITE) | (op.kind == Kind.READ) | (op.kind == Kind.VERIFY))),
            scale.eq(some & (op.kind == Kind.SCALE) & (op.entry + op.steps <= p.requantizer.entries)),
            half.eq(op.word >= p.half_words),
        ]
        within = op.word + op.steps <= Mux(half, p.store.words, p.half_words)
        m.d.comb += [
            self.product.valid.eq(self.op.valid & product),
            self.access.valid.eq(self.op.valid & access_ & within & ~Mux(half, self.searching[-1], self.searching[0])),
            self.scale.valid.eq(self.op.valid & scale & self.quiet),
            self.illegal.eq(self.op.valid & ~(product | (access_ & within) | scale)),
            self.op.ready.eq(self.illegal),
        ]
        for handed, layout in ((self.product, operation(p)), (self.access, access(p)), (self.scale, scaling(p))):
            m.d.comb += [handed.payload[name].eq(op[name]) for name, _ in layout]
            with m.If(handed.valid & handed.ready):
                m.d.comb += self.op.ready.eq(1)
