"""The walk over a map: positions of a kernel, and at each of them the words under it."""

from typing import Any

from amaranth.hdl import Module, Mux, Signal, signed
from amaranth.lib.wiring import In, Out

from ...params.two_way_training import TwoWayTraining
from ...periphery.block import Block
from .shapes import either_address, field_bits, layout


class Window(Block):
    """Shows the address of one word after the other.

    ``set`` takes the fields of a window instruction. ``restart`` goes to the first word of the first position; ``step`` goes to the
    next word of a position, ``rewind`` back to its first one, and ``advance`` to the first one of the next position: the next
    cycle shows it. Addresses count modulo the memory's size.

    Members
    -------
    set, fields : In
    restart, step, rewind, advance : In(1)
        One of them at a time.
    address : Out
    on_map : Out(1)
        The word lies on the map.
    number : Out(8)
        Number of the point under the kernel, row by row.
    last_point : Out(1)
        It is the kernel's last one.
    last : Out(1)
        The position is the last one.
    """

    def __init__(self, p: TwoWayTraining) -> None:
        self.p = p
        super().__init__(
            {
                "set": In(1),
                "fields": In(field_bits(p)),
                **{name: In(1) for name in ("restart", "step", "rewind", "advance")},
                "address": Out(either_address(p)),
                "on_map": Out(1),
                "number": Out(8),
                "last_point": Out(1),
                "last": Out(1),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        shape = Signal(layout(self.p, "window"), reset_less=True)
        with m.If(self.set):
            m.d.sync += shape.as_value().eq(self.fields)
        self._positions(m, shape)
        self._points(m, shape)

    def _positions(self, m: Module, shape: Any) -> None:
        """Counters of positions, and where the present one's first point lies."""
        image = Signal(len(shape.images), reset_less=True)
        row = Signal(len(shape.rows), reset_less=True)
        column = Signal(len(shape.columns), reset_less=True)
        self._corner = Signal(len(self.address), name="corner", reset_less=True)
        self._top = Signal(signed(10), name="top", reset_less=True)
        self._left = Signal(signed(10), name="left", reset_less=True)
        corner, top, left = self._corner, self._top, self._left
        outermost = 0 - shape.padding
        ends = [Signal(name=f"last_{name}") for name in ("column", "row", "image")]
        last_column, last_row, last_image = ends
        m.d.comb += [
            last_column.eq(column == shape.columns - 1),
            last_row.eq(row == shape.rows - 1),
            last_image.eq(image == shape.images - 1),
            self.last.eq(last_column & last_row & last_image),
        ]
        with m.If(self.restart):
            m.d.sync += [image.eq(0), row.eq(0), column.eq(0), corner.eq(shape.corner), top.eq(outermost), left.eq(outermost)]
        with m.Elif(self.advance):
            with m.If(~last_column):
                m.d.sync += [column.eq(column + 1), left.eq(left + shape.stride), corner.eq(corner + shape.column_step)]
            with m.Else():
                m.d.sync += [column.eq(0), left.eq(outermost)]
                with m.If(~last_row):
                    m.d.sync += [row.eq(row + 1), top.eq(top + shape.stride), corner.eq(corner + shape.line_step)]
                with m.Else():
                    m.d.sync += [row.eq(0), image.eq(image + 1), top.eq(outermost), corner.eq(corner + shape.image_step)]

    def _points(self, m: Module, shape: Any) -> None:
        """Counters of the words under the kernel."""
        y = Signal(len(shape.first_y), reset_less=True)
        x = Signal(len(shape.first_x), reset_less=True)
        group = Signal(len(shape.first_group), reset_less=True)
        offset = Signal(len(self.address), reset_less=True)
        at_y = Signal(signed(11))
        at_x = Signal(signed(11))
        last_group = Signal()
        last_x = Signal()
        m.d.comb += [
            last_group.eq(group == shape.groups - 1),
            last_x.eq(x == shape.kernel - 1),
            at_y.eq(self._top + y),
            at_x.eq(self._left + x),
            self.on_map.eq((at_y >= 0) & (at_y < shape.height) & (at_x >= 0) & (at_x < shape.width)),
            self.last_point.eq(last_x & (y == shape.kernel - 1)),
            self.address.eq(self._corner + offset),
        ]
        with m.If(self.restart | self.rewind | self.advance):
            m.d.sync += [y.eq(shape.first_y), x.eq(shape.first_x), group.eq(shape.first_group)]
            m.d.sync += [offset.eq(shape.first_offset), self.number.eq(0)]
        with m.Elif(self.step):
            step = Mux(~last_group, 1, Mux(~last_x, shape.x_step, shape.y_step))
            m.d.sync += [offset.eq(offset + step), group.eq(Mux(last_group, 0, group + 1))]
            with m.If(last_group):
                m.d.sync += [x.eq(Mux(last_x, 0, x + 1)), y.eq(y + last_x), self.number.eq(self.number + 1)]
