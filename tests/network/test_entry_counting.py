"""Networks of few levels: on disk, in integers, by counts, and as a run of the command line."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from bitline.network import builtin, datasets
from bitline.network.entry_counting.layers import LsqNetwork
from bitline.network.entry_counting.store import load, save
from bitline.network.idx import DataError
from bitline.params import preset
from bitline.params.entry_counting import EntryCounting
from bitline_sim.network.entry_counting import counted, exact, passed, pooled, results, scores
from bitline_sim.runs import Trial, run_of
from parameters import entry_counting

DIGITS = datasets.digits()


@pytest.fixture(scope="module")
def network() -> LsqNetwork:
    file = builtin.path("digits_lsq")
    assert file is not None
    return load(file)


def test_weights_and_inputs_have_few_levels(network: LsqNetwork) -> None:
    inputs = passed(network, DIGITS.test.images[:50]).inputs
    assert all(set(np.unique(layer.weights)) <= set(network.weights) for layer in network.layers)
    assert all(set(np.unique(entering)) <= set(network.activations) for entering in inputs)


def test_counts_make_the_same_sums(network: LsqNetwork) -> None:
    images = DIGITS.test.images[:20]
    p = preset("entry_counting")
    assert isinstance(p, EntryCounting)
    for layer, entering in zip(network.layers, passed(network, images).inputs, strict=True):
        assert np.array_equal(counted(p)(layer, entering), exact(layer, entering))
    assert np.array_equal(scores(network, images, counted(p)), scores(network, images))


def test_a_result_by_hand(network: LsqNetwork) -> None:
    """The corner of the first layer, written out."""
    layer = network.layers[0]
    image = network.entered(DIGITS.test.images[:1])
    assert layer.rescale is not None
    total = sum(
        int(layer.weights[3, row, column, 0]) * int(image[0, row - 1, column - 1, 0]) for row in (1, 2) for column in (1, 2)
    )
    value = (total + int(layer.rescale.bias[3])) * int(layer.rescale.multiplier[3]) / 2**layer.rescale.shift
    assert results(layer, image)[0, 0, 0, 3] == min(max(round(value), 0), 3)


def test_windows_by_hand() -> None:
    values = np.arange(50).reshape(1, 5, 5, 2)
    assert pooled(values, 2)[0, :, :, 0].tolist() == [[12, 16], [32, 36]]


def test_a_network_is_read_as_it_was_written(network: LsqNetwork, tmp_path: Path) -> None:
    save(network, tmp_path / "a.npz")
    again = load(tmp_path / "a.npz")
    assert np.array_equal(scores(again, DIGITS.test.images[:9]), scores(network, DIGITS.test.images[:9]))
    assert again.figures == network.figures
    save(dataclasses.replace(again, name="b"), tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


@pytest.mark.parametrize("content", [b"", b"PK", b"not an archive at all"])
def test_damaged_files_are_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "broken.npz"
    file.write_bytes(content)
    with pytest.raises(DataError, match=r"broken\.npz: not a network as this version writes it"):
        load(file)


def test_the_run_of_the_command_line() -> None:
    p = preset("entry_counting")
    run = run_of(p)
    assert run is not None
    outcome = run(p, "digits_lsq", DIGITS, Trial())
    assert outcome.mismatches == 0 and outcome.samples == 449
    assert outcome.accuracy == outcome.reference > 0.97


@pytest.mark.parametrize(
    ("p", "name", "sentence"),
    [
        (
            entry_counting(weight={"low": -1, "high": 1}),
            "digits_lsq",
            "digits_lsq: convolution 1 has weights of -3 … 3, and macro takes -1 … 1",
        ),
        (entry_counting(), "mnist_lsq", "mnist_lsq takes images of 28x28, and digits has 8x8"),
        (entry_counting(), "nothing", "nothing: neither a file nor a built-in network; those are .*"),
    ],
)
def test_what_does_not_fit_is_refused(p: EntryCounting, name: str, sentence: str) -> None:
    run = run_of(p)
    assert run is not None
    with pytest.raises(DataError, match=f"^{sentence}$"):
        run(p, name, DIGITS, Trial(samples=4))
