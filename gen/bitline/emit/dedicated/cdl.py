"""The dedicated cells' pins for a comparison of layout and schematic."""

from collections.abc import Iterable

from ...params.entry_counting import StorageCell
from ...platforms import Platform


def cdl(name: str, cells: Iterable[StorageCell], platform: Platform) -> str:
    """Empty subcircuits: the order of the pins and their directions."""
    heading = f"* {name}: pins only. Replace it with the cells' own transistors.\n"
    return "\n".join([heading, *(_subcircuit(cell, platform) for cell in cells)])


def _subcircuit(cell: StorageCell, platform: Platform) -> str:
    rails = platform.rails
    directions = {**dict.fromkeys(cell.inputs, "I"), **dict.fromkeys(cell.outputs, "O"), rails.power: "P", rails.ground: "G"}
    described = " ".join(f"{pin}:{direction}" for pin, direction in directions.items())
    return f"""* {cell.help}
.SUBCKT {cell.name} {" ".join(directions)}
*.PININFO {described}
.ENDS {cell.name}
"""
