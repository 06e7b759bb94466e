"""The constraints and the dedicated cells' Liberty on a netlist: every bit is written by a strobe, and used a cycle later."""

import re

import pytest

from parameters import entry_counting

from .timing import Timing

SMALL = entry_counting(
    name="m",
    store={"lanes": 4, "words": 2, "lanes_per_beat": 2},
    accumulator={"count": 2},
    requantizer={"entries": 2, "multiplier_bits": 4, "residual": False, "pool": 1},
)


@pytest.fixture(scope="module", params=["flat", "hierarchical"])
def timing(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Timing:
    return Timing(SMALL, request.param == "flat", tmp_path_factory.mktemp(request.param))


def test_nothing_is_left_unconstrained(timing: Timing) -> None:
    """But for ``pready``, which is constant."""
    assert timing.complaints() == ["Warning: There is 1 unconstrained endpoint.", "pready"]


def test_every_strobe_is_a_clock_from_one_flip_flop(timing: Timing) -> None:
    """Flat, at its output: one for each group of lanes and word, and one for each lane's streamed words; else at the cells."""
    p = SMALL
    cells = p.store.lanes * p.word_bits * (p.store.words + 2)
    drivers = p.beats * (p.store.words + 2)
    commands = ["puts [llength [lsort -unique $strobes]]", "foreach pin $strobes {puts [get_property $pin direction]}"]
    text = timing.report([*commands, "report_clock_properties"])
    assert f"\n{drivers if timing.flat else cells}\n" in f"\n{text}" and re.search(r"^write +", text, re.M)
    assert ("output" in text, "input" in text) == (timing.flat, not timing.flat)


def test_a_word_is_used_in_the_cycle_after_its_strobe(timing: Timing) -> None:
    assert timing.relations("-from [get_clocks write] -to [get_clocks clk]", "max") == {"clk": 2}
