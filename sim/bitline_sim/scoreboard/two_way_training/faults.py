"""Faults that can be put in, to see that the bench finds them."""

from collections.abc import Callable

from bitline.params.two_way_training import TwoWayTraining

Fault = tuple[str, str, str]
"""A change of the emitted Verilog: the file, a text in it, and what replaces it."""

FAULTS: dict[str, Callable[[TwoWayTraining], Fault]] = {
    "shift": lambda p: (f"rtl/{p.name}.v", "total << shift", "total << (shift ^ 2'd1)"),
}
"""A shift by one too few or many."""
