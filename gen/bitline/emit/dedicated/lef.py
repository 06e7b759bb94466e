"""The dedicated cells' LEF: estimates that stand in the rows like any cell of the library."""

from collections.abc import Iterable, Iterator

from ...params.entry_counting import StorageCell
from ...platforms import Platform
from ..layout import um
from ..lef import opening, pin_of
from .layout import cell_layout


def lef(name: str, cells: Iterable[StorageCell], platform: Platform) -> str:
    """Outlines and pins of the cells."""
    return "".join(f"{line}\n" for line in _lines(name, cells, platform))


def _lines(name: str, cells: Iterable[StorageCell], platform: Platform) -> Iterator[str]:
    yield f"# {name}: ESTIMATES, made from parameters and no layout. Replace them with the cells' own."
    yield from opening()
    for cell in cells:
        yield from _cell(cell, platform)
    yield "END LIBRARY"


def _cell(cell: StorageCell, platform: Platform) -> Iterator[str]:
    layout = cell_layout(cell, platform)
    yield f"MACRO {cell.name}"
    yield "  CLASS CORE ;"
    yield "  ORIGIN 0 0 ;"
    yield f"  FOREIGN {cell.name} 0 0 ;"
    yield f"  SIZE {um(layout.width)} BY {um(layout.height)} ;"
    yield "  SYMMETRY X Y ;"
    yield f"  SITE {platform.site.name} ;"
    for pin, shape in layout.pins.items():
        yield from pin_of(pin, "INPUT" if pin in cell.inputs else "OUTPUT", "SIGNAL", [shape])
    for (supply, rail), use in zip(layout.rails.items(), ("POWER", "GROUND"), strict=True):
        yield from pin_of(supply, "INOUT", use, [rail], abuts=True)
    yield f"END {cell.name}"
