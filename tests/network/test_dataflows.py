"""Layers in each dataflow, through the macro's reference: results, windows, residuals, traffic; and the choice among them."""

import dataclasses
from typing import Any

import numpy as np
import pytest

from bitline.estimate.entry_counting import events, timeline
from bitline.estimate.entry_counting_network import choose, traffic
from bitline.network.convolution import Layer, Rescale
from bitline.network.entry_counting.dataflows import DATAFLOWS, Dataflow, Plan, Task, plans
from bitline.params import ParameterError
from bitline.params.entry_counting import EntryCounting
from bitline_sim.network.dataflows import gathered, pixel_order, program_of
from bitline_sim.network.entry_counting import results
from macros.entry_counting.cases import small
from parameters import entry_counting

P = small(store={"lanes": 8, "words": 12}, accumulator={"count": 8}, requantizer={"pool": 4, "multiplier_bits": 12})


def layer(seed: int = 0, *, channels: int = 5, inputs: int = 2, pool: int = 1, stride: int = 1, **rescale: Any) -> Layer:
    rng = np.random.default_rng(seed)
    scales = {"bias": rng.integers(-9, 9, channels), "multiplier": rng.integers(-99, 99, channels)}
    return Layer(
        name="a layer",
        weights=rng.integers(-3, 4, (channels, 3, 3, inputs)).astype(np.int8),
        stride=stride,
        padding=1,
        rescale=Rescale(**scales, shift=9, low=-3, high=3, **rescale),
        pool=pool,
    )


def made(p: EntryCounting, plan: Plan, some: Layer, image: np.ndarray, residual: np.ndarray) -> np.ndarray:
    """A layer's results as the macro's reference makes them of the plan's operations."""
    order = pixel_order(some, image.shape[1])
    patches = some.patches(image)[0].reshape(-1, some.matrix.shape[1])[order]
    program = program_of(p, plan, some, patches, residual.reshape(-1, some.channels)[order])
    outcome = program.reference()
    assert not outcome.illegal and not outcome.overflow
    predicted = events(p, program.operations, outcome.live)
    assert outcome.events == dict(predicted)
    return gathered(plan, np.array(outcome.results))


CASES: dict[str, tuple[EntryCounting, Layer]] = {
    "plain": (P, layer()),
    "windows": (P, layer(pool=2)),
    "windows and strides": (P, layer(stride=2, pool=2)),
    "residual": (P, layer(residual_multiplier=50)),
    "windows and residual": (P, layer(pool=2, residual_multiplier=-50)),
    "sums": (P, dataclasses.replace(layer(), rescale=None)),
    "one channel": (P, layer(channels=1)),
    "two halves": (small(store={"lanes": 8, "words": 12, "double_buffer": True}), layer()),
    "more parts than words": (small(store={"lanes": 2, "words": 5}), layer()),
}


@pytest.mark.parametrize("dataflow", DATAFLOWS)
@pytest.mark.parametrize("case", CASES)
def test_every_dataflow_makes_the_layer(case: str, dataflow: Dataflow) -> None:
    p, some = CASES[case]
    rng = np.random.default_rng(1)
    image = rng.integers(0, 4, (1, 6, 6, 2))
    residual = rng.integers(-8, 8, (1, some.size(6), some.size(6), some.channels))
    task = Task.of(p, some, 6)
    wanted = results(some, image, residual if task.residual else None).reshape(-1, some.channels)
    possible = plans(p, task)[dataflow]
    assert len(possible) > 0 or case == "more parts than words"
    for plan in possible[::3]:
        assert made(p, plan, some, image, residual).tolist() == wanted.tolist()


@pytest.mark.parametrize("dataflow", DATAFLOWS)
def test_two_halves_are_loaded_while_they_compute(dataflow: Dataflow) -> None:
    """Where a load is shorter than its products it takes no time, but for the first one."""
    task = Task(pixels=12, channels=8, steps=2, rescaled=False)
    taken = {}
    for halves in (1, 2):
        p = small(store={"lanes": 8, "words": 4 * halves, "double_buffer": halves == 2})
        (plan, *_) = plans(p, task)[dataflow]
        taken[halves] = timeline(p, plan.operations, [9] * task.pixels * task.channels * task.steps).cycles
        loads = sum(order.stored is not None for order in plan.orders)
        load = p.word_cycles * max(order.operation.steps for order in plan.orders if order.stored is not None)
    assert loads > 1 and taken[1] - taken[2] >= (loads - 1) * load


def test_traffic_by_hand() -> None:
    """Two steps of a hundred pixels and four channels; two steps of four channels are six words too many for a store of six."""
    p = small(store={"words": 4}, accumulator={"count": 4, "dot_products": 2})
    task = Task(pixels=100, channels=4, steps=2)
    word, total = 6 * 3, 8  # six lanes of three bits; 2 * 6 * 9 and the sign
    weight = choose(p, task).traffic["weight"]
    # each half of the channels is stored once, and meets all pixels; one read and one write between the steps of a sum
    assert (weight.stored, weight.streamed, weight.accumulated) == (8 * word, 2 * 200 * word, 2 * 400 * total)
    inputs = choose(p, task).traffic["input"]
    assert (inputs.stored, inputs.streamed, inputs.accumulated) == (200 * word, 50 * 8 * word, 2 * 400 * total)


@pytest.mark.parametrize(
    ("task", "dataflow"),
    [
        (Task(pixels=784, channels=16, steps=1), "weight"),
        (Task(pixels=1, channels=400, steps=9), "input"),
        (Task(pixels=16, channels=4, steps=40), "output"),
    ],
)
def test_the_cheapest_dataflow(task: Task, dataflow: Dataflow) -> None:
    """Few weights and many pixels, the reverse, and more parts than the store has words."""
    p = entry_counting()
    choice = choose(p, task)
    assert choice.dataflow == dataflow
    assert choice.why.startswith(f"{dataflow}-stationary moves {traffic(p, choice.plan).bits:,} bits (")


def test_what_fits_in_no_dataflow() -> None:
    with pytest.raises(ParameterError, match=r"^accumulator\.count: 4 sums have no room for a window of 9 pixels$"):
        choose(small(store={"words": 1}), Task(pixels=9, channels=1, steps=2, window=9))
