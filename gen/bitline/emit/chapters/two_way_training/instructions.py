"""The instructions as tables, made of their declaration."""

from collections.abc import Iterator

from ....params import formats
from ....params.two_way_training import HELP, INSTRUCTIONS, KIND_BITS, KINDS, Kind, TwoWayTraining, field_width, fields, word_bits
from .. import Table, counted


def instructions(p: TwoWayTraining) -> Table:
    """What each kind does, and where its fields lie."""
    rows = [(f"{code} {kind}", INSTRUCTIONS[kind].help, ", ".join(_placed(p, kind))) for code, kind in enumerate(KINDS)]
    return Table(
        "Instructions",
        f"An instruction has {word_bits(p)} bits: its kind in the lowest {KIND_BITS}, then its fields; the others are 0. On"
        " the stream `program` a bit above them marks the program's last one.",
        ("kind", "what it does", "fields, by their bits"),
        rows,
    )


def _placed(p: TwoWayTraining, kind: Kind) -> Iterator[str]:
    low = KIND_BITS
    for name, fmt in fields(p, kind).items():
        width = field_width(fmt)
        yield f"{name.replace('_', ' ')} {low + width - 1}:{low}" if width > 1 else f"{name.replace('_', ' ')} {low}"
        low += width


def instruction_fields(p: TwoWayTraining) -> Table:
    """What each field means, and what is legal in it."""
    known = {name: fmt for kind in KINDS for name, fmt in fields(p, kind).items()}
    rows = [(name.replace("_", " "), HELP[name], _range(fmt), counted(field_width(fmt), "bit")) for name, fmt in known.items()]
    return Table(
        "Fields",
        "A word with a field outside its range, a region that a memory does not have, a macro that there is not, or a reserved"
        " bit set, is refused as it is loaded: nothing runs then.",
        ("field", "meaning", "legal", "width"),
        rows,
    )


def _range(fmt: range) -> str:
    return f"{fmt[0]} … {fmt[-1]}".replace("-", "−") if formats.width(fmt) > 1 else "0, 1"
