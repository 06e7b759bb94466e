"""The report of a synthesis: self-contained, and it says what came out."""

from pathlib import Path

from bitline import platforms
from bitline.flow.design import Design
from bitline.flow.library import Cell, Library
from bitline.flow.netlist import Netlist
from bitline.flow.outcome import Outcome
from bitline.flow.synthesis import Description, Module
from bitline.flow.timing import Slack, Timing
from bitline.report.synthesis import page
from emit.test_datasheet import Page

from .test_page import pictures

CELLS = {"inv_1": Cell(3.75, "", {"A": 0.002}), "dfxtp_1": Cell(20.02, "ff", {"CLK": 0.002, "D": 0.002})}


def outcome(timing: Timing | None) -> Outcome:
    kit = platforms.load("sky130hd")
    library = Library(kit, (Path("made_up.lib"),))
    vars(library)["cells"] = CELLS  # what it would otherwise read from its file
    return Outcome(
        design=Design(kit, Description("chip", ""), "set clk_period 5\n"),
        library=library,
        cells={"inv_1": 1200, "dfxtp_1": 34},
        area=5180.68,
        flip_flops=34,
        latches=0,
        depth=12,
        black_boxes={"chip_array": 1},
        modules={"chip_lane": Module(16, 60, 300.0), "chip": Module(1, 0, 0.0)}
        | {f"chip_part_{number}": Module(1, 2, 1.0) for number in range(20)},
        timing=timing,
        netlist=Netlist("chip", {"cells": {}}, CELLS),
    )


TIMED = Timing(5.0, 4.321, {"clk": Slack(-0.25, 0.3), "sample": Slack(1.5, None)}, ("y: unconstrained endpoint",))


def test_what_came_out() -> None:
    read = Page(page(outcome(TIMED)))
    text = page(outcome(TIMED))
    assert len(pictures(read)) == 2
    for words in ("1,234", "5,181 µm²", "-0.250 ns", "4.32 ns", "made_up.lib", "chip_array", "y: unconstrained endpoint"):
        assert words in text
    drawn = " ".join(" ".join(picture.itertext()) for picture in pictures(read))
    for words in ("chip_lane × 16", "5 more", "clk, setup", "-0.250", "sample, setup"):
        assert words in drawn


def test_without_opensta() -> None:
    text = page(outcome(None))
    assert "OpenSTA is not installed" in text and len(pictures(Page(text))) == 1
