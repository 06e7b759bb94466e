"""Where the array lies on the die: in the middle, with the periphery all round it, so that each pin is near its cells."""

import math
from dataclasses import dataclass

from ..params import MacroParameters
from ..platforms import Platform
from .layout import ArrayLayout, steps, up_to


@dataclass(frozen=True)
class Floorplan:
    """Die and core as west, south, east and north edge, and the array's south-west corner; in nanometres, on the tracks."""

    die: tuple[int, int, int, int]
    core: tuple[int, int, int, int]
    array: tuple[int, int]


def floorplan(p: MacroParameters, platform: Platform, layout: ArrayLayout) -> Floorplan:
    """A core near a square that holds the array with its halo and, at the wanted utilization, the periphery's cells."""
    across, up = steps(platform)
    halo = platform.array.halo_nm
    rim_across, rim_up = up_to(across, halo / 2), up_to(up, halo / 2)
    least_width, least_height = layout.width + 2 * halo, layout.height + 2 * halo
    cells = len(layout.pins) * p.physical.periphery_f2 * platform.feature_nm**2 / p.physical.utilization
    area = least_width * least_height + cells
    width = up_to(across, max(math.sqrt(area), least_width))
    height = up_to(up, max(area / width, least_height))
    core = (rim_across, rim_up, rim_across + width, rim_up + height)
    corner = (
        rim_across + (width - layout.width) // 2 // across * across,
        rim_up + (height - layout.height) // 2 // up * up,
    )
    return Floorplan((0, 0, core[2] + rim_across, core[3] + rim_up), core, corner)
