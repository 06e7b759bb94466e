"""From sums to values: activations, the last layer's errors, and errors rescaled by a power of two."""

from functools import reduce
from itertools import pairwise
from operator import or_
from typing import Any

from amaranth.hdl import Cat, Module, Mux, Signal, Value
from amaranth.lib.wiring import In, Out

from ...params import formats
from ...params.two_way_training import SHIFTS, Kind, TwoWayTraining
from ...periphery.block import Block
from ...periphery.requantizer import clipped
from ...periphery.rounder import Rounder
from .shapes import exponent, exponent_number, field_bits, layout, read, sum_address, sums, value, value_address, values, write

KINDS: tuple[Kind, ...] = ("activate", "error", "rescale")


class RescalerLane(Block):
    """A sum on its way to a value: three cycles after ``sum`` and ``beside`` stand, ``o`` is the value.

    Members
    -------
    sum : In(sum)
    beside : In(value)
        The target of an ``error``; what holds the mask bit of a ``rescale``.
    activate, error, rescale : In(1)
        Which it is; stable while sums are under way.
    shift : In
        Likewise.
    magnitude : Out
        That of the sum where its mask bit is 1, else 0; combinational.
    o : Out(value)
    """

    def __init__(self, p: TwoWayTraining) -> None:
        self.p = p
        self.rounded = max(p.training.activation_bits, p.training.error_bits) + 2
        super().__init__(
            {
                "sum": In(p.sums),
                "beside": In(value(p)),
                **{kind: In(1) for kind in KINDS},
                "shift": In(SHIFTS),
                "magnitude": Out(p.training.sum_bits),
                "o": Out(value(p)),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        p = self.p
        m.submodules.rounder = rounder = Rounder(
            value_bits=p.training.sum_bits, output_bits=self.rounded, random_bits=0, shift=SHIFTS, role="value"
        )
        masked = Signal(p.sums)
        m.d.comb += [
            masked.eq(Mux(self.rescale & ~self.beside.mask, 0, self.sum)),
            self.magnitude.eq(Mux(masked < 0, -masked, masked)),
            rounder.value.eq(masked),
            rounder.shift.eq(self.shift),
        ]
        target = [Signal(formats.twos_complement(p.input.bits), name=f"target_{k}", reset_less=True) for k in range(2)]
        m.d.sync += [target[0].eq(self.beside.value), target[1].eq(target[0])]
        activation = Signal(p.input.bits)
        error = Signal(p.errors)
        uncut = Signal()
        score = Signal(p.scores)
        top = p.activations[-1]
        m.d.comb += [
            uncut.eq((rounder.o > 0) & (rounder.o <= top)),
            activation.eq(clipped(rounder.o, p.activations)),
            score.eq(clipped(rounder.o, p.scores)),
            error.eq(Mux(self.error, score - target[1], clipped(rounder.o, p.errors))),
        ]
        m.d.sync += [self.o.value.eq(Mux(self.activate, activation, error)), self.o.mask.eq(self.activate & uncut)]


class Rescaler(Block):
    """Carries out ``activate``, ``error`` and ``rescale``: a word a cycle.

    With n words ``done`` comes n + 5 cycles after ``start``; a rescale looks for the largest sum first, which takes n + 3 more.

    Members
    -------
    activate, error, rescale : In(1)
        Start.
    fields : In
        The instruction's; stable until ``done``.
    done : Out(1)
    read_sums, sum_word, read_values, value_word, write_values
        The memories.
    exponent_from : Out, exponent : In
        The exponent that the instruction refers to.
    exponent_to, new_exponent, keep : Out
        The exponent that it makes; ``keep`` is high in one cycle.
    """

    def __init__(self, p: TwoWayTraining) -> None:
        self.p = p
        super().__init__(
            {
                **{kind: In(1) for kind in KINDS},
                "fields": In(field_bits(p)),
                "done": Out(1),
                "read_sums": Out(read(sum_address(p))),
                "sum_word": In(sums(p)),
                "read_values": Out(read(value_address(p))),
                "value_word": In(values(p)),
                "write_values": Out(write(value_address(p), values(p))),
                "exponent_from": Out(exponent_number(p)),
                "exponent": In(exponent()),
                "exponent_to": Out(exponent_number(p)),
                "new_exponent": Out(exponent()),
                "keep": Out(1),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        p = self.p
        given: dict[Kind, Any] = {kind: Signal(layout(p, kind), name=f"given_{kind}") for kind in KINDS}
        self._kind = {kind: Signal(name=f"is_{kind}", reset_less=True) for kind in KINDS}
        m.d.comb += [each.as_value().eq(self.fields) for each in given.values()]
        start = Signal()
        m.d.comb += start.eq(self.activate | self.error | self.rescale)
        with m.If(start):
            m.d.sync += [kind.eq(getattr(self, name)) for name, kind in self._kind.items()]
        self._walk(m, given, start)
        self._lanes(m, given)

    def _walk(self, m: Module, given: dict[Kind, Any], start: Signal) -> None:
        """Reads word by word, once or twice, and writes what comes out of the lanes."""
        of_activate, of_error, of_rescale = given.values()
        source = Signal(sum_address(self.p), reset_less=True)
        beside = Signal(value_address(self.p), reset_less=True)
        to = Signal(value_address(self.p), reset_less=True)
        left = Signal(len(of_activate.count), reset_less=True)
        self._reading = reading = Signal()
        self._looking = looking = Signal()
        under_way = [Signal(name=f"under_way_{k}") for k in range(5)]
        restart = Signal()
        with m.If(start | restart):
            m.d.sync += [source.eq(of_activate.source), left.eq(of_activate.count), to.eq(of_activate.to)]
            m.d.sync += beside.eq(Mux(self.error, of_error.targets, of_rescale.masks))
        with m.Elif(reading):
            m.d.sync += [source.eq(source + 1), beside.eq(beside + 1), left.eq(left - 1)]
        with self.fsm(m, "phase"):
            with m.State("IDLE"):
                with m.If(self.rescale):
                    m.next = "LOOK"
                with m.Elif(start):
                    m.next = "WRITE"
            with m.State("LOOK"):
                m.d.comb += [reading.eq(left != 0), looking.eq(1)]
                with m.If(~reading & ~Cat(under_way[:2]).any()):
                    m.d.comb += [restart.eq(1), self.keep.eq(1)]
                    m.next = "WRITE"
            with m.State("WRITE"):
                m.d.comb += reading.eq(left != 0)
                with m.If((left == 0) & ~Cat(under_way[:4]).any()):
                    m.d.comb += self.done.eq(1)
                    m.next = "IDLE"
        m.d.sync += under_way[0].eq(reading)
        m.d.sync += [after.eq(before) for before, after in pairwise(under_way[:2])]
        m.d.sync += [after.eq(before & ~looking) for before, after in pairwise(under_way[1:])]
        with m.If(under_way[4]):
            m.d.sync += to.eq(to + 1)
        m.d.comb += [
            self.read_sums.enable.eq(reading),
            self.read_sums.address.eq(source),
            self.read_values.enable.eq(reading & ~self._kind["activate"]),
            self.read_values.address.eq(beside),
            self.write_values.enable.eq(under_way[4]),
            self.write_values.address.eq(to),
        ]
        self._look(m, of_rescale, looking & under_way[1])

    def _look(self, m: Module, given: Any, seen: Value) -> None:
        """The bits of all magnitudes, of which the highest tells by how much the largest is too long."""
        bits = Signal(self.p.training.sum_bits, reset_less=True)
        longer = Signal(exponent())
        self._shift = Signal(exponent(), name="found_shift", reset_less=True)
        with m.If(self.rescale):
            m.d.sync += bits.eq(0)
        self._seen = Signal.like(bits, name="seen")
        with m.If(seen):
            m.d.sync += bits.eq(bits | self._seen)
        for number in range(len(bits)):
            with m.If(bits[number]):
                m.d.comb += longer.eq(max(0, number + 2 - self.p.training.error_bits))
        m.d.comb += [
            self.exponent_from.eq(given.exponent_from),
            self.exponent_to.eq(given.exponent_to),
            self.new_exponent.eq(self.exponent + longer),
        ]
        with m.If(self.keep):
            m.d.sync += self._shift.eq(longer)

    def _lanes(self, m: Module, given: dict[Kind, Any]) -> None:
        shift = Signal(SHIFTS, name="shift", reset_less=True)
        m.d.sync += shift.eq(
            Mux(self._kind["rescale"], self._shift, Mux(self._kind["error"], given["error"].shift, given["activate"].shift))
        )
        magnitudes = []
        for number, (word, beside) in enumerate(zip(self.sum_word, self.value_word, strict=True)):
            m.submodules[f"lane_{number}"] = lane = RescalerLane(self.p)
            m.d.comb += [
                lane.sum.eq(word),
                lane.beside.eq(beside),
                lane.shift.eq(shift),
                *(getattr(lane, kind).eq(chosen) for kind, chosen in self._kind.items()),
                self.write_values.word[number].eq(lane.o),
            ]
            magnitudes.append(lane.magnitude)
        m.d.comb += self._seen.eq(reduce(or_, magnitudes))
