"""Reads back the views of an array, each on its own terms, as what they say of its pins."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Seen:
    """A pin as one view shows it: ``INPUT``, ``OUTPUT`` or a supply's name; and its bits, highest first."""

    direction: str
    bits: tuple[int, ...]


def of_verilog(text: str) -> dict[str, Seen]:
    ports = re.findall(r"^  (input|output|inout) +wire +(?:\[(\d+):(\d+)\] )? *(\w+)", text, re.M)
    return {name: Seen(direction.upper(), _bits(int(high or 0), int(low or 0))) for direction, high, low, name in ports}


def of_lef(text: str) -> dict[str, Seen]:
    out: dict[str, Seen] = {}
    for name, direction in re.findall(r"^  PIN (\S+)\n    DIRECTION (\w+) ;", text, re.M):
        stem, _, bit = name.rstrip("]").partition("[")
        bits = out[stem].bits if stem in out else ()
        out[stem] = Seen(direction, (int(bit or 0), *bits))
    return out


def of_liberty(text: str, cell: str) -> dict[str, Seen]:
    """What a library says of one of its cells."""
    (inside,) = groups(text, rf"cell \({cell}\)")
    types = {
        name: _bits(int(high), int(low))
        for name, high, low in re.findall(r"type \((\w+)\) \{.*?bit_from : (\d+);\s+bit_to : (\d+);", text, re.S)
    }
    buses = re.findall(r"bus \((\w+)\) \{\s+bus_type : (\w+);\s+direction : (\w+);", inside)
    supplies = re.findall(r"pg_pin \((\w+)\)", inside)
    return {name: Seen("INOUT", (0,)) for name in supplies} | {name: Seen(way.upper(), types[kind]) for name, kind, way in buses}


def groups(text: str, head: str) -> list[str]:
    """Contents of every Liberty group whose head is like that, outermost first."""
    out = []
    for match in re.finditer(rf"^ *{head} \{{\n", text, re.M):
        depth, end = 1, match.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        out.append(text[match.end() : end - 1])
    return out


def _bits(high: int, low: int) -> tuple[int, ...]:
    return tuple(range(high, low - 1, -1))
