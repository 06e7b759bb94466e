"""The only place where the periphery meets the analog array."""

from typing import Any

from amaranth.hdl import Instance, Module
from amaranth.lib.wiring import Component, In, Out

from ..params.pins import Pin


class ArrayInstance(Component):
    """The array macro, a black box.

    In emitted Verilog it is an instance of ``name``; in a simulation in Python its outputs are free for a model to set.

    Parameters
    ----------
    name : str
        Module name of the array.
    pins : tuple of Pin
        Each becomes a member of its name.
    """

    def __init__(self, name: str, pins: tuple[Pin, ...]) -> None:
        self.name, self.pins = name, pins
        super().__init__({pin.name: (In if pin.direction == "input" else Out)(pin.width) for pin in pins})

    def elaborate(self, platform: Any):
        if not hasattr(platform, "place"):
            return Module()
        return Instance(self.name, **{f"{pin.direction[0]}_{pin.name}": getattr(self, pin.name) for pin in self.pins})
