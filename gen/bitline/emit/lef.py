"""The array's LEF: an estimate by which it is placed and routed to."""

from collections.abc import Iterator, Sequence

from ..params import MacroParameters
from .layout import ArrayLayout, Shape, um


def lef(p: MacroParameters, layout: ArrayLayout) -> str:
    """The abstract: outline, pins, straps and blockages."""
    return "".join(f"{line}\n" for line in _lines(p, layout))


def _lines(p: MacroParameters, layout: ArrayLayout) -> Iterator[str]:
    yield f"# {p.array_name}: ESTIMATE, made from parameters and no layout. Replace it with the array's own."
    yield from opening()
    yield f"MACRO {p.array_name}"
    yield "  CLASS BLOCK ;"
    yield "  ORIGIN 0 0 ;"
    yield f"  FOREIGN {p.array_name} 0 0 ;"
    yield f"  SIZE {um(layout.width)} BY {um(layout.height)} ;"
    yield "  SYMMETRY X Y ;"
    for pin in p.array_pins:
        for bit in pin.bits:
            yield from pin_of(bit, pin.direction.upper(), "SIGNAL", [layout.pins[bit]])
    for (supply, straps), use in zip(layout.straps.items(), ("POWER", "GROUND"), strict=True):
        yield from pin_of(supply, "INOUT", use, straps)
    yield "  OBS"
    for shape in layout.blocked:
        yield from _shape(shape)
    yield "  END"
    yield f"END {p.array_name}"
    yield "END LIBRARY"


def opening() -> Iterator[str]:
    """Lines that any LEF begins with."""
    yield "VERSION 5.7 ;"
    yield 'BUSBITCHARS "[]" ;'
    yield 'DIVIDERCHAR "/" ;'


def pin_of(name: str, direction: str, use: str, shapes: Sequence[Shape], *, abuts: bool = False) -> Iterator[str]:
    """A pin, of which one shape is as good as another; one that ``abuts`` joins those of its neighbours."""
    yield f"  PIN {name}"
    yield f"    DIRECTION {direction} ;"
    yield f"    USE {use} ;"
    if abuts:
        yield "    SHAPE ABUTMENT ;"
    yield "    PORT"
    for shape in shapes:
        yield from _shape(shape, "    ")
    yield "    END"
    yield f"  END {name}"


def _shape(shape: Shape, indent: str = "  ") -> Iterator[str]:
    yield f"{indent}  LAYER {shape.layer} ;"
    yield f"{indent}    RECT {' '.join(map(um, shape.box))} ;"
