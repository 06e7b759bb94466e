"""Programs for the training bench, and the judgement of what came of them."""

from .draw import random_stimulus
from .faults import FAULTS
from .judge import judge, predicted
from .script import Script, evaluations

__all__ = ["FAULTS", "Script", "evaluations", "judge", "predicted", "random_stimulus"]
