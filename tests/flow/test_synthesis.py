"""Synthesis and timing with the least library, and every sentence with which they refuse."""

import dataclasses
import json
import re
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from bitline import platforms
from bitline.cli import main
from bitline.emit.sdc import LARGEST_FANOUT
from bitline.flow import bounds, tools
from bitline.flow.design import emitted
from bitline.flow.library import Library, LibraryError, library
from bitline.flow.netlist import Netlist, nets
from bitline.flow.outcome import Outcome, outcome
from bitline.flow.synthesis import Description, Synthesis, verilog
from bitline.flow.timing import Analysis
from bitline.params import MacroParameters, preset
from macros.binary.cases import WIDE

from .test_dedicated_cells import SMALL as ENTRY_COUNTING
from .test_physical_views import MACROS
from .timing import LEAST, TINY

SMALL = {"two_way": MACROS["shortest"], "entry_counting": ENTRY_COUNTING, "binary": WIDE}

needs_yosys = pytest.mark.skipif(bool(tools.missing("yosys")), reason=tools.missing("yosys"))
needs_opensta = pytest.mark.skipif(bool(tools.missing("opensta")), reason=tools.missing("opensta"))


@pytest.fixture(scope="module", params=SMALL)
def found(request: pytest.FixtureRequest) -> tuple[str, MacroParameters, Outcome]:
    if tools.missing("yosys"):
        pytest.skip(tools.missing("yosys"))
    p = SMALL[request.param]
    return request.param, p, outcome(emitted(p, LEAST.platform), LEAST)


def flat(text: str) -> Netlist:
    """A module called ``top`` in cells of the least library."""
    return Synthesis(LEAST, 1000).flat(Description("top", text))


def test_figures_are_within_their_bounds(found: tuple[str, MacroParameters, Outcome]) -> None:
    """The bounds lie a few per cent above what was measured when they were written."""
    name, _, one = found
    limits = bounds.read(Path(__file__).with_name("bounds.toml"), name)
    assert bounds.missed(one.figures(), limits) == []


def test_nothing_is_unconstrained_and_nothing_is_a_latch(found: tuple[str, MacroParameters, Outcome]) -> None:
    _, p, one = found
    assert one.latches == 0 and one.flip_flops > 0
    assert set(one.black_boxes) == set(p.black_boxes)
    if one.timing:
        assert one.timing.loose == ()
        assert {"clk", "surroundings"} < set(one.timing.groups)


def test_modules_add_up_to_about_the_whole(found: tuple[str, MacroParameters, Outcome]) -> None:
    """Each is mapped by itself, and without the buffers of large nets."""
    _, p, one = found
    together = sum(module.all_area for module in one.modules.values())
    assert one.modules[p.name].instances == 1
    assert 0.8 * one.area < together < 1.3 * one.area


def test_the_netlist_is_the_one_that_was_measured(found: tuple[str, MacroParameters, Outcome]) -> None:
    _, p, one = found
    text = verilog(one.netlist)
    instances = Counter(re.findall(r"^  (\w+) \S+ \($", text, re.MULTILINE))
    assert f"module {p.name}(" in text
    assert {kind: instances[kind] for kind in one.cells} == dict(one.cells)


@needs_yosys
def test_depth_counts_cells_between_flip_flops() -> None:
    chain = flat(
        """module top (input clk, input [7:0] a, output reg y);
             reg [7:0] b;
             always @(posedge clk) begin b <= a; y <= ~&b; end
           endmodule"""
    )
    assert (chain.holding("ff"), chain.holding("latch")) == (9, 0)
    assert 3 <= chain.depth <= 8


@needs_yosys
def test_no_net_has_more_loads_than_the_constraints_allow() -> None:
    wide = flat(
        """module top (input clk, input enable, input [899:0] a, output reg [899:0] y);
             always @(posedge clk) if (enable) y <= a;
           endmodule"""
    )
    (clock,) = wide.module["ports"]["clk"]["bits"]
    loads: dict[int, int] = {}
    for one in wide.instances.values():
        for net in nets(one, "input"):
            loads[net] = loads.get(net, 0) + 1
    assert loads.pop(clock) == 900
    assert max(loads.values()) == LARGEST_FANOUT


@needs_yosys
@needs_opensta
def test_the_least_period_is_that_at_which_the_slack_is_none() -> None:
    text = "module top (input clk, input a, output reg y); reg b; always @(posedge clk) begin b <= a; y <= ~b; end endmodule"
    constraints = "set clk_period 10\ncreate_clock -name clk -period $clk_period [get_ports clk]\n"
    analysis = Analysis(LEAST, flat(text), constraints)
    timing = analysis.timing()
    assert timing.slack_ns is not None and timing.min_period_ns == pytest.approx(10 - timing.slack_ns, abs=0.01)
    assert analysis.delay_ns() == pytest.approx(timing.min_period_ns, abs=0.01)
    assert {one.split(":")[0] for one in timing.loose} == {"a", "y", "_2_/D"}


# ---- what is refused


def refused(*arguments: str | Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """Exit status and the sentence of a run that prints nothing else."""
    monkeypatch.setattr(sys, "argv", ["bitline", "synth", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1
    return int(ended.value.code or 0), said.err.removeprefix("bitline: ").removesuffix("\n")


@pytest.fixture
def synth(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Runs ``bitline synth`` in a folder that holds a bundle of a small macro, ``built``."""
    monkeypatch.chdir(tmp_path)
    Path("chip.toml").write_text('extends = "two_way"\narray = { rows = 4, columns = 4, lines_per_read = 2 }\nadc.share = 4\n')
    return lambda *arguments: refused(*arguments, capsys=capsys, monkeypatch=monkeypatch)


@pytest.fixture(scope="module")
def bundle_of_a_chip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from bitline.emit.bundle import bundle
    from bitline.emit.write import write_bundle

    where = tmp_path_factory.mktemp("bundle") / "chip"
    write_bundle(bundle(dataclasses.replace(MACROS["shortest"], name="chip")), where)
    return where


def test_a_platform_that_is_nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PLATFORM_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("bitline.flow.library.BESIDE", tmp_path / "beside")
    with pytest.raises(LibraryError) as error:
        library(platforms.load("ihp-sg13g2"))
    assert str(error.value) == (
        f"ihp-sg13g2: no lib/sg13g2_stdcell_typ_1p20V_25C.lib in {tmp_path}/home/ihp-sg13g2, "
        f"{tmp_path}/beside/ihp-sg13g2, /usr/share/qflow/tech/ihp-sg13g2; "
        "set PLATFORM_HOME to a folder laid out as OpenROAD-flow-scripts' flow/platforms, or name the file with --liberty"
    )


def test_an_installed_kit_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    kit = platforms.load("sky130hd")
    file = tmp_path / "sky130A/libs.ref/sky130_fd_sc_hd" / kit.library.liberty[0]
    file.parent.mkdir(parents=True)
    file.touch()
    monkeypatch.delenv("PLATFORM_HOME", raising=False)
    monkeypatch.setenv("PDK_ROOT", str(tmp_path))
    assert library(kit).paths == (file,)


def test_a_library_without_the_cells_of_the_platform(synth) -> None:
    why = "has no cell sky130_fd_sc_hd__buf_4, which drives the macro's inputs on sky130hd; name that platform's own library"
    assert synth("chip.toml", "--liberty", TINY) == (2, f"tiny.lib: {why}")


def test_a_file_that_is_not_there(synth) -> None:
    assert synth("chip.toml", "--liberty", "none.lib") == (2, "--liberty: there is no file none.lib")


@needs_yosys
def test_a_library_without_flip_flops(tmp_path: Path) -> None:
    text = TINY.read_text(encoding="utf-8")
    gates = tmp_path / "gates.lib"
    gates.write_text(text[: text.index("  cell (DFF)")] + "}\n", encoding="utf-8")
    with pytest.raises(tools.ToolError) as error:
        Synthesis(Library(LEAST.platform, (gates,)), 1000).flat(
            Description("top", "module top (input clk, a, output reg y); always @(posedge clk) y <= a; endmodule")
        )
    assert str(error.value) == "gates.lib: has no D flip-flops, which are needed; name a library that has them"


def test_a_bundle_that_was_edited(synth, bundle_of_a_chip: Path) -> None:
    edited = bundle_of_a_chip / "rtl/chip.v"
    text = edited.read_text(encoding="utf-8")
    edited.write_text(text + "\n", encoding="utf-8")
    try:
        why = "rtl/chip.v is not what its manifest says, so it was edited by hand; build the bundle anew"
        assert synth(bundle_of_a_chip) == (2, f"{bundle_of_a_chip}: {why}")
    finally:
        edited.write_text(text, encoding="utf-8")


def test_a_bundle_of_another_platform(synth, bundle_of_a_chip: Path) -> None:
    why = "was built for sky130hd, not for osu018; build it anew with --platform osu018"
    assert synth(bundle_of_a_chip, "--platform", "osu018") == (2, f"{bundle_of_a_chip}: {why}")


def test_a_folder_that_is_no_bundle(synth, tmp_path: Path) -> None:
    why = "is no bundle that `bitline build` wrote; name a preset, a TOML file or a bundle"
    assert synth(tmp_path) == (2, f"{tmp_path}: {why}")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[other]\n", "has no table [chip]"),
        ("[chip]\npower = 3\n", "chip.power is no figure of a synthesis: "),
        ("[chip]\ncells = 'few'\n", "chip.cells must be a number, not 'few'"),
        ("[chip\n", "is no TOML: "),
    ],
)
def test_bounds_that_cannot_be(text: str, why: str, tmp_path: Path) -> None:
    file = tmp_path / "bounds.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(bounds.BoundsError) as error:
        bounds.read(file, "chip")
    assert str(error.value).startswith(f"{file}: {why}")


def test_bounds_that_are_missed() -> None:
    figures = {"cells": 101, "slack_ns": -0.5, "min_period_ns": None}
    assert bounds.missed(figures, {"cells": 100, "slack_ns": 0, "min_period_ns": 3}) == [
        "cells is 101, and must be 100 at most",
        "slack_ns is -0.5, and must be 0 at least",
    ]
    assert bounds.missed(figures, {"cells": 101, "slack_ns": -0.5}) == []


def test_figures_are_plain_values(found: tuple[str, MacroParameters, Outcome]) -> None:
    keys = {"cells", "area_um2", "flip_flops", "latches", "depth", "min_period_ns", "slack_ns", "modules"}
    assert keys < set(json.loads(json.dumps(found[2].figures())))


def test_presets_have_bounds() -> None:
    file = Path(__file__).parents[2] / "benchmarks/bounds/sky130hd.toml"
    for name in tomllib.loads(file.read_text(encoding="utf-8")):
        assert bounds.read(file, preset(name).name)
