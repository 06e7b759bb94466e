"""Gradients, from the gradient array to the memory of sums."""

from typing import Any

from amaranth.hdl import Array, Module, Mux, Signal
from amaranth.lib import stream
from amaranth.lib.wiring import In, Out

from ...params.two_way import TwoWay
from ...params.two_way_training import TwoWayTraining
from ...periphery.block import Block
from ...periphery.shapes import index
from ..two_way.shapes import results
from .shapes import addition, outputs, sum_address, window_words


class GradientRows(Block):
    """Adds the results of one product after the other, each of which is an output's gradients, to a lane of words of sums.

    A result takes a cycle; a beat of results stands at ``y`` until its last one. A column of the array that no input stands for
    takes its cycle and adds nothing.

    Members
    -------
    start : In(1)
        The next product is that of output 0.
    row : In
        Address of the gradients of the array's first column, with ``start``.
    columns : In
        How many columns stand for inputs; stable.
    dense_words, outputs : In
        Words from one input's gradients to the next one's, and how many products there are; stable.
    y : In(stream of results)
        The macro's.
    add : Out(addition)
    done : Out(1)
        The last result of the last product is being added.
    """

    def __init__(self, p: TwoWayTraining, macro: TwoWay) -> None:
        self.macro = macro
        super().__init__(
            {
                "start": In(1),
                "row": In(sum_address(p)),
                "columns": In(range(macro.array.columns + 1)),
                "dense_words": In(window_words(p)),
                "outputs": In(outputs(p)),
                "y": In(stream.Signature(results(macro))),
                "add": Out(addition(p)),
                "done": Out(1),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        number = Signal(index(self.macro.lanes))
        column = Signal.like(self.columns, name="column", reset_less=True)
        lane = Signal(range(len(self.add.word)), reset_less=True)
        last_result = Signal()
        result = Array(self.y.payload.results)[number]
        m.d.comb += [
            last_result.eq(number == self.macro.lanes - 1),
            self.y.ready.eq(last_result),
            self.add.enable.eq(self.y.valid & (column < self.columns)),
            *(to.eq(Mux(lane == k, result, 0)) for k, to in enumerate(self.add.word)),
        ]
        with m.If(self.y.valid):
            m.d.sync += number.eq(Mux(last_result, 0, number + 1))
        self._places(m, column, lane, last_result)

    def _places(self, m: Module, column: Signal, lane: Signal, last_result: Signal) -> None:
        """Lane j of slot s is column ``j * share + s``; outputs follow each other lane by lane, word by word."""
        share = self.macro.adc.share
        output = Signal.like(self.outputs, name="output", reset_less=True)
        first = Signal.like(self.row, name="first", reset_less=True)
        slot_row = Signal.like(self.row, name="slot_row", reset_less=True)
        slot = Signal(index(share), reset_less=True)
        following = Signal.like(self.row)
        last_lane = Signal()
        ended = Signal()
        m.d.comb += [
            last_lane.eq(lane == len(self.add.word) - 1),
            following.eq(first + last_lane),
            ended.eq(self.y.valid & last_result & self.y.payload.last),
            self.done.eq(ended & (output == self.outputs - 1)),
        ]
        at = Signal.like(self.row, name="at", reset_less=True)
        m.d.comb += self.add.address.eq(at)
        with m.If(self.start):
            m.d.sync += [output.eq(0), lane.eq(0), first.eq(self.row)]
            m.d.sync += [slot.eq(0), column.eq(0), slot_row.eq(self.row), at.eq(self.row)]
        with m.Elif(ended):
            m.d.sync += [output.eq(output + 1), lane.eq(Mux(last_lane, 0, lane + 1)), first.eq(following)]
            m.d.sync += [slot.eq(0), column.eq(0), slot_row.eq(following), at.eq(following)]
        with m.Elif(self.y.valid & last_result):
            below = slot_row + self.dense_words
            m.d.sync += [slot.eq(slot + 1), column.eq(slot + 1), slot_row.eq(below), at.eq(below)]
        with m.Elif(self.y.valid):
            m.d.sync += [column.eq(column + share), at.eq(at + share * self.dense_words)]
