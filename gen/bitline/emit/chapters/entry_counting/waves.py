"""What the entry-counting macro does cycle by cycle."""

from ....params.entry_counting import EntryCounting
from ...timing_diagram import Lane, Measure, Span, Waves

STAGES = ("search lines", "match", "count", "weighed")
"""What follows a choice of classes, a cycle each."""


def searches(p: EntryCounting) -> Waves:
    """A dot product of three choices of classes, and one with none live; both sums leave."""
    labels, first = ("A0", "A1", "A2", "B"), 1
    last = first + len(labels) - 1
    chosen = [Span(first + k, first + k + 1, label, 1 + (label == "B")) for k, label in enumerate(labels)]
    lanes = [
        Lane("choice", tuple(chosen), bus=True),
        *(Lane(name, tuple(_later(span, k) for span in chosen), bus=True) for k, name in enumerate(STAGES, 1)),
        Lane("sum leaves", (_later(chosen[2], 5), _later(chosen[3], 5))),
        Lane("y", tuple(_later(span, p.result_latency) for span in chosen[2:]), bus=True),
    ]
    return Waves(
        "Two dot products, one after the other: A with three choices of live classes, B with none",
        cycles=last + p.result_latency + 2,
        lanes=lanes,
        measures=(Measure(last, last + p.result_latency, f"{p.result_latency} cycles from the last choice to the result"),),
    )


def _later(span: Span, cycles: int) -> Span:
    return Span(span.start + cycles, span.end + cycles, span.label, span.tone)


def beats(p: EntryCounting) -> Waves:
    """The first beats of a word on their way into the lanes."""
    shown = min(4, p.beats)
    arrive = [Span(1 + k, 2 + k, f"{k}", 1 + k % 2) for k in range(shown)]
    registers = [
        Lane(f"data {parity}", tuple(Span(s.end, s.end + 2, s.label, s.tone) for s in arrive[parity::2]), bus=True)
        for parity in range(min(2, shown))
    ]
    strobes = [Lane(f"write {k}", (Span(s.end, s.end + 1),)) for k, s in enumerate(arrive)]
    return Waves(
        "Beats of a word on their way into the cells",
        cycles=shown + 5,
        lanes=(Lane("x or w", tuple(arrive), bus=True), *registers, *strobes),
    )
