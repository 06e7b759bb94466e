"""Faults that can be put into the Verilog, to see that the bench finds them."""

from collections.abc import Callable

from bitline.params.entry_counting import EntryCounting

Fault = tuple[str, str, str]
"""A change of the emitted Verilog: the file, a text in it, and what replaces it."""


def _stuck(p: EntryCounting) -> Fault:
    """The lowest bit of the first stored word is always zero."""
    if p.cells.kind == "dedicated":
        return f"rtl/{p.name}.v", ".D(stored_data[0])", ".D(1'b0)"
    return f"rtl/{p.name}.v", "stored_0 <= stored_data", "stored_0 <= stored_data & ~1"


def _sign(p: EntryCounting) -> Fault:
    """Lanes count up where they should count down, and down where up."""
    return f"rtl/{p.name}.v", ".down(negative)", ".down(~negative)"


FAULTS: dict[str, Callable[[EntryCounting], Fault]] = {"stuck": _stuck, "sign": _sign}
