"""The loop nest of a product: which dot product is the present one."""

from typing import Any

from amaranth.hdl import Module, Mux, Signal
from amaranth.lib import data
from amaranth.lib.wiring import In, Out

from ...params.entry_counting import EntryCounting
from ...periphery.block import Block
from .shapes import Begin, End, operation


def position(p: EntryCounting) -> data.StructLayout:
    """A dot product's place in the loops.

    ``word``, ``accumulator`` and ``entry`` are numbers that may lie beyond the last one there is; ``slot`` and its ``window_first``
    and ``window_last`` concern pooling.
    """
    most = p.operation_fields
    words = most["word"][-1] + most["steps"][-1] * most["outputs"][-1]
    return data.StructLayout(
        {
            "word": range(words + 1),
            "accumulator": range(3 * p.accumulator.count),
            "entry": range(most["entry"][-1] + most["repetitions"][-1] + 1),
            "first_step": 1,
            "last_step": 1,
            "last_output": 1,
            "last_repetition": 1,
            "slot": most["accumulator"],
            "window_first": 1,
            "window_last": 1,
        }
    )


class Loops(Block):
    """Counts repetitions, in them steps, and in those outputs.

    Members
    -------
    op : In(operation)
        A product.
    move : In(1)
        Go on to the next dot product; after the last one, to the first one of the next product.
    at : Out(position)
        Combinational in ``op``.
    """

    def __init__(self, p: EntryCounting) -> None:
        self.p = p
        super().__init__({"op": In(operation(p)), "move": In(1), "at": Out(position(p))})

    def body(self, m: Module, platform: Any) -> None:
        op, at, fields = self.op, self.at, self.p.operation_fields
        outputs_done = Signal(fields["outputs"])
        steps_done = Signal(fields["steps"])
        repetitions_done = Signal(fields["repetitions"])
        last_output = Signal()
        last_step = Signal()
        last_repetition = Signal()
        m.d.comb += [
            last_output.eq(outputs_done == op.outputs - 1),
            last_step.eq(steps_done == op.steps - 1),
            last_repetition.eq(repetitions_done == op.repetitions - 1),
            at.first_step.eq(steps_done == 0),
            at.last_step.eq(last_step),
            at.last_output.eq(last_output),
            at.last_repetition.eq(last_repetition),
            at.entry.eq(op.entry + Mux(op.by_repetition, repetitions_done, outputs_done)),
            at.slot.eq(Mux(op.by_repetition, 0, outputs_done)),
        ]
        with m.If(self.move):
            m.d.sync += outputs_done.eq(Mux(last_output, 0, outputs_done + 1))
            with m.If(last_output):
                m.d.sync += steps_done.eq(Mux(last_step, 0, steps_done + 1))
            with m.If(last_output & last_step):
                m.d.sync += repetitions_done.eq(Mux(last_repetition, 0, repetitions_done + 1))
        self._words(m)
        self._accumulators(m, outputs_done)
        self._windows(m)

    def _words(self, m: Module) -> None:
        """Dot products of a repetition use words one after the other."""
        at = self.at
        passed = Signal(at.word.shape())
        m.d.comb += at.word.eq(self.op.word + passed)
        with m.If(self.move):
            m.d.sync += passed.eq(Mux(at.last_output & at.last_step, 0, passed + 1))

    def _accumulators(self, m: Module, outputs_done: Signal) -> None:
        """Sums that stay leave their accumulators to nobody else: each repetition has its own."""
        op, at = self.op, self.at
        base = Signal(range(2 * self.p.accumulator.count))
        kept = (op.begin == Begin.CONTINUE) | (op.end == End.HOLD)
        m.d.comb += at.accumulator.eq(op.accumulator + base + outputs_done)
        with m.If(self.move & at.last_output & at.last_step):
            m.d.sync += base.eq(Mux(at.last_repetition | ~kept, 0, base + op.outputs))

    def _windows(self, m: Module) -> None:
        """A window runs over repetitions, or over outputs where repetitions are channels; it begins anew with each channel."""
        op, at = self.op, self.at
        place = Signal(self.p.operation_fields["pool"])
        channel_ends = Mux(op.by_repetition, at.last_output, at.last_repetition)
        m.d.comb += [at.window_first.eq(place == 0), at.window_last.eq(place == op.pool - 1)]
        with m.If(self.move & at.last_step & (op.by_repetition | at.last_output)):
            m.d.sync += place.eq(Mux(at.window_last | channel_ends, 0, place + 1))
