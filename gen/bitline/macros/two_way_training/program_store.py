"""Where a program lies, and what of it is refused."""

from typing import Any

from amaranth.hdl import Cat, Module, Signal, Value
from amaranth.lib import stream
from amaranth.lib.wiring import In, Out

from ...params.two_way_training import INSTRUCTIONS, KIND_BITS, KINDS, SPACES, Kind, TwoWayTraining, fields, word_bits
from ...periphery.block import Block
from ...periphery.memory import Memory
from ...periphery.shapes import index
from .shapes import field_bits, layout, program_word


class ProgramStore(Block):
    """Keeps a program's instructions.

    While ``open`` it takes a word a cycle from ``i``, and looks at it in the next one, where ``checked`` is high, with ``last`` if
    it is the program's last. It keeps the word if it is an instruction all of whose fields are in range, which names words and
    macros that there are, and whose reserved bits are 0; ``refused`` is high if it is not.

    Members
    -------
    i : In(stream of program_word)
    open : In(1)
    restart : In(1)
        The next word is the program's first.
    checked, last, refused : Out(1)
    taken : Out
        Number of the word that is looked at.
    fetch, number : In
        Which instruction the memory shows from the next cycle on.
    take, word : In, Out
        The instruction shown in the cycle of ``take`` stands from the next one on.
    """

    def __init__(self, p: TwoWayTraining) -> None:
        self.p = p
        super().__init__(
            {
                "i": In(stream.Signature(program_word(p))),
                "open": In(1),
                "restart": In(1),
                "checked": Out(1),
                "last": Out(1),
                "refused": Out(1),
                "taken": Out(16),
                "fetch": In(1),
                "number": In(index(p.training.program_words)),
                "take": In(1),
                "word": Out(word_bits(p)),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        p = self.p
        given = Signal(program_word(p), reset_less=True)
        legal = Signal()
        described = p.memories["program"]
        m.submodules.instructions = program = Memory(described.name, described.words, described.bits)
        m.d.sync += self.checked.eq(self.open & self.i.valid)
        with m.If(self.open & self.i.valid):
            m.d.sync += given.eq(self.i.payload)
        with m.If(self.take):
            m.d.sync += self.word.eq(program.read_data)
        with m.If(self.restart):
            m.d.sync += self.taken.eq(0)
        with m.Elif(self.checked):
            m.d.sync += self.taken.eq(self.taken + 1)
        m.d.comb += [
            self.i.ready.eq(self.open),
            self.last.eq(given.last),
            self.refused.eq(self.checked & ~legal),
            program.read_enable.eq(self.fetch),
            program.read_address.eq(self.number),
            program.write_enable.eq(self.checked & legal),
            program.write_address.eq(self.taken),
            program.write_data.eq(given.word),
        ]
        with m.If(self.taken < p.training.program_words), m.Switch(given.word[:KIND_BITS]):
            for code, kind in enumerate(KINDS):
                with m.Case(code):
                    m.d.comb += legal.eq(self._is_legal(m, kind, given.word[KIND_BITS:]))

    def _is_legal(self, m: Module, kind: Kind, bits: Value) -> Value:
        p = self.p
        chosen = Signal(layout(p, kind), name=f"given_{kind}")
        reserved = bits[chosen.shape().size : field_bits(p)]
        m.d.comb += chosen.as_value().eq(bits)
        checks = [~reserved.any()]
        for name, fmt in fields(p, kind).items():
            checks += [chosen[name] >= fmt[0]] if fmt[0] > 0 else []
            checks += [chosen[name] <= fmt[-1]] if fmt[-1] < (1 << len(Value.cast(chosen[name]))) - 1 else []
        checks += [self._inside(chosen, *region) for region in INSTRUCTIONS[kind].regions]
        if "space" in chosen.shape().members:
            checks += [
                (chosen.space != code) | self._inside(chosen, space, "address", "count") for code, space in enumerate(SPACES)
            ]
        if kind == "zero":
            checks.append(chosen.space != SPACES.index("random"))
        if "row_tiles" in chosen.shape().members:
            checks.append(chosen.macro + chosen.row_tiles * chosen.column_tiles <= p.training.macros)
        return Cat(checks).all()

    def _inside(self, chosen: Any, space: str, first: str, count: str) -> Value:
        depth = {"values": self.p.training.value_words, "sums": self.p.training.sum_words, "random": self.p.random_words}[space]
        return chosen[first] + chosen[count] <= depth
