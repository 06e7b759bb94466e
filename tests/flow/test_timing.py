"""What timing calls the pins of black boxes: each as its own Liberty has it, a pin, or a bus, which may have one bit."""

from typing import Any

import pytest

from bitline.emit.liberty_syntax import bus_type, group, library, templates, text, window
from bitline.flow import tools
from bitline.flow.netlist import Netlist
from bitline.flow.timing import Analysis
from bitline.params.pins import SUPPLIES

from .timing import KIT, LEAST


def cell(name: str, kind: str, *inside: str) -> list:
    """A cell that takes ``d`` at its clock; ``d`` and ``q`` are pins or buses."""
    return group(
        f"cell ({name})",
        *group("pin (clk)", "direction : input;", "clock : true;"),
        *group(f"{kind} (d)", *inside, "direction : input;", *window(KIT.library, "clk", "setup_rising", 1)),
        *group(f"{kind} (q)", *inside, "direction : output;"),
    )


def instance(of: str, d: int | str, q: int) -> dict[str, Any]:
    directions = {"clk": "input", "d": "input", "q": "output"}
    return {"type": of, "port_directions": directions, "connections": {"clk": [2], "d": [d], "q": [q]}}


def analysis(d: int | str) -> Analysis:
    """A cell with pins, and one with buses of one bit; ``d`` is a constant, or 3, a port of which the constraints say nothing."""
    for tool in ("yosys", "opensta"):
        if tools.missing(tool):
            pytest.skip(tools.missing(tool))
    cells = [*cell("PIN", "pin"), *cell("BUS", "bus", "bus_type : bus_1;")]
    boxes = text(library("boxes", "", KIT.library, SUPPLIES, [*templates(KIT.library), *bus_type(1), *cells]))
    module = {
        "cells": {"one": instance("PIN", d, 4), "other": instance("BUS", d, 5), "idle": instance("PIN", "0", 6)},
        "ports": {
            "clk": {"direction": "input", "bits": [2]},
            "d": {"direction": "input", "bits": [3]},
            "y": {"direction": "output", "bits": [4, 5]},
        },
        "netnames": {},
    }
    constraints = "set clk_period 10\ncreate_clock -name clk -period $clk_period [get_ports clk]\n"
    return Analysis(LEAST, Netlist("top", module, LEAST.cells), constraints, {"boxes.lib": boxes})


@pytest.mark.parametrize(("d", "loose"), [("0", set()), (3, {"one/d", "other/d[0]"})])
def test_a_constant_is_not_loose(d: int | str, loose: set[str]) -> None:
    named = {line.split(":")[0] for line in analysis(d).timing().loose}
    assert {name for name in named if "/" in name} == loose


def test_outputs_that_no_path_goes_through() -> None:
    """All of those that go anywhere."""
    assert set(analysis("0").untimed()) == {"one/q", "other/q[0]"}
