"""The lanes of one beat."""

from typing import Any

from amaranth.hdl import Cat, Module
from amaranth.lib import data
from amaranth.lib.wiring import In, Out

from ...params.entry_counting import EntryCounting
from ...periphery.block import Block
from .lane import Lane, shared_members
from .shapes import words


class LaneGroup(Block):
    """The lanes that a beat writes: they share their strobes, as all lanes share select and search lines.

    Members are those of :class:`Lane`; ``stored_data``, ``streamed_data``, ``match``, ``negative`` and ``shown`` are of each lane.
    """

    def __init__(self, p: EntryCounting) -> None:
        self.p = p
        own = {
            "stored_data": In(words(p)),
            "streamed_data": In(words(p)),
            "match": Out(data.ArrayLayout(p.store.lanes_per_beat, p.search.per_cycle)),
            "negative": Out(p.store.lanes_per_beat),
            "shown": Out(words(p)),
        }
        super().__init__({**shared_members(p), **own})

    def body(self, m: Module, platform: Any) -> None:
        lanes = [Lane(self.p) for _ in range(self.p.store.lanes_per_beat)]
        for number, lane in enumerate(lanes):
            m.submodules[f"lane_{number}"] = lane
            m.d.comb += [
                *(getattr(lane, name).eq(getattr(self, name)) for name in shared_members(self.p)),
                lane.stored_data.eq(self.stored_data[number]),
                lane.streamed_data.eq(self.streamed_data[number]),
                self.negative[number].eq(lane.negative),
                self.shown[number].eq(lane.shown),
            ]
        for search, match in enumerate(self.match):
            m.d.comb += match.eq(Cat(lane.match[search] for lane in lanes))
