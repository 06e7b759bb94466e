"""The array's LEF, read back by KLayout."""

from pathlib import Path

import klayout.db as db
import pytest
from hypothesis import given

from bitline import platforms
from bitline.emit.layout import array_layout
from bitline.emit.lef import lef
from bitline.params import preset
from bitline.params.two_way import TwoWay
from strategies import legal_two_way

SKY130 = platforms.load("sky130hd")


def read(text: str, folder: Path) -> db.Layout:
    path = folder / "array.lef"
    path.write_text(text, encoding="ascii")
    options, layout = db.LoadLayoutOptions(), db.Layout()
    options.lefdef_config.dbu = 0.001
    layout.read(str(path), options)
    return layout


def shapes(layout: db.Layout, name: str) -> list[tuple[int, int, int, int]]:
    """Rectangles on the layers of that name."""
    found = [index for index in layout.layer_indexes() if layout.get_info(index).name == name]
    boxes = [shape.bbox() for index in found for shape in layout.top_cell().shapes(index).each() if not shape.is_text()]
    return sorted((box.left, box.bottom, box.right, box.top) for box in boxes)


@pytest.mark.parametrize("kit", [platforms.load(name) for name in platforms.names()], ids=platforms.names())
def test_klayout_reads_what_was_laid_out(kit: platforms.Platform, tmp_path: Path):
    p = preset("two_way")
    wanted = array_layout(p, kit)
    layout = read(lef(p, wanted), tmp_path)
    box = layout.top_cell().bbox()
    assert (layout.top_cell().name, box.left, box.bottom, box.right, box.top) == (
        "two_way_array",
        0,
        0,
        wanted.width,
        wanted.height,
    )
    pins = [*wanted.pins.values(), *(strap for straps in wanted.straps.values() for strap in straps)]
    for layer in kit.layers.stack:
        assert shapes(layout, f"{layer.name}.PIN") == sorted(shape.box for shape in pins if shape.layer == layer.name)
        assert shapes(layout, f"{layer.name}.OBS") == sorted(shape.box for shape in wanted.blocked if shape.layer == layer.name)


@given(legal_two_way())
def test_form(p: TwoWay):
    lines = lef(p, array_layout(p, SKY130)).splitlines()
    assert lines[0] == f"# {p.array_name}: ESTIMATE, made from parameters and no layout. Replace it with the array's own."
    assert lines[1:4] == ["VERSION 5.7 ;", 'BUSBITCHARS "[]" ;', 'DIVIDERCHAR "/" ;']
    assert lines[4:8] == [f"MACRO {p.array_name}", "  CLASS BLOCK ;", "  ORIGIN 0 0 ;", f"  FOREIGN {p.array_name} 0 0 ;"]
    assert lines[-2:] == [f"END {p.array_name}", "END LIBRARY"]
    uses = [line for line in lines if line.startswith("    USE ")]
    assert uses == ["    USE SIGNAL ;"] * (len(uses) - 2) + ["    USE POWER ;", "    USE GROUND ;"]
