"""Gradients of weights: outer products of activations and errors, added up."""

from typing import Any

from amaranth.hdl import Cat, Module, Signal, Value, signed
from amaranth.lib.wiring import In, Out

from ...params.two_way_training import TwoWayTraining
from ...periphery.block import Block
from .shapes import addition, either_address, field_bits, layout, read, sum_address, value_address, values


class OuterProduct(Block):
    """Carries out ``gradient``: at each position, for each word under the kernel, for each dense word, lane by lane.

    Lane j of the word under the kernel makes a row of gradients, ``dense_words`` long; rows follow each other in memory. A row's
    word takes a cycle in which ``lines_per_read`` products are made and added. A word outside the map is skipped.

    Members
    -------
    start, fields, done : In, In, Out
    restart, step, advance : Out
        Of the window.
    address, on_map, last : In
        Likewise.
    read_values, value_word : Out, In
        The memory.
    add : Out(addition)
    """

    def __init__(self, p: TwoWayTraining) -> None:
        self.p = p
        super().__init__(
            {
                "start": In(1),
                "fields": In(field_bits(p)),
                "done": Out(1),
                **{name: Out(1) for name in ("restart", "step", "advance")},
                "address": In(either_address(p)),
                "on_map": In(1),
                "last": In(1),
                "read_values": Out(read(value_address(p))),
                "value_word": In(values(p)),
                "add": Out(addition(p)),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        p, lanes = self.p, self.p.array.lines_per_read
        given = Signal(layout(p, "gradient"))
        m.d.comb += given.as_value().eq(self.fields)
        self._inputs = Signal(lanes * p.input.bits, name="inputs", reset_less=True)
        self._errors = Signal(lanes * p.input.bits, name="errors", reset_less=True)
        self._products(m, given)
        self._sequence(m, given)

    def _sequence(self, m: Module, given: Any) -> None:
        p, lanes = self.p, self.p.array.lines_per_read
        dense = Signal(value_address(p), reset_less=True)
        row = Signal(sum_address(p), reset_less=True)
        at = Signal(sum_address(p), reset_less=True)
        under = Signal(len(given.window_words), reset_less=True)
        beside = Signal(len(given.dense_words), reset_less=True)
        lane = Signal(range(lanes), reset_less=True)
        m.d.comb += self.add.address.eq(at)

        def next_word() -> None:
            """To the next word under the kernel, or the next position."""
            last = under == given.window_words - 1
            m.d.sync += [under.eq(under + 1), row.eq(row + lanes * given.dense_words), at.eq(row + lanes * given.dense_words)]
            m.d.comb += self.step.eq(~last)
            m.next = "INPUTS"
            with m.If(last):
                m.d.comb += self.advance.eq(1)
                m.d.sync += [under.eq(0), row.eq(given.to), at.eq(given.to), dense.eq(dense + given.dense_step)]
                with m.If(self.last):
                    m.d.comb += self.done.eq(1)
                    m.next = "IDLE"

        with self.fsm(m, "phase"):
            with m.State("IDLE"), m.If(self.start):
                m.d.comb += self.restart.eq(1)
                m.d.sync += [under.eq(0), beside.eq(0), row.eq(given.to), at.eq(given.to), dense.eq(given.dense)]
                m.next = "INPUTS"
            with m.State("INPUTS"):
                self._read(m, self.address, self.on_map)
                with m.If(self.on_map):
                    m.next = "ERRORS"
                with m.Else():
                    next_word()
            with m.State("ERRORS"):
                self._read(m, dense + beside, 1)
                with m.If(beside == 0):
                    m.d.sync += self._inputs.eq(self._shown())
                m.next = "TAKE"
            with m.State("TAKE"):
                m.d.sync += [self._errors.eq(self._shown()), lane.eq(0)]
                m.next = "ADD"
            with m.State("ADD"):
                m.d.comb += self.add.enable.eq(1)
                m.d.sync += [at.eq(at + given.dense_words), lane.eq(lane + 1)]
                m.d.sync += self._inputs.eq(self._inputs.rotate_right(p.input.bits))
                with m.If(lane == lanes - 1):
                    m.d.sync += [beside.eq(beside + 1), at.eq(row + beside + 1)]
                    m.next = "ERRORS"
                    with m.If(beside == given.dense_words - 1):
                        m.d.sync += beside.eq(0)
                        next_word()

    def _read(self, m: Module, address: Any, enable: Any) -> None:
        m.d.comb += [self.read_values.enable.eq(enable), self.read_values.address.eq(address)]

    def _shown(self) -> Value:
        """The values of the word that has been read, without their mask bits."""
        return Cat(each.value for each in self.value_word)

    def _products(self, m: Module, given: Any) -> None:
        """One lane's input times every lane's error."""
        bits = self.p.input.bits
        operand = Signal(signed(bits + 1))
        m.d.comb += operand.eq(Cat(self._inputs[:bits], self._inputs[bits - 1] & given.signed).as_signed())
        for number, product in enumerate(self.add.word):
            error = self._errors.word_select(number, bits).as_signed()
            m.d.comb += product.eq(operand * error)
