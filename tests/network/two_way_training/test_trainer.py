"""Steps of training against loops in Python's integers; products through the arrays against plain ones."""

import dataclasses
from collections.abc import Iterator

import numpy as np
import pytest

from bitline.network.training import Layer, Learner, Map
from bitline.params.two_way import Adc
from bitline_sim.golden.two_way_training import Generator
from bitline_sim.network.two_way_training.arithmetic import Floats, Integers
from bitline_sim.network.two_way_training.macros import OnMacros
from bitline_sim.network.two_way_training.products import Exact, Floating
from bitline_sim.network.two_way_training.run import trainer_of
from bitline_sim.network.two_way_training.trainer import Trainer
from bitline_sim.network.two_way_training.unfold import folded, unfolded

from .engines import convolutional, engine, perceptron
from .loops import step


def batch(learner: Learner, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Random images and labels."""
    rng, shape = np.random.default_rng(seed), learner.layers[0].map
    return rng.integers(0, 256, (4, shape.height, shape.width * shape.channels), np.uint8), rng.integers(0, 3, 4)


def bits_of(generator: Generator) -> Iterator[int]:
    while True:
        yield int(generator.take(1, 1, 1).item())


@pytest.mark.parametrize("learner", [convolutional(), perceptron()], ids=lambda learner: learner.name)
@pytest.mark.parametrize("choices", [{}, {"activation_bits": 5, "error_bits": 6, "random_bits": 11}], ids=["8 bits", "fewer"])
def test_steps_by_loops(learner, choices):
    p = engine(**choices)
    trainer = trainer_of(p, learner, "ideal", 3)
    bits = bits_of(Generator(3))
    for seed in range(3):
        images, labels = batch(learner, seed)
        before = [weights.tolist() for weights in trainer.state.weights]
        entering = (images >> 8 - p.training.activation_bits).reshape(len(images), -1).tolist()
        trainer.step(images, labels)
        assert [weights.tolist() for weights in trainer.state.weights] == step(p, learner, before, entering, labels.tolist(), bits)
        assert [weights.tolist() for weights in trainer.state.weights] != before


@pytest.mark.parametrize("gradient", ["outer_product", "array"])
@pytest.mark.parametrize("learner", [convolutional(), perceptron()], ids=lambda learner: learner.name)
def test_ideal_macros_teach_what_plain_products_do(learner, gradient):
    p = engine(gradient=gradient)
    plain = Trainer(learner, Integers(p, learner), Exact(), 1)
    through = Trainer(learner, Integers(p, learner), OnMacros(p, learner, "ideal"), 1)
    for seed in range(2):
        for trainer in (plain, through):
            trainer.step(*batch(learner, seed))
    for one, other in zip(plain.state.weights, through.state.weights, strict=True):
        assert (one == other).all()


@pytest.mark.parametrize("array", ["ideal", "typical"])
def test_every_product_goes_through_converters(array):
    """Coarse ones, or a typical array's, change forward and backward products and gradients."""
    p = dataclasses.replace(engine(gradient="array"), adc=Adc(bits=1, share=2))
    learner, rng = perceptron(), np.random.default_rng(1)
    macros = OnMacros(p, learner, array)
    weights = rng.integers(-128, 128, (12, 5))
    macros.written(0, weights)
    x, e = rng.integers(0, 256, (4, 12)), rng.integers(-127, 128, (4, 5))
    assert (macros.forward(0, weights, x) != x @ weights).any()
    assert (macros.backward(0, weights, e) != e @ weights.T).any()
    assert (macros.gradient(0, x, e) != x.T @ e).any()


def test_outer_products_are_exact_whatever_the_array():
    p = dataclasses.replace(engine(), adc=Adc(bits=1, share=2))
    rng = np.random.default_rng(1)
    x, e = rng.integers(0, 256, (4, 12)), rng.integers(-127, 128, (4, 5))
    assert (OnMacros(p, perceptron(), "typical").gradient(0, x, e) == x.T @ e).all()


def test_frozen_layers_keep_their_weights():
    learner = convolutional(frozen=2)
    trainer = trainer_of(engine(), learner, "ideal", 0)
    before = list(trainer.state.weights)
    trainer.step(*batch(learner, 0))
    assert [bool((one == other).all()) for one, other in zip(before, trainer.state.weights, strict=True)] == [True, True, False]


def test_momentum_goes_on_when_gradients_end():
    """Errors of nothing are nothing, and yet weights change."""
    learner = perceptron()
    trainer = trainer_of(engine(momentum_bits=16), learner, "ideal", 0)
    images, labels = batch(learner, 0)
    trainer.step(images, labels)
    before = trainer.state.weights[1]
    trainer.step(np.zeros_like(images), labels)
    assert (trainer.state.weights[1] != before).any()


def test_floating_point_follows_the_gradient():
    """A step changes the loss as its derivative says; the scores' ends are out of reach."""
    learner = dataclasses.replace(convolutional(), rate=12)
    trainer = Trainer(learner, Floats(), Floating(), 0)
    trainer.write([weights.astype(np.float64) / 4 for weights in trainer.state.weights])
    images, labels = batch(learner, 0)

    def loss() -> float:
        return float((trainer.arithmetic.error(trainer.forward(images).sums, learner.layers[-1].shift, labels) ** 2).sum() / 2)

    before, weights = loss(), list(trainer.state.weights)
    trainer.step(images, labels)
    moved = sum(((new - old) ** 2).sum() for old, new in zip(weights, trainer.state.weights, strict=True))
    assert loss() - before == pytest.approx(-moved * 2.0**learner.rate, rel=1e-2)


def test_unfolding_and_folding_are_transposes():
    rng = np.random.default_rng(0)
    for layer in convolutional().layers:
        maps = rng.integers(-9, 10, (2, layer.map.height, layer.map.width, layer.map.channels))
        seen = unfolded(layer, maps)
        other = rng.integers(-9, 10, seen.shape)
        assert (seen * other).sum() == (maps * folded(layer, other)).sum()


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (
            lambda: Layer(name="a", map=Map(2, 2, 1), filters=1, kernel=3),
            "a: a kernel of 3 does not fit into 2 × 2 × 1 with 0 zeros around",
        ),
        (lambda: Layer(name="a", map=Map(3, 4, 1), filters=2, pool=True), "a: windows of 2 do not cover 3 × 4 × 2"),
        (
            lambda: dataclasses.replace(perceptron(), layers=perceptron().layers[:1] * 2),
            "hidden takes 12 values, and hidden gives 5",
        ),
    ],
)
def test_networks_that_are_none(make, why):
    with pytest.raises(ValueError, match=f"^{why}$"):
        make()
