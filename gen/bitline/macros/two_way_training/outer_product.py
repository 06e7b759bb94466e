"""Gradients of weights: outer products of activations and errors, added up."""

from typing import Any

from amaranth.hdl import Cat, Module, Signal, signed

from .gradient_unit import GradientUnit
from .shapes import layout, sum_address, value_address


class OuterProduct(GradientUnit):
    """Carries out ``gradient``: at each position, for each word under the kernel, for each dense word, lane by lane.

    Lane j of the word under the kernel makes a row of gradients, ``dense_words`` long; rows follow each other in memory. A row's
    word takes a cycle in which ``lines_per_read`` products are made and added. A word outside the map is skipped.
    """

    def body(self, m: Module, platform: Any) -> None:
        p, lanes = self.p, self.p.array.lines_per_read
        given = Signal(layout(p, "gradient"))
        m.d.comb += given.as_value().eq(self.fields)
        self._inputs = Signal(lanes * p.input.bits, name="inputs", reset_less=True)
        self._products(m, given)
        self._sequence(m, given)

    def _sequence(self, m: Module, given: Any) -> None:
        self._places(m, given)
        with self.fsm(m, "phase"):
            with m.State("IDLE"), m.If(self.start):
                m.d.comb += self.restart.eq(1)
                m.d.sync += [self._under.eq(0), self._beside.eq(0)]
                m.d.sync += [self._row.eq(given.to), self._at.eq(given.to), self._dense.eq(given.dense)]
                m.next = "INPUTS"
            with m.State("INPUTS"):
                self._read(m, self.address, self.on_map)
                with m.If(self.on_map):
                    m.next = "ERRORS"
                with m.Else():
                    self._next_word(m, given)
            with m.State("ERRORS"):
                self._read(m, self._dense + self._beside, 1)
                m.next = "TAKE"
            with m.State("TAKE"):
                m.d.sync += self._lane.eq(0)
                with m.If(self._beside == 0):
                    m.d.sync += self._inputs.eq(Cat(each.value for each in self.value_word))
                m.next = "ADD"
            with m.State("ADD"):
                self._add(m, given)

    def _places(self, m: Module, given: Any) -> None:
        """Dense words of the position; row of gradients, and the word that is added to; word under the kernel, dense word, lane."""
        p = self.p
        self._dense = Signal(value_address(p), name="dense", reset_less=True)
        self._row = Signal(sum_address(p), name="row", reset_less=True)
        self._at = Signal(sum_address(p), name="at", reset_less=True)
        self._under = Signal(len(given.window_words), name="under", reset_less=True)
        self._beside = Signal(len(given.dense_words), name="beside", reset_less=True)
        self._lane = Signal(range(p.array.lines_per_read), name="lane", reset_less=True)
        m.d.comb += self.add.address.eq(self._at)

    def _add(self, m: Module, given: Any) -> None:
        """A lane's products; after the last lane's to the next dense word."""
        lane, beside = self._lane, self._beside
        m.d.comb += self.add.enable.eq(1)
        m.d.sync += [self._at.eq(self._at + given.dense_words), lane.eq(lane + 1)]
        m.d.sync += self._inputs.eq(self._inputs.rotate_right(self.p.input.bits))
        with m.If(lane == self.p.array.lines_per_read - 1):
            m.d.sync += [beside.eq(beside + 1), self._at.eq(self._row + beside + 1)]
            m.next = "ERRORS"
            with m.If(beside == given.dense_words - 1):
                m.d.sync += beside.eq(0)
                self._next_word(m, given)

    def _next_word(self, m: Module, given: Any) -> None:
        """To the next word under the kernel, or the next position."""
        under, rows = self._under, self.p.array.lines_per_read * given.dense_words
        last = under == given.window_words - 1
        m.d.sync += [under.eq(under + 1), self._row.eq(self._row + rows), self._at.eq(self._row + rows)]
        m.d.comb += self.step.eq(~last)
        m.next = "INPUTS"
        with m.If(last):
            m.d.comb += self.advance.eq(1)
            m.d.sync += [under.eq(0), self._row.eq(given.to), self._at.eq(given.to)]
            m.d.sync += self._dense.eq(self._dense + given.dense_step)
            with m.If(self.last):
                m.d.comb += self.done.eq(1)
                m.next = "IDLE"

    def _read(self, m: Module, address: Any, enable: Any) -> None:
        m.d.comb += [self.read_values.enable.eq(enable), self.read_values.address.eq(address)]

    def _products(self, m: Module, given: Any) -> None:
        """One lane's input times every lane's error, which stands at ``value_word`` until the next one is read."""
        bits = self.p.input.bits
        operand = Signal(signed(bits + 1))
        m.d.comb += operand.eq(Cat(self._inputs[:bits], self._inputs[bits - 1] & given.signed).as_signed())
        for product, error in zip(self.add.word, self.value_word, strict=True):
            m.d.comb += product.eq(operand * error.value.as_signed())
