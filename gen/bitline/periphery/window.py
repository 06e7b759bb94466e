"""Some adjacent bits of a word, chosen at run time."""

from amaranth.hdl import Cat, Const, Value


def window(first: Value, stop: Value, width: int) -> Value:
    """A word of that width in which bits ``first`` to ``stop - 1`` are set; ``first`` does not exceed ``stop``."""
    ones = Const((1 << width) - 1, width)
    return (ones << first)[:width] & ~(ones << stop)[:width]


def rotated_right(word: Value, places: Value) -> Value:
    """The word moved towards its lowest bit, from which bits return at the top."""
    return (Cat(word, word) >> places)[: len(word)]
