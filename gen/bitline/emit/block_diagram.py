"""Block diagrams: boxes on a grid, the wires between them and the ports at the edge, as data and as a picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .svg import Drawing

MARGIN, ARROW = 104, 46
PITCH_X, PITCH_Y = 207, 102
BOX_X, BOX_Y = 142, 66


@dataclass(frozen=True)
class Box:
    """A block at a grid place, ``rows`` high, with a title and lines of figures."""

    name: str
    column: int
    row: int
    title: str
    lines: tuple[str, ...] = ()
    rows: int = 1
    kind: Literal["block", "array", "memory"] = "block"


@dataclass(frozen=True)
class Wire:
    """From one end to another with at most two bends; ``both`` has an arrow at either end.

    An end is a box and its edge, ``"array.left"``, and where that is not the middle how far along it, ``"array.left 0.95"``.
    """

    start: str
    end: str
    label: int | str = ""
    both: bool = False


@dataclass(frozen=True)
class Outside:
    """A port of the whole, at an end on the left or right."""

    name: str
    end: str
    label: int | str = ""
    inward: bool = True


@dataclass(frozen=True)
class Diagram:
    """Boxes, wires and ports."""

    title: str
    boxes: Sequence[Box]
    wires: Sequence[Wire]
    ports: Sequence[Outside]


Point = tuple[float, float]


def block_diagram(diagram: Diagram) -> str:
    """The picture, as SVG."""
    boxes = {box.name: box for box in diagram.boxes}
    width = 2 * MARGIN + PITCH_X * max(box.column for box in diagram.boxes) + BOX_X
    height = PITCH_Y * (max(box.row + box.rows for box in diagram.boxes) - 1) + BOX_Y
    drawing = Drawing(width, height + 8, diagram.title)
    for wire in diagram.wires:
        _wire(drawing, _route(_End(boxes, wire.start), _End(boxes, wire.end)), wire.label, both=wire.both)
    for port in diagram.ports:
        _port(drawing, _End(boxes, port.end), port)
    for box in diagram.boxes:
        _box(drawing, box)
    return drawing.text()


class _End:
    """Where an end lies, and whether a wire leaves there sideways."""

    def __init__(self, boxes: dict[str, Box], text: str) -> None:
        place, _, along = text.partition(" ")
        name, self.edge = place.split(".")
        self.sideways = self.edge in ("left", "right")
        at = float(along or 0.5)
        (x, y), (width, height) = _corner(boxes[name]), _size(boxes[name])
        self.point: Point = {
            "left": (x, y + at * height),
            "right": (x + width, y + at * height),
            "top": (x + at * width, y),
            "bottom": (x + at * width, y + height),
        }[self.edge]


def _corner(box: Box) -> Point:
    return MARGIN + box.column * PITCH_X, 4 + box.row * PITCH_Y


def _size(box: Box) -> Point:
    return BOX_X, BOX_Y + (box.rows - 1) * PITCH_Y


def _box(drawing: Drawing, box: Box) -> None:
    (x, y), (width, height) = _corner(box), _size(box)
    drawing.add("rect", box.kind, x=x, y=y, width=width, height=height, rx=5)
    first = y + height / 2 - 7.5 * len(box.lines)
    drawing.label("title", x + width / 2, first, box.title, size=13, room=width - 10)
    for number, line in enumerate(box.lines):
        drawing.label("figure", x + width / 2, first + 16 + 15 * number, line, size=11.5, room=width - 10)


def _route(start: _End, end: _End) -> list[Point]:
    """The corners of a wire: straight where it can be, else with one bend or two."""
    (x0, y0), (x1, y1) = start.point, end.point
    if start.sideways and end.sideways:
        bends = [((x0 + x1) / 2, y) for y in (y0, y1)] if y0 != y1 else []
    elif start.sideways:
        bends = [(x1, y0)]
    elif end.sideways:
        bends = [(x0, y1)]
    else:
        bends = [(x, (y0 + y1) / 2) for x in (x0, x1)] if x0 != x1 else []
    return [start.point, *bends, end.point]


def _wire(drawing: Drawing, points: list[Point], label: int | str, *, both: bool = False) -> None:
    drawing.line("wire", *points)
    _arrow(drawing, points[-2], points[-1])
    if both:
        _arrow(drawing, points[1], points[0])
    if label:
        _label(drawing, points, f"{label:,}" if isinstance(label, int) else label)


def _label(drawing: Drawing, points: list[Point], label: str) -> None:
    """Above the first stretch where that is level, else beside it."""
    (x0, y0), (x1, y1) = points[0], points[1]
    if y0 == y1:
        drawing.label("width", (x0 + x1) / 2, y0 - 9, label, size=11, room=max(abs(x1 - x0), BOX_X / 3) + 4)
    else:
        drawing.label("beside", x0 + 8, (y0 + y1) / 2, label, size=11)


def _arrow(drawing: Drawing, before: Point, tip: Point) -> None:
    (x0, y0), (x, y) = before, tip
    dx, dy = (x > x0) - (x < x0), (y > y0) - (y < y0)
    back = [(x - 8 * dx - 3.5 * dy, y - 8 * dy - 3.5 * dx), (x - 8 * dx + 3.5 * dy, y - 8 * dy + 3.5 * dx)]
    drawing.line("arrow", back[0], tip, back[1])


def _port(drawing: Drawing, end: _End, port: Outside) -> None:
    x, y = inner = end.point
    outward = -1 if end.edge == "left" else 1
    outer = (x + outward * ARROW, y)
    _wire(drawing, [outer, inner] if port.inward else [inner, outer], port.label)
    drawing.label(f"port-{end.edge}", outer[0] + outward * 7, y, port.name, size=14, room=MARGIN - ARROW - 7)
