"""Cycles of gradients that a one-way array makes, exactly."""

from collections.abc import Iterator
from dataclasses import dataclass

from ...params.two_way import TwoWay
from ...params.two_way_training import Instruction


@dataclass
class GradientArray:
    """The macro that stores activations, and how far it is.

    Attributes
    ----------
    stretch : three int
        Cycles added to precharge, evaluate and sample.
    idle : int
        The first cycle in which no evaluation is under way.
    next_start : int
        The first cycle in which an evaluation can start.
    """

    macro: TwoWay
    stretch: tuple[int, int, int]
    idle: int = 0
    next_start: int = 0

    def gradient(self, given: Instruction, positions: int, start: int) -> tuple[int, int]:
        """The first cycle after an instruction that starts in this one, and the cycles in which converters work meanwhile."""
        side, now, converting = self.macro.sides["forward"], start + 1, 0
        for first, rows in blocks(self.macro, given["window_words"], positions):
            if self.macro.keeps_sums:
                now = max(now, self.idle) + self.macro.access_cycles("clear")
            now = self._products(given["outputs"], self._written(first, rows, now + 1))
            converting += given["outputs"] * side.evaluations(True) * self.macro.conversion_cycles
        return now, converting

    def _written(self, first: int, rows: int, now: int) -> int:
        """Positions, each behind the words under the kernel that are passed by, and a cycle in which the macro waits for a word."""
        return max(now + first + 1, self.idle) + (rows - 1) * (first + 1) + rows * self.macro.access_cycles("write")

    def _products(self, outputs: int, now: int) -> int:
        """Products whose inputs come line by line, and whose results leave a column a cycle, slot by slot."""
        macro, side, period = self.macro, self.macro.sides["forward"], self.macro.period + sum(self.stretch)
        a_slot = side.evaluations(True) // macro.adc.share
        settled = macro.timing.precharge + macro.timing.evaluate + sum(self.stretch[:2])
        converted = settled + macro.conversion_cycles
        taken: list[int] = []
        for _ in range(outputs):
            begin = max(self.next_start, now + macro.array.lines_per_read + 2)
            start = max(begin + (side.groups - 1) * period, now + side.lines + 2)
            for slot in range(macro.adc.share):
                end = start + (a_slot - (side.groups if slot == 0 else 0)) * period
                start = max(end, taken[-macro.queue_depth] + 1) if len(taken) >= macro.queue_depth else end
                arrived = start + converted + 4
                taken.append(max(arrived, taken[-1] + 1 if taken else arrived) + side.lanes - 1)
            now, self.next_start = start + 1, start + period
        self.idle = start + 1 + max(converted + 1, settled + macro.timing.sample + self.stretch[2], period)
        return taken[-1] + 1


def blocks(macro: TwoWay, window_words: int, positions: int) -> Iterator[tuple[int, int]]:
    """What the array holds at once: first word under the kernel, and number of positions; word groups by word groups."""
    for first in range(0, window_words, macro.word_groups):
        for position in range(0, positions, macro.array.rows):
            yield first, min(macro.array.rows, positions - position)
