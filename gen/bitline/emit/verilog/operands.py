"""What hardware reads: bits of wires and constants, and their concatenations."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Bits:
    """Some bits of a wire, or a constant.

    ``wire`` is None for a constant, whose value is ``value``; else the bits are ``wire[low + width - 1 : low]``.
    """

    width: int
    wire: str | None = None
    low: int = 0
    value: int = 0

    @property
    def mask(self) -> int:
        """Ones in the places of these bits in their wire."""
        return (1 << self.width) - 1 << self.low

    def within(self, mask: int) -> Iterator["Bits"]:
        """Those of the bits that have a one in the mask of their wire, in runs."""
        mask &= self.mask
        while mask:
            low = (mask & -mask).bit_length() - 1
            width = (~(mask >> low) & (mask >> low) + 1).bit_length() - 1
            yield Bits(width, self.wire, low)
            mask &= ~((1 << width) - 1 << low)

    def __getitem__(self, part: slice) -> "Bits":
        low, high = part.start or 0, self.width if part.stop is None else part.stop
        if self.wire is None:
            return Bits(high - low, value=self.value >> low & (1 << high - low) - 1)
        return Bits(high - low, self.wire, self.low + low)


Operand = tuple[Bits, ...]
"""A concatenation, lowest part first; neighbouring bits of one wire are one part, and so are neighbouring constants."""


def width(operand: Operand) -> int:
    """Bits of an operand."""
    return sum(part.width for part in operand)


def joined(parts: Iterable[Bits]) -> Operand:
    """Parts as an operand."""
    out: list[Bits] = []
    for part in parts:
        last = out[-1] if out else None
        if last and last.wire is None and part.wire is None:
            out[-1] = Bits(last.width + part.width, value=last.value | part.value << last.width)
        elif last and last.wire is not None and last.wire == part.wire and last.low + last.width == part.low:
            out[-1] = Bits(last.width + part.width, last.wire, last.low)
        elif part.width:
            out.append(part)
    return tuple(out)


def selected(operand: Operand, low: int, count: int) -> Operand:
    """``count`` bits of an operand, from bit ``low`` on."""
    out: list[Bits] = []
    for part in operand:
        start, stop = max(low, 0), min(low + count, part.width)
        if start < stop:
            out.append(part[start:stop])
        low -= part.width
    return tuple(out)


def extended(operand: Operand, count: int, signed: bool = False) -> Operand:
    """An operand cut to ``count`` bits, or extended to them by zeros or by copies of its highest bit."""
    have = width(operand)
    if count <= have:
        return selected(operand, 0, count)
    top = selected(operand, have - 1, 1)
    return joined([*operand, *top * (count - have)] if signed and top else [*operand, constant(count - have, 0)])


def constant(count: int, value: int) -> Bits:
    """``count`` bits of a value."""
    return Bits(count, value=value & (1 << count) - 1)


def known(operand: Operand) -> int | None:
    """The value of an operand that is a constant, None of any other."""
    if any(part.wire is not None for part in operand):
        return None
    return sum(part.value << low for part, low in zip(operand, _lows(operand), strict=True))


def _lows(operand: Operand) -> Iterator[int]:
    low = 0
    for part in operand:
        yield low
        low += part.width
