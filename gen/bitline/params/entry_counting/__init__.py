"""Entry-counting macro: lanes that match stored and streamed words against pairs of levels, and count."""

from .cells import STORED, StorageCell, search_pins
from .levels import LevelSet
from .operations import BEGINS, ENDS, KINDS, OPERANDS, DotProduct, Operand, Operation
from .parameters import EVENTS, FAMILY, EntryCounting

__all__ = [
    "BEGINS",
    "ENDS",
    "EVENTS",
    "FAMILY",
    "KINDS",
    "OPERANDS",
    "STORED",
    "DotProduct",
    "EntryCounting",
    "LevelSet",
    "Operand",
    "Operation",
    "StorageCell",
    "search_pins",
]
