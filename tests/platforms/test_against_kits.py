"""The kits' data against their files, wherever these are: a folder laid out as OpenROAD-flow-scripts' ``platforms``."""

import os
import re
from pathlib import Path

import pytest

from bitline import platforms
from bitline.platforms import Platform

HOME = Path(os.environ.get("PLATFORM_HOME", ""))


@pytest.fixture(params=["nangate45", "sky130hd"])
def kit(request: pytest.FixtureRequest) -> Platform:
    if not os.environ.get("PLATFORM_HOME") or not (HOME / request.param).is_dir():
        pytest.skip(f"set PLATFORM_HOME to a folder that holds {request.param}, such as OpenROAD-flow-scripts' flow/platforms")
    return platforms.load(request.param)


def text(kit: Platform, files: tuple[str, ...]) -> str:
    return "".join((HOME / kit.name / name).read_text(encoding="utf-8") for name in files)


def nm(micrometres: str) -> int:
    return round(float(micrometres) * 1000)


def test_layers_and_site(kit: Platform):
    lef = text(kit, kit.library.lef[:1])
    for layer in kit.layers.stack:
        (body,) = re.findall(rf"^LAYER {layer.name}\n(.*?)^END {layer.name}", lef, re.M | re.S)
        across = layer.direction == "vertical"
        assert f"DIRECTION {layer.direction.upper()} " in body
        pitches, offsets = (re.search(rf"^ *{word} (.*?) *;", body, re.M) for word in ("PITCH", "OFFSET"))
        assert pitches and offsets
        # one number is for both axes, two are across and up
        assert nm(pitches[1].split()[0 if across else -1]) == layer.pitch_nm
        assert nm(offsets[1].split()[0 if across else -1]) == layer.offset_nm
        assert re.search(rf"^ *WIDTH {layer.width_nm / 1000:g}0* ;", body, re.M)
    (site,) = re.findall(rf"^SITE {kit.site.name}\n.*?SIZE +(\S+) BY (\S+) ;", lef, re.M | re.S)
    assert tuple(map(nm, site)) == (kit.site.width_nm, kit.site.height_nm)
    (grid,) = re.findall(r"^MANUFACTURINGGRID (\S+) ;", lef, re.M)
    assert nm(grid) == kit.grid_nm


def test_units_and_limits(kit: Platform):
    cells, liberty = kit.library, text(kit, kit.library.liberty)
    found = dict(re.findall(r'^\s*(\w+)\s*:\s*"?([^";]*?)"?\s*;', liberty[:20_000], re.M))
    assert found["time_unit"] == f"1{cells.time_unit}" and found["leakage_power_unit"] == f"1{cells.leakage_unit}"
    assert re.search(rf'capacitive_load_unit\s*\(\s*1[.0]*,\s*"?{cells.capacitance_unit}"?\s*\)', liberty)
    assert float(found["default_max_transition"]) == pytest.approx(cells.max_transition, rel=1e-3)
    assert float(found["nom_voltage"]) == cells.voltage and float(found["nom_temperature"]) == cells.temperature


def test_cells_and_their_pins(kit: Platform):
    liberty = text(kit, kit.library.liberty)
    named = {kit.driver.cell: {kit.driver.pin}} | {
        names["cell"]: {pin.removeprefix("!") for role, pin in names.items() if role != "cell"} for names in kit.cells.values()
    }
    for cell, pins in named.items():
        body = re.split(rf'cell \("?{cell}"?\) {{', liberty)[1]
        body = re.split(r"\n\s+cell \(", body)[0]
        assert pins <= set(re.findall(r'\bpin \("?(\w+)"?\)', body))
