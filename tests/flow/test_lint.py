"""Other tools read the emitted Verilog without complaint, for synthesis and for simulation, as Verilog and as SystemVerilog."""

import functools
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings

from bitline.emit.bundle import Bundle, hardware
from bitline.params import MacroParameters, family_presets, preset
from bitline.params.two_way import TwoWay
from evidence import lint
from parameters import two_way
from strategies import legal_two_way

DRAWN = max(1, settings.default.max_examples // 12)
"""How many parameter sets are drawn, since each takes seconds."""

TINY = {"rows": 4, "columns": 4, "lines_per_read": 2}
SCHEMES = {
    "signed magnitudes": two_way(array=TINY, adc={"share": 2}, input={"sign": "sign_magnitude"}, weight={"sign": "differential"}),
    "offsets": two_way(
        array=TINY, adc={"kind": "flash", "bits": 3, "share": 2}, input={"sign": "offset_binary"}, weight={"sign": "offset_binary"}
    ),
    "interleaved": two_way(
        array={**TINY, "layout": "interleaved"}, input={"bits": 1}, adc={"share": 1}, timing={"stretch_bits": 0}
    ),
}
MACROS = {**{name: preset(name) for name in family_presets()}, **SCHEMES}

each_macro = pytest.mark.parametrize("p", MACROS.values(), ids=MACROS)


@functools.cache
def emitted(p: MacroParameters) -> Bundle:
    return hardware(p)


def synthesized(p: MacroParameters) -> Bundle:
    """The files that synthesis reads."""
    return {path: text for path, text in emitted(p).items() if path.startswith("rtl/")}


def simulated(p: MacroParameters) -> list[Bundle]:
    """The files that a simulator reads: for each stand-in those with it in place of the black box."""
    black_box = f"rtl/{p.library_name}.v"
    periphery = {path: text for path, text in synthesized(p).items() if path != black_box}
    return [{**periphery, path: text} for path, text in emitted(p).items() if path.startswith("sim/")]


@each_macro
def test_verilator(p: MacroParameters) -> None:
    assert [said for files in (synthesized(p), *simulated(p)) for said in lint.verilator(files, p.name)] == []


@each_macro
def test_slang(p: MacroParameters) -> None:
    assert [said for files in (synthesized(p), *simulated(p)) for said in lint.slang(files, p.name)] == []


@each_macro
def test_slang_takes_it_for_systemverilog(p: MacroParameters) -> None:
    assert lint.slang(synthesized(p), p.name, "1800-2017") == []


@each_macro
def test_yosys(p: MacroParameters) -> None:
    assert lint.yosys(synthesized(p), p.name) == []


@pytest.mark.skipif(not shutil.which("iverilog"), reason="Icarus Verilog is not installed: apt install iverilog")
@each_macro
def test_icarus(p: MacroParameters) -> None:
    assert [said for files in (synthesized(p), *simulated(p)) for said in lint.icarus(files, p.name)] == []


@settings(max_examples=DRAWN)
@given(legal_two_way())
def test_parameters_drawn_at_random(p: TwoWay) -> None:
    assert [said for tool in lint.LINTERS for said in tool(synthesized(p), p.name)] == []


# ---- what is committed

RTL = Path(__file__).parents[2] / "rtl"
DEBIANS = Path("/usr/bin/yosys")


def version(tool: Path) -> str:
    return subprocess.run([tool, "-V"], capture_output=True, text=True, check=True).stdout if tool.exists() else ""


@pytest.mark.skipif(not version(DEBIANS).startswith("Yosys 0.23 "), reason="needs Debian 12's Yosys 0.23: apt install yosys")
@pytest.mark.parametrize("name", family_presets())
def test_an_old_yosys_understands_what_is_committed(name: str, tmp_path: Path) -> None:
    """Up to the passes that map to gates, which know no Verilog."""
    script = [f"read_verilog {path}" for path in sorted(RTL.glob(f"{name}*.v"))]
    script += [f"synth -top {name} -run begin:fine", "select -assert-none t:$*latch*", "check -assert"]
    run = subprocess.run([DEBIANS, "-q", "-p", "; ".join(script)], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (run.returncode, [line for line in run.stderr.splitlines() if "ABC" not in line]) == (0, [])
