"""What the engine does: instructions, their fields, and what of them is refused. This declaration is the only one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from .. import formats
from ..errors import ParameterError
from .coding import Coding

Kind = Literal[
    "take", "send", "zero", "window", "forward", "backward", "activate", "error", "rescale",
    "gradient", "update", "load", "store", "clear", "pool", "route",
]  # fmt: skip
Space = Literal["values", "sums", "random"]

SPACES: tuple[Space, ...] = ("values", "sums", "random")
"""What ``take`` and ``send`` move, in the order of its codes."""

POSITIONS = range(1, 257)
"""How many rows, columns or images a map can have."""

SHIFTS = formats.twos_complement(7)
"""Places by which a sum is shifted right where it is rounded; negative ones multiply."""


@dataclass(frozen=True)
class About:
    """An instruction: what it does, its fields, and the regions of memory that it names by first word and number of words."""

    help: str
    fields: tuple[str, ...]
    regions: tuple[tuple[Space, str, str], ...] = ()


WALK = ("images", "rows", "columns")
PRODUCT = ("macro", "row_tiles", "column_tiles", "signed", "window_words", "dense", "dense_step", "dense_words")

INSTRUCTIONS: Mapping[Kind, About] = {
    "take": About("words of stream `x` into a memory, or into the rounding generator", ("space", "address", "count")),
    "send": About("words of a memory, or of the rounding generator, to stream `y`", ("space", "address", "count")),
    "zero": About("words of a memory become zero", ("space", "address", "count")),
    "window": About(
        "how the instructions that follow walk over a map: positions image by image, row by row, column by column, and at each of"
        " them the words under a square kernel; a word outside the map is zero, and is not written",
        (
            *WALK, "height", "width", "kernel", "stride", "padding", "groups", "corner", "column_step", "line_step", "image_step",
            "x_step", "y_step", "first_y", "first_x", "first_group", "first_offset",
        ),
    ),
    "forward": About("at each position the product of the words under the kernel is added to dense words of sums", PRODUCT),
    "backward": About("at each position the product of dense words of errors is added to sums under the kernel", PRODUCT),
    "activate": About(
        "sums are shifted, rounded and clipped to activations, each with its mask bit",
        ("source", "to", "count", "shift"),
        (("sums", "source", "count"), ("values", "to", "count")),
    ),
    "error": About(
        "sums are shifted, rounded and clipped to errors' width; less their targets they are the last layer's errors",
        ("source", "to", "count", "shift", "targets"),
        (("sums", "source", "count"), ("values", "to", "count"), ("values", "targets", "count")),
    ),
    "rescale": About(
        "sums with a mask bit become errors, shifted by as little as fits the largest of them",
        ("source", "to", "count", "masks", "exponent_from", "exponent_to"),
        (("sums", "source", "count"), ("values", "to", "count"), ("values", "masks", "count")),
    ),
    "gradient": About(
        "at each position the outer product of the words under the kernel and of dense words of errors is added to sums",
        ("signed", "window_words", "dense", "dense_step", "dense_words", "to", "outputs"),
    ),
    "update": About(
        "rows of a macro's weights are read, moved against their gradients, written and verified",
        ("macro", "tile_rows", "tile_words", "source", "row_step", "shift", "exponent", "stochastic", "velocity", "decay", "scale"),
    ),
    "load": About("rows of a macro are written with words of stream `x`", ("macro", "tile_rows")),
    "store": About("rows of a macro are sent to stream `y`", ("macro", "tile_rows")),
    "clear": About("all weights of a macro become zero", ("macro",)),
    "pool": About(
        "at each position the largest of the values under the kernel, and the number of the first such, become dense words",
        ("dense", "dense_step", "indices"),
    ),
    "route": About(
        "at each position dense words of errors go to the place that the pool took the value from, and zero to the others",
        ("dense", "dense_step", "indices"),
    ),
}  # fmt: skip

HELP: Mapping[str, str] = {
    "space": "0 values, 1 sums, 2 the rounding generator",
    "address": "first word",
    "count": "number of words",
    "images": "images",
    "rows": "positions in a column",
    "columns": "positions in a row",
    "height": "rows of the map",
    "width": "columns of the map",
    "kernel": "rows and columns of the kernel",
    "stride": "rows or columns from one position to the next",
    "padding": "rows and columns by which the first position lies outside the map",
    "groups": "words of a point of the map",
    "corner": "address of the first position's first word; it and all steps count modulo the memory's size",
    "column_step": "from one position's first word to that of the next in its row",
    "line_step": "likewise from a row's last position to the next row's first",
    "image_step": "likewise from an image's last position to the next image's first",
    "x_step": "from a point's last word to the first one of the next in the kernel's row",
    "y_step": "likewise from the last one of a kernel's row to the first one of the next row",
    "first_y": "row under the kernel at which each position begins",
    "first_x": "likewise the column",
    "first_group": "likewise the word",
    "first_offset": "likewise its distance from the position's first word",
    "macro": "the (first) macro",
    "row_tiles": "macros that follow each other along a layer's inputs",
    "column_tiles": "macros that follow each other along its outputs; those of the first one come first",
    "signed": "whether the inputs, or the words under the kernel, are signed",
    "window_words": "words under the kernel, of all row tiles",
    "dense": "first dense word",
    "dense_step": "words from one position to the next",
    "dense_words": "dense words, of all column tiles",
    "source": "first word of sums or gradients",
    "to": "first word written",
    "shift": "places by which sums are shifted right",
    "targets": "first word of targets",
    "masks": "first word whose mask bits count",
    "exponent_from": "number of the exponent of the errors that the sums were made of, 0 for none",
    "exponent_to": "number of the exponent that is kept",
    "exponent": "number of the exponent of the errors that the gradient was made of, 0 for none",
    "tile_rows": "rows, from row 0",
    "tile_words": "word groups of a row; those beyond them stay as they are",
    "row_step": "words of gradients from one row to the next",
    "stochastic": "whether steps are rounded stochastically, and what leaves momentum likewise",
    "velocity": "first word of momentum, laid out like the gradients",
    "decay": "places by which momentum is shifted right where it decays",
    "scale": "places by which momentum is shifted right where it becomes a step",
    "outputs": "outputs whose gradients are made, of those of all dense words",
    "indices": "first word of the numbers under the kernel",
}


@dataclass(frozen=True)
class Instruction:
    """One instruction; fields that its kind lacks are 0.

    Raises
    ------
    ValueError
        For a field that the kind does not have.
    """

    kind: Kind
    fields: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        unknown = self.fields.keys() - set(INSTRUCTIONS[self.kind].fields)
        if unknown:
            raise ValueError(f"{self.kind} has no field {', '.join(sorted(unknown))}")

    def __getitem__(self, name: str) -> int:
        return self.fields.get(name, 0)


def instruction(kind: Kind, /, **fields: int) -> Instruction:
    """An instruction of that kind with those fields, the others 0."""
    return Instruction(kind, fields)


Program = Sequence[Instruction]


def fields(p: Coding, kind: Kind) -> dict[str, range]:
    """The fields of a kind of instruction as this engine has them, lowest first, each with its format."""
    known = field_formats(p)
    left_out = set() if p.training.momentum_bits else {"velocity", "decay", "scale"}
    if p.training.rounding == "nearest":
        left_out |= {"stochastic"}
    if kind == "gradient":
        left_out.add("signed" if p.gradient_macro else "outputs")
    return {name: known[name] for name in INSTRUCTIONS[kind].fields if name not in left_out}


def field_formats(p: Coding) -> dict[str, range]:
    """The format of every field: what is legal in it, taken alone."""
    training = p.training
    values, sums = range(training.value_words), range(training.sum_words)
    either = range(max(training.value_words, training.sum_words))
    flag, exponents, windows = range(2), range(training.exponents + 1), range(1, 1 << 12)
    return {
        "space": range(3 if training.rounding == "stochastic" else 2),
        "address": either,
        "count": range(1, either.stop + 1),
        **dict.fromkeys(("images", "rows", "columns", "height", "width"), POSITIONS),
        "kernel": range(1, 16),
        "stride": range(1, 16),
        "padding": range(16),
        "groups": range(1, 1 << 10),
        **dict.fromkeys(("corner", "column_step", "line_step", "image_step", "x_step", "y_step", "first_offset"), either),
        "first_y": range(15),
        "first_x": range(15),
        "first_group": range((1 << 10) - 1),
        "macro": range(training.macros),
        "row_tiles": range(1, training.macros + 1),
        "column_tiles": range(1, training.macros + 1),
        "signed": flag,
        "window_words": windows,
        "dense": values,
        "dense_step": either,
        "dense_words": windows,
        "source": sums,
        "to": either,
        "shift": SHIFTS,
        "targets": values,
        "masks": values,
        "exponent_from": exponents,
        "exponent_to": range(1, training.exponents + 1),
        "exponent": exponents,
        "tile_rows": range(1, p.array.rows + 1),
        "tile_words": range(1, p.word_groups + 1),
        "row_step": sums,
        "stochastic": flag,
        "velocity": sums,
        "decay": range(32),
        "scale": range(32),
        "indices": values,
        "outputs": range(1, windows.stop * p.array.lines_per_read),
    }


def check(p: Coding, program: Program) -> None:
    """Refuse what the engine would refuse.

    Raises
    ------
    ParameterError
        For the first instruction that is not one.
    """
    if not 1 <= len(program) <= p.training.program_words:
        raise ParameterError(
            "program", f"has {len(program)} instructions, and training.program_words is {p.training.program_words}"
        )
    for number, each in enumerate(program):
        if why := fault_of(p, each):
            raise ParameterError(f"program.{number}", f"{each.kind}: {why}")


def fault_of(p: Coding, given: Instruction) -> str:
    """What is wrong with an instruction; empty where nothing is."""
    for name, fmt in fields(p, given.kind).items():
        if given[name] not in fmt:
            return f"{name} = {given[name]} is not {fmt[0]} … {fmt[-1]}"
    depth = {"values": p.training.value_words, "sums": p.training.sum_words, "random": p.random_words}
    for space, first, count in regions(given):
        if given[first] + given[count] > depth[space]:
            return f"{first} + {count} = {given[first]} + {given[count]} exceeds the {depth[space]} words of {space}"
    if given.kind == "zero" and given["space"] == SPACES.index("random"):
        return "the generator cannot be zero"
    if given["macro"] + max(1, given["row_tiles"] * given["column_tiles"]) > p.training.macros:
        return f"there are no macros beyond number {p.training.macros - 1}"
    return ""


def regions(given: Instruction) -> Sequence[tuple[Space, str, str]]:
    """The regions of memory that an instruction names."""
    if given.kind in ("take", "send", "zero"):
        return ((SPACES[given["space"]], "address", "count"),)
    return INSTRUCTIONS[given.kind].regions
