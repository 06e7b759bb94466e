"""Words between the streams and the memories."""

from typing import Any

from amaranth.hdl import Array, Module, Signal, Value
from amaranth.lib import stream
from amaranth.lib.wiring import In, Out

from ...params.two_way_training import GENERATOR_BITS, SPACES, TwoWayTraining
from ...periphery.block import Block
from .shapes import field_bits, layout, read, sum_address, sums, value_address, values, write


class Transfer(Block):
    """Carries out ``take``, ``send`` and ``zero``: a word a cycle is taken or zeroed, a word every two cycles is sent.

    With n words and streams that never wait, ``done`` comes n cycles after ``start`` for a take or a zero, 2n + 1 for a send.

    Members
    -------
    take, send, zero : In(1)
        Start.
    fields : In
        The instruction's; stable until ``done``.
    done : Out(1)
    x : In(stream of sums), y : Out(stream of sums)
    read_values, value_word, write_values, read_sums, sum_word, write_sums
        The memories.
    random_load, random_number, random_state
        The rounding generator.
    """

    def __init__(self, p: TwoWayTraining) -> None:
        self.p = p
        random = {"random_load": Out(1), "random_number": Out(range(max(2, p.random_words))), "random_state": In(GENERATOR_BITS)}
        super().__init__(
            {
                **{name: In(1) for name in ("take", "send", "zero")},
                "fields": In(field_bits(p)),
                "done": Out(1),
                "x": In(stream.Signature(sums(p))),
                "y": Out(stream.Signature(sums(p))),
                "read_values": Out(read(value_address(p))),
                "value_word": In(values(p)),
                "write_values": Out(write(value_address(p), values(p))),
                "read_sums": Out(read(sum_address(p))),
                "sum_word": In(sums(p)),
                "write_sums": Out(write(sum_address(p), sums(p))),
                **(random if p.random_words else {}),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        given = Signal(layout(self.p, "take"))
        at = Signal(len(given.address), reset_less=True)
        left = Signal(len(given.count), reset_less=True)
        moved = Signal()
        writing = Signal()
        word = Signal(sums(self.p))
        m.d.comb += [given.as_value().eq(self.fields), self.done.eq(moved & (left == 1))]
        with m.If(self.take | self.send | self.zero):
            m.d.sync += [at.eq(given.address), left.eq(given.count)]
        with m.Elif(moved):
            m.d.sync += [at.eq(at + 1), left.eq(left - 1)]
        self._write(m, given, at, writing, word)
        with self.fsm(m, "phase"):
            with m.State("IDLE"):
                for start, following in ((self.take, "TAKE"), (self.zero, "ZERO"), (self.send, "READ")):
                    with m.If(start):
                        m.next = following
            with m.State("TAKE"):
                m.d.comb += [self.x.ready.eq(1), moved.eq(self.x.valid), writing.eq(self.x.valid), word.eq(self.x.payload)]
                with m.If(self.done):
                    m.next = "IDLE"
            with m.State("ZERO"):
                m.d.comb += [moved.eq(1), writing.eq(1)]
                with m.If(self.done):
                    m.next = "IDLE"
            with m.State("READ"):
                self._read(m, given, at)
                m.next = "SHOW"
            with m.State("SHOW"):
                m.next = "SEND"
            with m.State("SEND"):
                m.d.comb += [self.y.valid.eq(1), moved.eq(self.y.ready)]
                with m.If(self.done):
                    m.next = "IDLE"
                with m.Elif(moved):
                    self._read(m, given, at + 1)
                    m.next = "SHOW"
        self._show(m, given, at)

    def _write(self, m: Module, given: Any, at: Signal, writing: Signal, word: Any) -> None:
        """A word to where the space says."""
        chosen = given.space == SPACES.index("values")
        m.d.comb += [
            self.write_values.enable.eq(writing & chosen),
            self.write_values.address.eq(at),
            self.write_sums.enable.eq(writing & (given.space == SPACES.index("sums"))),
            self.write_sums.address.eq(at),
            self.write_sums.word.eq(word),
            *(to.as_value().eq(each) for to, each in zip(self.write_values.word, word, strict=True)),
        ]
        if self.p.random_words:
            m.d.comb += [
                self.random_load.eq(writing & (given.space == SPACES.index("random"))),
                self.random_number.eq(at),
            ]

    def _read(self, m: Module, given: Any, at: Value) -> None:
        m.d.comb += [
            self.read_values.enable.eq(given.space == SPACES.index("values")),
            self.read_values.address.eq(at),
            self.read_sums.enable.eq(given.space == SPACES.index("sums")),
            self.read_sums.address.eq(at),
        ]

    def _show(self, m: Module, given: Any, at: Signal) -> None:
        """What has been read, on the way out."""
        with m.Switch(given.space):
            with m.Case(SPACES.index("values")):
                m.d.comb += [to.eq(word.as_value()) for to, word in zip(self.y.payload, self.value_word, strict=True)]
            with m.Case(SPACES.index("sums")):
                m.d.comb += self.y.payload.eq(self.sum_word)
            if self.p.random_words:
                with m.Default():
                    size = len(self.y.payload.as_value())
                    shares = [self.random_state[low : low + size] for low in range(0, GENERATOR_BITS, size)]
                    m.d.comb += self.y.payload.as_value().eq(Array(shares)[at])
