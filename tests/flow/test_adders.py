"""Adders of a library's cells are proven equal to the generic ones, by the functions that the Liberty file gives the cells."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from bitline import platforms
from bitline.emit.adders import library_adders, separated
from bitline.emit.verilog import Emission
from bitline.flow import tools
from bitline.flow.library import LibraryError, library
from bitline.periphery.compressor import PopulationCount
from bitline.platforms import Platform
from parameters import two_way

KITS = [kit for kit in map(platforms.load, platforms.names()) if kit.cells]
MACRO = two_way(name="chip")

each_kit = pytest.mark.parametrize("kit", KITS, ids=[kit.name for kit in KITS])


@pytest.fixture(scope="module")
def periphery() -> dict[str, str]:
    """A periphery that has full and half adders."""
    emission = Emission("chip")
    emission.describe(PopulationCount(4), "chip")
    return separated(MACRO, emission.modules())


def prove(generic: str, mapped: str, libraries: Iterable[Path], folder: Path) -> None:
    """Hold every module of two texts against its namesake, with the cells' functions for the cells."""
    if tools.missing("yosys"):
        pytest.skip(tools.missing("yosys"))
    (folder / "generic.v").write_text(generic, encoding="ascii")
    (folder / "mapped.v").write_text(mapped, encoding="ascii")
    names = re.findall(r"^module (\w+) ", mapped, re.M)
    script = [
        "read_verilog generic.v",
        *(f"rename {name} generic_{name}" for name in names),
        *(f"read_liberty -ignore_miss_func {library}" for library in libraries),
        "read_verilog mapped.v",
        *(f"miter -equiv -flatten -make_assert generic_{name} {name} proof_{name}" for name in names),
        "flatten",
        *(f"sat -verify -prove-asserts proof_{name}" for name in names),
    ]
    assert names
    tools.yosys(script, folder)


def mapped(kit: Platform, periphery: Mapping[str, str]) -> str:
    """The adders of the kit's cells."""
    (text,) = library_adders(MACRO, kit, periphery).values()
    return text


def made_up(kit: Platform) -> str:
    """A library of the kit's adder cells alone."""
    full, half = kit.cells["full_adder"], kit.cells["half_adder"]
    a, b, c = (full[pin] for pin in "abc")
    functions = {
        full["cell"]: ((a, b, c), {full["total"]: f"{a} ^ {b} ^ {c}", full["carry"]: f"({a} {b}) + ({c} ({a} + {b}))"}),
        half["cell"]: (
            (half["a"], half["b"]),
            {half["total"]: f"{half['a']} ^ {half['b']}", half["carry"]: f"{half['a']} {half['b']}"},
        ),
    }
    return f"library (made_up) {{ {' '.join(_cell(name, *each) for name, each in functions.items())} }}\n"


def _cell(name: str, inputs: Iterable[str], outputs: Mapping[str, str]) -> str:
    """A cell of a Liberty file; an output after a ``!`` is the complement of its function."""
    pins = [f"pin ({pin}) {{ direction : input; }}" for pin in inputs]
    for pin, function in outputs.items():
        sign = "!" if pin.startswith("!") else ""
        pins.append(f'pin ({pin.removeprefix("!")}) {{ direction : output; function : "{sign}({function})"; }}')
    return f"cell ({name}) {{ area : 1; {' '.join(pins)} }}"


@each_kit
def test_adder_cells_are_the_generic_adders(kit: Platform, periphery: dict[str, str], tmp_path: Path):
    library = tmp_path / "made_up.lib"
    library.write_text(made_up(kit), encoding="ascii")
    prove(periphery["rtl/chip_adders.v"], mapped(kit, periphery), [library], tmp_path)


@each_kit
def test_the_librarys_own_functions_say_so(kit: Platform, periphery: dict[str, str], tmp_path: Path):
    try:
        libraries = library(kit).paths
    except LibraryError as error:
        pytest.skip(str(error))
    prove(periphery["rtl/chip_adders.v"], mapped(kit, periphery), libraries, tmp_path)


def test_a_wrong_pin_is_noticed(periphery: dict[str, str], tmp_path: Path):
    kit, library = platforms.load("osu018"), tmp_path / "made_up.lib"
    library.write_text(made_up(kit), encoding="ascii")
    swapped = mapped(kit, periphery).replace(".YS(total)", ".YS(carry)").replace(".YC(carry)", ".YC(total)")
    with pytest.raises(tools.ToolError, match="proof did fail"):
        prove(periphery["rtl/chip_adders.v"], swapped, [library], tmp_path)


def test_no_adders_no_file():
    assert separated(MACRO, {"chip": "module chip ();\nendmodule\n"}) == {"rtl/chip.v": "module chip ();\nendmodule\n"}
    assert library_adders(MACRO, platforms.load("sky130hd"), {"rtl/chip.v": ""}) == {}


def test_a_library_without_adder_cells_has_no_file(periphery: dict[str, str]):
    assert library_adders(MACRO, platforms.load("ihp-sg13g2"), periphery) == {}
