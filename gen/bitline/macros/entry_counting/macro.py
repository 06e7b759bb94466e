"""The entry-counting macro: its lanes and all that serves them."""

from typing import Any

from amaranth.hdl import Cat, Module, Signal
from amaranth.lib import stream
from amaranth.lib.wiring import In, Out, connect, flipped

from ...params.entry_counting import EVENTS, EntryCounting
from ...periphery.block import Block
from .accumulators import Accumulators
from .counting import Counting
from .dot_products import DotProducts
from .events import FLAGS, Events
from .intake import Intake
from .lane import shared_members
from .lane_group import LaneGroup
from .output import Output
from .search import Picker, SearchLines
from .sequencer import Sequencer
from .shapes import loaded, operation, read_back, scales, tag
from .store_port import StorePort


class Macro(Block):
    """Lanes of stored and streamed words that are searched for pairs of levels, and counted.

    With full streams a dot product takes as many cycles as it has live classes, divided by the searches made at once, and one at
    the least; the next one follows without a gap while its streamed word is there. All of these are properties of the parameters
    (:class:`bitline.params.entry_counting.EntryCounting`).

    Parameters
    ----------
    p : EntryCounting

    Members
    -------
    op : In(stream of operation)
        What to do, in order.
    w : In(stream of loaded)
        Words to store or to verify against, a group of lanes a beat.
    x : In(stream of loaded)
        Streamed words, likewise; the next one is taken while one is searched.
    fill : In(stream of sum)
        Partial sums that sums begin with.
    residual : In(stream of output)
        Residuals, with a second multiplier only.
    scales : In(stream of scales)
        The requantizer's table.
    r : Out(stream of read_back)
        Words read or verified.
    y : Out(stream of result)
        Results, requantized or plain.
    busy, illegal, differs, overflow : Out(1)
        Status.
    store_writes … searches_saved : Out(32)
        Event counters.
    """

    def __init__(self, p: EntryCounting) -> None:
        self.p = p
        super().__init__(
            {
                "op": In(stream.Signature(operation(p))),
                "w": In(stream.Signature(loaded(p))),
                "x": In(stream.Signature(loaded(p))),
                "fill": In(stream.Signature(p.sums)),
                **({"residual": In(stream.Signature(p.outputs))} if p.requantizer.residual else {}),
                "scales": In(stream.Signature(scales(p))),
                "r": Out(stream.Signature(read_back(p))),
                "y": Out(stream.Signature(p.results)),
                "busy": Out(1),
                **{flag: Out(1) for flag in FLAGS},
                **{event: Out(32) for event in EVENTS},
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        p = self.p
        m.submodules.sequencer = sequencer = Sequencer(p)
        m.submodules.dot_products = dots = DotProducts(p)
        m.submodules.store_port = store = StorePort(p)
        m.submodules.intake = intake = Intake(p)
        m.submodules.picker = picker = Picker(p)
        m.submodules.results = output = Output(p)
        connect(m, flipped(self.op), sequencer.op)
        connect(m, sequencer.product, dots.i)
        connect(m, sequencer.access, store.access)
        connect(m, sequencer.scale, output.op)
        connect(m, flipped(self.w), store.w)
        connect(m, flipped(self.x), intake.x)
        connect(m, flipped(self.fill), dots.fill)
        connect(m, flipped(self.scales), output.scales)
        connect(m, store.r, flipped(self.r))
        connect(m, output.y, flipped(self.y))
        connect(m, dots.o, picker.i)
        if p.requantizer.residual:
            connect(m, flipped(self.residual), output.residual)
        ends = Signal()  # a streamed word is done with
        m.d.comb += [
            ends.eq(picker.go & picker.last & picker.at.frees),
            intake.free.eq(Cat(ends & ~picker.at.half, ends & picker.at.half)),
            dots.full.eq(intake.full),
            dots.streamed.eq(intake.words),
            dots.stored.eq(store.content),
            store.word.eq(dots.word),
            dots.accessed.eq(self._halves(store.half, store.busy)),
            sequencer.searching.eq(Cat(picker.active & words.any() for words in self._by_half(picker.at.word))),
            sequencer.quiet.eq(~picker.active & picker.empty & ~output.busy),
            picker.taken.eq(output.taken),
            self.busy.eq(self.op.valid | store.busy | ~sequencer.quiet),
        ]
        overflow = self._search(m, store, intake, picker, output)
        self._events(m, sequencer, dots, store, intake, picker, overflow)

    def _by_half(self, words: Any) -> list[Any]:
        size = self.p.half_words
        return [words[half * size : half * size + size] for half in range(self.p.halves)]

    def _halves(self, half: Any, is_so: Any) -> Any:
        """One bit a half of the store: whether something is so of it, which is so of ``half``."""
        return Cat(is_so & (half == number) for number in range(self.p.halves))

    def _search(self, m: Module, store: StorePort, intake: Intake, picker: Picker, output: Output) -> Signal:
        """From chosen classes to sums: search lines, match, count, weigh, accumulate, a cycle each; gives back the overflow."""
        p = self.p
        m.submodules.search_lines = lines = SearchLines(p)
        m.submodules.counting = counting = Counting(p)
        m.submodules.accumulators = accumulators = Accumulators(p)
        m.d.comb += [
            lines.go.eq(picker.go),
            lines.chosen.eq(picker.chosen),
            lines.word.eq(picker.at.word),
            lines.stored.eq(picker.at.stored),
            lines.half.eq(picker.at.half),
            lines.show.eq(store.show),
            lines.shown_word.eq(store.shown_word),
        ]
        self._lanes(m, lines, store, intake, counting)
        multiples = Signal(counting.choices, name="multiples_matched", reset_less=True)
        m.d.sync += multiples.eq(lines.multiples)
        m.d.comb += counting.multiples.eq(multiples)
        valid, place = picker.go, picker.at.tag
        for stage in ("searched", "matched", "counted", "weighed"):
            before = valid, place
            valid, place = Signal(name=f"{stage}_valid"), Signal(tag(p), name=f"{stage}_tag", reset_less=True)
            m.d.sync += [valid.eq(before[0]), place.eq(before[1])]
        m.d.comb += [
            accumulators.valid.eq(valid),
            accumulators.tag.eq(place),
            accumulators.increment.eq(counting.increment),
            output.i.valid.eq(accumulators.leaves),
            output.i.payload.sum.eq(accumulators.sum),
            output.i.payload.leaving.eq(accumulators.leaving),
        ]
        return accumulators.overflow

    def _lanes(self, m: Module, lines: SearchLines, store: StorePort, intake: Intake, counting: Counting) -> None:
        groups = [LaneGroup(self.p) for _ in range(self.p.beats)]
        for number, group in enumerate(groups):
            m.submodules[f"lanes_{number}"] = group
            m.d.comb += [
                group.stored_data.eq(store.data[number % 2]),
                group.streamed_data.eq(intake.data[number % 2]),
                group.stored_write.eq(Cat(strobes[number] for strobes in store.write)),
                group.streamed_write.eq(Cat(strobes[number] for strobes in intake.write)),
                *(getattr(group, name).eq(getattr(lines, name)) for name in shared_members(self.p) if hasattr(lines, name)),
                store.shown[number].eq(group.shown),
            ]
            if self.p.store.double_buffer:
                m.d.comb += group.shows.eq(store.half)
        m.d.comb += counting.negative.eq(Cat(group.negative for group in groups))
        for search, match in enumerate(counting.match):
            m.d.comb += match.eq(Cat(group.match[search] for group in groups))

    def _events(
        self, m: Module, sequencer: Sequencer, dots: DotProducts, store: StorePort, intake: Intake, picker: Picker, overflow: Signal
    ) -> None:
        m.submodules.events = events = Events(self.p)
        m.d.comb += [
            events.written.eq(store.written),
            events.streamed.eq(intake.streamed),
            events.refused.eq(Cat(store.refused, intake.refused)),
            events.take.eq(dots.o.valid & dots.o.ready),
            events.tag.eq(dots.o.payload.tag),
            events.filled.eq(self.fill.ready),
            events.searched.eq(Cat(picker.go & chosen.any() for chosen in picker.chosen)),
            events.wrong_illegal.eq(sequencer.illegal | dots.illegal | events.refused.any()),
            events.wrong_differs.eq(store.differs),
            events.wrong_overflow.eq(overflow),
            *(getattr(self, name).eq(getattr(events, name)) for name in (*FLAGS, *EVENTS)),
        ]
