"""A macro with two different arrays: each has every file, flows name the files of both, constraints hold for both."""

import functools
import json
import re

import pytest

from bitline.emit.bundle import Bundle, bundle
from bitline.params.pins import SUPPLIES
from macros.two_way_training.cases import variant

from .views import of_lef, of_liberty, of_verilog

P = variant(array={"rows": 4, "columns": 4}, training={"macros": 2, "gradient": "array"})
NAMES = ("macro_array", "macro_gradient_array")


@functools.cache
def files() -> Bundle:
    return bundle(P, "sky130hd")


@pytest.mark.parametrize("name", NAMES)
def test_each_array_has_its_views_and_models(name: str) -> None:
    box = of_verilog(files()[f"rtl/{name}.v"].split("endmodule")[0])
    views = files()[f"constraints/{name}.lef"], files()[f"constraints/{name}.lib"]
    assert box == of_lef(views[0]) == of_liberty(views[1], name)
    pins = next({pin.name for pin in each.array_pins} for each in P.arrays if each.array_name == name)
    assert set(box) == pins | set(SUPPLIES)
    assert all(f"module {name} " in files()[f"sim/{name}_{kind}.v"] for kind in ("link", "model"))


def test_the_array_that_is_read_one_way_has_no_pins_of_the_other_way() -> None:
    two, one = (set(of_lef(files()[f"constraints/{name}.lef"])) for name in NAMES)
    assert two - one == {"column_drive", "backward", "backward_trial", "backward_above"} and one < two


@pytest.mark.parametrize("flow", ["flow/sky130hd/config.mk", "flow/librelane/config.json", "macro.core"])
def test_flows_name_the_files_of_both(flow: str) -> None:
    named = set(re.findall(r"(?:rtl|constraints)/macro_\w*array\.\w+", files()[flow]))
    assert named == {f"{place}.{kind}" for name in NAMES for place, kind in _views(name)}


def _views(name: str) -> list[tuple[str, str]]:
    return [(f"rtl/{name}", "v"), (f"constraints/{name}", "lef"), (f"constraints/{name}", "lib")]


def test_the_periphery_places_each_array_in_its_macro() -> None:
    text = files()["rtl/macro.v"]
    assert {name: len(re.findall(rf"^  {name} u_array \($", text, re.M)) for name in NAMES} == dict.fromkeys(NAMES, 1)
    assert len(re.findall(r"^  macro_macro macro_\d \($", text, re.M)) == P.training.macros
    assert "macro_gradient_macro macro (" in text


def test_constraints_leave_out_pins_that_an_array_lacks() -> None:
    assert "  return [get_pins -quiet $pins]\n" in files()["constraints/macro.sdc"]


def test_the_manifest_tells_both() -> None:
    told = json.loads(files()["manifest.json"])
    assert [array["name"] for array in (told["array"], *told["other_arrays"])] == list(NAMES)
