"""Networks on two-way macros: cycles as the timeline has them, operations as published, energies from counts."""

import dataclasses
import itertools
import math

import pytest

from bitline.estimate.conditions import Conditions
from bitline.estimate.costs import PARTS, Estimate
from bitline.estimate.networks import estimate
from bitline.estimate.two_way import Kind, cycles, timeline
from bitline.network.topologies import named
from bitline.params import ParameterError, formats, preset
from bitline.params.two_way import TwoWay


def macro() -> TwoWay:
    p = preset("two_way_28nm")
    assert isinstance(p, TwoWay)
    return p


P = macro()


def on(network: str = "mnist_perceptron", p: TwoWay = P, **conditions) -> Estimate:
    return estimate(p, network, Conditions(**conditions))


def test_a_layer_takes_the_cycles_of_its_products_one_after_the_other() -> None:
    found = on("digits_lsq", mode="training")
    workload = named("digits_lsq")
    assert workload is not None
    for layer in workload.products:
        for phase, signed in (("forward", False), ("backward", True)):
            steps = [step for step in found.steps if (step.layer, step.phase) == (layer.name, phase)]
            if steps:
                assert steps[0].cycles == timeline(P, [(phase, signed)] * layer.positions).cycles
    assert [step.phase for step in found.steps[:3]] == ["forward", "gradient", "update"]  # no errors for the network's input


def test_weights_that_do_not_stay_are_written_once_a_batch() -> None:
    turns = on(macros=3, batch=10, order="layers")
    loaded: list[tuple[Kind, bool]] = [("write", False)] * P.array.rows
    for step, tiles in zip(turns.steps, (7 * 2, 1), strict=True):  # of 784 x 128 and of 128 x 10
        passed: list[tuple[Kind, bool]] = [("forward", False)] * 10
        assert step.cycles == timeline(P, (loaded + passed) * math.ceil(tiles / 3)).cycles / 10
    images = on(macros=3, order="images")
    assert images.cycles == sum(timeline(P, [*loaded, ("forward", False)] * rounds).cycles for rounds in (5, 1))
    fetched = [found.steps[0].counts["memory bits"] - 784 * 8 for found in (images, turns)]
    waiting = 128 * (8 + 2 * (5 - 1) * formats.width(P.sides["forward"].results))  # activations, and sums between five rounds
    assert fetched == [784 * 128 * 8, 784 * 128 * 8 / 10 + waiting]


@pytest.mark.parametrize(("network", "operations"), [("resnet18", 10.648e9), ("densenet121", 16.77e9)])
def test_operations_of_a_training_step_are_the_published_rule(network: str, operations: float) -> None:
    assert on(network, mode="training").operations == pytest.approx(operations, rel=1e-3)


def test_positions_make_the_frames_a_second_of_the_plain_model() -> None:
    """One copy, a converter a line: 168 ns a position forward, whatever the layer."""
    p = dataclasses.replace(P, adc=dataclasses.replace(P.adc, share=1))
    assert on("resnet18", p).fps == pytest.approx(1 / (30_234 * 168e-9), rel=1e-3)


def test_layers_side_by_side_are_as_fast_as_the_slowest() -> None:
    found = on("resnet18", pipeline="layers")
    assert found.cycles == max(step.cycles for step in found.steps) < sum(step.cycles for step in found.steps) / 2


def test_copies_of_the_network_share_nothing_but_the_memory() -> None:
    once, thrice = on("vgg8"), on("vgg8", macros=3 * 1592, duplication="network")
    assert thrice.fps == pytest.approx(3 * once.fps) and thrice.energy_uj == pytest.approx(once.energy_uj)
    assert sum(thrice.area_mm2.values()) == pytest.approx(3 * sum(once.area_mm2.values()))


def test_the_memory_can_be_what_limits() -> None:
    slow = dataclasses.replace(P, physical=dataclasses.replace(P.physical, technology="sky130hd", product_fj=100.0))
    found = on("vgg8", slow, mode="training", macros=40_000, pipeline="layers", duplication="layers")
    assert found.seconds == found.memory_seconds > found.compute_seconds


def test_energy_is_what_happens_times_what_it_costs() -> None:
    found = on("mnist_perceptron")
    first = found.steps[0]
    assert first.counts["products"] == 784 * 128 * 64
    assert first.counts["conversions"] == 14 * P.sides["forward"].evaluations(False) * P.sides["forward"].converters
    array = sum(step.counts["products"] for step in found.steps) * found.prices["products"] * 1e-9
    assert found.energy_by_part()["array"] == pytest.approx(array)
    assert found.energy_uj == pytest.approx(sum(found.energy_by_part()[part] for part in PARTS))
    assert 0 < found.utilization < 1


def test_a_product_with_its_conversion_costs_what_was_published() -> None:
    """At 16 products and 5 bits, as the published energy is read, cells and converters add up to it."""
    p = preset("two_way")
    assert isinstance(p, TwoWay)
    prices = on(p=p).prices
    assert prices["products"] + prices["conversions"] / 16 == pytest.approx(p.physical.product_fj)


@pytest.mark.parametrize("network", ["resnet18", "densenet121", "mnist_binary"])
def test_no_condition_makes_more_of_macros_than_there_is(network: str) -> None:
    choices = itertools.product(("inference", "training"), ("none", "layers"), ("none", "network", "layers"), (0, 50, 20_000))
    for mode, pipeline, duplication, macros in choices:
        if macros == 50 and pipeline == "layers":
            continue  # refused where 50 do not hold the network
        found = on(network, mode=mode, pipeline=pipeline, duplication=duplication, macros=macros)
        assert 0 < found.utilization <= 1 + 1e-9 and found.fps > 0
        assert all(energy >= 0 for energy in found.energy_by_part().values())


def test_energies_of_two_processes_do_not_mix() -> None:
    mixed = dataclasses.replace(P, physical=dataclasses.replace(P.physical, technology="65nm"))
    sentence = (
        "physical.product_fj: 4.26 is no more than the 8.26 fJ of its share of a conversion in 65 nm low-power CMOS;"
        " set both for one process"
    )
    with pytest.raises(ParameterError) as refused:
        on(p=mixed)
    assert str(refused.value) == sentence


def test_a_macro_that_is_read_one_way_trains_nothing() -> None:
    one_way = dataclasses.replace(P, array=dataclasses.replace(P.array, directions="forward"))
    assert on(p=one_way).cycles == on().cycles
    with pytest.raises(ParameterError, match=r"^array.directions: 'forward' leaves errors no way back; training needs 'both'$"):
        on(p=one_way, mode="training")


def test_repeated_operations_need_not_be_walked_through() -> None:
    runs: list[tuple[Kind, bool, int]] = [("write", False, 9), ("forward", False, 5), ("backward", True, 3), ("read", False, 2)]
    single: list[tuple[Kind, bool]] = [(kind, signed) for kind, signed, times in runs * 2 for _ in range(times)]
    assert cycles(P, runs * 2) == timeline(P, single).cycles


def test_the_mapper_takes_what_costs_least() -> None:
    """Few macros for a batch: a layer's weights stay for all of it; spare macros hold copies."""
    few, many = on("vgg8", macros=100), on("vgg8", macros=4000)
    for found in (few, many):
        (compared,) = found.comparisons
        assert compared.costs[compared.taken] == min(compared.costs.values()) == pytest.approx(found.cost)
    assert len(few.comparisons[0].costs) > 2 and len(many.comparisons[0].costs) == 6
    assert few.comparisons[0].taken.startswith("layers in turn") and "copies of" in many.comparisons[0].taken
    assert (few.conditions.order, many.conditions.order) == ("layers", "images")
    for order, duplication in itertools.product(("images", "layers"), ("none", "network", "layers")):
        assert on("vgg8", macros=4000, order=order, duplication=duplication).cost >= many.cost
    with pytest.raises(ParameterError, match=r"^order: layers that work side by side have an image each: order must be 'images'$"):
        on(pipeline="layers", order="layers")


def test_macros_read_one_way_do_not_train() -> None:
    p = dataclasses.replace(P, array=dataclasses.replace(P.array, directions="forward"))
    assert on("vgg8", p).cycles == on("vgg8").cycles
    with pytest.raises(ParameterError, match=r"^array\.directions: 'forward' leaves errors no way back; training needs 'both'$"):
        on("vgg8", p, mode="training")


def test_a_longer_batch_spares_loads_and_updates() -> None:
    few, many = (on("mnist_perceptron", mode="training", macros=3, batch=batch) for batch in (10, 1000))
    assert many.energy_uj < few.energy_uj and many.cycles < few.cycles
