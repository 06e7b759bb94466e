"""Parameters of every family: what a user chooses, and everything that follows from it."""

from .errors import ParameterError
from .load import families, from_choices, load, parse, preset, preset_names
from .macro import MacroParameters

__all__ = ["MacroParameters", "ParameterError", "families", "from_choices", "load", "parse", "preset", "preset_names"]
