"""The binary macro's block diagram."""

from collections.abc import Sequence

from ....params import formats
from ....params.binary import Binary, word_widths
from ...block_diagram import Box, Diagram, Outside, Wire
from .. import counted


def structure(p: Binary) -> Diagram:
    """The blocks of a macro with their real sizes, and the widths between them."""
    return Diagram(f"Block diagram of {p.name}", _boxes(p), _wires(p), _ports(p))


def _boxes(p: Binary) -> Sequence[Box]:
    code, columns = counted(p.array.code_bits, "bit"), p.array.columns
    return (
        Box("page", 0, 0, "input page", (f"{p.data_rows} × {code}",), kind="memory"),
        Box("hidden", 0, 1, "hidden pages", (f"{p.program.pages} × {counted(p.data_rows, 'bit')}",), kind="memory"),
        Box("lines", 1, 0, "word lines", (f"{p.data_rows} data, {p.bias.rows} bias,", f"{len(p.trim_rows)} trim"), rows=2),
        Box("array", 2, 0, "array", (f"{p.array.rows} rows × {columns} columns", "a comparator a column"), rows=2, kind="array"),
        Box("columns", 3, 0, "decisions", (counted(columns, "bit"),)),
        Box("accumulators", 3, 1, "accumulators", (f"{columns} × {counted(p.accumulator.bits, 'bit')}", "a bit a cycle")),
        Box("store", 0, 2, "program", (counted(p.program.steps, "step"), f"{p.bias.entries} sets of bias codes"), kind="memory"),
        Box("sequencer", 1, 2, "sequencer", ("steps, searches,", "trim, self-test")),
        Box("port", 2, 2, "array port", (f"{p.word_groups} × {counted(p.array.word, 'cell')} a row", "write, read, verify")),
        Box("vote", 3, 2, "vote", (f"{p.program.classes} scores of {counted(p.program.score_bits, 'bit')}", "highest class")),
        Box("registers", 0, 3, "registers", (counted(len(p.registers), "word"),), kind="memory"),
        Box("phases", 1, 3, "phases", (f"a slot of {counted(p.slot, 'cycle')}",)),
    )  # fmt: skip


def _wires(p: Binary) -> Sequence[Wire]:
    bits, columns = p.array.code_bits, p.array.columns
    return (
        Wire("page.right", "lines.left 0.196", p.data_rows * bits),
        Wire("hidden.right", "lines.left 0.804", p.data_rows),
        Wire("lines.right", "array.left", p.array.rows * bits),
        Wire("array.right 0.196", "columns.left", columns),
        Wire("columns.bottom", "accumulators.top", columns),
        Wire("accumulators.bottom", "vote.top", columns),
        Wire("store.right", "sequencer.left", "step"),
        Wire("sequencer.top", "lines.bottom", "codes"),
        Wire("sequencer.bottom", "phases.top", "starts"),
        Wire("sequencer.right", "port.left", "rows"),
        Wire("port.top", "array.bottom", p.array.word, both=True),
        *([Wire("registers.right", "phases.left", "phase lengths")] if p.timing.stretch_bits else []),
    )


def _ports(p: Binary) -> Sequence[Outside]:
    score = p.program.score_bits + formats.width(formats.index(p.program.classes)) + 1
    return (
        Outside("x", "page.left", p.input.lines * p.array.code_bits),
        Outside("program", "store.left", sum(word_widths(p).values())),
        Outside("APB", "registers.left", 32),
        Outside("y", "vote.right", score, inward=False),
    )
