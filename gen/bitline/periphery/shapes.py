"""Shapes that several blocks need."""


def index(count: int) -> range:
    """The shape of a number that chooses one of ``count`` things: at least one bit, since a port without bits is none."""
    return range(max(count, 2))
