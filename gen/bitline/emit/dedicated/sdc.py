"""How the dedicated cells are clocked: the constraints of their write strobes."""

from collections.abc import Iterator

STORED_BITS, STREAMED_BITS = "*stored_*", "*streamed_*"
"""Instances of the cells, by the names that lanes give them."""


_DRIVERS = f"""foreach pin [get_pins -hierarchical {{{STORED_BITS}/W {STREAMED_BITS}/W}}] {{
  set net [get_nets -of_objects $pin]
  lappend written([get_full_name $net]) $pin
  set nets([get_full_name $net]) $net
}}
foreach name [array names nets] {{
  set drivers {{}}
  foreach pin [get_pins -of_objects $nets($name)] {{
    if {{[get_property $pin direction] eq "output"}} {{lappend drivers $pin}}
  }}
  foreach pin [expr {{[llength $drivers] ? $drivers : $written($name)}}] {{lappend strobes $pin}}
}}
"""


def exceptions() -> Iterator[str]:
    """Lines for the macro's constraints."""
    yield "# Strobes write the dedicated cells: high for a cycle, from the edge at which the bits that they take begin to stand,"
    yield "# and these stand for a cycle more. Each is a clock at the one output that drives it, where a clock tree can begin;"
    yield "# at the cells themselves where a level of hierarchy hides that output."
    yield from _DRIVERS.splitlines()
    yield "create_generated_clock -name write -source [get_ports clk] -edges {1 3 5} $strobes"
    yield "# A word is used in the cycle after its strobe at the earliest."
    ways = ["-from [get_clocks write]"]
    for bits, outputs in ((STORED_BITS, ("O",)), (STREAMED_BITS, ("X*", "Q"))):
        read = " ".join(f"{bits}/{pin}" for pin in outputs)
        ways.append(f"-through [get_pins -hierarchical {{{bits}/D}}] -through [get_pins -hierarchical {{{read}}}]")
    for way in ways:
        yield f"set_multicycle_path 2 -setup -end {way}"
        yield f"set_multicycle_path 1 -hold -end {way}"
