"""What either unit that makes gradients shows."""

from typing import Any

from amaranth.lib.wiring import In, Out

from ...params.two_way_training import TwoWayTraining
from ...periphery.block import Block
from .shapes import addition, either_address, field_bits, read, value_address, values


class GradientUnit(Block):
    """Carries out ``gradient``.

    Members
    -------
    start, fields, done : In, In, Out
    restart, step, advance : Out
        Of the window.
    address, on_map, last : In
        Likewise.
    read_values, value_word : Out, In
        The memory.
    add : Out(addition)
    """

    def __init__(self, p: TwoWayTraining, **more: Any) -> None:
        self.p = p
        super().__init__(
            {
                "start": In(1),
                "fields": In(field_bits(p)),
                "done": Out(1),
                **{name: Out(1) for name in ("restart", "step", "advance")},
                "address": In(either_address(p)),
                "on_map": In(1),
                "last": In(1),
                "read_values": Out(read(value_address(p))),
                "value_word": In(values(p)),
                "add": Out(addition(p)),
                **more,
            }
        )
