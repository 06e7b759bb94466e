"""The array's Liberty against the protocol: what is a clock, what is checked against it, and what it launches."""

import contextlib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitline import platforms
from bitline.emit.layout import array_layout
from bitline.emit.liberty import liberty
from bitline.params import MacroParameters, preset
from bitline.params.two_way import TwoWay
from bitline.platforms import Platform
from strategies import legal_two_way

from .views import groups

KITS = [platforms.load(name) for name in platforms.names()]
kits = st.sampled_from(KITS)


def emitted(p: MacroParameters, kit: Platform) -> str:
    return liberty(p, kit, array_layout(p, kit))


def bus(text: str, name: str) -> str:
    (found,) = groups(text, rf"bus \({name}\)")
    return found


def arcs(text: str) -> list[tuple[str, str]]:
    """Type and related pins of every timing group."""
    found = [re.search(r'related_pin : "(.*)";\s+timing_type : (\w+);', group) for group in groups(text, r"timing \(\)")]
    return sorted((match.group(2), match.group(1)) for match in found if match)


@given(legal_two_way(), kits)
def test_strobes_are_the_only_clocks(p: TwoWay, kit: Platform):
    text = emitted(p, kit)
    clocks = {pin.name for pin in p.array_pins if "clock : true;" in bus(text, pin.name)}
    assert clocks == set(p.strobes) == {pin.name for pin in p.array_pins if pin.role == "strobe"}


@given(legal_two_way(), kits)
def test_inputs_are_checked_against_their_strobes(p: TwoWay, kit: Platform):
    text = emitted(p, kit)
    for pin in p.array_pins:
        if pin.direction == "input":
            wanted = [(f"{kind}_rising", f"{strobe}[0]") for kind in ("hold", "setup") for strobe in sorted(pin.strobes)]
            assert arcs(bus(text, pin.name)) == wanted


@given(legal_two_way(), kits)
def test_outputs_answer_their_strobes_and_trials(p: TwoWay, kit: Platform):
    text = emitted(p, kit)
    width = {pin.name: pin.width for pin in p.array_pins}
    for pin in p.array_pins:
        if pin.direction == "output":
            launched = [("rising_edge", f"{strobe}[0]") for strobe in pin.strobes]
            share = width[pin.trial] // pin.width if pin.trial else 0
            tried = [
                ("combinational", " ".join(f"{pin.trial}[{bit * share + k}]" for k in range(share)))
                for bit in range(pin.width if pin.trial else 0)
            ]
            assert arcs(bus(text, pin.name)) == sorted(launched + tried)


@given(legal_two_way(), kits)
def test_every_bus_has_a_load_or_a_limit(p: TwoWay, kit: Platform):
    text = emitted(p, kit)
    for pin in p.array_pins:
        attribute = "max_capacitance" if pin.direction == "output" else "capacitance"
        (value,) = re.findall(rf"^ *{attribute} : (\S+);", bus(text, pin.name), re.M)
        assert float(value) > 0 and "max_transition" in bus(text, pin.name)


def test_a_word_line_weighs_more_than_a_gate():
    kit = platforms.load("sky130hd")
    text = emitted(preset("two_way"), kit)
    loads = {name: float(re.findall(r" capacitance : (\S+);", bus(text, name))[0]) for name in ("row_drive", "forward_trial")}
    assert loads["row_drive"] > 10 * loads["forward_trial"] == 10 * kit.driver.load


@pytest.mark.parametrize("kit", KITS, ids=platforms.names())
def test_units_are_those_of_the_cells(kit: Platform):
    p = preset("two_way")
    text = emitted(p, kit)
    assert f'time_unit : "1{kit.library.time_unit}";' in text
    assert f"capacitive_load_unit (1, {kit.library.capacitance_unit});" in text
    sample = p.strobes["sample"]
    setup, *_ = re.findall(r'rise_constraint \(window\) { values \("(\S+),', bus(text, "row_drive"))
    assert float(setup) == sample.setup_ns * kit.library.ns
    (energy,) = re.findall(r'rise_power \(pulse\) { values \("(\S+),', bus(text, "sample"))
    assert float(energy) == pytest.approx(sample.energy_pj * kit.library.pf, rel=1e-3)


def test_it_says_that_it_is_an_estimate():
    text = emitted(preset("two_way"), KITS[0])
    assert text.startswith("/* two_way_array: ESTIMATE, made from parameters and no layout. Replace it with the array's own. */\n")
    assert text.count("{") == text.count("}")


def test_supplies_and_leakage_are_there():
    text = emitted(preset("two_way"), platforms.load("sky130hd"))
    assert [name for name in ("VDD", "VSS") if groups(text, rf"pg_pin \({name}\)")] == ["VDD", "VSS"]
    (leakage,) = groups(text, r"leakage_power \(\)")
    assert "value : 1000;" in leakage  # 1 uW in nW


def test_yosys_takes_it_as_a_black_box(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    ys = pytest.importorskip("pyosys.libyosys", reason="needs Yosys: pip install bitline[synthesis]")
    p = preset("two_way")
    (tmp_path / "array.lib").write_text(emitted(p, platforms.load("sky130hd")), encoding="ascii")
    design = ys.Design()
    with contextlib.chdir(tmp_path):
        design.run_pass("read_liberty -lib array.lib")
        design.run_pass("write_verilog -blackboxes -noattr array.v")
    assert "warning" not in "".join(capfd.readouterr()).lower()
    ports = re.findall(r"^  (input|output) (?:\[(\d+):0\] )?(\w+);", (tmp_path / "array.v").read_text(), re.M)
    assert {(direction, int(high or 0) + 1, name) for direction, high, name in ports} == {
        (pin.direction, pin.width, pin.name) for pin in p.array_pins
    }
