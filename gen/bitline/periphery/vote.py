"""Votes of columns on classes."""

from typing import Any

from amaranth.hdl import Array, Module, Mux, Signal, Value
from amaranth.lib import data, stream
from amaranth.lib.wiring import In, Out

from ..params import formats
from .argmax import Argmax
from .block import Block
from .compressor import BitHeap, PopulationCount
from .shapes import index
from .window import window

SLICE = 16
"""Columns of one population count, of which a pipeline stage holds as many as it takes."""


class Vote(Block):
    """Counts the bits of each class's columns, weighs the counts by a power of two, and adds them to the classes' scores.

    Given ``load`` in cycle t, class k is counted in cycle t+1+k and its score is there in cycle t+3+k: it then leaves at ``o``
    if it is to be sent, and while it is not taken there everything waits. ``busy`` is high until the last one is done.

    Parameters
    ----------
    columns : int
    classes : int
        Classes there are at most.
    places : range
        Format of a weight's exponent.
    scores : range
        Format of a score, which wraps around.

    Members
    -------
    load : In(1)
        Only while not busy.
    bits : In(columns)
    first, count, classes : In
        Class k, of ``classes``, has the ``count`` columns from ``first + k * count`` on; none where there are no such columns.
    place : In(places)
        Each bit counts ``2**place``.
    keep : In(1)
        Add to the scores there are; otherwise they begin at 0.
    send : In(1)
    busy : Out(1)
    o : Out(stream of {score, label, last})
        Class by class its score and the class of the highest score so far; ``last`` comes with the last class, and so with the
        label of the vote.
    """

    def __init__(self, *, columns: int, classes: int, places: range, scores: range) -> None:
        self.columns, self.scores = columns, scores
        self.most = classes
        super().__init__(
            {
                "load": In(1),
                "bits": In(columns),
                "first": In(index(columns)),
                "count": In(index(columns + 1)),
                "classes": In(index(classes + 1)),
                "place": In(places),
                "keep": In(1),
                "send": In(1),
                "busy": Out(1),
                "o": Out(stream.Signature(data.StructLayout({"score": scores, "label": index(classes), "last": 1}))),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        move = Signal()
        last_class = Signal.like(self.classes)
        counting = Signal.like(self.classes)
        valid = [Signal(name=f"valid_{stage}") for stage in (1, 2, 3)]
        last = [Signal(name=f"last_{stage}") for stage in (1, 2, 3)]
        m.d.comb += last[0].eq(counting == last_class)
        with m.If(move):
            with m.If(valid[0]):
                m.d.sync += [counting.eq(counting + 1), valid[0].eq(~last[0])]
            for stage in (1, 2):
                m.d.sync += [valid[stage].eq(valid[stage - 1]), last[stage].eq(last[stage - 1])]
            with m.If(valid[2] & last[2]):
                m.d.sync += self.busy.eq(0)
        with m.If(self.load):
            m.d.sync += [counting.eq(0), last_class.eq(self.classes - 1), valid[0].eq(1), self.busy.eq(1)]
        count = self._counted(m, move)
        self._scored(m, move, valid[2], last[2], count)

    def _counted(self, m: Module, move: Signal) -> Value:
        """The class's bits, two cycles after they were chosen: slice by slice, then all slices."""
        ballot = Signal(self.columns, reset_less=True)
        low = Signal(range(self.columns + 1), reset_less=True)
        high = Signal(range(self.columns + 1))
        wide = Signal.like(self.count, reset_less=True)
        beyond = Signal(range(2 * self.columns + 1))
        chosen = Signal(self.columns)
        m.d.comb += [
            beyond.eq(low + wide),
            high.eq(Mux(beyond > self.columns, self.columns, beyond)),
            chosen.eq(ballot & window(low, high, self.columns)),
        ]
        with m.If(move):
            m.d.sync += low.eq(high)
        with m.If(self.load):
            m.d.sync += [ballot.eq(self.bits), low.eq(self.first), wide.eq(self.count)]
        heap = BitHeap(m, formats.width(range(self.columns + 1)))
        for start in range(0, self.columns, SLICE):
            bits = chosen[start : start + SLICE]
            name = f"slice_{start // SLICE}"
            m.submodules[name] = slice_ = PopulationCount(len(bits), role=f"vote_{len(bits)}")
            counted = Signal.like(slice_.o, name=f"{name}_count", reset_less=True)
            m.d.comb += slice_.i.eq(bits)
            with m.If(move):
                m.d.sync += counted.eq(slice_.o)
            heap.add_bits(list(counted), 0)
        total = Signal(range(self.columns + 1), reset_less=True)
        with m.If(move):
            m.d.sync += total.eq(heap.added())
        return total

    def _scored(self, m: Module, move: Signal, valid: Signal, last: Signal, count: Value) -> None:
        """Add the weighed count to the class's score, and send it."""
        scores = [Signal(self.scores, name=f"score_{k}", reset_less=True) for k in range(self.most)]
        scoring = Signal(index(self.most))
        weight = Signal.like(self.place, reset_less=True)
        keeping = Signal(reset_less=True)
        sending = Signal(reset_less=True)
        before = Signal(self.scores)
        score = Signal(self.scores)
        m.submodules.argmax = argmax = Argmax(self.scores, self.most)
        with m.If(move & valid):
            m.d.sync += scoring.eq(scoring + 1)
            m.d.sync += Array(scores)[scoring].eq(score)
        with m.If(self.load):
            m.d.sync += [scoring.eq(0), weight.eq(self.place), keeping.eq(self.keep), sending.eq(self.send)]
        m.d.comb += [
            move.eq(~self.o.valid | self.o.ready),
            before.eq(Array(scores)[scoring]),
            score.eq(Mux(keeping, before, 0) + (count << weight)),
            argmax.take.eq(move & valid),
            argmax.first.eq(scoring == 0),
            argmax.value.eq(score),
            argmax.at.eq(scoring),
            self.o.valid.eq(valid & sending),
            self.o.payload.score.eq(score),
            self.o.payload.label.eq(argmax.number),
            self.o.payload.last.eq(last),
        ]
