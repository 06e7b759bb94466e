"""Event counters and sticky flags."""

from typing import Any

from amaranth.hdl import Module, Signal, Value
from amaranth.lib.wiring import In, Out

from ...params.entry_counting import EVENTS, EntryCounting
from ...periphery.block import Block
from .shapes import tag

FLAGS = ("illegal", "differs", "overflow")


class Events(Block):
    """Counts what happens, and remembers what went wrong, until reset.

    Members
    -------
    written, streamed : In(1)
        A word was written, or streamed in.
    refused : In(2)
        Words refused.
    take : In(1)
        A dot product begins.
    tag : In(tag)
        Its tag.
    filled : In(1)
        It begins with a partial sum that was taken in.
    searched : In(searches)
        Searches made in this cycle.
    wrong_illegal, wrong_differs, wrong_overflow : In(1)
    illegal, differs, overflow : Out(1)
    store_writes … searches_saved : Out(32)
        A cycle after it happened, as named in :data:`bitline.params.entry_counting.EVENTS`; a dot product that begins counts as
        saving all of its searches until they are made.
    """

    def __init__(self, p: EntryCounting) -> None:
        self.p = p
        super().__init__(
            {
                "written": In(1),
                "streamed": In(1),
                "refused": In(2),
                "take": In(1),
                "tag": In(tag(p)),
                "filled": In(1),
                "searched": In(p.search.per_cycle),
                **{f"wrong_{flag}": In(1) for flag in FLAGS},
                **{flag: Out(1) for flag in FLAGS},
                **{event: Out(32) for event in EVENTS},
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        searched = Signal(range(self.p.search.per_cycle + 1))
        m.d.comb += searched.eq(sum(self.searched))
        begun = Signal(range(len(self.p.classes) + 1))
        counts = {
            "store_writes": self.written,
            "streamed_words": self.streamed,
            "refused_words": self.refused[0] + self.refused[1],
            "accumulator_reads": self.take & ~self.tag.anew,
            "accumulator_writes": self.take & ~self.tag.leaves,
            "fills": self.take & self.filled,
            "spills": self.take & self.tag.leaves & self.tag.leaving.plain,
            "searches": searched,
            "searches_saved": begun - searched,
        }
        with m.If(self.take):
            m.d.comb += begun.eq(len(self.p.classes))
        for event, count in counts.items():
            counter = getattr(self, event)
            # a cycle late, so that a long carry does not follow on what decides it
            happened = Signal(Value.cast(count).shape(), name=f"{event}_happened")
            m.d.sync += [happened.eq(count), counter.eq(counter + happened)]
        for flag in FLAGS:
            with m.If(getattr(self, f"wrong_{flag}")):
                m.d.sync += getattr(self, flag).eq(1)
