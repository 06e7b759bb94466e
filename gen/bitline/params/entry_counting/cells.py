"""The two cells that are added to a library: a latch that passes its bit on, and one that compares it."""

from collections.abc import Mapping
from dataclasses import dataclass

STORED = "stored"
"""What the kept bit is called in the functions of outputs."""


@dataclass(frozen=True)
class StorageCell:
    """A latch with some gates, as high as the library's cells.

    Its bit follows pin ``D`` while pin ``W`` is high.

    Attributes
    ----------
    name : str
    help : str
    inputs : tuple of str
        ``D``, ``W`` and those of the gates.
    outputs : mapping
        Name of each output and its function of inputs and the kept bit, as a Verilog expression.
    sites : int
        Width in placement sites: one or more for each pin.
    """

    name: str
    help: str
    inputs: tuple[str, ...]
    outputs: Mapping[str, str]
    sites: int


def search_pins(search: int, searches: int) -> tuple[str, str, str]:
    """Search lines for a one and for a zero, and the mismatch, of one of several searches."""
    number = str(search) if searches > 1 else ""
    return f"SL{number}", f"SLB{number}", f"X{number}"


def multiplexer_cell(name: str, sites: int) -> StorageCell:
    """A stored bit: joined to the chain when it is selected."""
    return StorageCell(name, "a stored bit behind a multiplexer", ("D", "W", "S", "I"), {"O": f"I | ({STORED} & S)"}, sites)


def cam_cell(name: str, sites: int, searches: int) -> StorageCell:
    """A streamed bit, compared in each search with its own search lines."""
    pins = [search_pins(search, searches) for search in range(searches)]
    mismatches = {x: f"({STORED} & {slb}) | (~{STORED} & {sl})" for sl, slb, x in pins}
    inputs = ("D", "W", *(line for sl, slb, _ in pins for line in (sl, slb)))
    return StorageCell(name, "a streamed bit that is compared", inputs, {**mismatches, "Q": STORED}, sites)
