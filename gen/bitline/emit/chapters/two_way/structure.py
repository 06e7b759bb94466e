"""The two-way macro's block diagram."""

from collections.abc import Sequence

from ....params import formats
from ....params.two_way import Side, TwoWay
from ...block_diagram import Box, Diagram, Outside, Wire
from .. import counted

LAYOUTS = {"planes": "a sub-array a bit plane", "interleaved": "bits in adjacent columns"}
UPPER, LOWER = "0.196", "0.804"
"""Where boxes beside the upper and lower half of the array meet its edge."""


def structure(p: TwoWay) -> Diagram:
    """The blocks of a macro with their real sizes, and the widths between them."""
    boxes = [*_boxes(p), *([_sums(p)] if p.keeps_sums else [])]
    wires = _wires(p)
    if "backward" in p.sides:
        boxes += _backward_boxes(p)
        wires = [*wires, *_backward_wires(p)]
    return Diagram(f"Block diagram of {p.name}", boxes, wires, _ports(p))


def _cells(p: TwoWay) -> int:
    """Cells of a word group."""
    return p.array.lines_per_read * len(p.planes)


def _payload(p: TwoWay) -> int:
    """Bits of a beat of results."""
    return formats.width(p.results) * p.lanes + 1


def _boxes(p: TwoWay) -> Sequence[Box]:
    lines, digit = p.array.lines_per_read, counted(p.input.digit_bits, "bit")
    groups, forward = max(side.groups for side in p.sides.values()), p.sides["forward"]
    return (
        Box("buffer", 0, 0, "input buffer", (f"{groups} × {lines} words", f"of {counted(p.driven_bits, 'bit')}"), kind="memory"),
        Box("selector", 1, 0, "digit selector", (f"{lines} × {digit}",)),
        Box("rows", 1, 1, "row drivers", (f"{p.array.rows} × {digit}",)),
        Box("array", 2, 1, "array", _array(p), rows=2, kind="array"),
        Box("coder", 0, 2, "weight coder", (p.weight.sign.replace("_", " "), f"{len(p.planes)} cells a weight")),
        Box("port", 1, 2, "array port", (f"{p.word_groups} × {_cells(p)} cells a row", "write, read, verify")),
        Box("queue", 4, 2, "result queue", (f"{p.queue_depth} × {counted(_payload(p), 'bit')}",), kind="memory"),
        Box("sequencer", 0, 3, "sequencer", ("slots × reads", "× line groups")),
        Box("conversion", 1, 3, "conversion", ("strobes and steps", f"a period of {counted(p.period, 'cycle')}")),
        _converters(forward, 2, 3),
        _lanes(forward, 3, 3),
        Box("registers", 0, 4, "registers", (counted(len(p.registers), "word"),), kind="memory"),
    )


def _backward_boxes(p: TwoWay) -> Sequence[Box]:
    """What a macro that is read forward alone lacks."""
    side, digit = p.sides["backward"], counted(p.input.digit_bits, "bit")
    columns = Box("columns", 2, 0, "column drivers", (f"{p.array.columns} × {digit}",))
    return columns, _converters(side, 3, 1), _lanes(side, 4, 1)


def _array(p: TwoWay) -> tuple[str, ...]:
    mid = ("and a mid-level line",) if p.has_mid_line else ()
    return (f"{p.array.rows} rows × {p.array.columns} columns", f"× {len(p.planes)} cells", LAYOUTS[p.array.layout], *mid)


def _converters(side: Side, column: int, row: int) -> Box:
    adc = side.macro.adc
    lines = (f"{side.converters} × {counted(adc.bits, 'bit')}", f"{adc.kind}, {counted(adc.share, 'line')} each")
    return Box(f"{side.direction}_converters", column, row, f"{side.direction} converters", lines)


def _lanes(side: Side, column: int, row: int) -> Box:
    lines = (f"{side.lanes} × {counted(formats.width(side.accumulator), 'bit')}", "shift and add")
    return Box(f"{side.direction}_lanes", column, row, f"{side.direction} lanes", lines)


def _sums(p: TwoWay) -> Box:
    kept = (f"{side.outputs} × {counted(formats.width(side.weight_sums), 'bit')}" for side in p.sides.values())
    return Box("sums", 3, 2, "weight sums", tuple(kept), kind="memory")


def _wires(p: TwoWay) -> Sequence[Wire]:
    forward = p.sides["forward"]
    digit, tries = p.input.digit_bits, p.adc.kind == "sar"
    return (
        Wire("buffer.right", "selector.left", p.array.lines_per_read * p.driven_bits),
        Wire("selector.bottom", "rows.top", p.array.lines_per_read * digit),
        Wire("rows.right", f"array.left {UPPER}", p.array.rows * digit),
        Wire("coder.right", "port.left", _cells(p), both=True),
        Wire("port.right", f"array.left {LOWER}", _cells(p), both=True),
        Wire("sequencer.right", "conversion.left", "starts"),
        Wire("conversion.right 0.25", "array.left 0.95"),
        Wire("conversion.right 0.7", "forward_converters.left 0.7"),
        Wire("array.bottom", "forward_converters.top", _decisions(forward), both=tries),
        Wire("forward_converters.right", "forward_lanes.left", forward.converters * p.adc.bits),
        Wire("forward_lanes.right", "queue.bottom", forward.lanes * formats.width(forward.accumulator)),
        Wire("sequencer.bottom", "registers.top", "status"),
        *([Wire("registers.right", "conversion.bottom", "phase lengths")] if p.timing.stretch_bits else []),
        *([Wire("sums.bottom", "forward_lanes.top")] if p.keeps_sums else []),
    )


def _backward_wires(p: TwoWay) -> Sequence[Wire]:
    side, digit = p.sides["backward"], p.input.digit_bits
    return (
        Wire("selector.right", "columns.left", p.array.lines_per_read * digit),
        Wire("columns.bottom", "array.top", p.array.columns * digit),
        Wire(f"array.right {UPPER}", "backward_converters.left", _decisions(side), both=p.adc.kind == "sar"),
        Wire("backward_converters.right", "backward_lanes.left", side.converters * p.adc.bits),
        Wire("backward_lanes.bottom", "queue.top", side.lanes * formats.width(side.accumulator)),
        *([Wire("sums.right", "backward_lanes.left 0.85")] if p.keeps_sums else []),
    )


def _decisions(side: Side) -> int:
    """Comparator outputs of a side."""
    adc = side.macro.adc
    return side.converters * (1 if adc.kind == "sar" else side.macro.codes[-1])


def _ports(p: TwoWay) -> Sequence[Outside]:
    lines = p.array.lines_per_read
    row = next(pin.width for pin in p.array_pins if pin.name == "row")
    return (
        Outside("x", "buffer.left", lines * p.input.bits),
        Outside("w", "coder.left 0.3", lines * p.weight.bits),
        Outside("r", "coder.left 0.75", lines * (p.weight.bits + 1), inward=False),
        Outside("op", "sequencer.left", 4 + row),
        Outside("APB", "registers.left", 32),
        Outside("y", "queue.right", _payload(p), inward=False),
    )
