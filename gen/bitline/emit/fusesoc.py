"""The bundle as a FuseSoC core."""

import json
from collections.abc import Sequence

from .. import __version__
from ..params import MacroParameters


def fusesoc(p: MacroParameters, generic: Sequence[str], mapped: Sequence[str]) -> dict[str, str]:
    """The core file, by its path; its file names are those of the bundle.

    The periphery's Verilog is ``generic`` for every tool, and ``mapped`` for the library that the constraints are for.
    """
    return {f"{p.name}.core": _core(p, generic, mapped)}


def _core(p: MacroParameters, generic: Sequence[str], mapped: Sequence[str]) -> str:
    stand_ins = _stand_ins(p)
    black_box = {"black_box": [f"rtl/{name}.v" for name in p.library_names]} if p.black_boxes else {}
    periphery = {"periphery": generic}
    implemented = {"periphery_mapped": mapped} if mapped != generic else periphery
    simulated = {fileset: paths for fileset, paths, _, _ in stand_ins}
    filesets = {**periphery, **implemented, **black_box, **simulated}
    return f"""CAPI=2:
# {p.name}: the periphery{f", black boxes ({', '.join(p.black_boxes)}) and what stands in for them" if black_box else ""}.

name: bitline:macro:{p.name}:{__version__}
description: {json.dumps(p.summary or p.name)}

filesets:
{"".join(_fileset(name, paths) for name, paths in filesets.items())}{_constraints(p)}
targets:
  default: &default
    description: the macro as part of a design{", with black boxes" if black_box else ""}
    filesets: [{", ".join([*periphery, *black_box])}]
    toplevel: {p.name}
{_target("implement", "the macro alone, with its constraints", ", ".join([*implemented, *black_box, "constraints"]))}\
{"".join(_target(target, description, f"periphery, {fileset}") for fileset, _, target, description in stand_ins)}"""


def _stand_ins(p: MacroParameters) -> list[tuple[str, list[str], str, str]]:
    """What stands in for black boxes in simulation: fileset and files, target and its description."""
    if p.arrays:
        models, links = ([f"sim/{name}_{kind}.v" for name in p.library_names] for kind in ("model", "link"))
        return [
            ("model", models, "simulate", "with the behavioural model of the array"),
            ("link", links, "cosimulate", "with a link to a model outside the simulator"),
        ]
    return [("model", [f"sim/{p.library_name}.v"], "simulate", "with models of the black boxes")] if p.black_boxes else []


def _fileset(name: str, paths: Sequence[str]) -> str:
    return f"""  {name}:
    files: [{", ".join(paths)}]
    file_type: verilogSource-2005
"""


def _constraints(p: MacroParameters) -> str:
    files = (f"{name}.{view}" for name in p.library_names for view in ("lef", "lib"))
    views = (f"      - constraints/{file}: {{file_type: user}}\n" for file in files)
    return f"""  constraints:
    files:
      - constraints/{p.name}.sdc: {{file_type: SDC}}
{"".join(views)}"""


def _target(name: str, description: str, filesets: str) -> str:
    return f"""  {name}:
    <<: *default
    description: {description}
    filesets: [{filesets}]
"""
