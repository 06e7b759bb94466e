"""Cells grow with what they drive."""

import dataclasses
from pathlib import Path

import pytest

from bitline.flow.library import Library
from bitline.flow.netlist import Netlist
from bitline.flow.sizing import sized

from .timing import LEAST, TINY


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """The least library with inverters of three sizes; the last one is not to be used."""
    text = TINY.read_text(encoding="utf-8")
    begin, end = text.index("  cell (INV) {"), text.index("  cell (BUF) {")
    inverter = text[begin:end]
    sizes = {"INV": 0.04, "INV4": 0.16, "INV16": 0.64}
    family = (
        inverter.replace("(INV)", f"({name})").replace("direction : output;", f"direction : output; max_capacitance : {most};")
        for name, most in sizes.items()
    )
    file = tmp_path / "sizes.lib"
    file.write_text(text[:begin] + "".join(family) + text[end:], encoding="utf-8")
    return Library(dataclasses.replace(LEAST.platform, dont_use=("INV16",)), (file,))


def star(library: Library, loads: int, kind: str = "INV") -> Netlist:
    """An inverter that drives so many others; nets 0 and 1, and one behind each load."""

    def inverter(cell: str, before: int, after: int) -> dict:
        pins = {"port_directions": {"A": "input", "Y": "output"}, "connections": {"A": [before], "Y": [after]}}
        return {"type": cell, **pins}

    cells = {"first": inverter(kind, 0, 1), **{f"load_{k}": inverter("INV", 1, 2 + k) for k in range(loads)}}
    return Netlist("top", {"cells": cells, "ports": {"a": {"direction": "input", "bits": [0]}}, "netnames": {}}, library.cells)


@pytest.mark.parametrize(
    ("loads", "kind", "chosen"),
    [
        (2, "INV", "INV"),  # 4 fF of 40 fF
        (3, "INV", "INV4"),  # 6 fF are more than an eighth
        (30, "INV", "INV4"),  # more than any drives
        (1, "INV4", "INV4"),  # what mapping made large stays so
        (20, "BUF", "BUF"),  # of one size
    ],
)
def test_a_cell_is_as_strong_as_its_loads_ask_for(library: Library, loads: int, kind: str, chosen: str) -> None:
    netlist = sized(star(library, loads, kind), library, ())
    assert netlist.instances["first"]["type"] == chosen
    assert {one["type"] for name, one in netlist.instances.items() if name != "first"} == {"INV"}


@pytest.mark.parametrize(("cell", "pin"), [("DFF", "D"), ("ARRAY", "I")])
def test_flip_flops_and_black_boxes_count_as_loads(library: Library, cell: str, pin: str) -> None:
    one = star(library, 0)
    load = {"type": cell, "port_directions": {pin: "input"}, "connections": {pin: [1]}}
    cells = {**one.module["cells"], **{f"load_{k}": load for k in range(10)}}
    black_box = "cell (ARRAY) { pin (I) { direction : input; capacitance : 0.002; } }"
    netlist = sized(dataclasses.replace(one, module={**one.module, "cells": cells}), library, (black_box,))
    assert netlist.instances["first"]["type"] == "INV4"
    assert netlist.instances["load_0"]["type"] == cell


def test_an_output_counts_as_a_load(library: Library) -> None:
    one = star(library, 1)
    ports = {**one.module["ports"], "y": {"direction": "output", "bits": [1]}}
    netlist = sized(dataclasses.replace(one, module={**one.module, "ports": ports}), library, ())
    assert netlist.instances["first"]["type"] == "INV4"
