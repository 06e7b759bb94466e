"""Binary macro: codes on the word lines of a 6T SRAM, a sign from each column, and programs that make networks of them."""

from .checks import check_program, fault_of
from .choices import Accumulator, Array, BiasRows, Input, Nonideal, Physical, ProgramStore, Timing, Trim
from .interfaces import PHASES
from .parameters import FAMILY, Binary
from .program import ACTIONS, KINDS, SOURCES, Bias, Program, Step
from .rows import Digits, binary_digits, spread
from .words import (
    TARGETS,
    field_width,
    packed,
    program_of,
    program_words,
    step_fields,
    step_formats,
    step_word,
    unpacked,
    word_widths,
)

__all__ = [
    "ACTIONS", "FAMILY", "KINDS", "PHASES", "SOURCES", "TARGETS", "Accumulator", "Array", "Bias", "BiasRows", "Binary",
    "Digits", "Input", "Nonideal", "Physical", "Program", "ProgramStore", "Step", "Timing", "Trim", "binary_digits",
    "check_program", "fault_of", "field_width", "packed", "program_of", "program_words", "spread", "step_fields",
    "step_formats", "step_word", "unpacked", "word_widths",
]  # fmt: skip
