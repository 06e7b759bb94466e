"""The constraints as text: what is named, in which units, and by how many cycles."""

import re

import pytest
from hypothesis import given

from bitline import platforms
from bitline.emit.sdc import sdc
from bitline.params import preset
from bitline.params.two_way import TwoWay
from bitline.system.interface import interface
from strategies import legal_two_way

SKY130 = platforms.load("sky130hd")

KNOWN = {  # all of them known to OpenSTA 2.0.17 of 2019
    "set", "foreach", "}", "create_clock", "create_generated_clock", "set_clock_uncertainty", "set_input_delay", "set_output_delay",
    "set_driving_cell", "set_load", "set_max_transition", "set_max_fanout", "set_multicycle_path", "set_false_path",
}  # fmt: skip


@given(legal_two_way())
def test_nothing_that_an_old_tool_lacks(p: TwoWay):
    commands = [line.split()[0] for line in sdc(p, SKY130).splitlines() if line and not line.startswith("#")]
    assert set(commands) <= KNOWN
    assert not re.search(r"all_inputs|all_outputs|remove_from_collection", sdc(p, SKY130))


@given(legal_two_way())
def test_every_block_begins_with_its_reason(p: TwoWay):
    first, *blocks = sdc(p, SKY130).split("\n\n")
    assert first.startswith("set clk_period ") and all(block.startswith("# ") for block in blocks)


@pytest.mark.parametrize(
    ("name", "period"), [("sky130hd", "5"), ("asap7", "5000"), ("nangate45", "5"), ("ihp-sg13g2", "5"), ("gf180", "5")]
)
def test_the_period_is_a_literal_in_the_librarys_unit(name: str, period: str):
    first = sdc(preset("two_way"), platforms.load(name)).splitlines()[0]
    assert first == f"set clk_period {period}"


@given(legal_two_way())
def test_every_port_has_a_delay(p: TwoWay):
    text = sdc(p, SKY130)
    ports = {
        f"{port.name}[*]" if port.width > 1 else port.name: port.direction for port in interface(p).ports if port.name != "clk"
    }
    for direction in ("input", "output"):
        (listed,) = re.findall(rf"set_{direction}_delay \$io_delay -clock surroundings \[get_ports {{(.*)}}\]", text)
        assert listed.split() == [name for name, way in ports.items() if way == direction]


@given(legal_two_way())
def test_strobes_pulse_as_the_sequencers_let_them(p: TwoWay):
    timing = p.timing
    pulses = {
        "sample": (timing.sample, p.period),
        "write": (timing.write, timing.write + 3),
        "read": (timing.read, timing.read + 3),
    }
    made = re.findall(r"create_generated_clock -name (\w+) -source \[get_ports clk\] -edges {1 (\d+) (\d+)}", sdc(p, SKY130))
    assert {name: ((int(fall) - 1) // 2, (int(rise) - 1) // 2) for name, fall, rise in made} == pulses


@given(legal_two_way())
def test_static_registers_are_found_by_their_nets(p: TwoWay):
    bits = "[*]" if p.timing.stretch_bits > 1 else ""
    names = [f"*stretch_{phase}{bits}" for phase in ("precharge", "evaluate", "sample")]
    listed = re.findall(r"foreach net \[get_nets -hierarchical {(.*)}\] {", sdc(p, SKY130))
    assert [name.split() for name in listed] == ([names] if p.timing.stretch_bits else [])
