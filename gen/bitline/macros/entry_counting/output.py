"""From sums to results: the queue, the requantizer with its table, and pooling."""

from typing import Any

from amaranth.hdl import Array, Module, Mux, Signal
from amaranth.lib import data, stream
from amaranth.lib.wiring import In, Out, connect, flipped

from ...params.entry_counting import EntryCounting
from ...periphery.block import Block
from ...periphery.max_pool import MaxPool
from ...periphery.queue import Queue
from ...periphery.requantizer import Requantizer
from ...periphery.shapes import index
from .shapes import entry, scales, scaling, shared, sum_out


class Scales(Block):
    """The requantizer's table: an entry for each channel, and what all channels share.

    Members
    -------
    op : In(stream of scaling)
        Load ``steps`` entries from ``entry`` on; taken with the last one. What the first one says of what is shared holds for all.
    i : In(stream of scales)
        A beat a cycle while an operation stands at ``op``.
    at : In(range(entries))
    entry : Out(entry)
        The entry at that place. Combinational.
    shared : Out(shared)
    """

    def __init__(self, p: EntryCounting) -> None:
        self.p = p
        super().__init__(
            {
                "op": In(stream.Signature(scaling(p))),
                "i": In(stream.Signature(scales(p))),
                "at": In(index(p.requantizer.entries)),
                "entry": Out(entry(p)),
                "shared": Out(shared(p)),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        table = [Signal(entry(self.p), name=f"entry_{k}", reset_less=True) for k in range(self.p.requantizer.entries)]
        step = Signal.like(self.op.payload.steps)
        put = Signal()
        last = Signal()
        m.d.comb += [
            self.i.ready.eq(self.op.valid),
            put.eq(self.op.valid & self.i.valid),
            last.eq(step == self.op.payload.steps - 1),
            self.op.ready.eq(put & last),
            self.entry.eq(Array(table)[self.at]),
        ]
        with m.If(put):
            m.d.sync += step.eq(Mux(last, 0, step + 1))
            with m.If(step == 0):
                m.d.sync += [self.shared[name].eq(self.i.payload[name]) for name, _ in shared(self.p)]
        for k, kept in enumerate(table):
            with m.If(put & (self.op.payload.entry + step == k)):
                m.d.sync += [kept[name].eq(self.i.payload[name]) for name, _ in entry(self.p)]


class Output(Block):
    """Queues sums, requantizes those that are not plain, pools, and gives results.

    A cycle from ``i`` to the requantizer, four in it; pooling and ``y`` are in the cycle after. A sum a cycle.

    Members
    -------
    i : In(stream of sum_out)
        Always ready where no more sums come than ``taken`` has freed places for.
    taken : Out(1)
        A place in the queue is free again.
    op, scales
        As :class:`Scales`.
    residual : In(stream of output)
        One for each sum that asks for it. With a second multiplier only.
    y : Out(stream of result)
    busy : Out(1)
        A sum is under way behind the queue.
    """

    def __init__(self, p: EntryCounting) -> None:
        self.p = p
        super().__init__(
            {
                "i": In(stream.Signature(sum_out(p))),
                "taken": Out(1),
                "op": In(stream.Signature(scaling(p))),
                "scales": In(stream.Signature(scales(p))),
                **({"residual": In(stream.Signature(p.outputs))} if p.requantizer.residual else {}),
                "y": Out(stream.Signature(p.results)),
                "busy": Out(1),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        p = self.p
        window = data.StructLayout({"slot": index(p.accumulator.count), "first": 1, "last": 1})
        m.submodules.queue = queue = Queue(sum_out(p), p.queue_depth, role="sum")
        m.submodules.scales = table = Scales(p)
        m.submodules.requantizer = requantizer = Requantizer(
            value=p.sums,
            bias=p.sums,
            multiplier=p.multipliers,
            output=p.outputs,
            shift=p.shifts,
            residual=p.requantizer.residual,
            tag=window,
        )
        m.submodules.pool = pool = MaxPool(p.results, p.outputs, p.accumulator.count)
        connect(m, flipped(self.i), queue.i)
        connect(m, flipped(self.op), table.op)
        connect(m, flipped(self.scales), table.i)
        connect(m, pool.o, flipped(self.y))
        sum_, to = queue.o.payload, requantizer.i.payload
        m.d.comb += [
            self.taken.eq(queue.o.valid & queue.o.ready),
            table.at.eq(sum_.leaving.entry),
            to.value.eq(sum_.sum),
            to.plain.eq(sum_.leaving.plain),
            *(to[name].eq(table.entry[name]) for name, _ in entry(p)),
            *(to.tag[name].eq(sum_.leaving[name]) for name, _ in window),
            *(getattr(requantizer, name).eq(table.shared[name]) for name, _ in shared(p)),
            pool.i.payload.value.eq(requantizer.o.payload.value),
            *(pool.i.payload[name].eq(requantizer.o.payload.tag[name]) for name, _ in window),
            pool.i.valid.eq(requantizer.o.valid),
            requantizer.o.ready.eq(pool.i.ready),
            self.busy.eq(requantizer.busy),
        ]
        complete = Signal()
        m.d.comb += [requantizer.i.valid.eq(queue.o.valid & complete), queue.o.ready.eq(requantizer.i.ready & complete)]
        if p.requantizer.residual:
            m.d.comb += [
                complete.eq(self.residual.valid | ~sum_.leaving.residual),
                to.residual.eq(Mux(sum_.leaving.residual, self.residual.payload, 0)),
                self.residual.ready.eq(self.taken & sum_.leaving.residual),
            ]
        else:
            m.d.comb += complete.eq(1)
