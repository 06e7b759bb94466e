"""The physical half of a bundle: constraints, abstract views of the array, and what the open flows need."""

import importlib
from collections.abc import Mapping

from ..params import MacroParameters
from ..platforms import Platform
from .adders import library_adders
from .floorplan import Floorplan, floorplan
from .fusesoc import fusesoc
from .layout import array_layout
from .lef import lef
from .liberty import liberty
from .librelane import librelane
from .openroad import openroad
from .sdc import sdc


def physical(p: MacroParameters, platform: Platform, periphery: Mapping[str, str]) -> dict[str, str]:
    """Every physical file of the bundle for one platform, by its path; ``periphery`` is the macro's Verilog, likewise.

    Raises
    ------
    ParameterError
        Where a size that the user gives does not suit the platform.
    """
    views, plan = _arrays(p, platform) if p.arrays else (_cells(p, platform), None)
    adders = library_adders(p, platform, periphery) if p.physical.adders == "cells" else {}
    generic = [path for path in periphery if path == f"rtl/{p.name}_adders.v"]
    sources = [f"rtl/{p.name}.v", *(adders or generic)]
    return {
        f"constraints/{p.name}.sdc": sdc(p, platform),
        **views,
        **adders,
        **openroad(p, platform, plan, sources),
        **librelane(p, platform, plan, sources),
        **fusesoc(p, list(periphery), sources),
    }


def _arrays(p: MacroParameters, platform: Platform) -> tuple[dict[str, str], Floorplan | None]:
    """The arrays' abstract views, and the place of a single one, which the flow finds where memories lie beside it."""
    views: dict[str, str] = {}
    for each in p.arrays:
        layout = array_layout(each, platform)
        views[f"constraints/{each.array_name}.lef"] = lef(each, layout)
        views[f"constraints/{each.array_name}.lib"] = liberty(each, platform, layout)
    return views, None if p.memories else floorplan(p, platform, array_layout(p, platform))


def _cells(p: MacroParameters, platform: Platform) -> dict[str, str]:
    """Abstract views of the cells that a macro without an array adds to the library."""
    return importlib.import_module(f"bitline.emit.models.{p.family}").views(p, platform)
