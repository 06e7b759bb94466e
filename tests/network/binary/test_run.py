"""Whole networks on models of the macro, by name."""

import numpy as np
import pytest

from bitline.network.datasets import Dataset, Examples
from bitline.network.idx import DataError
from bitline.params import preset
from bitline_sim.runs import Trial, run_of
from bitline_sim.runs.binary import network_of, run

P = preset("binary")


def made_up(shape: tuple[int, int], count: int = 30) -> Dataset:
    rng = np.random.default_rng(1)
    images = (rng.integers(0, 256, (count, *shape)) * (rng.random((count, *shape)) < 0.3)).astype(np.uint8)
    examples = Examples(images, rng.integers(0, 10, count).astype(np.uint8))
    return Dataset("made up", examples, examples)


def test_the_built_in_network_on_the_ideal_array():
    outcome = run(P, "mnist_binary", made_up((28, 28)), Trial(samples=20))
    assert (outcome.samples, outcome.mismatches, outcome.accuracies) == (20, 0, (outcome.reference,))
    assert (outcome.figures["evaluations"], outcome.figures["row_writes"]) == (156, 0)


def test_typical_chips_are_drawn_one_after_the_other():
    told: list[None] = []
    both, second = (
        run(P, "mnist_binary", made_up((28, 28)), Trial(array="typical", chips=chips, seed=seed), lambda: told.append(None))
        for chips, seed in ((2, 5), (1, 6))
    )
    assert (len(both.accuracies), len(told)) == (2, 3)
    assert both.accuracies[1] == second.accuracy
    assert both.figures["accuracy_worst"] == min(both.accuracies)


def test_images_of_another_size():
    with pytest.raises(DataError, match=r"^mnist_binary takes images of 28x28, and made up has 8x8$"):
        run(P, "mnist_binary", made_up((8, 8)), Trial())


def test_networks_are_found_by_name():
    assert network_of("mnist_binary").name == "mnist_binary"
    with pytest.raises(DataError, match=r"^nothing: neither a file nor a built-in network; those are "):
        network_of("nothing")
    with pytest.raises(DataError, match=r"^none\.onnx: no such file$"):
        network_of("none.onnx")


def test_the_family_is_found_by_name():
    assert run_of(P) is run
