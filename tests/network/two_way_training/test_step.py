"""A step's program, carried out in integers, does what the trainer does; its walks go where the layers' kernels go."""

import dataclasses
from collections.abc import Iterator

import numpy as np
import pytest

from bitline.estimate.two_way_training import words_on_map
from bitline.network.training import Layer, Learner, Map
from bitline.network.two_way_training import host
from bitline.network.two_way_training.mapped import Mapped
from bitline.network.two_way_training.step import Rule, step
from bitline.network.two_way_training.walks import window
from bitline.params import ParameterError
from bitline.params.two_way import Direction
from bitline.params.two_way_training import TwoWayTraining
from bitline_sim.golden import two_way as golden
from bitline_sim.network.two_way_training.arithmetic import Integers
from bitline_sim.network.two_way_training.products import Exact
from bitline_sim.network.two_way_training.trainer import Trainer
from bitline_sim.scoreboard.two_way_training.machine import Machine
from bitline_sim.scoreboard.two_way_training.walk import walk

from .engines import convolutional, engine, perceptron

EVEN = Learner(
    name="even",
    layers=(
        Layer(name="first", map=Map(4, 4, 1), filters=2, kernel=3, padding=1, pool=True),
        Layer(name="second", map=Map(2, 2, 2), filters=4, kernel=2, padding=1),
        Layer(name="scores", map=Map(1, 1, 36), filters=3),
    ),
    batch=3,
    epochs=1,
)
"""Channels fill whole words, but for the image's."""


class Macros:
    """Macros whose products are exact."""

    def __init__(self, p: TwoWayTraining) -> None:
        self.macros, size = p.all_macros, p.array.lines_per_read
        self.weights = [np.zeros((each.array.rows, each.array.columns // size, size), np.int64) for each in self.macros]

    def product(self, macro: int, direction: Direction, signed: bool, vector: np.ndarray) -> np.ndarray:
        p = self.macros[macro]
        golden.check_input(p, vector, signed)
        return golden.product(p, self.weights[macro].reshape(p.array.rows, -1), vector, direction)

    def write(self, macro: int, row: int, group: int, weights: np.ndarray, clearing: bool = False) -> None:
        self.weights[macro][row, group] = weights

    def read(self, macro: int, row: int, group: int) -> np.ndarray:
        return self.weights[macro][row, group].copy()

    def verify(self, macro: int, row: int, group: int, weights: np.ndarray) -> int:
        return int((self.weights[macro][row, group] != weights).sum())


def on_engine(p: TwoWayTraining, trainer: Trainer, batches: list[tuple[np.ndarray, np.ndarray]]) -> list[np.ndarray]:
    """The weights after a step on each of the batches, made by the programs of the mapper."""
    mapped = Mapped(p, trainer.learner, len(batches[0][0]))
    weights = [matrix.copy() for matrix in trainer.state.weights]
    machine = Machine(p, Macros(p))
    begin = host.resume(mapped)
    machine.run(begin.program, words_of(mapped, begin.loaded, weights, trainer))
    for images, labels in batches:
        made = step(mapped, Rule())
        inputs = host.input_words(mapped, images[..., None])
        machine.run(made.program, iter([*inputs, *host.target_words(mapped, labels), *tiles(mapped, made.loaded, weights)]))
        put(mapped, made.stored, weights, machine)
    end = host.suspend(mapped)
    machine.run(end.program, iter([]))
    put(mapped, end.stored, weights, machine)
    return weights


def words_of(mapped: Mapped, loaded: list, weights: list[np.ndarray], trainer: Trainer) -> Iterator[np.ndarray]:
    yield from tiles(mapped, loaded, weights)
    for region in mapped.regions.velocities:
        yield from np.zeros((region.words, mapped.p.array.lines_per_read), np.int64)
    if mapped.p.random_words:
        yield from host.random_words(mapped.p, trainer.state.generator.state)


def tiles(mapped: Mapped, loaded: list, weights: list[np.ndarray]) -> Iterator[np.ndarray]:
    for tile in loaded:
        yield from host.tile_words(mapped, weights, tile)


def put(mapped: Mapped, stored: list, weights: list[np.ndarray], machine: Machine) -> None:
    size = mapped.p.array.rows * mapped.p.word_groups
    for number, tile in enumerate(stored):
        host.put_tile(mapped, weights, tile, np.array(machine.sent[number * size : (number + 1) * size]))
    machine.sent.clear()


ROOM = {"value_words": 2048, "sum_words": 2048, "program_words": 256}
CASES = {
    "a macro for each tile": (perceptron(), engine(macros=8, **ROOM)),
    "tiles that come and go": (perceptron(), engine(macros=1, **ROOM)),
    "momentum": (perceptron(), engine(macros=3, momentum_bits=12, **ROOM)),
    "convolutions": (EVEN, engine(macros=4, **ROOM)),
    "gradients in an array, more positions than rows": (EVEN, engine(macros=4, gradient="array", **ROOM)),
    "gradients in an array, channels that fill no word": (
        convolutional(),
        engine(macros=16, gradient="array", gradient_rows=2, rounding="nearest", **ROOM),
    ),
    "a stride, channels that fill no word": (convolutional(), engine(macros=16, rounding="nearest", **ROOM)),
    "a layer that keeps its weights": (dataclasses.replace(EVEN, frozen=1), engine(macros=3, **ROOM)),
}


@pytest.mark.parametrize(("learner", "p"), CASES.values(), ids=CASES)
def test_a_program_learns_what_the_trainer_learns(learner: Learner, p: TwoWayTraining) -> None:
    rng, first = np.random.default_rng(5), learner.layers[0].map
    trainer = Trainer(learner, Integers(p, learner), Exact(), seed=7)
    before = [matrix.copy() for matrix in trainer.state.weights]
    batches = [
        (rng.integers(0, 256, (3, first.height, first.width * first.channels)), rng.integers(learner.layers[-1].filters, size=3))
        for _ in range(2)
    ]
    if first.channels > 1:
        batches = [(images.reshape(3, -1), labels) for images, labels in batches]
    got = on_engine(p, trainer, batches)
    for images, labels in batches:
        trainer.step(images, labels)
    assert all((left == right).all() for left, right in zip(got, trainer.state.weights, strict=True))
    assert any((left != right).any() for left, right in zip(before, trainer.state.weights, strict=True))


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("row_tile", [0, 1])
def test_walks_go_where_the_kernel_goes(number: int, row_tile: int) -> None:
    p = engine(macros=1, **ROOM)
    mapped = Mapped(p, EVEN, 2)
    each, region = mapped.layers[number], mapped.regions.inputs[number]
    layer, first = each.layer, row_tile * p.array.rows // each.lanes
    shape = window(mapped, number, region, row_tile)
    count = each.input_words - first
    seen = [[place if place is None else place % p.training.value_words for place in places] for places in walk(shape, count)]
    numbered = region.first + np.arange(2 * each.map_words).reshape(2, layer.map.height, layer.map.width, -1)
    wide = np.pad(numbered, [(0, 0), (layer.padding,) * 2, (layer.padding,) * 2, (0, 0)], constant_values=-1)
    wanted = [
        wide[image, y * layer.stride :, x * layer.stride :][: layer.kernel, : layer.kernel].ravel()[first:].tolist()
        for image in range(2)
        for y in range(layer.placed.height)
        for x in range(layer.placed.width)
    ]
    assert [[-1 if place is None else place for place in places] for places in seen] == wanted
    assert words_on_map(shape, count) == sum(place is not None for places in seen for place in places)


def test_a_memory_that_is_too_small_is_named() -> None:
    with pytest.raises(ParameterError, match=r"^training.value_words: 16 words do not hold a step of 4 examples: it takes \d+$"):
        Mapped(engine(value_words=16), perceptron(), 4)
