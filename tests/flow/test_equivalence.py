"""Netlists of small macros are proven equal to the Verilog, as a whole; and a wrong one is not."""

import dataclasses

import pytest

from bitline.flow import tools
from bitline.flow.design import emitted
from bitline.flow.equivalence import unproven
from bitline.flow.netlist import Netlist
from bitline.flow.synthesis import Description, Synthesis

from .test_gates import SMALL
from .timing import LEAST

pytestmark = pytest.mark.skipif(bool(tools.missing("yosys")), reason=tools.missing("yosys"))

MAPPING = Synthesis(LEAST, 5000)

COUNTER = Description(
    "top",
    """
    module top (input clk, input rst, input up, output [2:0] y, output z);
      reg [2:0] count;
      reg [2:0] before;
      reg [2:0] copy;
      reg still;
      assign y = before;
      assign z = still | copy[2];
      always @(posedge clk) begin
        if (rst) count <= 0;
        else if (up) count <= count + 1;
        before <= count;
        copy <= count;
        still <= 0;
      end
    endmodule
    """,
)


def mapped(what: Description) -> Netlist:
    return MAPPING.flat(what)


@pytest.mark.parametrize("family", SMALL)
def test_the_netlist_of_a_macro_is_proven(family: str) -> None:
    what = emitted(SMALL[family], LEAST.platform).description
    assert unproven(what, mapped(what), LEAST) == []


def test_registers_that_synthesis_found_to_be_the_same_or_to_stand_still_are_proven_too() -> None:
    netlist = mapped(COUNTER)
    assert netlist.holding("ff") == 6
    assert unproven(COUNTER, netlist, LEAST) == []


@pytest.mark.parametrize(
    ("right", "wrong", "named"),
    [
        ("count + 1", "count - 1", "count[1]"),
        ("still | copy[2]", "still | copy[1]", "z[0]"),
        ("count <= 0", "count <= 1", "count[0]"),
        ("still <= 0", "still <= up", "still[0]"),
        ("posedge clk", "posedge up", "clock"),
        ("output z)", "output z, output w)", "w[0]"),
    ],
)
def test_what_differs_is_named(right: str, wrong: str, named: str) -> None:
    other = dataclasses.replace(COUNTER, text=COUNTER.text.replace(right, wrong, 1))
    assert other != COUNTER
    assert named in unproven(other, mapped(COUNTER), LEAST)
