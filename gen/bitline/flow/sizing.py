"""Gates as strong as what they drive asks for: mapping sizes them before nets of many loads are divided."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

from .library import Library, cells
from .netlist import Netlist, connections

SHARE = 0.125
"""What a gate drives at the most, of the load that its library allows it: what is left keeps edges steep."""


def sized(netlist: Netlist, library: Library, black_boxes: Iterable[str]) -> Netlist:
    """The netlist with each cell that drives too much in the least of its sizes that does not; the strongest, where all do.

    ``black_boxes`` are Liberty's texts of cells beside the library.
    """
    return Netlist(netlist.top, _Sizes(netlist, library, black_boxes).chosen(), netlist.library)


class _Sizes:
    """A netlist's module while its cells are chosen anew."""

    def __init__(self, netlist: Netlist, library: Library, black_boxes: Iterable[str]) -> None:
        self.netlist = netlist
        self.cells = {**library.cells, **cells("\n".join(black_boxes))}
        self.sizes = _sizes(library)
        self.loads = self._at_ports(library)
        for one in netlist.instances.values():
            if netlist.ends_paths(one):
                self._count(one)

    def chosen(self) -> dict[str, Any]:
        """The module; a gate is chosen when all gates that it drives are, and what paths begin at when all gates are."""
        found = {}
        for name in self.netlist.ordered[::-1]:
            one = self.netlist.instances[name]
            found[name] = {**one, "type": self._size(one)}
            if not self.netlist.ends_paths(one):
                self._count(found[name])
        return {**self.netlist.module, "cells": found}

    def _count(self, one: Mapping[str, Any]) -> None:
        """Add an instance's inputs to the loads of their nets."""
        inputs = self.cells[one["type"]].inputs
        for net, pin in connections(one, "input"):
            self.loads[net] += inputs.get(pin, 0.0)

    def _size(self, one: Mapping[str, Any]) -> str:
        """The name of the cell that an instance is to be."""
        sizes = self.sizes.get(one["type"], ())
        load = max((self.loads[net] for net, _ in connections(one, "output")), default=0.0)
        strong = (name for name in sizes if SHARE * self.cells[name].strength >= load)
        return next(strong, sizes[-1] if sizes else one["type"])

    def _at_ports(self, library: Library) -> defaultdict[int, float]:
        """The loads of nets, at first those of the module's outputs."""
        outputs = (port["bits"] for port in self.netlist.module["ports"].values() if port["direction"] == "output")
        return defaultdict(float, {net: library.platform.driver.load for bits in outputs for net in bits})


def _sizes(library: Library) -> dict[str, Sequence[str]]:
    """For each cell itself and the stronger ones of its family: of the same pins, and of a name that ends in another number."""
    families = defaultdict(list)
    for name, cell in library.cells.items():
        if not any(fnmatchcase(name, pattern) for pattern in library.platform.dont_use):
            families[re.sub(r"\d+$", "", name), cell.holds, *sorted(cell.inputs)].append(name)
    ordered = [sorted(family, key=lambda name: library.cells[name].strength) for family in families.values()]
    return {name: family[at:] for family in ordered for at, name in enumerate(family)}
