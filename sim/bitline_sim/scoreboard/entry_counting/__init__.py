"""The entry-counting macro's programs, and the judgement of what came of them."""

from .draw import random_stimulus
from .faults import FAULTS
from .judge import evaluations, judge
from .program import Program, Stimulus

__all__ = ["FAULTS", "Program", "Stimulus", "evaluations", "judge", "random_stimulus"]
