"""What the binary macro's bench is told to do, and the judgement of what came of it."""

from .draw import random_program, random_stimulus
from .faults import FAULTS
from .judge import evaluations, judge, predicted
from .script import Script, Stimulus

__all__ = ["FAULTS", "Script", "Stimulus", "evaluations", "judge", "predicted", "random_program", "random_stimulus"]
