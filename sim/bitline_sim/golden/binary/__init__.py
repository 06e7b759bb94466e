"""The binary macro in integers.

Stage 1, :mod:`.sums`, is what the array is for. Stage 2, :class:`Machine`, is what the periphery makes of whatever decisions the
array gives, and what it puts on the array's lines; with every non-ideality on it must still equal the hardware bit for bit.
"""

from .machine import Machine
from .memory import Chip
from .runs import Run
from .self_test import MARCH, SelfTest
from .sums import column_sums, decisions

__all__ = ["MARCH", "Chip", "Machine", "Run", "SelfTest", "column_sums", "decisions"]
