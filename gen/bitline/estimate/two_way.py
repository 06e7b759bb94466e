"""Cycles of the two-way macro: when each operation is done and each result leaves, exactly, with full streams."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..params.two_way import Direction, TwoWay

Kind = Literal["forward", "backward", "write", "read", "verify", "clear"]


@dataclass(frozen=True)
class Timeline:
    """Cycles counted from the one in which the first operation stands at ``op``, an idle macro's inputs being ready.

    Attributes
    ----------
    accepted : list of int
        For each operation the cycle in which it leaves ``op``.
    results : list of int
        For each beat at ``y`` the cycle in which it is taken.
    cycles : int
        Cycles until all is done.
    """

    accepted: list[int]
    results: list[int]

    @property
    def cycles(self) -> int:
        return max((*self.accepted, *self.results), default=-1) + 1


def timeline(p: TwoWay, operations: Sequence[tuple[Kind, bool]], stretch: tuple[int, int, int] = (0, 0, 0)) -> Timeline:
    """When operations, each a kind and whether its inputs are signed, are done one after the other.

    ``stretch`` are the cycles added to precharge, evaluate and sample.
    """
    precharge, evaluate, sample = (
        length + extra for length, extra in zip((p.timing.precharge, p.timing.evaluate, p.timing.sample), stretch, strict=True)
    )
    period = p.period + sum(stretch)
    settled = precharge + evaluate  # from the first cycle of an evaluation to its sampling strobe
    to_result = settled + p.conversion_cycles + 4
    to_idle = 1 + max(settled + p.conversion_cycles + 1, settled + sample, period)
    accepted: list[int] = []
    results: list[int] = []
    seen, start = 0, None  # when the operation stands at op; the last start of an evaluation
    for kind, signed in operations:
        if kind == "forward" or kind == "backward":
            first = seen + 1 if start is None else max(seen + 1, start + period)
            per_slot = p.slot_cycles(kind, signed) // p.period
            ends = [first + ((slot + 1) * per_slot - 1) * period for slot in range(p.adc.share)]
            results += [end + to_result for end in ends]
            start = ends[-1]
            accepted.append(start)
        else:
            begin = seen if start is None else max(seen, start + to_idle)
            accepted.append(begin + p.access_cycles(kind) - 1)
        seen = accepted[-1] + 1
    return Timeline(accepted, results)


def cycles(p: TwoWay, runs: Sequence[tuple[Kind, bool, int]]) -> int:
    """Cycles until all is done of operations that come so many times each: those of their timeline, however many they are."""
    once = timeline(p, [(kind, signed) for kind, signed, _ in runs]).cycles
    return once + sum((times - 1) * _each(p, kind, signed) for kind, signed, times in runs)


def _each(p: TwoWay, kind: Kind, signed: bool) -> int:
    """Cycles that an operation after one like it adds."""
    return p.product_cycles(kind, signed) if kind == "forward" or kind == "backward" else p.access_cycles(kind)


def busy_share(p: TwoWay, direction: Direction) -> float:
    """Share of all cycles in which the converters of a direction convert, with full streams and one product after the other."""
    return p.conversion_cycles / p.period
