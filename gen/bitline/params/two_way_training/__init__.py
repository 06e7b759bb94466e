"""Parameters of the training engine: two-way macros, memories, and the programs by which they learn."""

from .choices import Training
from .coding import GENERATOR_BITS
from .parameters import FAMILY, LONGEST_EXPONENT, STATES, TwoWayTraining
from .program import (
    HELP,
    INSTRUCTIONS,
    SHIFTS,
    SPACES,
    Instruction,
    Kind,
    Program,
    Space,
    check,
    fault_of,
    field_formats,
    fields,
    instruction,
)
from .words import KIND_BITS, KINDS, field_width, instruction_of, program_words, refused, word, word_bits

__all__ = [
    "FAMILY", "GENERATOR_BITS", "HELP", "INSTRUCTIONS", "KINDS", "KIND_BITS", "LONGEST_EXPONENT", "SHIFTS", "SPACES", "STATES",
    "Instruction", "Kind", "Program", "Space", "Training", "TwoWayTraining", "check", "fault_of", "field_formats", "field_width",
    "fields", "instruction", "instruction_of", "program_words", "refused", "word", "word_bits",
]  # fmt: skip
