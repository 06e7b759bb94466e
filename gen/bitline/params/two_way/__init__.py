"""Two-way SRAM macro: a transposable array read along its columns (forward) or its rows (backward)."""

from .choices import Adc, Array, Input, Nonideal, Physical, Timing, Weight
from .coding import Plane
from .interfaces import PHASES
from .parameters import FAMILY, TwoWay
from .schedule import Access
from .side import DIRECTIONS, Direction, Read, Side

__all__ = [
    "DIRECTIONS", "FAMILY", "PHASES", "Access", "Adc", "Array", "Direction", "Input", "Nonideal", "Physical", "Plane", "Read",
    "Side", "Timing", "TwoWay", "Weight",
]  # fmt: skip
