"""The constraints and the array's Liberty on a netlist: all paths are timed, by the cycles that the protocol gives them."""

from pathlib import Path

import pytest

from bitline.params import parse
from macros.binary.cases import WIDE

from .timing import Timing

SMALL = """
extends = "two_way"
array.rows = 4
array.columns = 4
array.lines_per_read = 2
input.bits = 2
weight.bits = 2
"""
TWO_WAY = {
    "shortest": """
        adc = { bits = 2, share = 2 }
        timing = { precharge = 1, evaluate = 1, write = 1, read = 1 }
    """,
    "slow": """
        adc = { bits = 2, share = 1, compare_cycles = 3 }
        timing = { precharge = 2, evaluate = 3, sample = 2, write = 3, read = 4, stretch_bits = 0 }
    """,
    "flash": """
        adc = { kind = "flash", bits = 2, share = 2, compare_cycles = 2 }
        input.sign = "offset_binary"
        array.layout = "interleaved"
    """,
}
MACROS = {
    **{name: parse(SMALL + text, f"{name}.toml") for name, text in TWO_WAY.items()},
    "binary": WIDE,
}
FORMS = ("shortest flat", "slow flat", "flash hierarchical", "binary flat")


@pytest.fixture(scope="module", params=FORMS)
def timing(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Timing:
    name, form = request.param.split()
    return Timing(MACROS[name], form == "flat", tmp_path_factory.mktemp(name))


def test_nothing_is_left_unconstrained(timing: Timing):
    """But for ``pready``, which is constant."""
    assert timing.complaints() == ["Warning: There is 1 unconstrained endpoint.", "pready"]


def test_every_path_through_the_array_is_timed(timing: Timing):
    outputs = [bit for pin in timing.p.array_pins if pin.direction == "output" for bit in pin.bits]
    text = timing.report(
        f"puts {{{bit} {delay}}}\nreport_checks -path_delay {delay} -through [get_pins $array/{bit}] -format end"
        for bit in outputs
        for delay in ("max", "min")
    )
    assert text.count("(MET)") + text.count("(VIOLATED)") >= 2 * len(outputs)
    assert "No paths found" not in text


def test_captured_pins_keep_clear_of_their_strobes(timing: Timing):
    strobes = timing.p.strobes
    for pin in timing.p.array_pins:
        if pin.direction == "input" and pin.strobes:
            windows = {name: (1, 1) if pin.role == "phase" else (strobes[name].before, strobes[name].after) for name in pin.strobes}
            path = f"-to [get_pins $array/{pin.bits[0]}]"
            assert timing.relations(path, "max") == {name: before for name, (before, _) in windows.items()}, pin.name
            assert timing.relations(path, "min") == {name: -after for name, (_, after) in windows.items()}, pin.name


def test_outputs_are_taken_in_their_cycle(timing: Timing):
    for pin in timing.p.array_pins:
        if pin.direction == "output":
            (strobe,) = pin.strobes
            paths = [f"-from [get_pins $array/{strobe}[0]] -through [get_pins $array/{pin.bits[0]}]"]
            if pin.trial:
                paths.append(f"-through [get_pins $array/{pin.trial}[0]] -through [get_pins $array/{pin.bits[0]}]")
            for path in paths:
                assert timing.relations(path, "max") == {"clk": timing.p.strobes[strobe].answer}, path
                assert timing.relations(path, "min") == {"clk": 0}, path


def test_a_strobe_comes_from_one_flip_flop(timing: Timing):
    text = timing.report(
        f'puts "{name} [llength [get_fanin -to [get_pins $array/{name}[0]] -flat -startpoints_only]]"' for name in timing.p.strobes
    )
    assert all(f"{name} 1\n" in text for name in timing.p.strobes)


def test_static_registers_are_timed_only_on_their_way_out(timing: Timing):
    for register in timing.p.registers:
        for field in register.fields:
            if field.static:
                net = f"*{field.name}[0]" if field.width > 1 else f"*{field.name}"
                text = timing.report([f"report_checks -through [get_nets -hierarchical {{{net}}}] -format full"])
                assert text.count("Startpoint") == 1 and "Endpoint: prdata[" in text


def test_the_period_is_that_of_the_parameters(timing: Timing, tmp_path: Path):
    text = timing.report(["report_clock_properties"])
    assert f"{1000 / timing.p.clock_mhz:.2f}" in text
    assert all(f"\n{name} " in text for name in ("clk", "surroundings", *timing.p.strobes))
