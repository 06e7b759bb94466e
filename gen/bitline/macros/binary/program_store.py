"""Where a program lies, and what of it is refused."""

from typing import Any

from amaranth.hdl import Array, Cat, Module, Signal, Value
from amaranth.lib import data, stream
from amaranth.lib.wiring import In, Out

from ...params import formats
from ...params.binary import Binary, step_formats
from ...periphery.block import Block
from ...periphery.shapes import index
from .shapes import Action, StepKind, Target, bias, program_word, step


class ProgramStore(Block):
    """Keeps a program's steps, the bias table and the column mask.

    While ``open`` it takes a word a cycle from ``i``, and looks at it in the next one, where ``checked`` is high, with ``last`` if
    it is the program's last. It keeps the word if it is one: a step all of whose fields are in range and mean something
    together, an entry or a mask; ``refused`` is high if it is not.

    Members
    -------
    i : In(stream of program_word)
    open : In(1)
    checked, last, refused : Out(1)
    number, step : In, Out
        A step, combinational.
    entry, codes : In, Out
        The codes of a bias entry, combinational.
    searched, begins : In, Out
        Which rows of a bias entry begin a digit, combinational.
    mask : Out(columns)
        1 for each column that counts.
    """

    def __init__(self, p: Binary) -> None:
        self.p = p
        word, layout = program_word(p), step(p)
        entry = layout.members["bias"]
        super().__init__(
            {
                "i": In(stream.Signature(word)),
                "open": In(1),
                "checked": Out(1),
                "last": Out(1),
                "refused": Out(1),
                "number": In(index(p.program.steps)),
                "step": Out(layout),
                "entry": In(entry),
                "codes": Out(data.ArrayLayout(p.array.code_bits, p.bias.rows)),
                "searched": In(entry),
                "begins": Out(p.bias.rows),
                "mask": Out(p.array.columns, init=(1 << p.array.columns) - 1),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        p = self.p
        word = Signal(program_word(p), reset_less=True)
        given = Signal(step(p))
        legal = Signal()
        put = Signal()
        m.d.comb += [
            self.i.ready.eq(self.open),
            given.as_value().eq(word.word),
            self.last.eq(word.last),
            self.refused.eq(self.checked & ~legal),
            put.eq(self.checked & legal),
        ]
        m.d.sync += [self.checked.eq(self.open & self.i.valid), word.eq(self.i.payload)]
        with m.Switch(word.target):
            with m.Case(Target.STEP):
                m.d.comb += legal.eq((word.number < p.program.steps) & self._in_range(given) & self._together(m, given))
            with m.Case(Target.BIAS):
                m.d.comb += legal.eq(word.number < p.bias.entries)
            with m.Case(Target.MASK):
                m.d.comb += legal.eq(1)

        steps = [Signal(given.shape().size, name=f"step_{k}", reset_less=True) for k in range(p.program.steps)]
        entries = [Signal(bias(p), name=f"bias_{k}", reset_less=True) for k in range(p.bias.entries)]
        for target, places in ((Target.STEP, steps), (Target.BIAS, entries)):
            for number, place in enumerate(places):
                with m.If(put & (word.target == target) & (word.number == number)):
                    m.d.sync += Value.cast(place).eq(word.word)
        with m.If(put & (word.target == Target.MASK)):
            m.d.sync += self.mask.eq(word.word)
        m.d.comb += [
            self.step.as_value().eq(Array(steps)[self.number]),
            self.codes.as_value().eq(Array(Cat(row.code for row in entry) for entry in entries)[self.entry]),
            self.begins.eq(Array(Cat(row.begins for row in entry) for entry in entries)[self.searched]),
        ]

    def _in_range(self, given: Any) -> Value:
        """Whether every field is in its format."""
        unsigned = {name: fmt for name, fmt in step_formats(self.p).items() if not formats.signed(fmt)}
        return Cat(Value.cast(given[name]) <= fmt[-1] for name, fmt in unsigned.items()).all()

    def _together(self, m: Module, given: Any) -> Value:
        """Whether the fields mean something together."""
        p, possible = self.p, Signal()
        stop = given.first + given.count
        columns = (given.count != 0) & (stop <= p.array.columns)
        with m.If(given.kind == StepKind.RELOAD):
            m.d.comb += possible.eq((given.count != 0) & (stop <= p.array.rows))
        with m.Elif((given.repeats != 0) & ~given.accumulate):
            m.d.comb += possible.eq(0)
        with m.Elif(given.action == Action.STORE):
            m.d.comb += possible.eq(columns & (given.to + given.count <= p.data_rows))
        with m.Elif(given.action == Action.VOTE):
            m.d.comb += possible.eq(columns & (given.classes != 0))
        with m.Else():
            m.d.comb += possible.eq(1)
        return possible
