"""Parameters of every family: what a user chooses, and everything that follows from it."""

from .errors import ParameterError
from .load import families, family_presets, from_choices, load, parse, preset, preset_names
from .macro import MacroParameters

__all__ = [
    "MacroParameters", "ParameterError", "families", "family_presets", "from_choices", "load", "parse", "preset", "preset_names",
]  # fmt: skip
