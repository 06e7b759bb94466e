"""One lane: its words and their comparison."""

from functools import reduce
from operator import or_
from typing import Any

from amaranth.hdl import Cat, Const, Instance, Module, Mux, Signal, Value
from amaranth.lib import data
from amaranth.lib.wiring import In, Member, Out

from ...params.entry_counting import EntryCounting, search_pins
from ...periphery.block import Block
from .shapes import lines


def shared_members(p: EntryCounting) -> dict[str, Member]:
    """Inputs that all lanes of a group have in common."""
    searches = p.search.per_cycle
    return {
        "stored_write": In(p.store.words),
        "streamed_write": In(2),
        "select": In(p.store.words),
        **({"computes": In(2), "shows": In(1)} if p.store.double_buffer else {}),
        "stored_lines": In(data.ArrayLayout(lines(p), searches)),
        "streamed_lines": In(data.ArrayLayout(data.ArrayLayout(lines(p), 2), searches)),
        "stored_signed": In(1),
        "streamed_signed": In(2),
        "sample": In(searches),
    }


class Lane(Block):
    """Stored words behind a multiplexer, and a streamed word in two halves; both are compared with their search lines.

    ``match`` and ``negative`` follow the search lines by one cycle. A word written in a cycle stands from the next one on.

    In emitted Verilog of a macro with dedicated cells every stored bit is a multiplexer cell, which passes its bit on to the chain
    when it is selected, and every streamed bit a CAM cell, which tells for each search whether it mismatches; both are latches,
    open while their write strobe is high. Otherwise, and always in a simulation in Python, bits are flip-flops, written at the end
    of the strobe.

    Members
    -------
    stored_data, streamed_data : In(word)
        Stand in the cycle of a strobe and in the next one.
    stored_write : In(words)
    streamed_write : In(2)
    select : In(words)
        The stored word, one-hot in each half of the store.
    computes : In(2)
        Which half of the store is searched; with two halves only.
    shows : In(1)
        Which half of the store ``shown`` is of; likewise.
    stored_lines : In(ArrayLayout(lines, searches))
    streamed_lines : In(ArrayLayout(ArrayLayout(lines, 2), searches))
        Of each half; those of the half that is not searched are all zero, which matches anything.
    stored_signed : In(1)
        The stored word's top bit is its sign.
    streamed_signed : In(2)
        Likewise the streamed word's, for the half that is searched.
    sample : In(searches)
        The searches that count.
    match : Out(searches)
    negative : Out(1)
        The product of the two levels is negative.
    shown : Out(word)
        The stored word that is selected. Combinational.
    """

    def __init__(self, p: EntryCounting) -> None:
        self.p = p
        own = {
            "stored_data": In(p.word_bits),
            "streamed_data": In(p.word_bits),
            "match": Out(p.search.per_cycle),
            "negative": Out(1),
            "shown": Out(p.word_bits),
        }
        super().__init__({**shared_members(p), **own})

    def body(self, m: Module, platform: Any) -> None:
        dedicated = self.p.cells.kind == "dedicated" and hasattr(platform, "place")
        bits = _Cells(self, m) if dedicated else _FlipFlops(self, m)
        chosen = [bits.stored(half) for half in range(self.p.halves)]
        stored = self._joined(m, chosen)
        streamed, mismatches = zip(*(bits.streamed(half) for half in range(2)), strict=True)
        matches = [Signal(name=f"match_{search}", reset_less=True) for search in range(len(self.sample))]
        for search, (match, sample) in enumerate(zip(matches, self.sample, strict=True)):
            found = [_mismatch(stored, self.stored_lines[search]), *(half[search] for half in mismatches)]
            with m.If(sample):
                m.d.sync += match.eq(~reduce(or_, found))
        negative = Signal(reset_less=True)
        with m.If(self.sample.any()):
            m.d.sync += negative.eq(
                (stored[-1] & self.stored_signed) ^ (Cat(word[-1] for word in streamed) & self.streamed_signed).any()
            )
        m.d.comb += [self.match.eq(Cat(matches)), self.negative.eq(negative)]

    def _joined(self, m: Module, chosen: list[Value]) -> Value:
        """The word that is searched, from what the halves of the store select; another one may be shown."""
        stored = Signal(self.p.word_bits, name="stored")
        if self.p.store.double_buffer:
            m.d.comb += stored.eq(Mux(self.computes[0], chosen[0], 0) | Mux(self.computes[1], chosen[1], 0))
            m.d.comb += self.shown.eq(Mux(self.shows, chosen[1], chosen[0]))
        else:
            m.d.comb += [stored.eq(chosen[0]), self.shown.eq(stored)]
        return stored


def _mismatch(word: Value, line: data.View) -> Value:
    """Whether some bit is not what its search lines ask for."""
    return ((word & line.zero) | (~word & line.one)).any()


class _FlipFlops:
    """Words in flip-flops."""

    def __init__(self, lane: Lane, m: Module) -> None:
        self.lane, self.m = lane, m

    def stored(self, half: int) -> Value:
        """The selected word of a half of the store."""
        size = self.lane.p.half_words
        words = []
        for k in range(half * size, half * size + size):
            word = self._word(f"stored_{k}", self.lane.stored_write[k], self.lane.stored_data)
            words.append(Mux(self.lane.select[k], word, 0))
        return reduce(or_, words)

    def streamed(self, half: int) -> tuple[Value, list[Value]]:
        """A half's streamed word, and for each search whether it mismatches."""
        word = self._word(f"streamed_{half}", self.lane.streamed_write[half], self.lane.streamed_data)
        return word, [_mismatch(word, line[half]) for line in self.lane.streamed_lines]

    def _word(self, name: str, write: Value, data_: Value) -> Signal:
        word = Signal(self.lane.p.word_bits, name=name, reset_less=True)
        with self.m.If(write):
            self.m.d.sync += word.eq(data_)
        return word


class _Cells:
    """Words in the dedicated cells."""

    def __init__(self, lane: Lane, m: Module) -> None:
        self.lane, self.m = lane, m

    def stored(self, half: int) -> Value:
        """The selected word of a half of the store: a few chains of multiplexer cells, joined."""
        p = self.lane.p
        words = range(half * p.half_words, (half + 1) * p.half_words)
        chains = [words[k : k + p.chain] for k in range(0, len(words), p.chain)]
        selected = [Signal(name=f"selected_{half}_{bit}") for bit in range(p.word_bits)]
        for bit, joined in enumerate(selected):
            self.m.d.comb += joined.eq(reduce(or_, (self._chain(bit, chain) for chain in chains)))
        return Cat(selected)

    def _chain(self, bit: int, words: range) -> Value:
        passed: Value = Const(0, 1)
        for k in words:
            out = Signal(name="O")
            self.m.submodules[f"stored_{k}_{bit}"] = Instance(
                self.lane.p.storage_cells[0].name,
                i_D=self.lane.stored_data[bit],
                i_W=self.lane.stored_write[k],
                i_S=self.lane.select[k],
                i_I=passed,
                o_O=out,
            )
            passed = out
        return passed

    def streamed(self, half: int) -> tuple[Value, list[Value]]:
        """A half's streamed word, and for each search whether it mismatches."""
        p = self.lane.p
        pins = [search_pins(search, p.search.per_cycle) for search in range(p.search.per_cycle)]
        word = [Signal(name="Q") for _ in range(p.word_bits)]
        mismatch = [[Signal(name=found) for _ in range(p.word_bits)] for _, _, found in pins]
        for bit, kept in enumerate(word):
            ports: dict[str, Any] = {}
            for search, (one, zero, found) in enumerate(pins):
                line = self.lane.streamed_lines[search][half]
                ports |= {f"i_{one}": line.one[bit], f"i_{zero}": line.zero[bit], f"o_{found}": mismatch[search][bit]}
            self.m.submodules[f"streamed_{half}_{bit}"] = Instance(
                p.storage_cells[1].name, i_D=self.lane.streamed_data[bit], i_W=self.lane.streamed_write[half], **ports, o_Q=kept
            )
        return Cat(word), [Cat(found).any() for found in mismatch]
