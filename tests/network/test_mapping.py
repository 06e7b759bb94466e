"""What the mapper chooses is what is estimated, run and simulated: cycles and values of trained networks on a few small macros."""

from collections.abc import Iterator

import numpy as np
import pytest

from bitline.emit.bundle import hardware
from bitline.estimate.conditions import Conditions
from bitline.estimate.entry_counting import timeline
from bitline.estimate.networks.entry_counting import mapped as estimated
from bitline.estimate.networks.two_way import mapped
from bitline.network import builtin, datasets
from bitline.network.entry_counting.graph import graph
from bitline.network.entry_counting.store import load
from bitline.network.integers import IntegerNetwork
from bitline.network.quantize import quantized
from bitline.network.workloads import workload_of, workload_of_dense
from bitline.params import parse
from bitline.params.two_way import DIRECTIONS, TwoWay
from bitline_sim import runner
from bitline_sim.network.chips import Chips
from bitline_sim.network.cosimulation import cosimulate, inference
from bitline_sim.network.dataflows import cosimulated
from bitline_sim.network.integers import levels, scores
from bitline_sim.network.training import train
from bitline_sim.runs.entry_counting import shares
from parameters import entry_counting

IMAGES = datasets.digits().test.images[:2]

pytestmark = pytest.mark.skipif(all(map(runner.missing, runner.SIMULATORS)), reason="no simulator: apt install iverilog")


CHOICES = {
    "tiles that come and go": ({"macros": 2}, "layers in turn, copies of layers"),
    "tiles that come and go for every image": ({"macros": 2, "order": "images"}, "images in turn, copies of layers"),
    "a macro a tile": ({}, "images in turn, no copies"),
    "copies of layers": ({"macros": 12}, "images in turn, copies of layers"),
    "copies of the network": ({"macros": 22, "duplication": "network"}, "images in turn, copies of the network"),
}
"""Conditions, and what the mapper takes."""


def macro() -> TwoWay:
    """As few reads a product as weights of three bits and inputs of two allow, so that whole images take seconds."""
    p = parse(
        'extends = "two_way"\n[array]\nrows = 96\ncolumns = 16\nlines_per_read = 48\n[adc]\nbits = 6\nshare = 1\n'
        "[input]\nbits = 2\n[weight]\nbits = 3\n",
        "test",
    )
    assert isinstance(p, TwoWay)
    return p


def convolutions() -> IntegerNetwork:
    file = builtin.path("digits_lsq")
    assert file is not None
    return graph(load(file))


P, NETWORK = macro(), convolutions()


@pytest.fixture(scope="module")
def simulation() -> Iterator[runner.Simulation]:
    with runner.simulation(P, hardware(P), runner.choose(None, 0)) as made:
        yield made


@pytest.mark.parametrize(("case", "images"), [("tiles that come and go", 2), ("copies of layers", 1)])
def test_the_estimate_counts_what_the_simulation_counts(simulation: runner.Simulation, case: str, images: int) -> None:
    conditions, _ = CHOICES[case]
    found = mapped(P, workload_of(NETWORK), Conditions(batch=images, **conditions))
    assert max(place.copies for place in found.placement.places) > 1
    held = inference(simulation, NETWORK, IMAGES[:images], found.placement)
    assert held.verdict.ok and not held.verdict.first_wrong
    assert held.cycles_in_turn() == [images * step.cycles for step in found.estimate.steps]
    assert sum(held.cycles_in_turn()) / images == found.estimate.cycles
    assert {each.turn.macro for each in held.turns} == set(range(found.placement.macros))


@pytest.mark.parametrize("case", CHOICES)
def test_the_golden_model_follows(case: str) -> None:
    conditions, taken = CHOICES[case]
    found = mapped(P, workload_of(NETWORK), Conditions(batch=len(IMAGES), **conditions))
    assert found.estimate.comparisons[0].taken == taken
    images = datasets.digits().test.images[:7]
    assert np.array_equal(scores(NETWORK, images, Chips(P, NETWORK, "ideal", placement=found.placement)), scores(NETWORK, images))


def test_errors_go_back_by_the_same_choice(simulation: runner.Simulation) -> None:
    """A perceptron on one macro: a tile comes for the forward product, and again for the backward one."""
    data = datasets.digits()
    perceptron = train(data.train, 16, 2, seed=0)
    network = quantized(perceptron, data.train, inputs=P.inputs[False], weights=P.weights, errors=P.inputs[True])
    found = mapped(P, workload_of_dense(network), Conditions(mode="training", macros=1, order="images"))
    held = cosimulate(simulation, network, data.test.at(slice(1)), "ideal", 0, placement=found.placement)
    assert held.verdict.ok and not found.placement.resident and len(held.turns) == 2 * 2
    cycles = {phase: [step.cycles for step in found.estimate.steps if step.phase == phase] for phase in DIRECTIONS}
    assert held.cycles_in_turn(("forward",)) == cycles["forward"]
    assert held.cycles_in_turn(("backward",))[1:] == cycles["backward"]  # no errors for the network's input


def test_entry_counting_macros_share_each_layer() -> None:
    """Two macros: every share's program in the Verilog, and the cycles of the run."""
    p = entry_counting(store={"lanes": 48, "words": 24}, accumulator={"count": 32})
    found = estimated(p, workload_of(NETWORK), Conditions(batch=1, macros=2))
    values, sized = levels(NETWORK, IMAGES[:1]), workload_of(NETWORK).products
    with runner.simulation(p, hardware(p), runner.choose(None, 0)) as simulation:
        for number in (1, 3):
            node, step = NETWORK.products[number], found.steps[number]
            made = list(shares(p, sized[number], step.macros, node, values[node.sources[0]]))
            runs = [cosimulated(simulation, share.plan, share.program) for share in made]
            assert all(run.verdict.ok for run in runs) and len(runs) == min(2, values[node.name].shape[1])
            assert found.comparisons[1 + number].taken == f"{made[0].plan.dataflow}-stationary"
            results = np.concatenate([run.results for run in runs])
            assert np.array_equal(results, values[node.name].reshape(-1, node.layer.channels))
            cycles = max(run.verdict.cycles_counted for run in runs)
            assert cycles == max(timeline(p, share.program.operations, share.live).cycles for share in made)
