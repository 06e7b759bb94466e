"""What OpenROAD-flow-scripts needs: a configuration, the array's place, its power and the ports' sides."""

from collections.abc import Sequence

from ..params import MacroParameters
from ..platforms import Platform
from . import memories
from .floorplan import Floorplan
from .layout import um


def openroad(p: MacroParameters, platform: Platform, plan: Floorplan | None, sources: Sequence[str]) -> dict[str, str]:
    """Files of ``flow/<platform>/``, by their path; none for a platform that these scripts do not know.

    ``sources`` are the paths of the periphery's Verilog, for this platform. Without a plan the core is sized by its utilization.
    """
    if platform.openroad is None:
        return {}
    files = {"config.mk": _configuration(p, platform, plan, sources), "io.tcl": _ports()}
    if plan:
        files |= {"macro_placement.tcl": _placement(p, plan), "pdn.tcl": _power(p, platform)}
    return {f"flow/{platform.name}/{name}": text for name, text in files.items()}


def _configuration(p: MacroParameters, platform: Platform, plan: Floorplan | None, sources: Sequence[str]) -> str:
    return f"""# {p.name} on {platform.title}, for OpenROAD-flow-scripts:
#   make DESIGN_CONFIG=<this file>
{_library(p, platform, sources)}
{_around_the_array(platform, plan) if plan else _by_utilization(p)}
export IO_CONSTRAINTS = $(HERE)/io.tcl
"""


def _library(p: MacroParameters, platform: Platform, sources: Sequence[str]) -> str:
    assert platform.openroad is not None
    files = " ".join(f"$(BUNDLE)/{path}" for path in [*sources, *(f"rtl/{name}.v" for name in p.library_names)])
    opening = f"""
BUNDLE := $(realpath $(dir $(DESIGN_CONFIG))../..)
HERE := $(BUNDLE)/flow/{platform.name}

export PLATFORM = {platform.name}
export DESIGN_NAME = {p.name}
export VERILOG_FILES = {files}
export SDC_FILE = $(BUNDLE)/constraints/{p.name}.sdc
"""
    if not p.black_boxes:
        return memories.note(p) + opening
    views = {kind: " ".join(f"$(BUNDLE)/constraints/{name}.{kind}" for name in p.library_names) for kind in ("lef", "lib")}
    libraries = "\n".join(f"export {name} = {views['lib']}" for name in platform.openroad.libraries)
    return f"""# Their LEF and Liberty are estimates, see their first lines: {", ".join(p.black_boxes)}.
{memories.note(p)}{opening}
# Black boxes with abstract views have no layout: empty cells take their place in the GDS.
export ADDITIONAL_LEFS = {views["lef"]}
{libraries}
export GDS_ALLOW_EMPTY = {"|".join(p.black_boxes)}
"""


def _by_utilization(p: MacroParameters) -> str:
    return f"""export CORE_UTILIZATION = {100 * p.physical.utilization:g}
export PLACE_DENSITY_LB_ADDON = 0.20
"""


def _around_the_array(platform: Platform, plan: Floorplan) -> str:
    halo = um(platform.array.halo_nm)
    return f"""# The periphery surrounds the array; the core is sized for both by an estimate of the periphery's area.
export DIE_AREA = {_box(plan.die)}
export CORE_AREA = {_box(plan.core)}
export MACRO_PLACE_HALO = {halo} {halo}
export MACRO_PLACEMENT_TCL = $(HERE)/macro_placement.tcl
export PLACE_DENSITY_LB_ADDON = 0.20

export PDN_TCL = $(HERE)/pdn.tcl"""


def _placement(p: MacroParameters, plan: Floorplan) -> str:
    return f"""# The array in the middle of the core, its pins on the tracks; found by its cell, as its name depends on synthesis.
foreach instance [[ord::get_db_block] getInsts] {{
  if {{[[$instance getMaster] getName] eq "{p.array_name}"}} {{
    place_macro -macro_name [$instance getName] -location {{{" ".join(map(um, plan.array))}}} -orientation R0
  }}
}}
"""


def _power(p: MacroParameters, platform: Platform) -> str:
    assert platform.openroad is not None
    array = platform.array
    stripes = "".join(
        f"add_pdn_stripe -grid array -layer {layer} -width {um(width)} -pitch {um(pitch)} -offset {um(pitch // 4)}\n"
        for layer, width, pitch in array.stripes
    )
    connections = "".join(f"add_pdn_connect -grid array -layers {{{below} {above}}}\n" for below, above in array.grid)
    return f"""# The platform's own grid, and from it to the array's straps on {array.straps}.
source $::env(PLATFORM_DIR)/{platform.openroad.pdn}

define_pdn_grid -macro -name array -voltage_domains {{CORE}} -cells {{{p.array_name}}} -orient {{R0}} -grid_over_boundary
{stripes}{connections}"""


def _ports() -> str:
    return """# Data flow from west to east.
set_io_pin_constraint -direction INPUT -region left:*
set_io_pin_constraint -direction OUTPUT -region right:*
"""


def _box(box: tuple[int, int, int, int]) -> str:
    return " ".join(map(um, box))
