"""The unit of hardware: one component, one Verilog module, however often it is placed."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from amaranth.hdl import Module, Value
from amaranth.lib import wiring


class Block(wiring.Component):
    """A component that keeps its identity through emission.

    In a simulation in Python a block is an ordinary submodule. When Verilog is emitted, the platform offers ``place``: the block
    is then written once, as a module of its own, and each use of it is an instance. Two blocks of one class and equal
    arguments are the same module.

    A subclass declares its ports in ``super().__init__({...})`` and describes itself in :meth:`body`.

    Attributes
    ----------
    role : str
        Tells apart the modules of one class with different arguments; part of the module's name.
    scope : str
        Part of the names of the module and of all modules in it, so that it can lie beside another of its class.
    states : dict
        Names of the codes of each state register, for who reads the Verilog.
    """

    role: str = ""
    scope: str = ""
    arguments: tuple[Any, ...]
    states: dict[str, dict[int, str]]

    def __new__(cls, *args: Any, **kwargs: Any):
        self = super().__new__(cls, src_loc_at=1)  # where it is made, should Amaranth report that it is never used
        self.arguments = (args, tuple(sorted(kwargs.items())))
        self.states = {}
        return self

    @property
    def module_name(self) -> str:
        """Name of the emitted module, without the macro's prefix: ``forward_shift_add``."""
        words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", type(self).__name__).lower()
        return f"{self.role}_{words}" if self.role else words

    def ports(self) -> Iterator[tuple[str, Value, bool]]:
        """Each port as a flat name, its value and whether it is an input."""
        for path, member, value in self.signature.flatten(self):
            yield "_".join(map(str, path)), Value.cast(value), member.flow == wiring.In

    def elaborate(self, platform: Any):
        place = getattr(platform, "place", None)
        return self.built(platform) if place is None else place(self)

    def built(self, platform: Any) -> Module:
        """The block's own contents."""
        m = Module()
        self.body(m, platform)
        return m

    def body(self, m: Module, platform: Any) -> None:
        """Describe the block in ``m``."""
        raise NotImplementedError

    @contextmanager
    def fsm(self, m: Module, name: str) -> Iterator[Any]:
        """``m.FSM``, remembering the names of its states."""
        with m.FSM(name=name) as machine:
            yield machine
        self.states[f"{name}_state"] = dict(machine.decoding)
