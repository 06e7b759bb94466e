"""Trees of buffers for nets of many loads, as placement would build them: without them no timing before layout means anything."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ..emit.sdc import LARGEST_FANOUT
from .library import Library, cells
from .netlist import Netlist

STRENGTH = 4
"""How much more than any gate a buffer drives, by the size of its transistors."""


class Load(NamedTuple):
    """One bit of an input pin, and its capacitance."""

    instance: str
    pin: str
    bit: int
    capacitance: float


def buffered(netlist: Netlist, library: Library, black_boxes: Iterable[str]) -> Netlist:
    """The netlist with no net of more loads than the constraints allow, nor of more capacitance; the clock's is left to its tree.

    ``black_boxes`` are Liberty's texts of cells beside the library.
    """
    return Netlist(netlist.top, _Trees(netlist, library, black_boxes).planted(), netlist.library)


class _Trees:
    """A netlist's module while buffers are put into it."""

    def __init__(self, netlist: Netlist, library: Library, black_boxes: Iterable[str]) -> None:
        self.cell, self.entry, self.exit = library.buffer
        self.pins = {name: cell.inputs for name, cell in {**library.cells, **cells("\n".join(black_boxes))}.items()}
        self.step = self.pins[self.cell][self.entry]
        self.module = netlist.module
        # instances are copied because their connections change
        self.instances = {
            name: {**one, "connections": {pin: list(bits) for pin, bits in one["connections"].items()}}
            for name, one in netlist.instances.items()
        }
        self.next_net = 1 + max(net for net in _numbers(self.module))

    def planted(self) -> dict[str, Any]:
        """The module with a tree at every large net."""
        clock = self.module["ports"].get("clk", {"bits": []})["bits"]
        for net, loads in self._loads().items():
            if net not in clock:
                self._divide(net, loads)
        return {**self.module, "cells": self.instances}

    def _loads(self) -> Mapping[int, Sequence[Load]]:
        """Every input by the net that is at it."""
        found = defaultdict(list)
        for name, one in self.instances.items():
            pins = self.pins.get(one["type"], {})
            for pin, capacitance in pins.items():
                for bit, net in enumerate(one["connections"].get(pin, ())):
                    if isinstance(net, int):  # a constant needs no buffer
                        found[net].append(Load(name, pin, bit, capacitance))
        return found

    def _divide(self, net: int, loads: Sequence[Load]) -> None:
        """Put buffers between a net and its loads, and between it and these, until it has few enough."""
        light = LARGEST_FANOUT * self.step
        while len(loads) > LARGEST_FANOUT or sum(load.capacitance for load in loads) > light:
            loads = [self._buffer(net, group) for group in _groups(loads, STRENGTH * light)]

    def _buffer(self, net: int, group: Sequence[Load]) -> Load:
        """A buffer from a net to a group of its loads."""
        name, beyond = f"fanout_{self.next_net}", self.next_net
        self.next_net += 1
        for load in group:
            self.instances[load.instance]["connections"][load.pin][load.bit] = beyond
        self.instances[name] = {
            "hide_name": 0,
            "type": self.cell,
            "parameters": {},
            "attributes": {},
            "port_directions": {self.entry: "input", self.exit: "output"},
            "connections": {self.entry: [net], self.exit: [beyond]},
        }
        return Load(name, self.entry, 0, self.step)


def _groups(loads: Sequence[Load], heavy: float) -> Iterator[Sequence[Load]]:
    """Loads in their order, as many at a time as a buffer drives; one at the least."""
    group: list[Load] = []
    for load in loads:
        if group and (len(group) == LARGEST_FANOUT or sum(each.capacitance for each in group) + load.capacitance > heavy):
            yield group
            group = []
        group.append(load)
    yield group


def _numbers(module: Mapping[str, Any]) -> Iterator[int]:
    """All nets of a module."""
    for named in (*module["netnames"].values(), *module["ports"].values()):
        yield from (net for net in named["bits"] if isinstance(net, int))
