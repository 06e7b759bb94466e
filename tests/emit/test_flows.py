"""Files for OpenROAD-flow-scripts, LibreLane and FuseSoC: they name what the bundle holds."""

import dataclasses
import functools
import json
import re
from pathlib import Path, PurePosixPath

import klayout.db as db
import pytest

from bitline import platforms
from bitline.emit.bundle import Bundle, bundle, hardware, verilog
from bitline.emit.floorplan import floorplan
from bitline.emit.layout import array_layout
from bitline.emit.lef_to_gds import main as lef_to_gds
from bitline.emit.physical import physical
from bitline.params import MacroParameters, parse, preset
from bitline.platforms import Platform

SMALL = parse(
    """
extends = "two_way"
name = "chip"
summary = 'small: "4x4"'
array = { rows = 4, columns = 4, lines_per_read = 4 }
adc.share = 2
""",
    "chip.toml",
)
FLOWS = [name for name in platforms.names() if platforms.load(name).openroad]


def variables(text: str) -> dict[str, str]:
    return dict(re.findall(r"^export (\w+) = (.*)$", text, re.M))


@functools.cache
def periphery() -> Bundle:
    return verilog(SMALL)


def flow_files(kit: Platform) -> dict[str, str]:
    return physical(SMALL, kit, periphery())


def whole(p: MacroParameters, name: str) -> set[str]:
    return set(bundle(p, name))


@pytest.mark.parametrize("name", FLOWS)
def test_openroad_names_files_of_the_bundle(name: str):
    text = flow_files(platforms.load(name))[f"flow/{name}/config.mk"]
    here = text.replace("$(HERE)", f"$(BUNDLE)/flow/{name}")
    assert set(re.findall(r"\$\(BUNDLE\)/(\S+\.\w+)", here)) <= whole(SMALL, name)


@pytest.mark.parametrize("name", FLOWS)
def test_openroad_gets_one_floorplan_and_no_variable_that_is_gone(name: str):
    settings = variables(flow_files(platforms.load(name))[f"flow/{name}/config.mk"])
    assert settings["PLATFORM"] == name and settings["DESIGN_NAME"] == "chip"
    assert {"DIE_AREA", "CORE_AREA"} <= set(settings)
    assert not {"CORE_UTILIZATION", "FLOORPLAN_DEF", "MACRO_PLACEMENT", "MACRO_PLACE_CHANNEL"} & set(settings)
    assert re.fullmatch(settings["GDS_ALLOW_EMPTY"], SMALL.array_name)


@pytest.mark.parametrize("name", FLOWS)
def test_openroad_places_the_array_where_the_floorplan_says(name: str):
    kit = platforms.load(name)
    files = flow_files(kit)
    plan = floorplan(SMALL, kit, array_layout(SMALL, kit))
    (place,) = re.findall(r"-location {(\S+) (\S+)} -orientation R0", files[f"flow/{name}/macro_placement.tcl"])
    assert tuple(round(float(each) * 1000) for each in place) == plan.array
    core = variables(files[f"flow/{name}/config.mk"])["CORE_AREA"]
    assert tuple(round(float(edge) * 1000) for edge in core.split()) == plan.core


@pytest.mark.parametrize("name", FLOWS)
def test_power_reaches_the_straps(name: str):
    kit = platforms.load(name)
    text = flow_files(kit)[f"flow/{name}/pdn.tcl"]
    connected = [tuple(pair.split()) for pair in re.findall(r"add_pdn_connect -grid array -layers {(.*)}", text)]
    assert connected == list(kit.array.grid) and connected[0][0] == kit.array.straps
    assert f"-cells {{{SMALL.array_name}}}" in text


@pytest.mark.parametrize("name", FLOWS)
def test_a_flow_takes_the_adder_cells_of_its_library(name: str):
    text = flow_files(platforms.load(name))[f"flow/{name}/config.mk"]
    adders = f"flow/{name}/chip_adders.v" if platforms.load(name).cells else "rtl/chip_adders.v"
    assert re.findall(r"\S*chip\w*\.v", variables(text)["VERILOG_FILES"].replace("$(BUNDLE)/", "")) == [
        "rtl/chip.v",
        adders,
        "rtl/chip_array.v",
    ]


def test_a_flow_takes_gates_where_they_are_asked_for():
    p = dataclasses.replace(SMALL, physical=dataclasses.replace(SMALL.physical, adders="gates"))
    files = bundle(p, "sky130hd")
    assert "flow/sky130hd/chip_adders.v" not in files
    assert "$(BUNDLE)/rtl/chip_adders.v" in files["flow/sky130hd/config.mk"]


def test_a_kit_that_a_flow_does_not_know_gets_no_files_of_it():
    flows = {path for path in flow_files(platforms.load("osu018")) if path.startswith("flow/")}
    assert flows == {"flow/osu018/chip_adders.v"}
    assert {path.split("/")[1] for path in flow_files(platforms.load("asap7")) if path.startswith("flow/")} == {"asap7"}


def test_librelane_names_files_of_the_bundle():
    files = whole(SMALL, "sky130hd")
    settings = json.loads(flow_files(platforms.load("sky130hd"))["flow/librelane/config.json"])
    named = {str(PurePosixPath(path)) for path in re.findall(r"dir::../../([^\"]+)", json.dumps(settings))}
    assert named and named <= files
    (array,) = settings["MACROS"].values()
    assert array["gds"] == ["dir::chip_array.gds"]  # made by the Makefile beside it
    assert settings["CLOCK_PERIOD"] == 5.0 and settings["MACROS"].keys() == {"chip_array"}


@pytest.mark.parametrize("path", ["flow/sky130hd/config.mk", "flow/librelane/Makefile"])
def test_memories_are_asked_for_where_there_are_some(path: str):
    """Of them a bundle has no LEF."""
    engine, macro = (physical(p, platforms.load("sky130hd"), {})[path] for p in (preset("two_way_training"), SMALL))
    names = "two_way_training_values, two_way_training_sums, two_way_training_program"
    assert f"\n# Add LEF and GDS of the memories, which are a compiler's: {names}.\n" in engine
    assert "memories" not in macro


def test_the_stand_in_gds_shows_the_pins_of_the_lef(tmp_path: Path):
    kit = platforms.load("sky130hd")
    p = preset("two_way")
    files = physical(p, kit, {})
    (tmp_path / "array.lef").write_text(files["constraints/two_way_array.lef"], encoding="ascii")
    (listed,) = re.findall(r"python3 lef_to_gds.py \$\(LEFS\)/\$\*\.lef \$@ (.*)", files["flow/librelane/Makefile"])
    for out in ("array.gds", "again.gds"):
        lef_to_gds(str(tmp_path / "array.lef"), str(tmp_path / out), *listed.split())
    assert (tmp_path / "array.gds").read_bytes() == (tmp_path / "again.gds").read_bytes()

    layout, wanted = db.Layout(), array_layout(p, kit)
    layout.read(str(tmp_path / "array.gds"))
    cell = layout.top_cell()
    assert (cell.name, layout.dbu, cell.bbox().width(), cell.bbox().height()) == (
        "two_way_array",
        0.001,
        wanted.width,
        wanted.height,
    )
    for name in ("met2", "met3"):
        shapes = list(cell.shapes(layout.layer(*kit.layers[name].gds)).each())
        boxes = [shape.bbox() for shape in shapes if not shape.is_text()]
        assert sorted((box.left, box.bottom, box.right, box.top) for box in boxes) == sorted(
            shape.box for shape in wanted.pins.values() if shape.layer == name
        )
        assert {shape.text_string for shape in shapes if shape.is_text()} == {
            bit for bit, shape in wanted.pins.items() if shape.layer == name
        }


def test_the_emitted_program_is_this_one():
    source = flow_files(platforms.load("sky130hd"))["flow/librelane/lef_to_gds.py"]
    assert not re.search(r"^(from|import) (bitline|\.)", source, re.M)
    compile(source, "lef_to_gds.py", "exec")


def test_fusesoc_names_files_of_the_bundle():
    core = flow_files(platforms.load("sky130hd"))["chip.core"]
    assert core.startswith("CAPI=2:\n")
    named = set(re.findall(r"(?:rtl|sim|constraints|flow/sky130hd)/\w+\.\w+", core))
    files = {path for path in named if path.endswith(".v")}
    assert named <= whole(SMALL, "sky130hd") and files == {*hardware(SMALL), "flow/sky130hd/chip_adders.v"}
    assert re.findall(r"^name: (.*)$", core, re.M) == ["bitline:macro:chip:0.1.0"]
    assert r'description: "small: \"4x4\""' in core
