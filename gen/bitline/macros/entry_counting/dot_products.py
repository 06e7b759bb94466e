"""The dot products of a product."""

from typing import Any

from amaranth.hdl import Cat, Module, Mux, Signal
from amaranth.lib import data, stream
from amaranth.lib.wiring import In, Out

from ...params.entry_counting import EntryCounting
from ...periphery.block import Block
from ...periphery.shapes import index
from .loops import Loops
from .shapes import Begin, End, Operand, content, dot_product, operation


class DotProducts(Block):
    """Makes dot products of products, one a cycle where nothing holds them up.

    A dot product waits for its streamed word, for its partial sum where it begins with one, and while its half of the store is
    being accessed. One with a word beyond the last, or with two words of the same operand, is not searched, and pulses ``illegal``,
    as do an accumulator and an entry beyond the last.

    Members
    -------
    i : In(stream of operation)
        A product; taken with its last dot product.
    fill : In(stream of sum)
    word : Out(range(words))
        The stored word of the dot product.
    stored : In(content)
        What it holds.
    full : In(2)
    streamed : In(ArrayLayout(content, 2))
        The streamed words.
    accessed : In(halves)
        The halves of the store that are being accessed.
    o : Out(stream of dot_product)
    illegal : Out(1)
    """

    def __init__(self, p: EntryCounting) -> None:
        self.p = p
        super().__init__(
            {
                "i": In(stream.Signature(operation(p))),
                "fill": In(stream.Signature(p.sums)),
                "word": Out(index(p.store.words)),
                "stored": In(content(p)),
                "full": In(2),
                "streamed": In(data.ArrayLayout(content(p), 2)),
                "accessed": In(p.halves),
                "o": Out(stream.Signature(dot_product(p))),
                "illegal": Out(1),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        m.submodules.loops = loops = Loops(self.p)
        at, op, o = loops.at, self.i.payload, self.o.payload
        take = Signal()
        fills = Signal()
        half = Signal()
        full = Mux(half, self.full[1], self.full[0])
        m.d.comb += [
            loops.op.eq(op),
            loops.move.eq(take),
            take.eq(self.o.valid & self.o.ready),
            fills.eq(at.first_step & (op.begin == Begin.FILL)),
            self.o.valid.eq(self.i.valid & full & ~self._accessed(at.word) & (self.fill.valid | ~fills)),
            self.i.ready.eq(take & at.last_step & at.last_output & at.last_repetition),
            self.fill.ready.eq(take & fills),
            o.half.eq(half),
            o.frees.eq(at.last_output),
            o.tag.accumulator.eq(at.accumulator),
            o.tag.anew.eq(at.first_step & (op.begin != Begin.CONTINUE)),
            o.tag.addend.eq(Mux(fills, self.fill.payload, 0)),
            o.tag.leaves.eq(at.last_step & (op.end != End.HOLD)),
        ]
        m.d.sync += half.eq(half ^ (take & at.last_output))
        self._leaving(m, at)
        wrong = self._live(m, at, half)
        beyond = (at.accumulator >= self.p.accumulator.count) | (
            o.tag.leaves & ~o.tag.leaving.plain & (at.entry >= self.p.requantizer.entries)
        )
        m.d.comb += self.illegal.eq(take & (wrong | beyond))

    def _accessed(self, word: Any) -> Any:
        return Mux(word >= self.p.half_words, self.accessed[-1], self.accessed[0])

    def _leaving(self, m: Module, at: Any) -> None:
        op, leaving = self.i.payload, self.o.payload.tag.leaving
        m.d.comb += [
            leaving.plain.eq(op.end == End.SPILL),
            leaving.entry.eq(at.entry),
            leaving.residual.eq(op.residual & ~leaving.plain),
            leaving.slot.eq(at.slot),
            leaving.first.eq(at.window_first | leaving.plain),
            leaving.last.eq(at.window_last | leaving.plain),
        ]

    def _live(self, m: Module, at: Any, half: Signal) -> Signal:
        """The classes that are present in both words; whether the words cannot be multiplied."""
        o = self.o.payload
        streamed = Signal(content(self.p))
        weight = Signal(self.p.presence_bits, name="weight_presence")
        activation = Signal(self.p.presence_bits, name="activation_presence")
        wrong = Signal()
        weights_stored = self.stored.operand == Operand.WEIGHT
        m.d.comb += [
            streamed.eq(Mux(half, self.streamed[1].as_value(), self.streamed[0].as_value())),
            self.word.eq(at.word),
            o.word.eq(Cat(at.word == k for k in range(self.p.store.words))),
            o.stored.eq(self.stored.operand),
            wrong.eq((self.stored.operand == streamed.operand) | ~o.word.any()),
            weight.eq(Mux(weights_stored, self.stored.presence, streamed.presence)),
            activation.eq(Mux(weights_stored, streamed.presence, self.stored.presence)),
            o.live.eq(Mux(wrong, 0, Cat(weight[i - 1] & activation[j - 1] for i, j in self.p.classes))),
        ]
        return wrong
