"""The training engine's block diagram."""

from collections.abc import Sequence

from ....params.memory import Memory
from ....params.two_way_training import TwoWayTraining, word_bits
from ...block_diagram import Box, Diagram, Outside, Wire
from .. import counted


def structure(p: TwoWayTraining) -> Diagram:
    """The units of an engine with their real sizes, and the widths between them."""
    return Diagram(f"Block diagram of {p.name}", _boxes(p), _wires(p), _ports(p))


def _boxes(p: TwoWayTraining) -> Sequence[Box]:
    lanes = p.array.lines_per_read
    momentum = f"momentum of {counted(p.training.momentum_bits, 'bit')}" if p.momenta else "read, step, write, verify"
    return (
        _memory("values", p.memories["values"], 0, 1),
        _memory("sums", p.memories["sums"], 4, 1),
        Box("macros", 2, 0, "macros", (counted(p.training.macros, "array"), f"{p.array.rows} × {p.array.columns}"), kind="array"),
        Box("feeder", 1, 0, "feeder", (f"{lanes} inputs a cycle",)),
        Box("collector", 3, 0, "collector", (f"{lanes} results a cycle",)),
        _gradient(p),
        Box("accumulator", 3, 1, "accumulator", (f"{lanes} × {counted(p.training.sum_bits, 'bit')}",)),
        Box("rescaler", 2, 2, "rescaler", ("activations, masks,", "errors, exponents")),
        Box("update", 3, 2, "weight access", (momentum,)),
        Box("window", 1, 1, "window", ("positions, kernel", "stride, padding")),
        Box("pooling", 1, 2, "pooling", ("largest, and its place",)),
        Box("program", 0, 3, "program", (f"{p.training.program_words} × {counted(word_bits(p), 'bit')}",), kind="memory"),
        Box("sequencer", 1, 3, "sequencer", ("an instruction", "at a time")),
        Box("transfer", 2, 3, "transfer", ("take, send, zero",)),
        Box("registers", 4, 3, "registers", (counted(len(p.registers), "word"),), kind="memory"),
    )


def _gradient(p: TwoWayTraining) -> Box:
    """What makes gradients."""
    array = p.gradient_macro
    if array is None:
        return Box("gradient", 2, 1, "outer product", (f"{p.array.lines_per_read} gradients a cycle",))
    size = (f"{array.array.rows} × {array.array.columns}", f"of {counted(array.weight.bits, 'bit')}")
    return Box("gradient", 2, 1, "gradient array", size, kind="array")


def _memory(role: str, memory: Memory, column: int, row: int) -> Box:
    return Box(role, column, row, role, (f"{memory.words:,} × {counted(memory.bits, 'bit')}",), kind="memory")


def _wires(p: TwoWayTraining) -> Sequence[Wire]:
    values, sums = (p.memories[role].bits for role in ("values", "sums"))
    return (
        Wire("values.top", "feeder.left", values),
        Wire("feeder.right", "macros.left", p.array.lines_per_read * p.input.bits),
        Wire("macros.right", "collector.left"),
        Wire("collector.bottom", "accumulator.top", sums),
        Wire("gradient.right", "accumulator.left", sums),
        Wire("accumulator.right", "sums.left", sums, both=True),
        Wire("window.right", "gradient.left", "addresses"),
        Wire("window.top", "feeder.bottom", "addresses"),
        Wire("window.bottom", "pooling.top", "addresses"),
        Wire("values.bottom", "pooling.left", values, both=True),
        Wire("sums.bottom", "update.right", sums, both=True),
        Wire("program.right", "sequencer.left", word_bits(p)),
        Wire("sequencer.right", "transfer.left", "starts"),
    )


def _ports(p: TwoWayTraining) -> Sequence[Outside]:
    bits = p.memories["sums"].bits
    return (
        Outside("program", "program.left", word_bits(p) + 1),
        Outside("APB", "registers.right", 32, inward=True),
        Outside("y", "sums.right", bits, inward=False),
        Outside("x", "values.left", bits),
    )
