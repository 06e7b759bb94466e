"""The loop nest of a product, and the order of operations."""

from typing import Any

from amaranth.hdl import Cat, Const, Module, Mux, Signal
from amaranth.lib import data, stream
from amaranth.lib.wiring import In, Out

from ...params.two_way import Read, TwoWay
from ...periphery.block import Block
from ...periphery.shapes import index
from .shapes import Kind, operation, tag


class Sequencer(Block):
    """Starts the evaluations of a product, slot by slot, read by read, line group by line group.

    An operation stands at ``op`` until its last evaluation starts (a product) or it is carried out (an access); the next one's
    first evaluation can follow in the next period. An evaluation waits for its inputs (``loaded``), for the array (``start_ready``)
    and, where it completes a slot, for a place in the output queue, of which ``taken`` frees one.

    An access waits until no evaluation is under way. An operation that does not exist, or a row beyond the array, is dropped and
    raises ``illegal`` until reset.

    Members
    -------
    op : In(stream of operation)
    loaded, groups, product, done
        To and from the input buffer: beats it has, beats it needs, a product stands at ``op``, its last evaluation starts.
    start_valid, start_ready, start_tag
        To the conversion sequencer.
    group, digit, polarity, plane
        What the drivers put on the lines with the start.
    access_valid, access_ready : Out, In
        An access stands at ``op``; it is carried out.
    idle : In(1)
        No evaluation is under way.
    taken : In(1)
        A beat has left at ``y``.
    busy : Out(1)
        An operation stands at ``op``, or a beat of one has yet to leave at ``y``.
    """

    def __init__(self, p: TwoWay) -> None:
        self.p = p
        self.digits = tuple(sorted({(read.low, read.bits) for read in self._all_reads()}))
        groups = max(side.groups for side in p.sides.values())
        super().__init__(
            {
                "op": In(stream.Signature(operation(p))),
                "product": Out(1),
                "groups": Out(range(groups + 1)),
                "loaded": In(range(groups + 1)),
                "done": Out(1),
                "start_valid": Out(1),
                "start_ready": In(1),
                "start_tag": Out(tag(p)),
                "group": Out(index(groups)),
                "digit": Out(index(len(self.digits))),
                "polarity": Out(1),
                "plane": Out(len(p.planes)),
                "access_valid": Out(1),
                "access_ready": In(1),
                "idle": In(1),
                "taken": In(1),
                "busy": Out(1),
                "illegal": Out(1),
                "evaluations": Out(32),
            }
        )

    def _all_reads(self) -> list[Read]:
        return [read for side in self.p.sides.values() for signed in (False, True) for read in side.reads(signed)]

    def body(self, m: Module, platform: Any) -> None:
        kind, backward = self.op.payload.kind, self.start_tag.backward
        legal = Signal()
        access = (kind == Kind.WRITE) | (kind == Kind.READ) | (kind == Kind.VERIFY)
        row_exists = self.op.payload.row < self.p.array.rows
        m.d.comb += [
            backward.eq((kind == Kind.BACKWARD) if "backward" in self.p.sides else 0),
            self.product.eq(self.op.valid & ((kind == Kind.FORWARD) | backward)),
            legal.eq(self.product | (kind == Kind.CLEAR) | (access & row_exists)),
            self.access_valid.eq(self.op.valid & legal & ~self.product & self.idle),
            self.op.ready.eq(self.done | (self.access_valid & self.access_ready) | (self.op.valid & ~legal)),
        ]
        with m.If(self.op.valid & ~legal):
            m.d.sync += self.illegal.eq(1)

        start = Signal()
        end_of_slot = Signal()
        free = self._places(m, start & end_of_slot)
        m.d.comb += [
            self.start_valid.eq(self.product & (self.group < self.loaded) & (~end_of_slot | free)),
            start.eq(self.start_valid & self.start_ready),
            self.start_tag.end.eq(end_of_slot),
        ]
        # a cycle late, so that a long carry does not follow on the decision to start
        started = Signal()
        m.d.sync += started.eq(start)
        with m.If(started):
            m.d.sync += self.evaluations.eq(self.evaluations + 1)
        self._loops(m, start, end_of_slot)

    def _places(self, m: Module, reserve: Any) -> Any:
        """Whether the output queue has a place for a slot that is not even converted yet."""
        reserved = Signal(range(self.p.queue_depth + 1))
        m.d.sync += reserved.eq(reserved + reserve - self.taken)
        m.d.comb += self.busy.eq(self.op.valid | (reserved != 0))
        return reserved != self.p.queue_depth

    def _loops(self, m: Module, start: Signal, end_of_slot: Signal) -> None:
        p, at = self.p, self.start_tag
        number = Signal(index(max(len(side.reads(signed)) for side in p.sides.values() for signed in (False, True))))
        slot = Signal(p.adc.share, init=1)
        last_group = Signal()
        last_read = Signal()
        groups = [side.groups for side in p.sides.values()]
        m.d.comb += [
            self.groups.eq(Mux(at.backward, groups[-1], groups[0])),
            last_group.eq(self.group == self.groups - 1),
            end_of_slot.eq(last_group & last_read),
            at.first.eq((number == 0) & (self.group == 0)),
            at.slot.eq(slot),
            at.last.eq(slot[-1]),
            self.done.eq(start & end_of_slot & slot[-1]),
        ]
        self._describe_read(m, number, last_read)
        with m.If(start):
            m.d.sync += self.group.eq(Mux(last_group, 0, self.group + 1))
            with m.If(last_group):
                m.d.sync += number.eq(Mux(last_read, 0, number + 1))
            with m.If(end_of_slot):
                m.d.sync += slot.eq(slot.rotate_left(1))

    def _describe_read(self, m: Module, number: Signal, last_read: Signal) -> None:
        """The schedule as a table: what the read of this number is, for each direction and signedness."""
        at = self.start_tag
        row = data.StructLayout(
            {
                "digit": index(len(self.digits)), "polarity": 1, "plane": len(self.p.planes),
                "shift": range(3), "negative": 1, "mid": 1, "correct": 1, "last": 1,
            }
        )  # fmt: skip
        read = Signal(row)
        with m.Switch(Cat(number, self.op.payload.signed, at.backward)):
            for signed in (False, True):
                for direction, side in self.p.sides.items():
                    reads = side.reads(signed)
                    for k, each in enumerate(reads):
                        with m.Case(k | (signed | (direction == "backward") << 1) << len(number)):
                            m.d.comb += read.eq(self._row(row, each, k == len(reads) - 1))
        first_group = self.group == 0
        m.d.comb += [
            self.digit.eq(read.digit),
            self.polarity.eq(read.polarity),
            self.plane.eq(read.plane),
            last_read.eq(read.last),
            at.shift.eq(Mux(first_group, read.shift, 0)),
            at.negative.eq(read.negative),
            at.mid.eq(read.mid),
            at.correct.eq(read.correct & first_group),
        ]

    def _row(self, row: data.StructLayout, read: Read, last: bool) -> Const:
        return row.const(
            {
                "digit": self.digits.index((read.low, read.bits)),
                "polarity": read.polarity < 0,
                "plane": 1 << read.plane,
                "shift": read.shift,
                "negative": read.negative,
                "mid": read.mid,
                "correct": read.correct,
                "last": last,
            }
        )
