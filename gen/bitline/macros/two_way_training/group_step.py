"""The step of a word group of weights."""

from typing import Any

from amaranth.hdl import Module, Mux, Signal
from amaranth.lib.wiring import In, Out

from ...params.two_way_training import TwoWayTraining
from ...periphery.block import Block
from .shapes import exponent, field_bits, layout, read, sum_address, sums, weights, write
from .update_lane import UpdateLane


class GroupStep(Block):
    """Moves a word group against its gradient, which it reads, and its momentum, which it reads and writes.

    With ``valid`` from cycle t on, ``done`` is high and ``moved`` stands in t+4, or t+7 with momentum; in t where it does not
    move. All inputs are stable until then; ``fields`` and ``exponent`` have been so for a cycle.

    Members
    -------
    valid, moves : In(1)
        There is a word group, and it is to move.
    weights, moved, done : In, Out, Out
    source, velocity : In
        Addresses of its gradient and its momentum.
    fields : In
        An update's.
    exponent : In
        That of the errors of which the gradient was made.
    read_sums, sum_word, write_sums
        The memory.
    random, draw : In, Out
        The rounding generator.
    """

    def __init__(self, p: TwoWayTraining) -> None:
        self.p = p
        random = {"random": In(p.array.lines_per_read * p.training.random_bits), "draw": Out(1)}
        momentum = {"velocity": In(sum_address(p)), "write_sums": Out(write(sum_address(p), sums(p)))}
        super().__init__(
            {
                "valid": In(1),
                "moves": In(1),
                "weights": In(weights(p)),
                "moved": Out(weights(p)),
                "done": Out(1),
                "source": In(sum_address(p)),
                **(momentum if p.momenta else {}),
                "fields": In(field_bits(p)),
                "exponent": In(exponent()),
                "read_sums": Out(read(sum_address(p))),
                "sum_word": In(sums(p)),
                **(random if p.random_words else {}),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        p = self.p
        given = Signal(layout(p, "update"))
        m.d.comb += given.as_value().eq(self.fields)
        lanes = [UpdateLane(p) for _ in self.weights]
        shift = Signal.like(lanes[0].shift)
        rate = Signal.like(shift, name="rate", reset_less=True)
        m.d.sync += rate.eq(given.shift - self.exponent)
        m.d.comb += shift.eq(rate)
        for number, lane in enumerate(lanes):
            m.submodules[f"lane_{number}"] = lane
            m.d.comb += [
                lane.value.eq(self.sum_word[number]),
                lane.shift.eq(shift),
                lane.weight.eq(self.weights[number]),
                self.moved[number].eq(Mux(self.moves, lane.new_weight, self.weights[number])),
            ]
            if p.random_words:
                m.d.comb += lane.random.eq(self.random.word_select(number, p.training.random_bits))
            if p.momenta:
                m.d.comb += [lane.old.eq(self.sum_word[number]), self.write_sums.word[number].eq(lane.momentum)]
        if p.momenta:
            m.d.comb += self.write_sums.address.eq(self.velocity)
        self._sequence(m, given, lanes, shift)

    def _sequence(self, m: Module, given: Any, lanes: list[UpdateLane], shift: Signal) -> None:
        """The gradient is rounded in the cycles GRADIENT and ROUND; with momentum what the lanes make of it is rounded likewise.

        The old momentum stands from ROUND on.
        """
        p = self.p
        with self.fsm(m, "phase"):
            with m.State("READ"), m.If(self.valid):
                m.d.comb += [
                    self.read_sums.enable.eq(self.moves),
                    self.read_sums.address.eq(self.source),
                    self.done.eq(~self.moves),
                ]
                with m.If(self.moves):
                    m.next = "READ_MOMENTUM" if p.momenta else "SHOW"
            with m.State("READ_MOMENTUM" if p.momenta else "SHOW"):
                if p.momenta:
                    m.d.comb += [self.read_sums.enable.eq(1), self.read_sums.address.eq(self.velocity)]
                m.next = "GRADIENT"
            with m.State("GRADIENT"):
                self._by_chance(m, given, lanes)
                m.next = "ROUND"
            with m.State("ROUND"):
                if p.momenta:
                    m.d.comb += shift.eq(given.decay)
                    self._by_chance(m, given, lanes)
                m.next = "STEP" if p.momenta else "MOVE"
            if p.momenta:
                with m.State("STEP"):
                    m.d.comb += [lane.keep.eq(1) for lane in lanes]
                    m.next = "MOMENTUM"
                with m.State("MOMENTUM"):
                    m.d.comb += [self.write_sums.enable.eq(1), shift.eq(given.scale)]
                    m.d.comb += [lane.value.eq(lane.momentum) for lane in lanes]
                    self._by_chance(m, given, lanes)
                    m.next = "ROUND_AGAIN"
                with m.State("ROUND_AGAIN"):
                    m.next = "MOVE"
            with m.State("MOVE"):
                m.d.comb += self.done.eq(1)
                m.next = "READ"

    def _by_chance(self, m: Module, given: Any, lanes: list[UpdateLane]) -> None:
        """What the lanes are given now is rounded stochastically, where the update says so."""
        if self.p.random_words:
            m.d.comb += [self.draw.eq(given.stochastic), *(lane.stochastic.eq(given.stochastic) for lane in lanes)]
