"""Makes a GDS of a macro's LEF: its outline, its pins and their names. A stand-in until there is a layout.

Usage: python3 lef_to_gds.py MACRO.lef MACRO.gds OUTLINE=235/4 met2=69/20 ...

Needs nothing but Python 3.9. One macro a file, rectangles only. The same LEF gives the same bytes.
"""

import re
import struct
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

Box = tuple[int, int, int, int]
Layers = Mapping[str, tuple[int, int]]

NANOMETRE = 1e-9
LONG_AGO = (1970, 1, 1, 0, 0, 0) * 2


def gds(lef: str, layers: Layers) -> bytes:
    """A library of one structure: the macro's boundary, and for each pin its rectangles and a label in the first."""
    name = _found(r"^MACRO (\S+)", lef)
    width, height = (_nanometres(_found(rf"^ *SIZE {size} ;", lef)) for size in (r"(\S+) BY \S+", r"\S+ BY (\S+)"))
    elements = [_rectangle(layers["OUTLINE"], (0, 0, width, height))]
    for pin, body in re.findall(r"^ *PIN (\S+)\n(.*?)^ *END \1$", lef, re.M | re.S):
        shapes = _shapes(body)
        elements += [_rectangle(layers[layer], box) for layer, box in shapes]
        elements.append(_label(layers[shapes[0][0]], shapes[0][1], pin))
    return b"".join(_library(name, elements))


def _shapes(body: str) -> list[tuple[str, Box]]:
    """Rectangles of a pin; each follows the name of its layer."""
    out, layer = [], ""
    for word, rest in re.findall(r"^ *(LAYER|RECT) (.*?) ;", body, re.M):
        if word == "LAYER":
            layer = rest
        else:
            west, south, east, north = map(_nanometres, rest.split())
            out.append((layer, (west, south, east, north)))
    return out


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text, re.M)
    if match is None:
        sys.exit(f"no {pattern} in the LEF")
    return match.group(1)


def _nanometres(micrometres: str) -> int:
    return round(float(micrometres) * 1000)


def _library(name: str, elements: Iterable[bytes]) -> Iterator[bytes]:
    yield _record(0x0002, struct.pack(">h", 600))
    yield _record(0x0102, struct.pack(">12h", *LONG_AGO))
    yield _record(0x0206, _text(name))
    yield _record(0x0305, _real(1e-3) + _real(NANOMETRE))
    yield _record(0x0502, struct.pack(">12h", *LONG_AGO))
    yield _record(0x0606, _text(name))
    yield from elements
    yield _record(0x0700)
    yield _record(0x0400)


def _rectangle(layer: tuple[int, int], box: Box) -> bytes:
    west, south, east, north = box
    corners = (west, south, east, south, east, north, west, north, west, south)
    return _element(0x0800, 0x0E02, layer, _record(0x1003, struct.pack(">10i", *corners)))


def _label(layer: tuple[int, int], box: Box, name: str) -> bytes:
    middle = ((box[0] + box[2]) // 2, (box[1] + box[3]) // 2)
    return _element(0x0C00, 0x1602, layer, _record(0x1003, struct.pack(">2i", *middle)) + _record(0x1906, _text(name)))


def _element(kind: int, kind_of_type: int, layer: tuple[int, int], body: bytes) -> bytes:
    number, datatype = (struct.pack(">h", value) for value in layer)
    return _record(kind) + _record(0x0D02, number) + _record(kind_of_type, datatype) + body + _record(0x1100)


def _record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack(">HH", 4 + len(body), kind) + body


def _text(value: str) -> bytes:
    plain = value.encode("ascii")
    return plain + b"\0" * (len(plain) % 2)


def _real(value: float) -> bytes:
    """GDSII's eight-byte real: an exponent of 16, excess 64, and a fraction of 56 bits."""
    exponent = 64
    while value < 1 / 16:
        value, exponent = value * 16, exponent - 1
    return struct.pack(">Q", exponent << 56 | round(value * 2**56))


def main(lef: str, out: str, *layers: str) -> None:
    numbers = {}
    for each in layers:
        name, _, pair = each.partition("=")
        number, _, kind = pair.partition("/")
        numbers[name] = (int(number), int(kind))
    Path(out).write_bytes(gds(Path(lef).read_text(encoding="ascii"), numbers))


if __name__ == "__main__":
    main(*sys.argv[1:])
