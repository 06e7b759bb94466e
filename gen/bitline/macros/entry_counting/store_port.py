"""The stored words' way in and out: write, read, verify."""

from typing import Any

from amaranth.hdl import Array, Module, Mux, Signal
from amaranth.lib import data, stream
from amaranth.lib.wiring import In, Out, connect, flipped

from ...params.entry_counting import EntryCounting
from ...periphery.block import Block
from ...periphery.shapes import index
from .read_back import ReadBack
from .shapes import Kind, access, content, loaded, read_back, words
from .word_port import WordDecoder, WordPort


class StorePort(Block):
    """Writes words of the store, reads them back and verifies them.

    A write takes a beat a cycle; each is written by a strobe straight from a flip-flop in the next cycle and read back in the one
    after, and a difference pulses ``differs``. A read or verify takes three cycles a beat and answers each one at ``r``. The next
    access can come three cycles after the last beat of a write, and in the cycle after the last answer.

    Members
    -------
    access : In(stream of access)
        ``steps`` words from ``word`` on, all in one half of the store.
    w : In(stream of loaded)
    r : Out(stream of read_back)
    write : Out(ArrayLayout(beats, words))
        Write strobes of each word, by group of lanes.
    data : Out(ArrayLayout(words, registers))
    show, shown_word, shown
        As :class:`ReadBack`.
    word : In(range(words))
    content : Out(content)
        What that word holds. Combinational.
    busy, half : Out(1)
        An access is under way, and in which half of the store.
    written, refused, differs : Out(1)
        A word has been written; a word was refused; a beat did not read back as written or as expected.
    """

    def __init__(self, p: EntryCounting) -> None:
        self.p = p
        super().__init__(
            {
                "access": In(stream.Signature(access(p))),
                "w": In(stream.Signature(loaded(p))),
                "r": Out(stream.Signature(read_back(p))),
                "write": Out(data.ArrayLayout(p.beats, p.store.words)),
                "data": Out(data.ArrayLayout(words(p), min(2, p.beats))),
                "show": Out(1),
                "shown_word": Out(p.store.words),
                "shown": In(data.ArrayLayout(words(p), p.beats)),
                "word": In(index(p.store.words)),
                "content": Out(content(p)),
                "busy": Out(1),
                "half": Out(1),
                "written": Out(1),
                "refused": Out(1),
                "differs": Out(1),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        m.submodules.port = port = WordPort(self.p)
        m.submodules.back = back = ReadBack(self.p)
        at = Signal(access(self.p))
        idle = Signal()
        ends = Signal()
        writes = Signal()
        connect(m, flipped(self.w), port.i)
        m.d.comb += [
            ends.eq(port.moves & port.last),
            writes.eq(at.kind == Kind.WRITE),
            self.written.eq(ends & writes),
            self.refused.eq(ends & (at.kind != Kind.READ) & port.refused),
            self.data.eq(port.data),
            self.busy.eq(~idle | back.show | back.valid),
        ]
        self._phases(m, port, at, idle)
        with m.If(ends):
            m.d.sync += [at.word.eq(at.word + 1), at.steps.eq(at.steps - 1)]
        for k, strobes in enumerate(self.write):
            chosen = Signal(name=f"writes_{k}")
            m.d.comb += chosen.eq(port.moves & port.legal & writes & (at.word == k))
            m.d.sync += strobes.eq(port.group & chosen.replicate(self.p.beats))
        operands = self._contents(m, port, at)
        self._read_back(m, port, back, at, operands)

    def _phases(self, m: Module, port: WordPort, at: Any, idle: Signal) -> None:
        answered = Signal()
        m.d.comb += answered.eq(self.r.valid & self.r.ready)
        with self.fsm(m, "phase"):
            with m.State("IDLE"):
                m.d.comb += [idle.eq(1), self.access.ready.eq(~self.busy)]
                with m.If(self.access.valid & self.access.ready):
                    m.d.sync += [at.eq(self.access.payload), self.half.eq(self.access.payload.word >= self.p.half_words)]
                    with m.If(self.access.payload.kind == Kind.WRITE):
                        m.next = "WRITE"
                    with m.Else():
                        m.next = "TAKE"
            with m.State("WRITE"):
                m.d.comb += port.open.eq(1)
                with m.If(port.moves & port.last & (at.steps == 1)):
                    m.next = "IDLE"
            with m.State("TAKE"):
                m.d.comb += [port.open.eq(at.kind == Kind.VERIFY), port.skip.eq(at.kind == Kind.READ)]
                with m.If(port.moves):
                    m.next = "SELECT"
            with m.State("SELECT"):
                m.next = "ANSWER"
            with m.State("ANSWER"):
                m.d.comb += self.r.valid.eq(1)
                with m.If(answered & (at.steps == 0)):
                    m.next = "IDLE"
                with m.Elif(answered):
                    m.next = "TAKE"

    def _contents(self, m: Module, port: WordPort, at: Any) -> Array:
        """What each word holds; gives back whose levels they are."""
        contents = [Signal(content(self.p), name=f"content_{k}") for k in range(self.p.store.words)]
        for k, held in enumerate(contents):
            with m.If(self.written & (at.word == k)):
                m.d.sync += held.eq(port.word)
        m.d.comb += self.content.eq(Array(contents)[self.word])
        return Array(held.operand.as_value() for held in contents)

    def _read_back(self, m: Module, port: WordPort, back: ReadBack, at: Any, operands: Array) -> None:
        m.submodules.decoder = decoder = WordDecoder(self.p)
        wrong = Signal()
        m.d.comb += [
            back.ask.eq(port.moves & (port.legal | (at.kind != Kind.WRITE))),
            back.word.eq(at.word),
            back.group.eq(port.group),
            back.data.eq(port.data),
            back.shown.eq(self.shown),
            self.show.eq(back.show),
            self.shown_word.eq(back.shown_word),
            decoder.words.eq(back.words),
            decoder.operand.eq(operands[back.asked]),
            self.r.payload.words.eq(decoder.levels),
            self.r.payload.operand.eq(decoder.operand),
            self.r.payload.differs.eq(Mux(at.kind == Kind.VERIFY, back.differs, 0)),
            wrong.eq(back.differs.any() & (at.kind != Kind.READ)),
            self.differs.eq(wrong & back.valid),
        ]
