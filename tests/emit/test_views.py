"""The array's views beside each other: what one calls a pin, all do; and every tool reads them without a word."""

import functools
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from bitline import platforms
from bitline.emit import memories
from bitline.emit.lef_to_gds import gds
from bitline.emit.physical import physical
from bitline.emit.pins import black_box
from bitline.flow import tools
from bitline.params import MacroParameters, preset
from bitline.params.pins import SUPPLIES

from .views import groups

WITH_AN_ARRAY = ("two_way", "binary", "two_way_training")
KIT = platforms.load("sky130hd")
assert KIT.librelane is not None
GDS_LAYERS = {"OUTLINE": KIT.librelane.outline, **{layer.name: layer.gds for layer in KIT.layers.stack}}

each_preset = pytest.mark.parametrize("p", [preset(name) for name in WITH_AN_ARRAY], ids=WITH_AN_ARRAY)


@functools.cache
def views(p: MacroParameters) -> Mapping[str, str]:
    """LEF, Liberty and Verilog of the array."""
    files = {**physical(p, KIT, {}), f"rtl/{p.array_name}.v": black_box(p.array_name, p.array_pins)}
    return {suffix: files[path] for suffix in ("lef", "lib", "v") for path in files if path.endswith(f"/{p.array_name}.{suffix}")}


def bits_of_lef(text: str) -> dict[str, str]:
    """Direction of every signal's bit."""
    pins = re.findall(r"^  PIN (\S+)\n    DIRECTION (\w+) ;\n    USE (\w+) ;", text, re.M)
    return {name: direction.lower() for name, direction, use in pins if use == "SIGNAL"}


def bits_of_liberty(text: str, cell: str) -> dict[str, str]:
    """The same of a cell; a bus has the bits from ``bit_from`` down to ``bit_to``."""
    types = dict(re.findall(r"type \((\w+)\) {[^}]*?bit_from : (\d+);\s*bit_to : 0;\s*downto : true;", text))
    (inside,) = groups(text, rf"cell \({cell}\)")
    pins = re.findall(r"pin \((\w+)\) {\s*direction : (\w+);", inside)
    buses = re.findall(r"bus \((\w+)\) {\s*bus_type : (\w+);\s*direction : (\w+);", inside)
    return dict(pins) | {f"{name}[{bit}]": direction for name, kind, direction in buses for bit in range(int(types[kind]) + 1)}


def bits_of_verilog(text: str) -> dict[str, str]:
    """The same, of the black box."""
    pins = re.findall(r"^  (input|output) +wire +(\w+)", text, re.M)
    ports = re.findall(r"^  (input|output) +\w+ +\[(\d+):0\] (\w+)", text, re.M)
    bits = {f"{name}[{bit}]": direction for direction, last, name in ports for bit in range(int(last) + 1)}
    return {name: direction for direction, name in pins} | bits


@each_preset
def test_names_directions_and_the_order_of_bits(p: MacroParameters) -> None:
    wanted = {bit: pin.direction for pin in p.array_pins for bit in pin.bits}
    seen = views(p)
    assert bits_of_lef(seen["lef"]) == bits_of_liberty(seen["lib"], p.array_name) == bits_of_verilog(seen["v"]) == wanted


@pytest.mark.parametrize("role", preset("two_way_training").memories)
def test_memories_are_the_same_in_verilog_and_liberty(role: str) -> None:
    p = preset("two_way_training")
    memory = p.memories[role]
    wanted = bits_of_verilog(memories.black_box(memory))
    assert wanted["clk"] == "input" and wanted[f"read_data[{memory.bits - 1}]"] == "output"
    assert bits_of_liberty(views(p)["lib"], memory.name) == wanted


@each_preset
def test_power_pins(p: MacroParameters) -> None:
    seen = views(p)
    assert tuple(re.findall(r"PIN (\w+)\n    DIRECTION INOUT ;\n    USE (?:POWER|GROUND) ;", seen["lef"])) == SUPPLIES
    assert tuple(re.findall(r"pg_pin \((\w+)\)", seen["lib"])) == SUPPLIES
    assert tuple(re.findall(r"inout  wire +(\w+),", seen["v"])) == SUPPLIES


@each_preset
def test_area(p: MacroParameters) -> None:
    seen = views(p)
    size, area = re.search(r"SIZE (\S+) BY (\S+) ;", seen["lef"]), re.search(r"area : (\S+);", seen["lib"])
    assert size and area and float(area[1]) == pytest.approx(float(size[1]) * float(size[2]), rel=1e-5)


@each_preset
def test_the_stand_in_layout_is_the_lefs(p: MacroParameters, tmp_path: Path) -> None:
    import klayout.db as db

    lef = views(p)["lef"]
    (tmp_path / "array.gds").write_bytes(gds(lef, GDS_LAYERS))
    layout = db.Layout()
    layout.read(str(tmp_path / "array.gds"))
    top = layout.top_cell()
    texts = {shape.text_string for layer in layout.layer_indexes() for shape in top.shapes(layer).each() if shape.is_text()}
    size = re.search(r"SIZE (\S+) BY (\S+) ;", lef)
    assert size and (top.dbbox().width(), top.dbbox().height()) == tuple(map(float, size.groups()))
    assert texts == {*bits_of_lef(lef), *SUPPLIES}


@pytest.mark.parametrize("name", ["two_way", "binary", "entry_counting", "two_way_training"])
@pytest.mark.parametrize("tool", ["yosys", "opensta"])
def test_liberty_is_read_without_a_word(name: str, tool: str, tmp_path: Path) -> None:
    if tools.missing(tool):
        pytest.skip(tools.missing(tool))
    p = preset(name)
    (tmp_path / "views.lib").write_text(physical(p, KIT, {})[f"constraints/{p.library_name}.lib"], encoding="utf-8")
    command, run = ("read_liberty -lib", tools.yosys) if tool == "yosys" else ("read_liberty", tools.opensta)
    assert not re.search("warning", run([f"{command} views.lib"], tmp_path), re.IGNORECASE)


def test_a_reversed_bus_is_noticed() -> None:
    """No tool says a word about it, and it reverses the word lines."""
    p = preset("two_way")
    liberty = views(p)["lib"]
    last = max(pin.width for pin in p.array_pins) - 1
    ends = f"bit_from : {last};\n    bit_to : 0;\n    downto : true;"
    assert ends in liberty
    swapped = liberty.replace(ends, f"bit_from : 0;\n    bit_to : {last};\n    downto : false;")
    with pytest.raises(KeyError):
        bits_of_liberty(swapped, p.array_name)
