"""The bundle as a FuseSoC core."""

import json

from .. import __version__
from ..params import MacroParameters


def fusesoc(p: MacroParameters) -> dict[str, str]:
    """The core file, by its path; its file names are those of the bundle."""
    return {f"{p.name}.core": _core(p)}


def _core(p: MacroParameters) -> str:
    return f"""CAPI=2:
# {p.name}: the periphery, and one of three stand-ins for the analog array.

name: bitline:macro:{p.name}:{__version__}
description: {json.dumps(p.summary or p.name)}

filesets:
  periphery:
    files: [rtl/{p.name}.v]
    file_type: verilogSource-2005
  black_box:
    files: [rtl/{p.array_name}.v]
    file_type: verilogSource-2005
  model:
    files: [sim/{p.array_name}_model.v]
    file_type: verilogSource-2005
  link:
    files: [sim/{p.array_name}_link.v]
    file_type: verilogSource-2005
  constraints:
    files:
      - constraints/{p.name}.sdc: {{file_type: SDC}}
      - constraints/{p.array_name}.lef: {{file_type: user}}
      - constraints/{p.array_name}.lib: {{file_type: user}}

targets:
  default: &default
    description: the macro as part of a design, with its array as a black box
    filesets: [periphery, black_box]
    toplevel: {p.name}
  implement:
    <<: *default
    description: the macro alone, with its constraints
    filesets: [periphery, black_box, constraints]
  simulate:
    <<: *default
    description: with the behavioural model of the array
    filesets: [periphery, model]
  cosimulate:
    <<: *default
    description: with a link to a model outside the simulator
    filesets: [periphery, link]
"""
