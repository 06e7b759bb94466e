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


@pytest.mark.parametrize("name", ["two_way", "entry_counting", "binary", "two_way_training"])
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


def test_layers_side_by_side_share_the_macros() -> None:
    p = macro("entry_counting")
    turns, beside = (estimate(p, "resnet18", Conditions(macros=64, pipeline=pipeline)) for pipeline in ("none", "layers"))
    assert sum(step.macros for step in beside.steps) == beside.macros <= 64
    assert beside.cycles == max(step.cycles for step in beside.steps) < 1.5 * turns.cycles
    with pytest.raises(ParameterError, match=r"^macros: 20 are too few for 21 layers side by side, a macro each$"):
        estimate(p, "resnet18", Conditions(macros=20, pipeline="layers"))


def test_a_batch_shares_the_weights_that_are_fetched() -> None:
    p = macro("entry_counting")
    once, batch = (estimate(p, "mnist_lsq", Conditions(batch=100, order=order)) for order in ("images", "layers"))
    assert estimate(p, "mnist_lsq", Conditions(batch=100)).conditions.order == "layers"
    assert batch.energy_uj < once.energy_uj and batch.cycles < once.cycles
    assert estimate(p, "mnist_lsq", Conditions(batch=1)).cycles == once.cycles
    memory = [step.counts["memory bits"] for step in (once.steps[-1], batch.steps[-1])]  # 32 x 49 weights for a single position
    assert memory[1] < memory[0] / 5


def test_the_mapper_takes_the_dataflow_that_moves_least() -> None:
    found = estimate(macro("entry_counting"), "resnet18", Conditions())
    order, *layers = found.comparisons
    assert order.taken == f"{found.conditions.order} in turn" and [each.what for each in layers] == [s.layer for s in found.steps]
    assert all(each.costs[each.taken] == min(each.costs.values()) for each in found.comparisons)
    assert len({each.taken for each in layers}) > 1


def test_binary_macros_have_an_image_each() -> None:
    one, four = (estimate(macro("binary"), "mnist_binary", Conditions(macros=macros)) for macros in (1, 4))
    assert four.fps == pytest.approx(4 * one.fps) and four.energy_uj == pytest.approx(one.energy_uj)
    assert sum(four.area_mm2.values()) == pytest.approx(4 * sum(one.area_mm2.values()))
    assert [len(found.comparisons[0].costs) for found in (one, four)] == [1, 2]
    assert four.comparisons[0].taken == "images in turn, copies of the network"


@pytest.mark.parametrize(("name", "field"), [("entry_counting", "duplication"), ("binary", "pipeline")])
def test_copies_of_layers_are_for_weights_that_stay(name: str, field: str) -> None:
    with pytest.raises(ParameterError, match=f"^{field}: .*macro"):
        estimate(macro(name), reference(macro(name)), Conditions(duplication="layers"))


def test_unknown_networks() -> None:
    with pytest.raises(DataError, match=r"^resnet19: neither an ONNX file nor a topology \(did you mean 'resnet18'\?\)"):
        estimate(macro("two_way"), "resnet19", Conditions())
    with pytest.raises(DataError, match=r"^resnet18: neither a file nor a network of ±1 weights"):
        estimate(macro("binary"), "resnet18", Conditions())
