"""Faults that can be put into the Verilog, to see that the bench finds them."""

from collections.abc import Callable

from bitline.params.entry_counting import EntryCounting

Fault = tuple[str, str, str]
"""A change of the emitted Verilog: the file, a text in it, and what replaces it."""

FAULTS: dict[str, Callable[[EntryCounting], Fault]] = {}
