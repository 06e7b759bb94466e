"""Digit-serial drivers: which digit of which line group stands on the array's lines."""

from collections.abc import Sequence
from typing import Any

from amaranth.hdl import Cat, Module, Signal, Value
from amaranth.lib import data
from amaranth.lib.wiring import In, Out

from .block import Block
from .shapes import index


class DigitSelector(Block):
    """Takes the same digit from each input of a line group. Combinational.

    Parameters
    ----------
    lines : int
        Inputs in a group.
    bits : int
        Width of an input's value; with ``signs`` its sign bit follows above.
    signs : bool
        Whether inputs come as sign and magnitude, so that ``polarity`` chooses among them.
    digits : sequence of (low, bits)
        The digits there are.
    digit_bits : int
        Width of a driven digit.

    Members
    -------
    words : In(ArrayLayout(bits [+ 1], lines))
    digit : In(range(len(digits)))
        Which of ``digits``.
    negative : In(1)
        Drive the negative inputs and leave the others at rest, or the reverse; only with ``signs``.
    o : Out(ArrayLayout(digit_bits, lines))
    """

    def __init__(self, *, lines: int, bits: int, signs: bool, digits: Sequence[tuple[int, int]], digit_bits: int) -> None:
        self.bits, self.signs, self.digits = bits, signs, digits
        super().__init__(
            {
                "words": In(data.ArrayLayout(bits + signs, lines)),
                "digit": In(index(len(digits))),
                **({"negative": In(1)} if signs else {}),
                "o": Out(data.ArrayLayout(digit_bits, lines)),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        for line, (word, digit) in enumerate(zip(self.words, self.o, strict=True)):
            chosen = Signal(digit.shape(), name=f"digit_{line}")
            with m.Switch(self.digit):
                for index, (low, bits) in enumerate(self.digits):
                    with m.Case(index):
                        m.d.comb += chosen.eq(word[low : low + bits])
            m.d.comb += digit.eq(chosen & (word[self.bits] == self.negative).replicate(len(chosen)) if self.signs else chosen)


class LineDriver(Block):
    """Puts a group's digits on its lines and zero on all others, straight from flip-flops.

    ``drive`` changes in the cycle after ``load``.

    Parameters
    ----------
    lines : int
        Lines driven, one an input; the last group may be a short one.
    group_lines : int
        Lines in a group.
    digit_bits : int
        Width of a digit.
    role : str
        Names the module.

    Members
    -------
    load : In(1)
    enable : In(1)
        With ``load``: drive; otherwise all lines go to rest.
    group : In(range(groups))
    digits : In(ArrayLayout(digit_bits, group_lines))
    drive : Out(lines * digit_bits)
    """

    def __init__(self, *, lines: int, group_lines: int, digit_bits: int, role: str) -> None:
        self.lines, self.group_lines, self.digit_bits, self.role = lines, group_lines, digit_bits, role
        self.groups = -(-lines // group_lines)
        super().__init__(
            {
                "load": In(1),
                "enable": In(1),
                "group": In(index(self.groups)),
                "digits": In(data.ArrayLayout(digit_bits, group_lines)),
                "drive": Out(lines * digit_bits),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        size = self.group_lines * self.digit_bits
        driven: list[Value] = []
        for group in range(self.groups):
            lines = Signal(min(size, len(self.drive) - group * size), name=f"group_{group}")
            chosen = Signal(name=f"chosen_{group}")
            m.d.comb += chosen.eq(self.enable & (self.group == group))
            with m.If(self.load):
                m.d.sync += lines.eq(Value.cast(self.digits) & chosen.replicate(size))
            driven.append(lines)
        m.d.comb += self.drive.eq(Cat(*driven))
