"""Courses of training: their order, what they reach, and that they go on after a kill as if nothing had been."""

import random
import re
from pathlib import Path

import numpy as np
import pytest

from bitline.network import datasets
from bitline.network.datasets import Dataset
from bitline.network.idx import DataError
from bitline.params.two_way_training import Training, TwoWayTraining
from bitline_sim.network.two_way_training.checkpoint import Checkpoint
from bitline_sim.network.two_way_training.course import Course, learn
from bitline_sim.network.two_way_training.run import course_of, learner_of, narrowed, trained, trainer_of
from bitline_sim.network.two_way_training.trainer import Trainer

from .engines import engine, perceptron


class Killed(BaseException):
    """The end of a process."""


@pytest.fixture(scope="module")
def data() -> Dataset:
    return datasets.digits()


def cut(data: Dataset, count: int) -> Dataset:
    """Parts of 3 x 4 pixels of digits below three."""
    train, test = (part.at(part.labels < 3).at(slice(count)) for part in (data.train, data.test))
    return Dataset("cut", *(datasets.Examples(part.images[:, 2:5, 2:6], part.labels) for part in (train, test)))


def course(data: Dataset, epochs: int = 3) -> Course:
    return course_of(perceptron(), cut(data, 30), epochs, 0)


def trainer(p: TwoWayTraining, array: str) -> Trainer:
    return trainer_of(p, perceptron(), array, 0)


# ---- orders


def test_an_epoch_takes_every_example_once_and_each_in_an_order_of_its_own(data):
    steps = Course(data, batch=16, epochs=2, seed=5)
    assert (steps.steps_per_epoch, steps.steps) == (1348 // 16, 2 * (1348 // 16))
    epochs = [
        np.concatenate([steps.examples(first + step).images for step in range(steps.steps_per_epoch)])
        for first in (0, steps.steps_per_epoch)
    ]
    every = {image.tobytes() for image in data.train.images}
    assert all(len({image.tobytes() for image in epoch} - every) == 0 for epoch in epochs)
    assert len(np.unique(epochs[0].reshape(len(epochs[0]), -1), axis=0)) == len(epochs[0])
    assert (epochs[0] != epochs[1]).any()


def test_a_course_without_a_batch(data):
    with pytest.raises(DataError, match=r"^a batch takes 4 examples, and cut has 3$"):
        course_of(perceptron(), cut(data, 3), None, 0)


@pytest.mark.parametrize(("epoch", "bits"), [(0, 0), (3, 0), (4, 1), (5, 1), (6, 2), (7, 2)])
def test_the_rate_falls_after_a_half_and_after_three_quarters(epoch, bits):
    assert perceptron().annealing(epoch, 8) == bits


# ---- what is reached


def test_digits_are_learned_as_well_as_in_floating_point(data):
    p = TwoWayTraining(name="engine")
    learner = learner_of("mlp", data)
    found = trained(p, learner, course_of(learner, data, 6, 0))
    assert (len(found.integers), len(found.floats)) == (6, 6)
    assert found.integers[-1] > 0.93
    assert found.integers[-1] > found.floats[-1] - 0.03


def test_fewer_bits_learn_as_well(data):
    p, learner = TwoWayTraining(name="engine", training=Training(activation_bits=6, error_bits=6)), learner_of("mlp", data)
    assert narrowed(p, learner).rate == learner.rate - 4
    assert trained(p, learner, course_of(learner, data, 6, 0)).integers[-1] > 0.92


@pytest.mark.parametrize("name", ["mlpp", "digits_lsq"])
def test_networks_that_do_not_learn(data, name):
    with pytest.raises(DataError, match=rf"^{name}: not a network that learns; those are mlp, cnn$"):
        learner_of(name, data)


def test_images_that_do_not_fit(data):
    odd = Dataset("odd", *(datasets.Examples(part.images[:, :5, :5], part.labels) for part in (data.train, data.test)))
    with pytest.raises(DataError, match=r"^cnn: does not fit images of odd: second: windows of 2 do not cover 3 × 3 × 32$"):
        learner_of("cnn", odd)


# ---- checkpoints


@pytest.mark.parametrize(
    ("array", "choices"),
    [("ideal", {}), ("ideal", {"momentum_bits": 12}), ("ideal", {"rounding": "nearest"}), ("typical", {})],
    ids=["plain", "momentum", "nearest", "typical"],
)
def test_a_killed_run_goes_on_to_the_same_weights(data, tmp_path, monkeypatch, array, choices):
    """Killed between any two steps, and while a checkpoint is written."""
    p, rng = engine(**choices), random.Random(1)
    monkeypatch.setattr("bitline_sim.network.two_way_training.course.SAVED_EVERY", 2)
    undisturbed = trainer(p, array)
    curve = learn(undisturbed, course(data))
    checkpoint, kills = Checkpoint(tmp_path / "deep" / "run.npz", "run"), 0
    with pytest.MonkeyPatch.context() as patch:
        replace = Path.replace

        def killed_while_writing(here: Path, there: Path) -> Path:
            if rng.random() < 0.2:
                raise Killed
            return replace(here, there)

        def killed_between(_: int) -> None:
            if rng.random() < 0.2:
                raise Killed

        patch.setattr(Path, "replace", killed_while_writing)
        while True:
            resumed = trainer(p, array)
            try:
                assert learn(resumed, course(data), checkpoint, killed_between) == curve
                break
            except Killed:
                kills += 1
    assert kills > 3
    for one, other in zip(undisturbed.state.weights, resumed.state.weights, strict=True):
        assert (one == other).all()
    assert (undisturbed.state.generator.state == resumed.state.generator.state).all()


def test_a_checkpoint_of_another_run(data, tmp_path):
    Checkpoint(tmp_path / "a.npz", "one").save(trainer(engine(), "ideal"), [])
    why = "of a run with another network, target, data, epochs, array or seed; choose another folder"
    with pytest.raises(DataError, match=f"^{re.escape(str(tmp_path / 'a.npz'))}: {why}$"):
        Checkpoint(tmp_path / "a.npz", "other").resume(trainer(engine(), "ideal"))


def test_a_damaged_checkpoint(tmp_path):
    (tmp_path / "a.npz").write_bytes(b"PK")
    with pytest.raises(DataError, match="not a network as this version writes it: "):
        Checkpoint(tmp_path / "a.npz", "one").resume(trainer(engine(), "ideal"))
