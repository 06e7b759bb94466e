"""Binary macro: codes on the word lines of a 6T SRAM, a sign from each column, and programs that make networks of them."""

from .parameters import FAMILY, Binary, Nonideal
from .program import (
    ACTIONS,
    KINDS,
    SOURCES,
    TARGETS,
    Bias,
    Program,
    Step,
    check_program,
    fault_of,
    field_width,
    step_fields,
    step_word,
    words,
)
from .rows import Digits, binary_digits, spread

__all__ = [
    "ACTIONS", "FAMILY", "KINDS", "SOURCES", "TARGETS", "Bias", "Binary", "Digits", "Nonideal", "Program", "Step",
    "binary_digits", "check_program", "fault_of", "field_width", "spread", "step_fields", "step_word", "words",
]  # fmt: skip
