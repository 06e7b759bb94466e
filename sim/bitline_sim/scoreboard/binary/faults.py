"""Faults that can be put into the Verilog, to see that the bench finds them."""

from collections.abc import Callable

from bitline.params.binary import Binary

Fault = tuple[str, str, str]
"""A change of the emitted Verilog: the file, a text in it, and what replaces it."""


def _dead_column(p: Binary) -> Fault:
    """The last comparator never fires."""
    most = p.array.columns
    return f"sim/{p.array_name}_link.v", "fires = decisions", f"fires = decisions & ~({most}'d1 << {most - 1})"


def _vote(p: Binary) -> Fault:
    """A vote weighs half or double."""
    return f"rtl/{p.name}.v", "<< weight", "<< (weight ^ 1'b1)"


FAULTS: dict[str, Callable[[Binary], Fault]] = {"column": _dead_column, "vote": _vote}
