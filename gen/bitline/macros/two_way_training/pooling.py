"""The largest of the values under a kernel, and the way back of its error."""

from typing import Any

from amaranth.hdl import Module, Mux, Signal
from amaranth.lib.wiring import In, Out

from ...params.two_way_training import TwoWayTraining
from ...periphery.block import Block
from .shapes import either_address, field_bits, layout, read, value_address, values, write


class Pooling(Block):
    """Carries out ``pool`` and ``route``.

    With n points under the kernel a pooled position takes n + 4 cycles, a routed one n + 3. Of equal values the first counts.
    A point's number is kept as a value. Kernels of neighbouring positions must not overlap, or the later routing wins.

    Members
    -------
    pool, route : In(1)
        Start.
    fields : In
        The instruction's; stable until ``done``.
    done : Out(1)
    restart, step, advance : Out
        Of the window.
    address, on_map, number, last_point, last : In
        Likewise.
    read_values, value_word, write_values
        The memory.
    """

    def __init__(self, p: TwoWayTraining) -> None:
        self.p = p
        super().__init__(
            {
                "pool": In(1),
                "route": In(1),
                "fields": In(field_bits(p)),
                "done": Out(1),
                **{name: Out(1) for name in ("restart", "step", "advance")},
                "address": In(either_address(p)),
                "on_map": In(1),
                "number": In(8),
                "last_point": In(1),
                "last": In(1),
                "read_values": Out(read(value_address(p))),
                "value_word": In(values(p)),
                "write_values": Out(write(value_address(p), values(p))),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        given = Signal(layout(self.p, "pool"))
        dense = Signal(value_address(self.p), reset_less=True)
        indices = Signal(value_address(self.p), reset_less=True)
        best = Signal(values(self.p), reset_less=True)
        where = Signal(values(self.p), reset_less=True)
        m.d.comb += [given.as_value().eq(self.fields), self.restart.eq(self.pool | self.route)]
        with m.If(self.restart):
            m.d.sync += [dense.eq(given.dense), indices.eq(given.indices)]
        with m.Elif(self.advance):
            m.d.sync += [dense.eq(dense + given.dense_step), indices.eq(indices + given.dense_step)]
        looking = Signal()
        self._compare(m, looking, best, where)
        with self.fsm(m, "phase"):
            with m.State("IDLE"):
                with m.If(self.pool):
                    m.next = "LOOK"
                with m.Elif(self.route):
                    m.next = "ERRORS"
            self._pool(m, dense, indices, best, where, looking)
            self._route(m, dense, indices, best)

    def _compare(self, m: Module, looking: Signal, best: Any, where: Any) -> None:
        """Keeps the larger values, two cycles after their words have been asked for."""
        asked = Signal()
        found = Signal()
        number = Signal(8, reset_less=True)
        seen = Signal(8, reset_less=True)
        first = Signal(reset_less=True)
        m.d.sync += [asked.eq(looking & self.on_map), number.eq(self.number), found.eq(asked), seen.eq(number)]
        with m.If(found):
            m.d.sync += first.eq(0)
            for kept, index, value in zip(best, where, self.value_word, strict=True):
                with m.If(first | (value.value > kept.value)):
                    m.d.sync += [kept.eq(value), index.value.eq(seen), index.mask.eq(0)]
        with m.If(self.restart | self.advance):
            m.d.sync += first.eq(1)

    def _pool(self, m: Module, dense: Signal, indices: Signal, best: Any, where: Any, looking: Signal) -> None:
        with m.State("LOOK"):
            m.d.comb += [
                looking.eq(1),
                self.read_values.enable.eq(self.on_map),
                self.read_values.address.eq(self.address),
                self.step.eq(~self.last_point),
            ]
            with m.If(self.last_point):
                m.next = "SHOW"
        with m.State("SHOW"):
            m.next = "COMPARE"
        with m.State("COMPARE"):
            m.next = "KEEP"
        with m.State("KEEP"):
            self._write(m, dense, best)
            m.next = "KEEP_INDEX"
        with m.State("KEEP_INDEX"):
            self._write(m, indices, where)
            self._next(m, "LOOK")

    def _route(self, m: Module, dense: Signal, indices: Signal, best: Any) -> None:
        with m.State("ERRORS"):
            m.d.comb += [self.read_values.enable.eq(1), self.read_values.address.eq(dense)]
            m.next = "INDICES"
        with m.State("INDICES"):
            m.d.comb += [self.read_values.enable.eq(1), self.read_values.address.eq(indices)]
            m.next = "TAKE"
        with m.State("TAKE"):
            m.d.sync += best.eq(self.value_word)
            m.next = "SPREAD"
        with m.State("SPREAD"):  # in which the indices stand
            for to, error, index in zip(self.write_values.word, best, self.value_word, strict=True):
                m.d.comb += to.value.eq(Mux(index.value == self.number, error.value, 0))
            m.d.comb += [
                self.write_values.enable.eq(self.on_map),
                self.write_values.address.eq(self.address),
                self.step.eq(~self.last_point),
            ]
            with m.If(self.last_point):
                self._next(m, "ERRORS")

    def _write(self, m: Module, address: Signal, word: Any) -> None:
        m.d.comb += [self.write_values.enable.eq(1), self.write_values.address.eq(address), self.write_values.word.eq(word)]

    def _next(self, m: Module, following: str) -> None:
        m.d.comb += self.advance.eq(1)
        m.next = following
        with m.If(self.last):
            m.d.comb += self.done.eq(1)
            m.next = "IDLE"
