"""The entry-counting macro's block diagram."""

from collections.abc import Sequence

from ....params import formats
from ....params.entry_counting import EntryCounting
from ...block_diagram import Box, Diagram, Outside, Wire
from .. import counted

UPPER, LOWER = "0.196", "0.804"
"""Where boxes beside the upper and lower half of the lanes meet their edge."""


def structure(p: EntryCounting) -> Diagram:
    """The blocks of a macro with their real sizes, and the widths between them."""
    return Diagram(f"Block diagram of {p.name}", _boxes(p), _wires(p), _ports(p))


def _boxes(p: EntryCounting) -> Sequence[Box]:
    beat = f"{p.beats} × {counted(p.store.lanes_per_beat, 'lane')}"
    classes, searches = len(p.classes), p.search.per_cycle
    pooling = f"windows up to {p.requantizer.pool}" if p.requantizer.pool > 1 else "no windows"
    return (
        Box("intake", 0, 0, "intake", (beat, "levels to words")),
        Box("store", 0, 1, "store port", (beat, "write, read, verify")),
        Box("sequencer", 0, 2, "sequencer", ("operations in order",)),
        Box("dots", 0, 3, "dot products", ("repetitions × steps", "× outputs")),
        Box("registers", 0, 4, "registers", (counted(len(p.registers), "word"),), kind="memory"),
        Box("lanes", 2, 0, "lanes", _lanes(p), rows=2, kind="array"),
        Box("picker", 1, 3, "class picker", (f"{classes} classes", f"{searches} a cycle")),
        Box("lines", 2, 3, "search lines", (f"{searches} × {counted(p.word_bits, 'bit')}", "of both words")),
        Box("counters", 3, 0, "counters", (f"{searches} × {counted(p.store.lanes, 'lane')}", "up or down")),
        Box("multiples", 4, 0, "multiples", (counted(classes, "constant"), "shift and add")),
        Box("sums", 4, 1, "accumulators", (f"{p.accumulator.count} × {counted(formats.width(p.sums), 'bit')}",), kind="memory"),
        Box("queue", 4, 2, "sum queue", (f"{p.queue_depth} × {counted(formats.width(p.sums), 'bit')}",), kind="memory"),
        Box("requantizer", 4, 3, "requantizer", (f"{p.requantizer.entries} channels", _multipliers(p))),
        Box("pool", 4, 4, "maximum", (pooling,)),
    )


def _lanes(p: EntryCounting) -> tuple[str, ...]:
    stored = f"{counted(p.store.words, 'stored word')} of {counted(p.word_bits, 'bit')}"
    return (f"{p.store.lanes} ×", stored, "a streamed word, twice", f"{p.cells.kind} cells")


def _multipliers(p: EntryCounting) -> str:
    size = f"{p.requantizer.multiplier_bits} × {formats.width(p.sums) + 1} bits"
    return f"{size}, and a residual" if p.requantizer.residual else size


def _wires(p: EntryCounting) -> Sequence[Wire]:
    beat, searches, lanes = p.store.lanes_per_beat * p.word_bits, p.search.per_cycle, p.store.lanes
    total = formats.width(p.sums)
    return (
        Wire("intake.right", f"lanes.left {UPPER}", beat),
        Wire("store.right", f"lanes.left {LOWER}", beat, both=True),
        Wire("sequencer.bottom", "dots.top"),
        Wire("sequencer.top", "store.bottom"),
        Wire("dots.right", "picker.left", len(p.classes)),
        Wire("picker.right", "lines.left", len(p.classes) * searches),
        Wire("lines.top", "lanes.bottom", 6 * searches * p.word_bits),
        Wire(f"lanes.right {UPPER}", "counters.left", lanes * (searches + 1)),
        Wire("counters.right", "multiples.left", searches * formats.width(p.counts)),
        Wire("multiples.bottom", "sums.top", formats.width(p.dot_product)),
        Wire("sums.bottom", "queue.top", total),
        Wire("queue.bottom", "requantizer.top", total),
        Wire("requantizer.bottom", "pool.top", p.requantizer.output_bits),
    )


def _ports(p: EntryCounting) -> Sequence[Outside]:
    beat = p.store.lanes_per_beat * p.word_bits + 1
    scales = sum(map(formats.width, p.scale_fields.values()))
    residual = [Outside("residual", "requantizer.left 0.8", p.requantizer.output_bits)] if p.requantizer.residual else []
    return (
        Outside("x", "intake.left", beat),
        Outside("w", "store.left 0.3", beat),
        Outside("r", "store.left 0.75", beat + p.store.lanes_per_beat, inward=False),
        Outside("op", "sequencer.left", sum(map(formats.width, p.operation_fields.values()))),
        Outside("fill", "dots.left", formats.width(p.sums)),
        Outside("APB", "registers.left", 32),
        Outside("scales", "requantizer.left 0.2", scales),
        *residual,
        Outside("y", "pool.right", formats.width(p.results), inward=False),
    )
