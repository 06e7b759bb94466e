"""A small network's tiles in the emitted Verilog."""

import numpy as np
import pytest

from bitline.emit.bundle import hardware
from bitline_sim import runner
from bitline_sim.network import passes
from bitline_sim.network.cosimulation import CoSimulation, cosimulate, evaluations
from bitline_sim.network.macros import Macros
from bitline_sim.scoreboard.two_way import FAULTS

from .networks import examples, macro, network

P = macro()
NETWORK = network(P)
IMAGES = 2

pytestmark = pytest.mark.skipif(all(map(runner.missing, runner.SIMULATORS)), reason="no simulator: apt install iverilog")


def cosimulated(files: dict[str, str], array: str, done: list[int] | None = None) -> CoSimulation:
    told = [] if done is None else done
    simulator = runner.choose(None, 0)
    with runner.simulation(P, files, simulator) as simulation:
        return cosimulate(simulation, NETWORK, examples(IMAGES), array, 4, lambda: told.append(1))


@pytest.mark.parametrize("array", ["ideal", "typical"])
def test_every_number_and_cycle_is_right(array: str) -> None:
    told: list[int] = []
    held = cosimulated(dict(hardware(P)), array, told)
    assert held.verdict.ok and not held.verdict.first_wrong
    assert len(told) == len(held.turns) == 5
    assert held.verdict.array_evaluations == IMAGES * evaluations(P, NETWORK)
    tallies = {kind: tally.compared for kind, tally in held.verdict.held.items()}
    assert tallies["results for the codes given"] == 5 * IMAGES * (8 + 12)
    assert tallies["layers' products"] == IMAGES * (9 + 20 + 3 + 9)
    assert ("exact results" in tallies) is (array == "ideal")
    for one in held.cycles:
        assert one.predicted == one.counted > 0
    assert sum(one.counted for one in held.cycles) == held.verdict.cycles_counted
    ran = passes.run(NETWORK, examples(IMAGES), Macros(P, NETWORK, array, 4), P.inputs[True])
    assert np.array_equal(held.products["forward"][-1][:, 0] + NETWORK.layers[-1].bias, ran.forward.scores)
    assert np.array_equal(held.products["backward"][0][:, 0], ran.backward.products[0])


def test_waves_are_those_of_the_first_product() -> None:
    held = cosimulated(dict(hardware(P)), "ideal")
    waves = held.turns[0].outcome
    rises = np.flatnonzero(np.diff(waves["wave_sample"][:, 0].astype(int)) > 0)
    assert len(rises) >= 3 and set(np.diff(rises)) == {P.period}
    driven = np.unpackbits(waves["wave_row_drive"], axis=1, bitorder="little")[rises, : P.array.rows]
    first = np.unpackbits(waves["drives"], axis=1, bitorder="little")[: len(rises), : P.array.rows]
    assert np.array_equal(driven, first)


@pytest.mark.parametrize("fault", ["column", "row"])
def test_a_fault_is_found(fault: str) -> None:
    files = dict(hardware(P))
    path, text, instead = FAULTS[fault](P)
    files[path] = files[path].replace(text, instead, 1)
    held = cosimulated(files, "typical")
    assert not held.verdict.ok
    assert held.verdict.held["results for the codes given"].wrong > 0
    assert held.verdict.held["layers' products"].wrong > 0
    assert held.verdict.first_wrong.startswith("product ")
