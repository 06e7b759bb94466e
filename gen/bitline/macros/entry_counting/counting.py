"""Counts of matches, weighed by the products of their levels and added up."""

from typing import Any

from amaranth.hdl import Module, Signal
from amaranth.lib import data
from amaranth.lib.wiring import In, Out

from ...params import formats
from ...params.entry_counting import EntryCounting
from ...periphery.block import Block
from ...periphery.compressor import BitHeap, PopulationCount
from ...periphery.up_down_count import UpDownCount
from .shapes import multiples


class Counting(Block):
    """What the searches of one cycle add to a dot product; two cycles, one set of searches a cycle.

    The first cycle counts the matches of each search up or down, the second one multiplies each count by a constant, by shifts and
    additions, and adds them all.

    Members
    -------
    match : In(ArrayLayout(lanes, searches))
    negative : In(lanes)
        Lanes that count down.
    multiples : In(ArrayLayout(choice of a constant, searches))
        No constant where a search does not count.
    increment : Out(dot product)
    """

    def __init__(self, p: EntryCounting) -> None:
        self.p = p
        self.products = multiples(p)
        self.choices = data.ArrayLayout(self.products.choice, p.search.per_cycle)
        super().__init__(
            {
                "match": In(data.ArrayLayout(p.store.lanes, p.search.per_cycle)),
                "negative": In(p.store.lanes),
                "multiples": In(self.choices),
                "increment": Out(p.dot_product),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        p = self.p
        chosen = Signal(self.choices, name="chosen_multiples", reset_less=True)
        increment = Signal(p.dot_product, reset_less=True)
        heap = BitHeap(m, formats.width(p.dot_product))
        for search, match in enumerate(self.match):
            count = Signal(p.counts, name=f"count_{search}", reset_less=True)
            counter = UpDownCount(p.store.lanes) if formats.signed(p.counts) else PopulationCount(p.store.lanes)
            m.submodules[f"counter_{search}"] = counter
            m.d.comb += counter.i.eq(match)
            if formats.signed(p.counts):
                m.d.comb += counter.down.eq(self.negative)
            m.d.sync += count.eq(counter.o)
            self.products.add(m, heap, count, chosen[search], f"search_{search}")
        m.d.sync += [chosen.eq(self.multiples), increment.eq(heap.added())]
        m.d.comb += self.increment.eq(increment)
