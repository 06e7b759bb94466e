"""Products of a layer: at each position of a map, by all macros that hold its tiles."""

from typing import Any

from amaranth.hdl import Array, Cat, Module, Mux, Signal, Value
from amaranth.lib import stream
from amaranth.lib.wiring import In, Out, connect, flipped

from ...params.two_way_training import TwoWayTraining
from ...periphery.block import Block
from ..two_way.shapes import operation, results, words
from .assignment import Assignment
from .collector import Collector
from .feeder import Feeder
from .shapes import addition, either_address, field_bits, layout, read, value_address, values
from .worker import Worker


class Product(Block):
    """Carries out ``forward`` and ``backward``.

    At each position the tiles' inputs go to the macros that hold them, a word a cycle; when the last result has come, the results
    are added to words of sums, a word a cycle, while the next position's inputs follow.

    Members
    -------
    forward, backward : In(1)
        Start.
    fields : In
        The instruction's; stable until ``done``.
    done : Out(1)
    restart, step, rewind, advance : Out
        Of the window.
    address, on_map, last : In
        Likewise.
    read_values, value_word : Out, In
        The memory.
    add : Out(addition)
    op_0, x_0, y_0, ...
        The macros'.
    """

    def __init__(self, p: TwoWayTraining) -> None:
        self.p = p
        macros = {}
        for k in range(p.training.macros):
            macros[f"op_{k}"] = Out(stream.Signature(operation(p)))
            macros[f"x_{k}"] = Out(stream.Signature(words(p, p.input.bits)))
            macros[f"y_{k}"] = In(stream.Signature(results(p)))
        super().__init__(
            {
                "forward": In(1),
                "backward": In(1),
                "fields": In(field_bits(p)),
                "done": Out(1),
                **{name: Out(1) for name in ("restart", "step", "rewind", "advance")},
                "address": In(either_address(p)),
                "on_map": In(1),
                "last": In(1),
                "read_values": Out(read(value_address(p))),
                "value_word": In(values(p)),
                "add": Out(addition(p)),
                **macros,
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        p = self.p
        m.submodules.assignment = assignment = Assignment(p)
        m.submodules.feeder = feeder = Feeder(p)
        m.submodules.collector = collector = Collector(p)
        given = Signal(layout(p, "forward"))
        backward = Signal(name="is_backward", reset_less=True)
        dense = Signal(either_address(p), reset_less=True)
        m.d.comb += [
            given.as_value().eq(self.fields),
            self.restart.eq(self.forward | self.backward),
            self.read_values.eq(feeder.read_values),
            feeder.value_word.eq(self.value_word),
            self.step.eq(feeder.step | collector.step),
            self.rewind.eq(collector.rewind),
            self.add.eq(collector.add),
            collector.total.eq(assignment.total),
            assignment.start.eq(self.restart),
            assignment.backward.eq(backward),
            assignment.fields.eq(self.fields),
        ]
        for part in (feeder, collector):
            m.d.comb += [
                part.backward.eq(backward),
                part.fields.eq(self.fields),
                part.dense.eq(dense),
                part.address.eq(self.address),
                part.on_map.eq(self.on_map),
            ]
        workers = self._workers(m, assignment, feeder, collector, given.signed, backward)
        moves = self._sequence(m, workers, assignment, feeder, collector, backward)
        with m.If(self.restart):
            m.d.sync += [backward.eq(self.backward), dense.eq(given.dense)]
        with m.Elif(moves):
            m.d.sync += dense.eq(dense + given.dense_step)

    def _workers(
        self, m: Module, assignment: Assignment, feeder: Feeder, collector: Collector, is_signed: Value, backward: Signal
    ) -> list[Worker]:
        workers = [Worker(self.p) for _ in range(self.p.training.macros)]
        for k, worker in enumerate(workers):
            m.submodules[f"worker_{k}"] = worker
            for name in ("op", "x"):
                connect(m, getattr(worker, name), flipped(getattr(self, f"{name}_{k}")))
            connect(m, flipped(getattr(self, f"y_{k}")), worker.y)
            m.d.comb += [
                worker.dismiss.eq(self.restart),
                worker.appoint.eq(assignment.appoint[k]),
                worker.row_tile.eq(assignment.row_tile),
                worker.column_tile.eq(assignment.column_tile),
                worker.start.eq(feeder.start),
                worker.backward.eq(backward),
                worker.is_signed.eq(is_signed),
                worker.send.eq(feeder.send),
                worker.tile.eq(feeder.tile),
                worker.inputs.eq(feeder.inputs),
                worker.number.eq(collector.number),
            ]
        m.d.comb += collector.word.eq(Array(worker.word for worker in workers)[collector.macro])
        return workers

    def _sequence(
        self, m: Module, workers: list[Worker], assignment: Assignment, feeder: Feeder, collector: Collector, backward: Signal
    ) -> Value:
        """Goes from position to position; gives back when the dense words of the next one count.

        Results of the next position must not come before those of the last one have been added, which is sure when no more words
        are left than cycles pass until the first result.
        """
        arrived = Signal()
        moves = Signal()
        m.d.comb += [
            arrived.eq(Cat(worker.arrived for worker in workers).all()),
            moves.eq(Mux(backward, collector.start, collector.left == 1)),
        ]
        with self.fsm(m, "phase"):
            with m.State("IDLE"), m.If(self.restart):
                m.next = "ASSIGN"
            with m.State("ASSIGN"), m.If(assignment.last):
                m.next = "START"
            with m.State("START"), m.If(collector.left <= self.p.first_result):
                m.d.comb += feeder.start.eq(1)
                m.next = "FEED"
            with m.State("FEED"), m.If(feeder.last):
                m.next = "WAIT"
            with m.State("WAIT"), m.If(arrived):
                m.d.comb += collector.start.eq(1)
                with m.If(self.last):
                    m.next = "FINISH"
                with m.Else():
                    m.d.comb += self.advance.eq(~backward)
                    m.next = "START"
            with m.State("FINISH"), m.If(collector.left == 1):
                m.d.comb += self.done.eq(1)
                m.next = "IDLE"
        with m.If(collector.advance):
            m.d.comb += self.advance.eq(1)
        return moves
