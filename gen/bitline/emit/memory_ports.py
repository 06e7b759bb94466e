"""The pins of a memory, the same in every view of it."""

from typing import Literal, NamedTuple

from ..params.memory import Memory


class MemoryPort(NamedTuple):
    """A pin of a memory, or a bus."""

    direction: Literal["input", "output"]
    name: str
    width: int


def ports(memory: Memory) -> tuple[MemoryPort, ...]:
    """The clock, a port that reads and one that writes."""
    return (
        MemoryPort("input", "clk", 1),
        MemoryPort("input", "read_enable", 1),
        MemoryPort("input", "read_address", memory.address_bits),
        MemoryPort("output", "read_data", memory.bits),
        MemoryPort("input", "write_enable", 1),
        MemoryPort("input", "write_address", memory.address_bits),
        MemoryPort("input", "write_data", memory.bits),
    )
