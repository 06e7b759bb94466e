"""Votes of columns on classes."""

import itertools
from typing import Any

from amaranth.hdl import Array, Module, Mux, Signal, Value
from amaranth.lib import data, stream
from amaranth.lib.wiring import In, Out

from .argmax import Argmax
from .block import Block
from .compressor import BitHeap, PopulationCount
from .shapes import index
from .window import window

SLICE = 16
"""Columns that are counted in one cycle; the sum of all slices takes the next."""

STAGES = 6
"""Choose the class's columns, count them slice by slice, add the slices, weigh, add to the score, send."""


class Vote(Block):
    """Counts the bits of each class's columns, weighs the counts by a power of two, and adds them to the classes' scores.

    Given ``load`` in cycle t, the score of class k is there in cycle ``t + STAGES + k``: it then leaves at ``o`` if it is to be
    sent, and while it is not taken there everything waits. ``busy`` is high until the last one is done.

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
        valid = [Signal(name=f"valid_{stage}") for stage in range(STAGES)]
        last = [Signal(name=f"last_{stage}") for stage in range(STAGES)]
        m.d.comb += [last[0].eq(counting == last_class), move.eq(~self.o.valid | self.o.ready)]
        with m.If(move):
            with m.If(valid[0]):
                m.d.sync += [counting.eq(counting + 1), valid[0].eq(~last[0])]
            for before, after in itertools.pairwise(range(STAGES)):
                m.d.sync += [valid[after].eq(valid[before]), last[after].eq(last[before])]
            with m.If(valid[-1] & last[-1]):
                m.d.sync += self.busy.eq(0)
        with m.If(self.load):
            m.d.sync += [counting.eq(0), last_class.eq(self.classes - 1), valid[0].eq(1), self.busy.eq(1)]
        score = self._scored(m, move, valid, self._counted(m, move))
        self._labelled(m, move, valid[-1], last[-1], score)

    def _counted(self, m: Module, move: Signal) -> Value:
        """How many of the class's bits are set, three cycles after its window was there."""
        ballot = Signal(self.columns, reset_less=True)
        low = Signal(range(self.columns + 1), reset_less=True)
        high = Signal(range(self.columns + 1), reset_less=True)
        wide = Signal.like(self.count, reset_less=True)
        chosen = Signal(self.columns, reset_less=True)
        total = Signal(range(self.columns + 1), reset_less=True)
        beyond = Signal(range(2 * self.columns + 1))
        m.d.comb += beyond.eq(high + wide)
        heap = BitHeap(m, len(total))
        for start in range(0, self.columns, SLICE):
            heap.add_bits(list(self._slice(m, move, start // SLICE, chosen[start : start + SLICE])), 0)
        added = heap.added()  # out here, or else each of its adders would wait for the condition
        with m.If(move):
            m.d.sync += [
                low.eq(high),
                high.eq(Mux(beyond > self.columns, self.columns, beyond)),
                chosen.eq(ballot & window(low, high, self.columns)),
                total.eq(added),
            ]
        with m.If(self.load):
            m.d.sync += [ballot.eq(self.bits), low.eq(self.first), high.eq(self.first + self.count), wide.eq(self.count)]
        return total

    def _slice(self, m: Module, move: Signal, number: int, bits: Value) -> Value:
        """How many of some bits are set, a cycle later."""
        m.submodules[f"slice_{number}"] = slice_ = PopulationCount(len(bits), role=f"vote_{len(bits)}")
        counted = Signal.like(slice_.o, name=f"slice_{number}_count", reset_less=True)
        m.d.comb += slice_.i.eq(bits)
        with m.If(move):
            m.d.sync += counted.eq(slice_.o)
        return counted

    def _scored(self, m: Module, move: Signal, valid: list[Signal], count: Value) -> Value:
        """The class's score with the weighed count, two cycles later."""
        scores = [Signal(self.scores, name=f"score_{k}", reset_less=True) for k in range(self.most)]
        scoring = Signal(index(self.most))
        weight = Signal.like(self.place, reset_less=True)
        keeping = Signal(reset_less=True)
        reading = Signal(index(self.most))
        weighed = Signal(self.scores, reset_less=True)
        before = Signal(self.scores, reset_less=True)
        score = Signal(self.scores, reset_less=True)
        added = Signal(self.scores)
        m.d.comb += added.eq(before + weighed)
        with m.If(move):
            m.d.sync += [weighed.eq(count << weight), before.eq(Mux(keeping, Array(scores)[reading], 0)), score.eq(added)]
            m.d.sync += scoring.eq(reading)
            with m.If(valid[-3]):
                m.d.sync += reading.eq(reading + 1)
            with m.If(valid[-2]):
                m.d.sync += Array(scores)[scoring].eq(added)
        with m.If(self.load):
            m.d.sync += [reading.eq(0), weight.eq(self.place), keeping.eq(self.keep)]
        return score

    def _labelled(self, m: Module, move: Signal, valid: Signal, last: Signal, score: Value) -> None:
        """Send the score, and the class of the highest one so far."""
        sending = Signal(reset_less=True)
        number = Signal(index(self.most))
        m.submodules.argmax = argmax = Argmax(self.scores, self.most)
        with m.If(move & valid):
            m.d.sync += number.eq(number + 1)
        with m.If(self.load):
            m.d.sync += [number.eq(0), sending.eq(self.send)]
        m.d.comb += [
            argmax.take.eq(move & valid),
            argmax.first.eq(number == 0),
            argmax.value.eq(score),
            argmax.at.eq(number),
            self.o.valid.eq(valid & sending),
            self.o.payload.score.eq(score),
            self.o.payload.label.eq(argmax.number),
            self.o.payload.last.eq(last),
        ]
