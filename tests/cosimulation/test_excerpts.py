"""Networks' own data through macros' emitted Verilog: results are those of the network, cycles those predicted."""

import importlib
from itertools import islice

import numpy as np
import pytest

from bitline.emit.bundle import hardware
from bitline.network import datasets
from bitline.network.datasets import Dataset, Examples
from bitline.network.idx import DataError
from bitline.params import MacroParameters, preset
from bitline_sim import runner
from bitline_sim.excerpts import Excerpt, excerpts_of, spread
from macros.entry_counting.cases import small
from parameters import two_way

PLANES = two_way(
    array={"rows": 48, "columns": 8, "lines_per_read": 8}, input={"bits": 2}, weight={"bits": 3}, adc={"bits": 4, "share": 4}
)
LANES = small(
    store={"lanes": 48, "lanes_per_beat": 24},
    accumulator={"dot_products": 3},
    requantizer={"multiplier_bits": 16, "output_bits": 3, "pool": 4},
)
DIGITS = datasets.digits()


def enlarged() -> Dataset:
    """The digits as images of 28 x 28, which the built-in network of a binary macro takes."""
    images = np.pad(np.kron(DIGITS.test.images, np.ones((1, 3, 3), np.uint8)), ((0, 0), (2, 2), (2, 2)))
    examples = Examples(images, DIGITS.test.labels)
    return Dataset("large digits", examples, examples)


def held(p: MacroParameters, excerpt: Excerpt) -> set[str]:
    """The kinds of values that were held against what they should be, none of which was wrong."""
    if missing := runner.missing("icarus"):
        pytest.skip(missing)
    outcome = runner.run(p, hardware(p), excerpt.stimulus, simulator="icarus").outcome
    scoreboard = importlib.import_module(f"bitline_sim.scoreboard.{p.family}")
    verdict = scoreboard.judge(p, excerpt.stimulus, outcome, ideal=True, full_rate=True)
    excerpt.hold(outcome, verdict)
    assert verdict.ok, verdict.first_wrong
    return {kind for kind, tally in verdict.held.items() if tally.compared}


def test_tiles_of_a_layer() -> None:
    (one,) = islice(excerpts_of(PLANES)(PLANES, "digits_lsq", DIGITS, 2), 2, 3)
    assert one.name == "convolution 2, tile 0" and one.stimulus["vectors"].any()
    assert "exact results" in held(PLANES, one)


def test_positions_of_a_layer() -> None:
    first, second, *_ = excerpts_of(LANES)(LANES, "digits_lsq", DIGITS, 2)
    assert (first.name, second.name) == ("convolution 1", "convolution 2")
    assert "results of the network" in held(LANES, second)


def test_whole_images() -> None:
    p = preset("binary")
    (one,) = excerpts_of(p)(p, "mnist_binary", enlarged(), 1)
    assert {"decisions", "labels of the network"} <= held(p, one)


def test_a_step_of_learning() -> None:
    """As the bench takes it; it runs on an engine in the campaign of the gates."""
    p = preset("two_way_training")
    (one,) = excerpts_of(p)(p, "mlp", DIGITS, 1)
    assert one.name == "64-32-10" and one.stimulus["kind"].tolist() == [1, 0] * 3


def test_multipliers_that_the_requantizer_does_not_hold() -> None:
    p = small(store={"lanes": 48, "lanes_per_beat": 24}, accumulator={"dot_products": 3}, requantizer={"multiplier_bits": 15})
    with pytest.raises(
        DataError, match=r"^digits_lsq: convolution 1 has multipliers of 0 … 24139, and macro takes -16384 … 16383$"
    ):
        list(excerpts_of(p)(p, "digits_lsq", DIGITS, 1))


@pytest.mark.parametrize("name", ["two_way", "entry_counting", "binary", "two_way_training"])
def test_a_network_that_is_not_there(name: str) -> None:
    p = preset(name)
    with pytest.raises(DataError, match=r"^none\.npz: |^none: "):
        list(excerpts_of(p)(p, "none", DIGITS, 1))


def test_positions_are_spread() -> None:
    assert spread(3, 64).tolist() == [0, 32, 63]
    assert spread(9, 4).tolist() == [0, 1, 2, 3]
