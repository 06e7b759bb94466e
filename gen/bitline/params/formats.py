"""Number formats are Python ranges, and this is their arithmetic.

A format says which integers can occur. Amaranth takes it as a shape, the golden model asserts its ends, the property tests
draw from it, the datasheet prints it: widths follow from the values and are never chosen by hand.
"""

from collections.abc import Iterable


def span(low: int, high: int) -> range:
    """The format that holds ``low``, ``high`` and all between."""
    if low > high:
        raise ValueError(f"a format needs low <= high, not {low} > {high}")
    return range(low, high + 1)


def total(formats: Iterable[range]) -> range:
    """The format of a sum with one operand of each format."""
    formats = list(formats)
    return span(sum(f[0] for f in formats), sum(f[-1] for f in formats))


def scaled(fmt: range, factor: int) -> range:
    """The format of an operand times a constant."""
    ends = fmt[0] * factor, fmt[-1] * factor
    return span(min(ends), max(ends))


def product(a: range, b: range) -> range:
    """The format of a product of two operands."""
    ends = [x * y for x in (a[0], a[-1]) for y in (b[0], b[-1])]
    return span(min(ends), max(ends))


def hull(formats: Iterable[range]) -> range:
    """The smallest format that holds every one of the formats."""
    formats = list(formats)
    return span(min(f[0] for f in formats), max(f[-1] for f in formats))


def signed(fmt: range) -> bool:
    """Whether a negative value can occur."""
    return fmt[0] < 0


def width(fmt: range) -> int:
    """Bits of the narrowest register that holds the format: two's complement where it is signed, unsigned elsewhere."""
    if signed(fmt):
        return max((-fmt[0] - 1).bit_length(), fmt[-1].bit_length() if fmt[-1] > 0 else 0) + 1
    return fmt[-1].bit_length()


def twos_complement(bits: int) -> range:
    """Signed integers of that many bits."""
    return span(-(1 << bits - 1), (1 << bits - 1) - 1)


def unsigned(bits: int) -> range:
    """Unsigned integers of that many bits."""
    return span(0, (1 << bits) - 1)


def index(count: int) -> range:
    """The format of a number that chooses one of ``count`` things: at least one bit, since a port without bits is none."""
    return range(max(count, 2))


def text(fmt: range) -> str:
    """The format for a human reader: ``-128 … 127 (8 bits, signed)``."""
    kind = "signed" if signed(fmt) else "unsigned"
    bits = width(fmt)
    return f"{fmt[0]} … {fmt[-1]} ({bits} bit{'' if bits == 1 else 's'}, {kind})"
