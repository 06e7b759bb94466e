"""Gradients made in an array: steps of the emitted Verilog, held line by line, word by word and cycle by cycle."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from bitline.emit.bundle import hardware
from bitline.network.training import Learner
from bitline_sim import runner
from bitline_sim.runner import Simulation, simulation
from bitline_sim.scoreboard.two_way_training import judge
from bitline_sim.scoreboard.two_way_training.draw import steps
from macros.two_way_training.cases import CONVOLUTIONS, PERCEPTRON, two_way_training, variant

ARRAY = {"gradient": "array"}
SMALL = variant(training=ARRAY)
OTHERS = {
    "kept sums, flash, phases that stay": variant(
        input={"sign": "offset_binary"},
        weight={"sign": "differential"},
        adc={"kind": "flash", "share": 4},
        timing={"sample": 2, "stretch_bits": 0},
        training=ARRAY | {"macros": 1, "momentum_bits": 0, "rounding": "nearest"},
    ),
    "kept sums of cells that lose bits": variant(
        input={"sign": "offset_binary"}, nonideal={"retention_evaluations": 60.0}, training=ARRAY | {"macros": 1}
    ),
    "magnitudes in digits of two bits, odd lines": variant(
        array={"rows": 9, "columns": 6, "lines_per_read": 3},
        input={"sign": "sign_magnitude", "digit_bits": 2},
        weight={"sign": "offset_binary"},
        adc={"bits": 4, "share": 3},
        training=ARRAY | {"macros": 3, "gradient_rows": 3},
    ),
    "results that hold the array up": two_way_training(
        array={"rows": 4, "columns": 32, "lines_per_read": 4},
        input={"bits": 3, "digit_bits": 2},
        weight={"bits": 3},
        adc={"kind": "flash", "bits": 4, "share": 1},
        timing={"precharge": 1, "evaluate": 1, "sample": 1},
        training=ARRAY | {"macros": 2, "activation_bits": 3, "error_bits": 3},
    ),
}


@contextmanager
def built(p: Any) -> Iterator[Simulation]:
    if missing := runner.missing("icarus"):
        pytest.skip(missing)
    with simulation(p, hardware(p), "icarus") as made:
        yield made


@pytest.fixture(scope="module")
def small() -> Iterator[Simulation]:
    with built(SMALL) as made:
        yield made


def check(made: Simulation, learner: Learner, batch: int, *, array: str = "ideal", idle: float = 0.0, **settings: Any) -> None:
    """A step is right in every value and, without pauses, in every cycle."""
    s = steps(made.p, learner, 1, seed=1, batch=batch)  # pyright: ignore[reportArgumentType]
    got = made.run(s, seed=3, array=array, idle=idle, **settings).outcome
    verdict = judge(made.p, s, got, ideal=array == "ideal", full_rate=idle == 0, **settings)  # pyright: ignore[reportArgumentType]
    assert verdict.first_wrong == ""
    assert verdict.ok


def test_more_positions_than_rows_and_kernels_beyond_the_map(small: Simulation) -> None:
    check(small, CONVOLUTIONS, 1)


def test_longer_phases(small: Simulation) -> None:
    check(small, PERCEPTRON, 1, stretch=(1, 3, 2))


def test_typical_arrays_and_pauses(small: Simulation) -> None:
    check(small, PERCEPTRON, 1, array="typical", idle=0.3)


@pytest.mark.parametrize("p", OTHERS.values(), ids=OTHERS)
def test_other_arrays(p: Any) -> None:
    with built(p) as made:
        check(made, PERCEPTRON, 2)
        check(made, PERCEPTRON, 2, array="typical")
