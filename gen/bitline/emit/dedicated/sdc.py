"""How the dedicated cells are clocked: the constraints of their write strobes."""

from collections.abc import Iterator

STORED_BITS, STREAMED_BITS = "*stored_*", "*streamed_*"
"""Instances of the cells, by the names that lanes give them."""


def exceptions() -> Iterator[str]:
    """Lines for the macro's constraints."""
    yield "# Strobes write the dedicated cells: high for a cycle, from the edge at which the bits that they take begin to stand,"
    yield "# and these stand for a cycle more."
    yield f"set writes [get_pins -hierarchical {_pins('W')}]"
    yield "create_generated_clock -name write -source [get_ports clk] -edges {1 3 5} $writes"
    yield "# A word is used in the cycle after its strobe at the earliest."
    ways = ["-from [get_clocks write]"]
    for bits, outputs in ((STORED_BITS, ("O",)), (STREAMED_BITS, ("X*", "Q"))):
        read = " ".join(f"{bits}/{pin}" for pin in outputs)
        ways.append(f"-through [get_pins -hierarchical {{{bits}/D}}] -through [get_pins -hierarchical {{{read}}}]")
    for way in ways:
        yield f"set_multicycle_path 2 -setup -end {way}"
        yield f"set_multicycle_path 1 -hold -end {way}"


def _pins(name: str) -> str:
    return f"{{{STORED_BITS}/{name} {STREAMED_BITS}/{name}}}"
