"""What LibreLane needs: a configuration, and stand-ins for the layouts of black boxes, since it insists on a GDS of each."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..params import MacroParameters
from ..params.pins import SUPPLIES
from ..platforms import Platform
from . import lef_to_gds, memories
from .floorplan import Floorplan
from .layout import um


def librelane(p: MacroParameters, platform: Platform, plan: Floorplan | None, sources: Sequence[str]) -> dict[str, str]:
    """Files of ``flow/librelane/``, by their path; none for a kit that LibreLane does not know.

    A bundle is text, and a GDS is not: what is emitted is the program that makes it of the LEF, and the command that runs it.
    ``sources`` are the paths of the periphery's Verilog, for this kit. Without a plan the core is sized by its utilization.
    """
    if platform.librelane is None:
        return {}
    files = {"config.json": _configuration(p, platform, plan, sources), "Makefile": _makefile(p, platform)}
    if p.black_boxes:
        files["lef_to_gds.py"] = Path(lef_to_gds.__file__).read_text(encoding="utf-8")
    return {f"flow/librelane/{name}": text for name, text in files.items()}


def _configuration(p: MacroParameters, platform: Platform, plan: Floorplan | None, sources: Sequence[str]) -> str:
    assert platform.librelane is not None
    configuration = {
        "meta": {"version": 2, "flow": "Classic"},
        "PDK": platform.librelane.pdk,
        "STD_CELL_LIBRARY": platform.librelane.scl,
        "DESIGN_NAME": p.name,
        "VERILOG_FILES": [f"dir::../../{path}" for path in sources],
        "CLOCK_PORT": "clk",
        "CLOCK_PERIOD": float(f"{1000 / p.clock_mhz:.6g}"),
        "PNR_SDC_FILE": f"dir::../../constraints/{p.name}.sdc",
        "SIGNOFF_SDC_FILE": f"dir::../../constraints/{p.name}.sdc",
        **(_around_the_array(p, platform, plan) if plan else _by_utilization(p)),
    }
    return json.dumps(configuration, indent=2) + "\n"


def _by_utilization(p: MacroParameters) -> dict[str, Any]:
    sized = {"FP_SIZING": "relative", "FP_CORE_UTIL": 100 * p.physical.utilization}
    if not p.black_boxes:
        return sized
    return {
        **sized,
        "EXTRA_VERILOG_MODELS": [f"dir::../../rtl/{name}.v" for name in p.library_names],
        "EXTRA_LEFS": [f"dir::../../constraints/{name}.lef" for name in p.library_names],
        "EXTRA_LIBS": [f"dir::../../constraints/{name}.lib" for name in p.library_names],
        "EXTRA_GDS": [f"dir::{name}.gds" for name in p.library_names],
    }


def _around_the_array(p: MacroParameters, platform: Platform, plan: Floorplan) -> dict[str, Any]:
    assert platform.librelane is not None
    # flattening joins the names of instances by a dot, in which form LibreLane looks for them
    instance = "macro.u_array"
    array = f"dir::../../constraints/{p.array_name}"
    return {
        "FP_SIZING": "absolute",
        "DIE_AREA": [float(um(edge)) for edge in plan.die],
        "CORE_AREA": [float(um(edge)) for edge in plan.core],
        "MACROS": {
            p.array_name: {
                "gds": [f"dir::{p.array_name}.gds"],
                "lef": [f"{array}.lef"],
                "lib": {"*": [f"{array}.lib"]},
                "vh": [f"dir::../../rtl/{p.array_name}.v"],
                "instances": {instance: {"location": [float(um(edge)) for edge in plan.array], "orientation": "N"}},
            }
        },
        "PDN_MACRO_CONNECTIONS": [" ".join([instance, *platform.librelane.supplies, *SUPPLIES])],
    }


def _makefile(p: MacroParameters, platform: Platform) -> str:
    assert platform.librelane is not None
    if not p.black_boxes:
        return f"""# {p.name} with LibreLane.
{memories.note(p)}
run:
\tlibrelane config.json

.PHONY: run
"""
    layers = {"OUTLINE": platform.librelane.outline, **{layer.name: layer.gds for layer in platform.layers.stack}}
    listed = " ".join(f"{name}={number}/{kind}" for name, (number, kind) in layers.items())
    return f"""# {p.name} with LibreLane. STAND-INS of the black boxes' layouts are made of their LEF: outline, pins, nothing else.
{memories.note(p)}
LEFS := ../../constraints

run: {" ".join(f"{name}.gds" for name in p.library_names)}
\tlibrelane config.json

%.gds: lef_to_gds.py $(LEFS)/%.lef
\tpython3 lef_to_gds.py $(LEFS)/$*.lef $@ {listed}

.PHONY: run
"""
