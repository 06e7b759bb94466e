"""Entry-counting macro: lanes that match stored and streamed words against pairs of levels, and count."""

from .cells import STORED, StorageCell, search_pins
from .choices import Accumulator, Activation, Cells, Physical, Requantizer, Search, Store, Timing, Weight
from .interfaces import EVENTS
from .levels import LevelSet
from .operations import BEGINS, ENDS, KINDS, OPERANDS, DotProduct, Operand, Operation
from .parameters import FAMILY, EntryCounting

__all__ = [
    "BEGINS", "ENDS", "EVENTS", "FAMILY", "KINDS", "OPERANDS", "STORED", "Accumulator", "Activation", "Cells", "DotProduct",
    "EntryCounting", "LevelSet", "Operand", "Operation", "Physical", "Requantizer", "Search", "StorageCell", "Store", "Timing",
    "Weight", "search_pins",
]  # fmt: skip
