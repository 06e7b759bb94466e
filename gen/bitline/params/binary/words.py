"""Programs as words of the program stream, and back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, Literal, get_args

from .. import formats
from .coding import Coding
from .program import ACTIONS, KINDS, SOURCES, Bias, Program, Step

Target = Literal["step", "bias", "mask"]
TARGETS: tuple[Target, ...] = get_args(Target)
"""What a word of the program stream holds, in the order of its codes."""

_CHOICES: Mapping[str, Sequence[str]] = {"kind": KINDS, "source": SOURCES, "action": ACTIONS}


def step_formats(p: Coding) -> dict[str, range]:
    """The fields of a step's word, lowest first, each with its format."""
    longest = max(p.array.rows, p.array.columns)
    return {
        "kind": range(len(KINDS)),
        "last": range(2),
        "source": range(len(SOURCES)),
        "page": range(p.program.pages),
        "one_code": p.codes,
        "bias": range(p.bias.entries),
        "release": range(2),
        "accumulate": range(2),
        "fresh": range(2),
        "initial": p.accumulators,
        "place": range(p.accumulator.bits),
        "repeats": p.repeats,
        "action": range(len(ACTIONS)),
        "first": range(longest),
        "count": range(longest + 1),
        "to_page": range(p.program.pages),
        "to": range(p.data_rows),
        "classes": range(p.program.classes + 1),
        "keep": range(2),
        "send": range(2),
    }


def step_fields(step: Step, last: bool) -> dict[str, int]:
    """The fields of a step as numbers."""
    values = {field.name: getattr(step, field.name) for field in fields(step)}
    return {"last": int(last)} | {
        name: _CHOICES[name].index(value) if name in _CHOICES else int(value) for name, value in values.items()
    }


def step_of(numbers: Mapping[str, int]) -> Step:
    """The step of such fields."""
    plain = {field.name: field.default for field in fields(Step)}
    values: dict[str, Any] = {}
    for name in plain:
        number = numbers[name]
        values[name] = _CHOICES[name][number] if name in _CHOICES else bool(number) if plain[name] is False else number
    return Step(**values)


def word_widths(p: Coding) -> dict[str, int]:
    """The parts of a word of the program stream, lowest first: what it is, which one, whether it is the last, and its contents."""
    widest = max(sum(map(field_width, step_formats(p).values())), (p.array.code_bits + 1) * p.bias.rows, p.array.columns)
    numbers = formats.index(max(p.program.steps, p.bias.entries))
    return {"target": formats.width(formats.index(len(TARGETS))), "number": formats.width(numbers), "last": 1, "word": widest}


def field_width(fmt: range) -> int:
    """Bits of a field: one at least."""
    return max(1, formats.width(fmt))


def program_words(p: Coding, program: Program) -> list[int]:
    """A program as it is loaded: the mask, all entries of the bias table, the steps."""
    contents = list(_contents(p, program))
    parts = [
        {"target": TARGETS.index(target), "number": number, "last": last, "word": word}
        for last, (target, number, word) in zip([*[0] * (len(contents) - 1), 1], contents, strict=True)
    ]
    return [packed(word_widths(p), part) for part in parts]


def _contents(p: Coding, program: Program) -> Iterator[tuple[Target, int, int]]:
    yield "mask", 0, (1 << p.array.columns) - 1 - sum(1 << column for column in program.masked)
    for number in range(p.bias.entries):
        yield "bias", number, bias_word(p, program.biases[number] if number < len(program.biases) else Bias())
    for number, step in enumerate(program.steps):
        yield "step", number, step_word(p, step_fields(step, number == len(program.steps) - 1))


def step_word(p: Coding, numbers: Mapping[str, int]) -> int:
    """The word of a step's fields, as many bits of each as there are."""
    return packed({name: field_width(fmt) for name, fmt in step_formats(p).items()}, numbers)


def bias_word(p: Coding, bias: Bias) -> int:
    """The word of an entry: row after row a code and, above it, whether a digit begins there, or the last one has ended."""
    bits, marks = p.array.code_bits, {*bias.begins, *({len(bias.codes)} if bias.begins else ())}
    codes = [*bias.codes, *[0] * (p.bias.rows - len(bias.codes))]
    return sum((code | (row in marks) << bits) << row * (bits + 1) for row, code in enumerate(codes))


def program_of(p: Coding, words: Iterable[int]) -> Program:
    """The program that such words load."""
    masked: frozenset[int] = frozenset()
    biases: dict[int, Bias] = {}
    steps: dict[int, Step] = {}
    for word in words:
        part = unpacked(word_widths(p), word)
        number, contents = part["number"], part["word"]
        if TARGETS[part["target"]] == "mask":
            masked = frozenset(column for column in range(p.array.columns) if not contents >> column & 1)
        elif TARGETS[part["target"]] == "bias":
            biases[number] = _bias_of(p, contents)
        else:
            widths = {name: field_width(fmt) for name, fmt in step_formats(p).items()}
            numbers = unpacked(widths, contents)
            numbers["initial"] -= (numbers["initial"] >> widths["initial"] - 1) << widths["initial"]
            steps[number] = step_of(numbers)
    return Program(steps=tuple(steps.values()), biases=tuple(biases.values()), masked=masked)


def _bias_of(p: Coding, word: int) -> Bias:
    bits = p.array.code_bits
    rows = [word >> row * (bits + 1) & (2 << bits) - 1 for row in range(p.bias.rows)]
    codes, marks = [row & (1 << bits) - 1 for row in rows], [number for number, row in enumerate(rows) if row >> bits]
    if marks and not any(codes[marks[-1] :]):
        codes = codes[: marks.pop()]
    return Bias(tuple(codes), frozenset(marks))


def packed(widths: Mapping[str, int], numbers: Mapping[str, int]) -> int:
    """Numbers as fields of a word, the first lowest."""
    word, low = 0, 0
    for name, width in widths.items():
        word |= (numbers[name] & (1 << width) - 1) << low
        low += width
    return word


def unpacked(widths: Mapping[str, int], word: int) -> dict[str, int]:
    """The inverse of :func:`packed`, all numbers unsigned."""
    numbers = {}
    for name, width in widths.items():
        numbers[name] = word & (1 << width) - 1
        word >>= width
    return numbers
