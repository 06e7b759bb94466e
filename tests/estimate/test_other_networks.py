"""Networks on entry-counting and binary macros: what is counted, what is shared out, and what is refused."""

import pytest

from bitline.estimate.binary_network import decision
from bitline.estimate.conditions import Conditions
from bitline.estimate.networks import estimate, reference
from bitline.network import builtin
from bitline.network.binary.mapping import mapped
from bitline.network.binary.store import load
from bitline.network.idx import DataError
from bitline.params import MacroParameters, ParameterError, preset
from bitline.params.binary import Binary


def macro(name: str) -> MacroParameters:
    return preset(name)


def test_searches_of_every_lane_are_paid_for() -> None:
    found = estimate(macro("entry_counting"), "digits_lsq", Conditions())
    first = found.steps[0]
    assert first.counts["products"] == 64 * 16 * 1 * 9 * 128 == first.counts["counted lanes"]  # 3 x 3 x 1 fit one word
    assert first.fill == 9 / 128
    assert found.cycles > 64 * 16 * 9


def test_macros_share_the_positions_of_a_layer() -> None:
    one, four = (estimate(macro("entry_counting"), "mnist_lsq", Conditions(macros=macros)) for macros in (1, 4))
    assert 3 < four.fps / one.fps <= 4
    assert four.steps[0].counts["products"] == pytest.approx(one.steps[0].counts["products"], rel=0.01)


def test_layers_share_the_cycles_and_energy_of_a_binary_program() -> None:
    p, file = macro("binary"), builtin.path("mnist_binary")
    assert isinstance(p, Binary) and file is not None
    whole = decision(mapped(p, load(file)))
    found = estimate(p, "mnist_binary", Conditions())
    assert found.cycles == pytest.approx(whole.cycles)
    assert found.energy_by_part()["array"] == pytest.approx(whole.energy_nj / 1000)
    assert found.operations == 2 * whole.products
    assert sum(step.counts["products"] for step in found.steps) == whole.evaluations * 128 * 128


@pytest.mark.parametrize("name", ["two_way", "entry_counting", "binary"])
def test_every_family_has_a_network_to_be_shown_with(name: str) -> None:
    assert estimate(macro(name), reference(macro(name)), Conditions()).fps > 0


REFUSED = {
    (
        "entry_counting",
        "resnet18",
        "training",
    ): "mode: entry counting has no backward products; training is estimated on two-way macros",
    (
        "binary",
        "mnist_binary",
        "training",
    ): "mode: binary macros have no backward products; training is estimated on two-way macros",
}


@pytest.mark.parametrize(("name", "network", "mode"), REFUSED)
def test_what_a_family_cannot_do(name: str, network: str, mode) -> None:
    with pytest.raises(ParameterError, match=f"^{REFUSED[name, network, mode]}$"):
        estimate(macro(name), network, Conditions(mode=mode))


def test_weights_do_not_stay() -> None:
    with pytest.raises(ParameterError, match=r"^pipeline: weights do not stay in entry-counting macros"):
        estimate(macro("entry_counting"), "resnet18", Conditions(pipeline="layers"))


def test_unknown_networks() -> None:
    with pytest.raises(DataError, match=r"^resnet19: neither an ONNX file nor a topology \(did you mean 'resnet18'\?\)"):
        estimate(macro("two_way"), "resnet19", Conditions())
    with pytest.raises(DataError, match=r"^resnet18: neither a file nor a network of ±1 weights"):
        estimate(macro("binary"), "resnet18", Conditions())
