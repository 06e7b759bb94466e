"""A recording of the two-way macro as a timing diagram."""

from itertools import groupby

import numpy as np

from ..emit.timing_diagram import Lane, Measure, Span, Waves
from ..params.two_way import TwoWay
from .results import Recording


def recorded_waves(p: TwoWay, recording: Recording) -> Waves:
    """The first evaluations of a forward product: strobes, lines, and the converter that had most to do."""
    return _Picture(p, recording).waves()


class _Picture:
    def __init__(self, p: TwoWay, recording: Recording) -> None:
        self.p, self.recording = p, recording
        self.started, self.sampled = self._rises("precharge"), self._rises("sample")
        self.cycles = len(recording.waves["sample"])
        self.codes = recording.codes[: len(self.sampled)]
        self.converter = int(self.codes.sum(axis=0).argmax())

    def waves(self) -> Waves:
        search = (self._trial(), self._above()) if self.p.adc.kind == "sar" else ()
        strobes = (self._level(name, self._bits(name)) for name in ("precharge", "evaluate", "sample"))
        taken = self._bits("x_valid") & self._bits("x_ready")
        return Waves(
            self.recording.what,
            self.cycles,
            (self._level("x taken", taken), self._lines(), *strobes, *search, self._code()),
            self._measures(),
        )

    def _measures(self) -> tuple[Measure, ...]:
        first, second = self.started[:2]
        sampled, converted = self.sampled[0], self.sampled[0] + self.p.conversion_cycles
        return Measure(first, second, f"period {second - first}"), Measure(sampled, converted, f"conversion {converted - sampled}")

    # ---- the recording

    def _bits(self, name: str) -> np.ndarray:
        return self.recording.waves[name][:, 0] & 1

    def _rises(self, name: str) -> list[int]:
        return np.flatnonzero(np.diff(self._bits(name).astype(int), prepend=0) > 0).tolist()

    def _field(self, name: str, bits: int) -> np.ndarray:
        """What concerns the one converter, as numbers."""
        every = np.unpackbits(self.recording.waves[name], axis=1, bitorder="little")
        return every[:, self.converter * bits : (self.converter + 1) * bits] @ (1 << np.arange(bits))

    # ---- lanes

    def _level(self, name: str, bits: np.ndarray) -> Lane:
        return Lane(name, tuple(Span(start, end) for start, end, bit in _runs(bits) if bit))

    def _lines(self) -> Lane:
        """Which lines an evaluation may drive, and how many it does drive."""
        driven = np.unpackbits(self.recording.waves["row_drive"], axis=1).sum(axis=1)
        side, size = self.p.sides["forward"], self.p.array.lines_per_read
        spans = []
        for number, (start, end) in enumerate(zip(self.started, [*self.started[1:], self.cycles], strict=True)):
            first = number % side.groups * size
            last = min(first + size, side.lines) - 1
            spans.append(Span(start, end, f"rows {first}–{last}: {driven[start]} high", _tone(number)))
        return Lane("row_drive", tuple(spans), bus=True)

    def _trial(self) -> Lane:
        codes, cycles = self._field("forward_trial", self.p.adc.bits), self.p.adc.compare_cycles
        starts = ((number, start + k * cycles) for number, start in enumerate(self.sampled) for k in range(self.p.adc.bits))
        spans = (Span(at, at + cycles, str(codes[at]), _tone(number)) for number, at in starts if at < self.cycles)
        return Lane("trial code", tuple(spans), bus=True)

    def _above(self) -> Lane:
        converting = np.arange(self.cycles) >= self.sampled[0]
        return self._level("not below", self._field("forward_above", 1) * converting)

    def _code(self) -> Lane:
        """The finished codes."""
        ends = [*(start + self.p.conversion_cycles for start in self.sampled), self.cycles]
        spans = (
            Span(ends[number], ends[number + 1], f"code {code}", _tone(number))
            for number, code in enumerate(self.codes[:, self.converter])
            if ends[number] < self.cycles
        )
        return Lane("code", tuple(spans), bus=True)


def _tone(evaluation: int) -> int:
    return 1 + evaluation % 2


def _runs(values: np.ndarray) -> list[tuple[int, int, int]]:
    """Stretches of one value: start, end, value."""
    out, at = [], 0
    for value, run in groupby(values.tolist()):
        end = at + len(list(run))
        out.append((at, end, value))
        at = end
    return out
