"""A netlist of library cells, flat, and what can be counted in it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Any

from .library import Cell

Instances = Mapping[str, Mapping[str, Any]]
"""Cells of a module as Yosys' JSON has them, by the instance's name."""


@dataclass(frozen=True, eq=False)
class Netlist:
    """Instances of cells, and nets by number; what is no cell of the library is a black box.

    Attributes
    ----------
    top : str
    module : mapping
        The top module in Yosys' JSON.
    library : mapping
        The library's cells by name.
    """

    top: str
    module: Mapping[str, Any]
    library: Mapping[str, Cell]

    @property
    def instances(self) -> Instances:
        return self.module["cells"]

    @cached_property
    def kinds(self) -> Counter[str]:
        """How many instances there are of each cell of the library."""
        return Counter(one["type"] for one in self.instances.values() if one["type"] in self.library)

    @cached_property
    def black_boxes(self) -> Counter[str]:
        """How many instances there are of each black box."""
        return Counter(one["type"] for one in self.instances.values() if one["type"] not in self.library)

    @property
    def area(self) -> float:
        """Area of the library's cells, in its unit."""
        return round(sum(number * self.library[kind].area for kind, number in self.kinds.items()), 2)

    def holding(self, state: str) -> int:
        """How many of the library's cells are ``ff`` or ``latch``."""
        return sum(number for kind, number in self.kinds.items() if self.library[kind].holds == state)

    @cached_property
    def drivers(self) -> Mapping[int, str]:
        """The instance that drives each net."""
        return {net: name for name, one in self.instances.items() for net in nets(one, "output")}

    @cached_property
    def _before(self) -> Mapping[str, list[str]]:
        """What drives each gate."""
        gates = {name: one for name, one in self.instances.items() if not self.ends_paths(one)}
        return {name: [self.drivers[net] for net in nets(one, "input") if net in self.drivers] for name, one in gates.items()}

    @property
    def ordered(self) -> list[str]:
        """All instances: those at which paths end, then gates, each behind what drives it."""
        gates = TopologicalSorter(self._before).static_order()
        return [*(name for name in self.instances if name not in self._before), *(name for name in gates if name in self._before)]

    @property
    def depth(self) -> int:
        """Cells on the longest path from one port, flip-flop or black box to another."""
        depth = dict.fromkeys(self.instances, 0)
        for name in self.ordered:
            if name in self._before:
                depth[name] = 1 + max((depth[driver] for driver in self._before[name]), default=0)
        return max(depth.values(), default=0)

    def ends_paths(self, one: Mapping[str, Any]) -> bool:
        """Whether a path ends at an instance."""
        cell = self.library.get(one["type"])
        return cell is None or cell.holds != ""


def nets(one: Mapping[str, Any], direction: str) -> Iterator[int]:
    """Nets at an instance's inputs or outputs; constants are none."""
    return (net for net, _ in connections(one, direction))


def connections(one: Mapping[str, Any], direction: str) -> Iterator[tuple[int, str]]:
    """Nets at an instance's inputs or outputs, each with its pin."""
    for pin, bits in one["connections"].items():
        if one["port_directions"][pin] == direction:
            yield from ((net, pin) for net in bits if isinstance(net, int))
