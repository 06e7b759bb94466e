"""The array's two models, numpy's and the compiled one: the same codes from the same seed, with every non-ideality on."""

import numpy as np
import pytest

from bitline.emit.bundle import hardware
from bitline.params.two_way import TwoWay
from bitline_sim import runner
from bitline_sim.scoreboard import two_way as scoreboard
from parameters import two_way

SMALL = {"rows": 12, "columns": 8, "lines_per_read": 5}
EVERYTHING = {
    "cell_sigma": 0.1,
    "compression": 0.05,
    "clip": 4.5,
    "adc_offset_sigma": 0.3,
    "adc_gain_sigma": 0.02,
    "adc_inl": 0.2,
    "noise_sigma": 0.5,
    "stuck_cells": 0.02,
    "retention_evaluations": 60.0,
}
CASES = {
    "planes": two_way(array=SMALL, weight={"bits": 3}, adc={"share": 2, "bits": 3}, nonideal=EVERYTHING),
    "mid-level line": two_way(
        array=SMALL,
        input={"bits": 3, "digit_bits": 2, "sign": "offset_binary"},
        weight={"bits": 3, "sign": "offset_binary"},
        adc={"share": 4, "step": 2},
        nonideal=EVERYTHING,
    ),
    "pairs, interleaved, flash": two_way(
        array={**SMALL, "layout": "interleaved"},
        input={"bits": 3, "sign": "sign_magnitude"},
        weight={"bits": 2, "sign": "differential"},
        adc={"share": 1, "kind": "flash", "bits": 3},
        nonideal=EVERYTHING,
    ),
    "mid-level line, interleaved": two_way(
        array={**SMALL, "layout": "interleaved"},
        input={"bits": 2},
        weight={"bits": 2, "sign": "offset_binary"},
        adc={"share": 2, "bits": 3},
        nonideal={**EVERYTHING, "retention_evaluations": 0.0},
    ),
}
PRODUCTS, SEED = 8, 5


def outcome(p: TwoWay, simulator: runner.Simulator, model: runner.Model, array: str) -> dict[str, np.ndarray]:
    stimulus = scoreboard.random_stimulus(p, PRODUCTS, SEED)
    with runner.simulation(p, hardware(p), simulator, model) as simulation:
        found = simulation.run(stimulus, array=array, seed=SEED).outcome
    verdict = scoreboard.judge(p, stimulus, found, ideal=array == "ideal", full_rate=True)
    assert verdict.ok, verdict.first_wrong
    return found


# one case is enough for a simulator that takes long to build
@pytest.mark.parametrize(("simulator", "case"), [*(("icarus", case) for case in CASES), ("verilator", "mid-level line")])
def test_both_models_are_one_chip(simulator: runner.Simulator, case: str) -> None:
    if reason := runner.missing(simulator):
        pytest.skip(reason)
    p = CASES[case]
    numpy, compiled = (outcome(p, simulator, model, "typical") for model in ("numpy", "compiled"))
    assert numpy.keys() == compiled.keys()
    for name, found in numpy.items():
        assert np.array_equal(found, compiled[name]), name
    assert len(np.unique(numpy["codes"])) > 4


def test_both_models_are_ideal() -> None:
    if reason := runner.missing("icarus"):
        pytest.skip(reason)
    numpy, compiled = (outcome(CASES["planes"], "icarus", model, "ideal") for model in ("numpy", "compiled"))
    assert np.array_equal(numpy["codes"], compiled["codes"])
