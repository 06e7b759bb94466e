"""What the shared periphery's blocks do cycle by cycle: the waves of a stream, of two evaluations and of a write."""

from collections.abc import Sequence
from dataclasses import dataclass

from .timing_diagram import Lane, Measure, Span, Waves


def handshake() -> Waves:
    """Three beats of a stream: one waits for its receiver, two follow each other without a gap."""
    return Waves(
        "Stream handshake: a transfer in each cycle in which valid and ready are both high",
        cycles=9,
        lanes=(
            Lane("valid", (Span(1, 4), Span(5, 7))),
            Lane("ready", (Span(3, 8),)),
            Lane("payload", (Span(1, 4, "beat 0", 1), Span(5, 6, "beat 1", 2), Span(6, 7, "beat 2", 1)), bus=True),
            Lane("transfer", (Span(3, 4, "0"), Span(5, 6, "1"), Span(6, 7, "2"))),
        ),
        measures=(Measure(1, 3, "the receiver is not ready: valid stays, the payload stands still"),),
    )


@dataclass(frozen=True)
class Evaluation:
    """Phase lengths of an evaluation and the steps of its conversion, as in :class:`bitline.periphery.conversion.Conversion`."""

    precharge: int
    evaluate: int
    sample: int
    steps: Sequence[str]
    compare_cycles: int
    period: int

    @property
    def sampled(self) -> int:
        """Cycles from the start of an evaluation to the rise of its sampling strobe."""
        return 1 + self.precharge + self.evaluate

    @property
    def coded(self) -> int:
        """Cycles from the start of an evaluation to the one in which its codes are complete."""
        return self.sampled + len(self.steps) * self.compare_cycles


def evaluations(e: Evaluation, lines: str, conversion: str, result_latency: int) -> Waves:
    """Two evaluations at full rate; the second completes a slot.

    Parameters
    ----------
    lines, conversion : what the lanes of the driven lines and of the conversion's steps are called.
    result_latency : cycles from the start of the second to the slot's beat.
    """
    starts = (0, e.period)
    return Waves(
        "Two overlapping evaluations at full rate",
        cycles=e.period + result_latency + 2,
        lanes=(
            _strobe("start", starts, 0, 1),
            _bus(lines, starts, 1, e.period, "evaluation"),
            _strobe("precharge", starts, 1, e.precharge),
            _strobe("evaluate", starts, 1 + e.precharge, e.evaluate + e.sample),
            _strobe("sample", starts, e.sampled, e.sample),
            Lane(conversion, tuple(span for n, start in enumerate(starts) for span in _steps(e, start, n)), bus=True),
            _strobe("codes complete", starts, e.coded, 1),
            Lane("y_valid", (Span(e.period + result_latency, e.period + result_latency + 1, "1", 2),)),
        ),
        measures=(
            Measure(0, e.period, f"period {e.period}"),
            Measure(e.sampled, e.coded, f"conversion {e.coded - e.sampled}"),
            Measure(e.period, e.period + result_latency, f"result latency {result_latency}"),
        ),
    )


def _strobe(name: str, starts: Sequence[int], after: int, cycles: int) -> Lane:
    """A signal that is high so many cycles after each start, labelled with how long."""
    return Lane(name, tuple(Span(start + after, start + after + cycles, str(cycles), 1 + n % 2) for n, start in enumerate(starts)))


def _bus(name: str, starts: Sequence[int], after: int, cycles: int, held: str) -> Lane:
    """A bus that holds something else after each start."""
    spans = (Span(start + after, start + after + cycles, f"{held} {n}", 1 + n % 2) for n, start in enumerate(starts))
    return Lane(name, tuple(spans), bus=True)


def _steps(e: Evaluation, start: int, evaluation: int) -> list[Span]:
    begins = range(start + e.sampled, start + e.coded, e.compare_cycles)
    return [Span(begin, begin + e.compare_cycles, name, evaluation + 1) for begin, name in zip(begins, e.steps, strict=True)]


def write_access(*, groups: int, write: int, read: int) -> Waves:
    """The first word groups of a written row, as in :class:`bitline.periphery.array_port.ArrayPort`.

    Parameters
    ----------
    groups : word groups of a row; two and the beginning of the third are drawn at most.
    write, read : cycles of the strobes; ``read`` is 0 where cells are not read before and after.
    """
    each = 4 + write + 2 * read if read else 3 + write
    starts = [1 + each * k for k in range(groups)]
    reads = [Span(start + after, start + after + read) for start in starts for after in (2, 3 + read + write)] if read else []
    return Waves(
        "A row is written, word group by word group",
        cycles=1 + each * min(groups, 2) + 2,
        lanes=(
            Lane("op_valid", (Span(0, starts[-1] + each, "write"),)),
            Lane("row", (Span(1, starts[-1] + each, "row"),), bus=True),
            _bus("word_group", starts, 0, each, "group"),
            _strobe("w_ready", starts, 0, 1),
            _bus("write_data", starts, 1, each, "cells of group"),
            *([Lane("read", tuple(reads))] if read else []),
            _strobe("write", starts, 2 + read, write),
        ),
        measures=(Measure(1, 1 + each, f"a word group {each}"),),
    )
