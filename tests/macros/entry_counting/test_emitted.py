"""The emitted Verilog in a simulator: both kinds of cells, several parameter sets, and faults that must be found."""

import numpy as np
import pytest

from bitline.emit.bundle import hardware
from bitline.params.entry_counting import EntryCounting
from bitline_sim import runner
from bitline_sim.scoreboard.entry_counting import FAULTS, Program, Stimulus, judge, random_stimulus
from macros.entry_counting.cases import BOTH_SIGNED, LSQ, TWO_BITS, small

pytestmark = pytest.mark.skipif(bool(runner.missing("icarus")), reason=runner.missing("icarus"))

STANDARD = {"kind": "standard"}
CASES = {
    "plain": small(name="m"),
    "three-bit LSQ, four searches, two halves": small(name="m", **LSQ, search={"per_cycle": 4}, store={"double_buffer": True}),
    "both signed, beats of different parity": small(name="m", **BOTH_SIGNED, store={"lanes_per_beat": 3}),
    "all classes at once, no residual": small(name="m", **TWO_BITS, search={"per_cycle": 6}, requantizer={"residual": False}),
}


def with_cells(p: EntryCounting, kind: str) -> EntryCounting:
    chosen = p.chosen()
    chosen.pop("family")
    return small(**chosen | {"cells": {"kind": kind}})


def outcomes(p: EntryCounting, stimulus: Stimulus, *idles: float) -> list[Stimulus]:
    with runner.simulation(p, hardware(p), "icarus") as simulation:
        return [simulation.run(stimulus, idle=idle, seed=1).outcome for idle in idles]


@pytest.mark.parametrize("case", CASES)
def test_both_kinds_of_cells_do_the_same(case: str) -> None:
    stimulus = random_stimulus(CASES[case], 6, seed=4)
    found = {kind: outcomes(with_cells(CASES[case], kind), stimulus, 0.0)[0] for kind in ("dedicated", "standard")}
    verdict = judge(CASES[case], stimulus, found["dedicated"], ideal=True, full_rate=True)
    assert verdict.ok, verdict.first_wrong
    assert all(np.array_equal(found["dedicated"][name], found["standard"][name]) for name in found["standard"])


def test_pauses_cost_time_and_nothing_else() -> None:
    p = CASES["plain"]
    stimulus = random_stimulus(p, 6, seed=5)
    for outcome in outcomes(p, stimulus, 0.3, 0.7):
        verdict = judge(p, stimulus, outcome, ideal=True, full_rate=False)
        assert verdict.ok, verdict.first_wrong


def test_the_dense_tile_is_counted_as_it_is_predicted() -> None:
    """Operations a cycle from the cycles that the simulation counts, from one result of a pixel to the same one of the next."""
    p = small(name="m", store={"words": 9})
    program = Program(p)
    program.write(0, np.resize([1, 2, 3, -1, -2, -3], (9, 6)), "weight")
    program.product(np.resize([1, 2, 3, 3, 2, 1], (54, 6)), "activation", end="spill", steps=9, repetitions=6)
    (outcome,) = outcomes(p, program.stimulus(), 0.0)
    tile = outcome["y_cycle"][-1] - outcome["y_cycle"][-2]
    assert tile == p.cycles["tile"] == 9 * 9
    assert 9 * 2 * 6 / tile == pytest.approx(p.cycles["ops_per_cycle_tile"])
    assert outcome["events"][-2] == 54 * 9


@pytest.mark.parametrize("residual", [False, True])
def test_a_result_takes_one_true_multiplication(residual: bool) -> None:
    """And a residual one more: counts times constants are shifts and additions."""
    p = small(name="m", search={"per_cycle": 9}, requantizer={"residual": residual})
    assert hardware(p)["rtl/m.v"].count(" * ") == 1 + residual


@pytest.mark.parametrize("kind", ["dedicated", "standard"])
@pytest.mark.parametrize("fault", FAULTS)
def test_faults_are_found(fault: str, kind: str) -> None:
    p = with_cells(CASES["plain"], kind)
    files = dict(hardware(p))
    path, text, instead = FAULTS[fault](p)
    assert text in files[path]
    files[path] = files[path].replace(text, instead, 1)
    stimulus = random_stimulus(p, 6, seed=6)
    outcome = runner.run(p, files, stimulus, simulator="icarus").outcome
    verdict = judge(p, stimulus, outcome, ideal=True, full_rate=True)
    assert not verdict.ok
    assert (outcome["status"] >> 2 & 1) == (fault == "stuck"), "a store that does not read back as written says so"
