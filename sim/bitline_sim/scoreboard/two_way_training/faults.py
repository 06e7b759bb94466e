"""Faults that can be put in, to see that the bench finds them."""

from collections.abc import Callable

from bitline.params.two_way_training import TwoWayTraining

Fault = tuple[str, str, str]
"""A change of the emitted Verilog: the file, a text in it, and what replaces it."""


def _instead(text: str, other: str) -> Callable[[TwoWayTraining], Fault]:
    return lambda p: (f"rtl/{p.name}.v", text, other)


FAULTS: dict[str, Callable[[TwoWayTraining], Fault]] = {
    "shift": _instead("total << shift", "total << (shift ^ 2'd1)"),
    "mask": _instead("{activate & uncut,", "{activate,"),
    "step": _instead("weight} - {", "weight} + {"),
}
"""A product's digits weighted by one place too few or many; masks that keep errors of activations cut at an end; weights that move
with their gradients instead of against them."""
