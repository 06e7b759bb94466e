"""Where a dedicated cell's pins and rails lie: an estimate, in whole nanometres from its south-west corner."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...params.entry_counting import StorageCell
from ...platforms import Platform
from ...platforms.platform import Layer
from ..layout import Shape


@dataclass(frozen=True)
class CellLayout:
    """A cell of the platform's rows.

    Attributes
    ----------
    width, height : int
    pins : mapping
        Each signal pin: one upright rectangle in the middle of a site.
    rails : mapping
        Power and ground along the upper and the lower edge, half of each outside.
    """

    width: int
    height: int
    pins: Mapping[str, Shape]
    rails: Mapping[str, Shape]


def cell_layout(cell: StorageCell, platform: Platform) -> CellLayout:
    """The cell's layout on a platform: so many sites wide, a row high, its pins evenly apart."""
    site, rails = platform.site, platform.rails
    names = (*cell.inputs, *cell.outputs)
    width, height = cell.sites * site.width_nm, site.height_nm
    layer = platform.layers[rails.pins]
    half = layer.width_nm // 2
    low, high = (_between_tracks(part * height // 4 // platform.grid_nm * platform.grid_nm, layer) for part in (1, 3))
    pins = {}
    for number, name in enumerate(names):
        centre = (2 * number + 1) * cell.sites // (2 * len(names)) * site.width_nm + site.width_nm // 2
        pins[name] = Shape(rails.pins, (centre - half, low, centre + half, high))
    edges = {rails.power: height, rails.ground: 0}
    rim = rails.width_nm // 2
    return CellLayout(width, height, pins, {name: Shape(rails.layer, (0, at - rim, width, at + rim)) for name, at in edges.items()})


def _between_tracks(end: int, layer: Layer) -> int:
    """Where a pin that crosses the layer's tracks ends: no via on one of them sticks out."""
    if layer.direction == "vertical":
        return end
    return layer.offset_nm - layer.pitch_nm // 2 + round((end - layer.offset_nm) / layer.pitch_nm) * layer.pitch_nm
