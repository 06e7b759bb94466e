"""Runs of networks of integers as the command line makes them."""

from pathlib import Path

import numpy as np
import pytest

from bitline.estimate.conditions import Conditions
from bitline.network import datasets
from bitline.network.datasets import Dataset, Examples
from bitline.network.idx import DataError
from bitline.params import MacroParameters, ParameterError, parse, preset
from bitline_sim.runs import Outcome, Trial, run_of
from parameters import entry_counting

DIGITS = datasets.digits()


def ran(
    p: MacroParameters, name: str, data: Dataset = DIGITS, array: str = "ideal", samples: int | None = None, **conditions
) -> Outcome:
    run = run_of(p)
    assert run is not None
    given = Conditions(**{"batch": 1, **conditions})
    return run(p, name, data, Trial(array=array, chips=2, samples=samples, conditions=given))


def test_exact_converters_give_the_integer_network() -> None:
    outcome = ran(preset("two_way"), "digits_lsq")
    assert (outcome.samples, outcome.mismatches, outcome.figures["other_scores"]) == (449, 0, 0)
    assert outcome.accuracy == outcome.reference == outcome.figures["accuracy_network"] > 0.97


def test_converters_that_round_cost_accuracy() -> None:
    p = parse('extends = "two_way"\n[array]\nlines_per_read = 64\n[adc]\nbits = 4\nstep = 4\n', "test")
    outcome = ran(p, "digits_lsq", samples=100)
    assert outcome.mismatches == 0 and outcome.figures["other_scores"] == 100
    assert outcome.accuracy < outcome.figures["accuracy_network"]


def test_typical_chips_differ() -> None:
    outcome = ran(preset("two_way"), "digits_lsq", array="typical", samples=1)
    assert len(outcome.accuracies) == 2 and outcome.mismatches == 0


def test_a_run_is_placed_as_an_estimate() -> None:
    p = preset("two_way")
    few = ran(p, "digits_lsq", samples=2, macros=2, batch=2, order="layers")
    assert few.mismatches == 0 and set(few.comparisons[0].costs) == {
        "layers in turn, no copies",
        "layers in turn, copies of layers",
    }
    assert few.figures["cycles_per_image"] < ran(p, "digits_lsq", samples=1, macros=1).figures["cycles_per_image"]


def test_macros_share_the_cycles_of_entry_counting() -> None:
    one, four = (ran(preset("entry_counting"), "digits_lsq", samples=1, macros=macros) for macros in (1, 4))
    assert 2.5 < one.figures["cycles_per_image"] / four.figures["cycles_per_image"] < 4
    assert [each.what for each in four.comparisons] == ["network", "convolution 1", "convolution 2", "convolution 3", "scores"]


def test_binary_programs_have_no_layers_in_turn() -> None:
    with pytest.raises(ParameterError, match=r"^pipeline: a binary macro runs a network's whole program"):
        ran(preset("binary"), "mnist_binary", order="layers")


@pytest.fixture
def onnx_file(tmp_path: Path) -> Path:
    pytest.importorskip("onnx", reason="reads ONNX files: pip install 'bitline[onnx]'")
    from .onnx_graphs import drawn, written

    graph, output = drawn(9, "qcdq")
    assert graph.channels == 1
    return written(graph.model([output]), tmp_path / "drawn.onnx")


def test_a_file_runs(onnx_file: Path) -> None:
    assert ran(preset("two_way"), str(onnx_file), samples=50).mismatches == 0


def test_a_file_of_other_levels_is_refused(onnx_file: Path) -> None:
    p = entry_counting(weight={"low": -8, "high": 15}, activation={"low": -8, "high": 15})
    with pytest.raises(DataError, match=r"^drawn: .* has (inputs|weights|biases) of .* … .*, and macro takes .* … .*$"):
        ran(p, str(onnx_file))


@pytest.mark.parametrize("family", ["two_way", "entry_counting"])
def test_images_of_another_size_are_refused(family: str) -> None:
    some = Examples(np.zeros((2, 5, 5), np.uint8), np.zeros(2, np.uint8))
    with pytest.raises(DataError, match=r"^digits_lsq takes images of 8x8, and small has 5x5$"):
        ran(preset(family), "digits_lsq", Dataset("small", some, some))


def test_inputs_beyond_the_macro_s_are_refused() -> None:
    p = parse('extends = "two_way"\n[input]\nbits = 1\n', "test")
    with pytest.raises(DataError, match=r"^digits_lsq: convolution 1 has inputs of 0 … 3, and two_way takes 0 … 1$"):
        ran(p, "digits_lsq")
