"""Timing diagrams: signals over clock cycles, as data and as a picture."""

from collections.abc import Sequence
from dataclasses import dataclass

from .svg import Drawing, length

WIDTH, NAMES, LANE, HIGH = 1080, 150, 34, 20
SMALLEST_CYCLE = 9
"""Pixels below which the clock is not drawn, nor the grid in single cycles."""


@dataclass(frozen=True)
class Span:
    """Cycles ``start`` to ``end - 1`` in which a signal is high, or a bus holds what ``label`` says.

    ``tone`` groups spans that belong together, 0 to 2; a label always says so too, since a reader may see no colour.
    """

    start: int
    end: int
    label: str = ""
    tone: int = 0


@dataclass(frozen=True)
class Lane:
    """One signal; a bus is undefined where it has no span, another signal low."""

    name: str
    spans: tuple[Span, ...]
    bus: bool = False


@dataclass(frozen=True)
class Measure:
    """A distance: from the beginning of cycle ``start`` to that of cycle ``end``."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Waves:
    """What some signals do in the first so many cycles; spans may go on beyond."""

    title: str
    cycles: int
    lanes: Sequence[Lane]
    measures: Sequence[Measure] = ()


def timing_diagram(waves: Waves) -> str:
    """The picture, as SVG."""
    return _Picture(waves).text()


class _Picture:
    """Waves on their way to a drawing: names on the left, cycle numbers above, a lane a signal, measures below."""

    def __init__(self, waves: Waves) -> None:
        self.waves = waves
        self.cycle = (WIDTH - NAMES - 10) / waves.cycles
        self.shows_clock = self.cycle >= SMALLEST_CYCLE
        self.top = 26 + LANE * self.shows_clock
        self.bottom = self.top + LANE * len(waves.lanes)
        self.drawing = Drawing(WIDTH, self.bottom + 10 + 24 * len(waves.measures), waves.title)

    def text(self) -> str:
        self._grid()
        if self.shows_clock:
            self._clock()
        for number, lane in enumerate(self.waves.lanes):
            base = self.top + LANE * number + LANE - 7
            self.drawing.label("name", NAMES - 14, base - HIGH / 2, lane.name, size=13, room=NAMES - 20)
            spans = [span for span in lane.spans if span.start < self.waves.cycles]
            (self._bus if lane.bus else self._level)(spans, base)
        for number, measure in enumerate(self.waves.measures):
            self._measure(measure, self.bottom + 18 + 24 * number)
        return self.drawing.text()

    def _x(self, cycle: float) -> float:
        return NAMES + self.cycle * cycle

    def _grid(self) -> None:
        apart = next(digit * 10**power for power in range(9) for digit in (1, 2, 5) if digit * 10**power * self.cycle >= 24)
        for cycle in range(0, self.waves.cycles + 1, 1 if self.shows_clock else apart):
            self.drawing.line("grid", (self._x(cycle), 20), (self._x(cycle), self.bottom))
        for cycle in range(0, self.waves.cycles, apart):
            self.drawing.label("cycle", self._x(cycle + 0.5), 10, str(cycle), size=11)

    def _clock(self) -> None:
        low, high = self.top - 7, self.top - 7 - HIGH
        self.drawing.label("name", NAMES - 14, low - HIGH / 2, "clk", size=13)
        points = [(0.0, low)]
        for cycle in range(self.waves.cycles):
            points += [(cycle, low), (cycle, high), (cycle + 0.5, high), (cycle + 0.5, low)]
        points.append((self.waves.cycles, low))
        self.drawing.line("signal", *((self._x(at), y) for at, y in points))

    def _level(self, spans: Sequence[Span], base: float) -> None:
        points = [(self._x(0), base)]
        for span in spans:
            left, right = self._x(span.start), self._x(min(span.end, self.waves.cycles))
            self.drawing.add("rect", f"tone{span.tone}", x=left, y=base - HIGH, width=right - left, height=HIGH)
            points += [(left, base), (left, base - HIGH), (right, base - HIGH), (right, base)]
            self._inside(span, left, right, base)
        self.drawing.line("signal", *points, (self._x(self.waves.cycles), base))

    def _bus(self, spans: Sequence[Span], base: float) -> None:
        middle, slope = base - HIGH / 2, min(4, self.cycle / 4)
        at = self._x(0)
        for span in spans:
            left, right = self._x(span.start), self._x(min(span.end, self.waves.cycles))
            if left > at:
                self.drawing.line("unknown", (at, middle), (left, middle))
            corners = [(left, middle), (left + slope, base), (right - slope, base)]
            corners += [(right, middle), (right - slope, base - HIGH), (left + slope, base - HIGH), (left, middle)]
            self.drawing.line(f"signal tone{span.tone}", *corners)
            self._inside(span, left, right, base)
            at = right
        if at < self._x(self.waves.cycles):
            self.drawing.line("unknown", (at, middle), (self._x(self.waves.cycles), middle))

    def _inside(self, span: Span, left: float, right: float, base: float) -> None:
        """The label, where there is room to read it."""
        room = right - left - 6
        if span.label and length(span.label, 9) <= room:
            self.drawing.label("inside", (left + right) / 2, base - HIGH / 2, span.label, size=12, room=room)

    def _measure(self, measure: Measure, y: float) -> None:
        left, right = self._x(measure.start), self._x(measure.end)
        for x in (left, right):
            self.drawing.line("end", (x, y - 6), (x, y + 6))
        self.drawing.line("measure", (left, y), (right, y))
        outside = length(measure.label, 12) > right - left - 20
        beyond = outside and right + length(measure.label, 12) + 8 > WIDTH
        x = left - 8 if beyond else right + 8 if outside else (left + right) / 2
        self.drawing.label("before" if beyond else "after" if outside else "distance", x, y, measure.label, size=12)
