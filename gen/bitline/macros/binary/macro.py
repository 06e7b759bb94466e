"""The binary macro: its array and all of its periphery."""

from functools import reduce
from operator import or_
from typing import Any

from amaranth.hdl import Array, Module, Mux, Signal, Value
from amaranth.lib import stream
from amaranth.lib.wiring import In, Out, connect, flipped

from ...params import formats
from ...params.binary import PHASES, Binary
from ...periphery.array_instance import ArrayInstance
from ...periphery.array_port import ArrayPort
from ...periphery.block import Block
from ...periphery.page_buffer import PageBuffer
from ...periphery.phases import Phases
from ...periphery.vote import Vote
from .columns import Columns
from .hidden_bits import HiddenBits
from .program_store import ProgramStore
from .sequencer import Sequencer
from .shapes import Action, Cells, codes, drive, operation, program_word, read_back, results, tag
from .word_lines import WordLines


class Macro(Block):
    """An array of ±1 cells with its word-line codes, comparators, votes, memory port and program.

    Evaluations of a program follow each other every ``slot`` cycles, also where one drives the hidden bits that the one before
    has stored, and from one run to the next; what takes longer is a property of the parameters
    (:class:`bitline.params.binary.Binary`) and of the program (:mod:`bitline.estimate.binary`).

    Parameters
    ----------
    p : Binary

    Members
    -------
    op : In(stream of operation)
        What to do, in order; stands until it is done.
    program : In(stream of program_word)
        A program, word by word.
    x : In(stream of codes)
        Input pages, some codes a beat.
    y : Out(stream of {score, label, last})
        Scores of the votes that are sent, class by class.
    w : In(stream of word)
        Cells to write or to verify against, a word group a beat.
    r : Out(stream of read_back)
        Cells read or verified, and decisions shown.
    start_trim, start_test, use_trim, trim_repeats, stretch_precharge, stretch_evaluate, stretch_compare : In
    busy, illegal, ready, bad_program, bad_word, faults, evaluations, row_writes : Out
        Fields of the registers.
    """

    def __init__(self, p: Binary) -> None:
        self.p = p
        stretch = {f"stretch_{phase}": In(p.timing.stretch_bits) for phase in PHASES}
        counter = Out(32)
        super().__init__(
            {
                "op": In(stream.Signature(operation(p))),
                "program": In(stream.Signature(program_word(p))),
                "x": In(stream.Signature(codes(p))),
                "y": Out(stream.Signature(results(p))),
                "w": In(stream.Signature(p.array.word)),
                "r": Out(stream.Signature(read_back(p))),
                **(stretch if p.timing.stretch_bits else {}),
                "start_trim": In(1),
                "start_test": In(1),
                "use_trim": In(1),
                "trim_repeats": In(formats.width(formats.index(len(p.repeats)))),
                **{name: Out(1) for name in ("busy", "illegal", "ready", "bad_program")},
                "bad_word": Out(16),
                **dict.fromkeys(("faults", "evaluations", "row_writes"), counter),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        p = self.p
        m.submodules.u_array = array = ArrayInstance(p.array_name, tuple(p.array_pins))
        m.submodules.sequencer = sequencer = Sequencer(p)
        m.submodules.program_store = store = ProgramStore(p)
        m.submodules.columns = columns = Columns(p)
        phases = self._phases(m, array, sequencer)
        connect(m, flipped(self.op), sequencer.op)
        connect(m, flipped(self.program), store.i)
        m.d.comb += [
            *(
                getattr(sequencer, name).eq(getattr(self, name))
                for name in ("start_trim", "start_test", "use_trim", "trim_repeats")
            ),
            *(
                getattr(self, name).eq(getattr(sequencer, name))
                for name in ("busy", "illegal", "ready", "bad_program", "bad_word", "faults", "evaluations", "row_writes")
            ),
            store.open.eq(sequencer.open),
            sequencer.word.eq(store.checked),
            sequencer.last_word.eq(store.last),
            sequencer.refused.eq(store.refused),
            store.number.eq(sequencer.number),
            sequencer.step.eq(store.step),
            store.searched.eq(sequencer.searched),
            sequencer.begins.eq(store.begins),
            columns.fires.eq(array.fires),
            columns.take.eq(phases.ending),
            columns.i_tag.eq(phases.tag),
            columns.mask.eq(store.mask),
            sequencer.taken.eq(columns.taken),
            sequencer.summed.eq(columns.summed),
        ]
        hidden = self._actions(m, columns, sequencer)
        self._lines(m, array, sequencer, store, hidden)
        self._memory(m, array, sequencer, columns)

    def _phases(self, m: Module, array: ArrayInstance, sequencer: Sequencer) -> Phases:
        timing = self.p.timing
        m.submodules.phases = phases = Phases(
            {"precharge": timing.precharge, "evaluate": timing.evaluate, "compare": timing.compare},
            rest=0,
            stretch_bits=timing.stretch_bits,
            tag=tag(self.p),
        )
        m.d.comb += [
            phases.i.valid.eq(sequencer.start_valid),
            phases.i.payload.eq(sequencer.start_tag),
            sequencer.start_ready.eq(phases.i.ready),
            sequencer.idle.eq(phases.idle),
            *(getattr(array, phase).eq(getattr(phases, phase)) for phase in phases.lengths),
        ]
        if timing.stretch_bits:
            stretches = [f"stretch_{phase}" for phase in phases.lengths]
            m.d.comb += [getattr(phases, stretch).eq(getattr(self, stretch)) for stretch in stretches]
        return phases

    def _actions(self, m: Module, columns: Columns, sequencer: Sequencer) -> HiddenBits:
        """Bits to where they are wanted: a hidden page or a vote."""
        m.submodules.hidden_bits = hidden = HiddenBits(self.p)
        m.submodules.vote = vote = Vote(
            columns=self.p.array.columns,
            classes=self.p.program.classes,
            places=range(self.p.accumulator.bits),
            scores=self.p.scores,
        )
        chosen = columns.o_tag
        m.d.comb += [
            hidden.store.eq(columns.act & (chosen.action == Action.STORE)),
            hidden.bits.eq(columns.bits),
            hidden.tag.eq(chosen),
            vote.load.eq(columns.act & (chosen.action == Action.VOTE)),
            vote.bits.eq(columns.bits),
            *(getattr(vote, name).eq(chosen[name]) for name in ("first", "count", "classes", "place", "keep", "send")),
            sequencer.vote_busy.eq(vote.busy),
            sequencer.voted.eq(vote.load),
        ]
        connect(m, vote.o, flipped(self.y))
        return hidden

    def _lines(self, m: Module, array: ArrayInstance, sequencer: Sequencer, store: ProgramStore, hidden: HiddenBits) -> None:
        """Codes to the word lines, two cycles after the start of their evaluation: then hidden bits of the one before are there."""
        p = self.p
        m.submodules.word_lines = lines = WordLines(p)
        m.submodules.input_page = page = PageBuffer(words=p.data_rows, bits=p.array.code_bits, beat=p.input.lines, role="input")
        connect(m, flipped(self.x), page.i)
        driven = Signal(drive(p), reset_less=True)
        chosen = Signal()
        load = Signal()
        started = sequencer.start_valid & sequencer.start_ready
        m.d.sync += [chosen.eq(started), load.eq(chosen)]
        with m.If(started):
            m.d.sync += driven.eq(sequencer.start_drive)
        m.d.comb += [
            sequencer.page_full.eq(page.full),
            page.free.eq(load & driven.release),
            hidden.number.eq(driven.page),
            store.entry.eq(driven.bias),
            lines.load.eq(load),
            lines.drive.eq(driven),
            lines.page.eq(page.page),
            lines.hidden.eq(hidden.page),
            lines.codes.eq(store.codes),
            array.row_code.eq(lines.row_code),
        ]

    def _memory(self, m: Module, array: ArrayInstance, sequencer: Sequencer, columns: Columns) -> None:
        """The ``w`` and ``r`` side, and the rows that the macro writes itself."""
        p = self.p
        m.submodules.array_port = port = ArrayPort(
            rows=p.array.rows,
            groups=p.word_groups,
            cells=p.array.word,
            cleared=0,
            write=p.timing.write,
            read=p.timing.read,
            follow=False,
        )
        connect(m, sequencer.order, port.i)
        from_stream = sequencer.cells == Cells.STREAM
        opposite = Signal(p.array.columns)
        m.d.comb += [
            opposite.eq(Mux(sequencer.trimming, columns.negative, ~columns.fired)),
            port.w.valid.eq(self.w.valid | ~from_stream),
            self.w.ready.eq(port.w.ready & from_stream),
            self.r.valid.eq(port.r.valid | sequencer.show),
            port.r.ready.eq(self.r.ready),
            sequencer.shown.eq(self.r.ready),
            sequencer.differs.eq(port.r.valid & port.r.ready & port.r.payload.difference.any()),
            *(getattr(array, name).eq(getattr(port, name)) for name in ("row", "word_group", "write_data", "write", "read")),
            port.read_data.eq(array.read_data),
        ]
        with m.Switch(sequencer.cells):
            with m.Case(Cells.STREAM):
                m.d.comb += port.w.payload.eq(self.w.payload)
            with m.Case(Cells.COLUMNS):
                chosen = [
                    group & here.replicate(p.array.word) for group, here in zip(_groups(p, opposite), port.word_group, strict=True)
                ]
                m.d.comb += port.w.payload.eq(reduce(or_, chosen))
            with m.Case(Cells.MARCH):
                m.d.comb += port.w.payload.eq(sequencer.one.replicate(p.array.word))
        with m.If(sequencer.show):
            m.d.comb += self.r.payload.cells.eq(Array(_groups(p, columns.fired))[sequencer.group])
        with m.Else():
            m.d.comb += [self.r.payload.cells.eq(port.r.payload.cells), self.r.payload.differs.eq(port.r.payload.difference)]


def _groups(p: Binary, columns: Value) -> list[Value]:
    """The word groups of a row."""
    return [columns.word_select(group, p.array.word) for group in range(p.word_groups)]
