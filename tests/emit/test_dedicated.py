"""The dedicated cells: every view says the same of them, and other tools read it."""

import contextlib
import re
from pathlib import Path

import klayout.db as db
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitline import platforms
from bitline.emit.bundle import hardware
from bitline.emit.physical import physical
from bitline.params.entry_counting import EntryCounting
from bitline.platforms import Platform
from parameters import entry_counting
from strategies import legal_entry_counting

from .views import groups

KITS = [platforms.load(name) for name in platforms.names()]
SMALL = entry_counting(name="m", store={"lanes": 4, "words": 2, "lanes_per_beat": 2}, search={"per_cycle": 2})

Views = dict[str, dict[str, str]]
"""By cell, the direction of each pin but the supplies."""


def in_verilog(text: str) -> Views:
    modules = re.findall(r"^module (\w+) \((.*?)^\);", text, re.M | re.S)
    return {name: {pin: way.upper() for way, pin in re.findall(r"(input|output) +wire (\w+)", ports)} for name, ports in modules}


def in_lef(text: str) -> Views:
    macros = re.findall(r"^MACRO (\w+)\n(.*?)^END \1", text, re.M | re.S)
    return {name: dict(re.findall(r"^  PIN (\S+)\n    DIRECTION (INPUT|OUTPUT) ;", body, re.M)) for name, body in macros}


def in_liberty(text: str) -> Views:
    names = re.findall(r"^  cell \((\w+)\)", text, re.M)
    pins = [re.findall(r"^ *pin \((\w+)\) \{.*?direction : (\w+);", body, re.M | re.S) for body in groups(text, r"cell \(\w+\)")]
    return {name: {pin: way.upper() for pin, way in found} for name, found in zip(names, pins, strict=True)}


def in_cdl(text: str) -> Views:
    ways = {"I": "INPUT", "O": "OUTPUT"}
    cells = re.findall(r"^\.SUBCKT (\w+) .*\n\*\.PININFO (.*)$", text, re.M)
    return {name: {pin: ways[way] for pin, way in re.findall(r"(\w+):([IO])", pins)} for name, pins in cells}


@given(legal_entry_counting(), st.sampled_from(KITS))
def test_views_agree(p: EntryCounting, kit: Platform) -> None:
    views = physical(p, kit, {})
    stem = f"constraints/{p.library_name}"
    if p.cells.kind == "standard":
        assert not any(path.startswith(stem) for path in views)
        return
    wanted = {cell.name: dict.fromkeys(cell.inputs, "INPUT") | dict.fromkeys(cell.outputs, "OUTPUT") for cell in p.storage_cells}
    assert in_lef(views[f"{stem}.lef"]) == in_liberty(views[f"{stem}.lib"]) == in_cdl(views[f"{stem}.cdl"]) == wanted


def test_the_black_box_and_its_model_have_those_pins() -> None:
    files = hardware(SMALL)
    box, model = (in_verilog(files[f"{room}/{SMALL.library_name}.v"]) for room in ("rtl", "sim"))
    assert box == model == in_lef(physical(SMALL, KITS[0], {})[f"constraints/{SMALL.library_name}.lef"])


def test_standard_cells_need_no_library() -> None:
    files = hardware(entry_counting(name="m", cells={"kind": "standard"}, store={"lanes": 4, "lanes_per_beat": 2}))
    assert not any("cells" in path for path in files)
    assert not any(re.search(r"always @\*\s*if", text) for text in files.values()), "a latch"


@pytest.mark.parametrize("kit", KITS, ids=platforms.names())
def test_cells_stand_in_the_rows(kit: Platform, tmp_path: Path) -> None:
    """As KLayout reads them: so many sites wide, a row high, every pin inside and on the middle of a site."""
    text = physical(SMALL, kit, {})[f"constraints/{SMALL.library_name}.lef"]
    assert text.count("CLASS CORE ;") == text.count(f"SITE {kit.site.name} ;") == 2
    (tmp_path / "cells.lef").write_text(text, encoding="ascii")
    options, layout = db.LoadLayoutOptions(), db.Layout()
    options.lefdef_config.dbu = 0.001
    layout.read(str(tmp_path / "cells.lef"), options)
    pins = layout.find_layer(
        layout.get_info(next(k for k in layout.layer_indexes() if named(layout, k) == f"{kit.rails.pins}.PIN"))
    )
    outline = next(k for k in layout.layer_indexes() if named(layout, k) == "OUTLINE")
    for cell in SMALL.storage_cells:
        drawn = layout.cell(cell.name)
        box = drawn.bbox(outline)
        assert (box.width(), box.height()) == (cell.sites * kit.site.width_nm, kit.site.height_nm)
        signals = [shape.bbox() for shape in drawn.shapes(pins).each() if not shape.is_text() and shape.bbox().bottom > 0]
        middles = {shape.center().x for shape in signals if shape.width() < kit.site.width_nm}
        assert len(middles) == len(cell.inputs) + len(cell.outputs)
        assert all(x % kit.site.width_nm == kit.site.width_nm // 2 for x in middles)


def named(layout: db.Layout, index: int) -> str:
    return layout.get_info(index).name


@pytest.mark.parametrize("kit", KITS, ids=platforms.names())
def test_a_latch_that_its_strobe_opens(kit: Platform) -> None:
    text = physical(SMALL, kit, {})[f"constraints/{SMALL.library_name}.lib"]
    for body in groups(text, r"cell \(\w+\)"):
        assert groups(body, r"latch \(IQ, IQN\)") and 'enable : "W";' in body and 'data_in : "D";' in body
        (strobe,) = groups(body, r"pin \(W\)")
        assert "clock : true;" in strobe
        (bit,) = groups(body, r"pin \(D\)")
        assert "setup_falling" in bit and "hold_falling" in bit


def test_yosys_takes_them_as_black_boxes(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    ys = pytest.importorskip("pyosys.libyosys", reason="needs Yosys: pip install bitline[synthesis]")
    kit = platforms.load("sky130hd")
    (tmp_path / "cells.lib").write_text(physical(SMALL, kit, {})[f"constraints/{SMALL.library_name}.lib"], encoding="ascii")
    design = ys.Design()
    with contextlib.chdir(tmp_path):
        design.run_pass("read_liberty -lib cells.lib")
        design.run_pass("write_verilog -blackboxes -noattr cells.v")
    assert "warning" not in "".join(capfd.readouterr()).lower()
    read = (tmp_path / "cells.v").read_text()
    found = re.findall(r"^module (\w+)\(.*?\);(.*?)^endmodule", read, re.M | re.S)
    assert {
        name: {pin: way.upper() for way, pin in re.findall(r"^  (input|output) (\w+);", body, re.M)} for name, body in found
    } == {cell.name: dict.fromkeys(cell.inputs, "INPUT") | dict.fromkeys(cell.outputs, "OUTPUT") for cell in SMALL.storage_cells}
