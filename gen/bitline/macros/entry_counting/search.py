"""From live classes to search lines: which pairs of magnitudes are searched in which cycle."""

from collections.abc import Sequence
from typing import Any

from amaranth.hdl import Cat, Module, Mux, Signal, Value
from amaranth.lib import data, stream
from amaranth.lib.wiring import In, Out

from ...params.entry_counting import OPERANDS, EntryCounting
from ...periphery.block import Block
from ...periphery.lowest_bits import LowestBits
from .shapes import Operand, dot_product, lines, multiples


class Picker(Block):
    """Takes dot products and gives, each cycle, the lowest of their live classes, as many as are searched at once.

    The first classes are chosen in the cycle after a dot product was taken; the next one is taken in the cycle of the last choice.
    A dot product with no live class takes one cycle with no choice. The last choice of a sum that leaves waits for a place in the
    queue, of which ``taken`` frees one.

    Members
    -------
    i : In(stream of dot_product)
    taken : In(1)
    go : Out(1)
        Classes are chosen in this cycle.
    chosen : Out(ArrayLayout(classes, searches))
        One-hot each.
    at : Out(dot_product)
        The dot product; its ``tag`` is that of this choice alone.
    last : Out(1)
        With ``go``: nothing of it remains.
    active : Out(1)
        A dot product is under way.
    empty : Out(1)
        No sum is under way to the queue or in it.
    """

    def __init__(self, p: EntryCounting) -> None:
        self.p = p
        super().__init__(
            {
                "i": In(stream.Signature(dot_product(p))),
                "taken": In(1),
                "go": Out(1),
                "chosen": Out(data.ArrayLayout(len(p.classes), p.search.per_cycle)),
                "at": Out(dot_product(p)),
                "last": Out(1),
                "active": Out(1),
                "empty": Out(1),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        m.submodules.lowest = lowest = LowestBits(len(self.p.classes), self.p.search.per_cycle)
        under_way = Signal(dot_product(self.p), reset_less=True)
        first = Signal()
        leaves = Signal()
        reserved = Signal(range(self.p.queue_depth + 1))
        m.d.comb += [
            lowest.i.eq(under_way.live),
            self.chosen.eq(lowest.chosen),
            self.last.eq(lowest.rest == 0),
            leaves.eq(under_way.tag.leaves & self.last),
            self.go.eq(self.active & ~(leaves & (reserved == self.p.queue_depth))),
            self.i.ready.eq(~self.active | (self.go & self.last)),
            self.at.eq(under_way),
            self.at.tag.anew.eq(under_way.tag.anew & first),
            self.at.tag.last.eq(self.last),
            self.at.tag.leaves.eq(leaves),
            self.empty.eq(reserved == 0),
        ]
        m.d.sync += reserved.eq(reserved + (self.go & leaves) - self.taken)
        with m.If(self.i.ready):
            m.d.sync += [self.active.eq(self.i.valid), under_way.eq(self.i.payload), first.eq(1)]
        with m.Elif(self.go):
            m.d.sync += [under_way.live.eq(lowest.rest), first.eq(0)]


class SearchLines(Block):
    """Drives select and search lines, straight from flip-flops, in the cycle after classes were chosen.

    Members
    -------
    go, chosen, word, stored, half : In
        As :class:`Picker` gives them.
    show : In(1)
        Select ``shown_word`` instead, in its half of the store.
    select, computes, stored_lines, streamed_lines, stored_signed, streamed_signed, sample : Out
        As :class:`bitline.macros.entry_counting.lane.Lane` takes them.
    multiples : Out(ArrayLayout(choice of a constant, searches))
        What each count is to be multiplied by.
    """

    def __init__(self, p: EntryCounting) -> None:
        self.p = p
        searches = p.search.per_cycle
        self.products = multiples(p)
        super().__init__(
            {
                "go": In(1),
                "chosen": In(data.ArrayLayout(len(p.classes), searches)),
                "word": In(p.store.words),
                "stored": In(Operand),
                "half": In(1),
                "show": In(1),
                "shown_word": In(p.store.words),
                "select": Out(p.store.words),
                **({"computes": Out(2)} if p.store.double_buffer else {}),
                "stored_lines": Out(data.ArrayLayout(lines(p), searches)),
                "streamed_lines": Out(data.ArrayLayout(data.ArrayLayout(lines(p), 2), searches)),
                "stored_signed": Out(1),
                "streamed_signed": Out(2),
                "sample": Out(searches),
                "multiples": Out(data.ArrayLayout(self.products.choice, searches)),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        self._select(m)
        weights_stored = Signal()
        m.d.comb += weights_stored.eq(self.stored == Operand.WEIGHT)
        signed = [self.p.operands[name].signed for name in OPERANDS]
        halves = Cat(~self.half, self.half)
        m.d.sync += self.sample.eq(0)
        with m.If(self.go):
            m.d.sync += [
                self.stored_signed.eq(Mux(weights_stored, *signed)),
                self.streamed_signed.eq(Mux(Mux(weights_stored, *reversed(signed)), halves, 0)),
            ]
        for search, chosen in enumerate(self.chosen):
            weight, activation = (self._key(m, search, place, chosen) for place in range(2))
            multiple = decoded(m, f"multiple_{search}", chosen, [self.products.of(i * j).as_bits() for i, j in self.p.classes])
            with m.If(self.go):
                m.d.sync += [
                    self.sample[search].eq(chosen.any()),
                    self.multiples[search].eq(multiple),
                    self.stored_lines[search].eq(Mux(weights_stored, weight, activation)),
                ]
                for line, searched in zip(self.streamed_lines[search], halves, strict=True):
                    m.d.sync += line.eq(Mux(searched, Mux(weights_stored, activation, weight), 0))

    def _select(self, m: Module) -> None:
        """A half of the store shows one word at a time: one that is read back, or the one that is searched."""
        size = self.p.half_words
        for half in range(self.p.halves):
            words = slice(half * size, half * size + size)
            mine = Signal(name=f"searches_{half}")
            m.d.comb += mine.eq(self.word[words].any())
            with m.If(self.show & self.shown_word[words].any()):
                m.d.sync += self.select[words].eq(self.shown_word[words])
            with m.Elif(self.go & mine):
                m.d.sync += self.select[words].eq(self.word[words])
            if self.p.store.double_buffer:
                with m.If(self.go):
                    m.d.sync += self.computes[half].eq(mine)

    def _key(self, m: Module, search: int, place: int, chosen: Value) -> Value:
        """Search lines of one operand for the chosen class; ``place`` says which of a class's magnitudes is that operand's."""
        name = OPERANDS[place]
        keys = [self.p.operands[name].key(pair[place]) for pair in self.p.classes]
        asked = [lines(self.p).const({"one": value & care, "zero": ~value & care}) for value, care in keys]
        return decoded(m, f"{name}_key_{search}", chosen, [lines_.as_bits() for lines_ in asked])


def decoded(m: Module, name: str, chosen: Value, codes: Sequence[int]) -> Signal:
    """The code of the choice, given one-hot; zero where nothing is chosen."""
    code = Signal(max(codes).bit_length(), name=name)
    for place, bit in enumerate(code):
        setting = [chosen[k] for k, each in enumerate(codes) if each >> place & 1]
        m.d.comb += bit.eq(Cat(setting).any() if setting else 0)
    return code
