"""Networks on the training engine: cycles are those of the step's program, events those of its instructions."""

import dataclasses

import pytest

from bitline.estimate.conditions import Conditions
from bitline.estimate.costs import Estimate
from bitline.estimate.networks import estimate
from bitline.estimate.two_way_training import accepted
from bitline.network.idx import DataError
from bitline.network.learners import learner_named
from bitline.network.two_way_training.mapped import Mapped
from bitline.network.two_way_training.step import Rule, step
from bitline.params import ParameterError, preset
from bitline.params.two_way_training import TwoWayTraining


def engine(**training) -> TwoWayTraining:
    p = preset("two_way_training")
    assert isinstance(p, TwoWayTraining)
    return dataclasses.replace(p, training=dataclasses.replace(p.training, **training))


P = engine()


def on(network: str = "mlp", p: TwoWayTraining = P, **conditions) -> Estimate:
    return estimate(p, network, Conditions(**{"mode": "training", **conditions}))


@pytest.mark.parametrize("gradient", ["outer_product", "array"])
@pytest.mark.parametrize(("network", "batch"), [("mlp", 16), ("cnn", 2)])
def test_cycles_are_those_of_the_program(network: str, batch: int, gradient: str) -> None:
    p = engine(gradient=gradient)
    found = on(network, p, batch=batch)
    deep = engine(gradient=gradient, value_words=1 << 16, sum_words=1 << 16)
    program = step(Mapped(deep, learner_named(network), batch), Rule()).program
    assert found.cycles * batch == pytest.approx(accepted(deep, [(program, 0)])[-1] + 1)
    assert found.conditions.batch == batch


def test_phases_of_every_layer() -> None:
    found = on("cnn", batch=2)
    assert [(step.layer, step.phase) for step in found.steps] == [
        *(("first", phase) for phase in ("forward", "gradient", "update")),
        *((layer, phase) for layer in ("second", "scores") for phase in ("forward", "backward", "gradient", "update")),
    ]
    assert [step.layer for step in on("cnn", batch=2, mode="inference").steps] == ["first", "second", "scores"]


def test_a_forward_pass_is_the_beginning_of_a_step() -> None:
    """But for the targets, which are not taken, and the errors of the scores."""
    whole, forward = on("mlp", batch=4), on("mlp", batch=4, mode="inference")
    steps = [step for step in whole.steps if step.phase == "forward"]
    targets, errors = 2 + 4, 2 + 4 + 5
    assert 4 * forward.cycles == pytest.approx(4 * sum(step.cycles for step in steps) - targets - errors)


def test_events_by_hand() -> None:
    """64-32-10, forward: four words of inputs on one tile and two of results; then two words and one."""
    hidden, scores = on("mlp", batch=4, mode="inference").steps
    side = P.sides["forward"]
    assert hidden.counts["conversions"] == scores.counts["conversions"] == side.evaluations(False) * side.converters
    assert hidden.counts["products"] == 64 * 32 * 8 * 8 and scores.counts["products"] == 32 * 16 * 8 * 8
    assert hidden.counts["memory bits"] == 4 * 16 * 9  # the image
    assert hidden.operations == 2 * 64 * 32


def test_too_few_macros_fetch_weights_in_every_step() -> None:
    one, enough = (on("mlp", macros=macros, batch=4) for macros in (1, 2))
    weights = 2 * 2 + 1 * 2  # hidden and scores, loaded forward; loaded and stored on the way back
    fetched, kept = (sum(step.counts.get("memory bits", 0) for step in found.steps) for found in (one, enough))
    assert fetched - kept == weights * 128 * 64 * 8 / 4
    assert one.cycles > enough.cycles and sum(one.area_mm2.values()) < sum(enough.area_mm2.values())


def test_gradients_cost_adders_or_an_array() -> None:
    adders, array = (on("cnn", engine(gradient=gradient), batch=2) for gradient in ("outer_product", "array"))
    for found, converts in ((adders, False), (array, True)):
        assert all(("conversions" in step.counts) == converts for step in found.steps if step.phase == "gradient")
    assert array.area_mm2["array"] == 1.5 * adders.area_mm2["array"]  # three macros instead of two


def test_batches_are_the_networks_own_or_less() -> None:
    assert on("mlp").conditions.batch == on("mlp", batch=1000).conditions.batch == 16
    assert on("mnist_mlp", mode="inference").conditions.batch == 64


REFUSED = {
    "resnet18": "resnet18: a training engine has no max pool like that of maxpool",
    "densenet121": "densenet121: a training engine has no max pool like that of pool0",
    "mnist_binary": "mnist_binary: layer 2 has groups or a kernel that is not square, which a training engine lacks",
    "mlpp": r"mlpp: no network that learns (did you mean 'mlp'?); those are mlp,",
}


@pytest.mark.parametrize("network", REFUSED)
def test_networks_that_it_cannot_run(network: str) -> None:
    with pytest.raises(DataError) as refused:
        on(network)
    assert str(refused.value).startswith(REFUSED[network])


def test_layers_do_not_work_side_by_side() -> None:
    with pytest.raises(ParameterError, match=r"^pipeline: a training engine takes a batch through one layer after the other"):
        on(pipeline="layers")
