"""Layouts are checked, and a design with dedicated cells comes out right where qflow is installed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bitline.flow import place_and_route
from bitline.flow.def_file import Component, read

EXAMPLE = Path(__file__).parents[2] / "examples" / "place_and_route.py"

DEF = """VERSION 5.6 ;
DESIGN pair ;
UNITS DISTANCE MICRONS 100 ;
DIEAREA ( -100 0 ) ( 1000 2000 ) ;
COMPONENTS 3 ;
- u1 INVX1 + PLACED ( 0 50 ) N ;
- u2 INVX1 + PLACED ( 160 1050 ) FS ;
- FILL_1 FILL + PLACED ( 320 50 ) N ;
END COMPONENTS
NETS 2 ;
- a
  ( u1 A )
  ( PIN a )
+ ROUTED metal1 ( 0 100 ) ( 200 * ) M2_M1
  NEW metal2 ( 200 100 ) ( * 300 ) ;
- b
  ( u1 Y )
  ( u2 A )
 ;
END NETS
END DESIGN
"""


def test_a_layout_is_read():
    placed = read(DEF)
    assert (placed.top, placed.die) == ("pair", (-1, 0, 10, 20))
    assert placed.cells == [Component("u1", "INVX1", 0, 0.5, "N"), Component("u2", "INVX1", 1.6, 10.5, "FS")]
    assert [tuple(wire) for wire in placed.wires["a"]] == [("metal1", 0, 1, 2, 1), ("metal2", 2, 1, 2, 3)]


def test_what_is_wrong_is_said():
    moved = DEF.replace("COMPONENTS 3", "COMPONENTS 4").replace(
        "END COMPONENTS", "- u3 INVX1 + PLACED ( 480 350 ) N ;\nEND COMPONENTS"
    )
    layout = place_and_route.Layout(read(moved), "", drc_errors=2, lvs_errors=1)
    assert layout.wrong[0] == "b is not routed"
    assert layout.wrong[-2:] == ["2 design rules are broken", "1 differences from the netlist"]
    assert any("lies in no row" in sentence for sentence in layout.wrong)


def test_dedicated_cells_are_placed_and_routed(tmp_path: Path):
    """As a user runs it."""
    if place_and_route.missing():
        pytest.skip(place_and_route.missing())
    command = [sys.executable, str(EXAMPLE), "lanes", "--json", "-o", str(tmp_path / "lanes.svg")]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    found = json.loads(ran.stdout)
    assert (found["drc_errors"], found["lvs_errors"], found["wrong"]) == (0, 0, [])
    assert "dedicated cells, 64" in (tmp_path / "lanes.svg").read_text()
