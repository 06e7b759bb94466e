"""Evaluations of the binary macro, cycle by cycle."""

from ....params.binary import Binary
from ...timing_diagram import Lane, Measure, Span, Waves


def slots(p: Binary) -> Waves:
    """Two evaluations that follow each other, the second of which votes."""
    timing, starts = p.timing, (0, p.slot)
    settled = 1 + timing.precharge + timing.evaluate

    def lane(name: str, after: int, cycles: int, text: str = "", bus: bool = False) -> Lane:
        spans = (Span(at + after, at + after + cycles, f"{text}{n}" if text else str(cycles), 1 + n) for n, at in enumerate(starts))
        return Lane(name, tuple(spans), bus=bus)

    first = 2 * p.slot + p.score_latency
    return Waves(
        "Two evaluations at full rate; the second votes",
        cycles=first + 3,
        lanes=(
            lane("start", 0, 1),
            lane("row_code", 3, p.slot, "evaluation ", bus=True),
            lane("precharge", 1, timing.precharge),
            lane("evaluate", 1 + timing.precharge, timing.evaluate + timing.compare),
            lane("compare", settled, timing.compare),
            lane("decisions taken", p.slot, 1),
            Lane("y_valid", (Span(first, first + 2, "class 0, 1, …", 2),)),
        ),
        measures=(
            Measure(0, p.slot, f"slot {p.slot}"),
            Measure(2 * p.slot, first, f"score latency {p.score_latency}"),
        ),
    )
