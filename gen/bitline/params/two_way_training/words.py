"""Programs as words of the program stream."""

from collections.abc import Sequence

from .. import formats
from .coding import Coding
from .program import INSTRUCTIONS, Instruction, Kind, Program, check, fault_of, fields

KINDS: tuple[Kind, ...] = tuple(INSTRUCTIONS)
"""In the order of their codes."""

KIND_BITS = formats.width(formats.index(len(KINDS)))


def field_width(fmt: range) -> int:
    """Bits of a field: one at least."""
    return max(1, formats.width(formats.span(min(0, fmt[0]), max(1, fmt[-1]))))


def word_bits(p: Coding) -> int:
    """Bits of an instruction: the kind, lowest, and the fields of the kind that has most of them."""
    return KIND_BITS + max(sum(map(field_width, fields(p, kind).values())) for kind in KINDS)


def word(p: Coding, given: Instruction) -> int:
    """An instruction as a word: its kind, then its fields, the first lowest; the bits above them are reserved, and 0."""
    out, low = KINDS.index(given.kind), KIND_BITS
    for name, fmt in fields(p, given.kind).items():
        out |= (given[name] & (1 << field_width(fmt)) - 1) << low
        low += field_width(fmt)
    return out


def instruction_of(p: Coding, number: int) -> Instruction:
    """The inverse of :func:`word`."""
    kind, number = KINDS[number & (1 << KIND_BITS) - 1], number >> KIND_BITS
    values = {}
    for name, fmt in fields(p, kind).items():
        bits = field_width(fmt)
        value = number & (1 << bits) - 1
        values[name] = value - (1 << bits) if formats.signed(fmt) and value >> bits - 1 else value
        number >>= bits
    return Instruction(kind, values)


def refused(p: Coding, words: Sequence[int]) -> int | None:
    """Number of the first word that is no instruction of this engine; None where there is none."""
    return next((number for number, each in enumerate(words) if not _is_instruction(p, number, each)), None)


def _is_instruction(p: Coding, number: int, each: int) -> bool:
    if number >= p.training.program_words or each & (1 << KIND_BITS) - 1 >= len(KINDS):
        return False
    given = instruction_of(p, each)
    return word(p, given) == each and not fault_of(p, given)


def program_words(p: Coding, program: Program) -> list[int]:
    """A program as it is loaded: each word with a bit above it that is 1 for the last.

    Raises
    ------
    ParameterError
        For the first instruction that is not one.
    """
    check(p, program)
    last = len(program) - 1
    return [word(p, each) | (number == last) << word_bits(p) for number, each in enumerate(program)]
