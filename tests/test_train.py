"""``bitline train``: what it answers, what it refuses, and that it goes on after it was killed."""

import signal
import time
from pathlib import Path

import numpy as np
import pytest

from command_line import Ran, process

ENGINE = """
family = "two_way_training"
name = "engine"
"""

KEYS = {"accuracy", "accuracy_float", "steps", "seconds"}


@pytest.fixture
def train(bitline):
    """Trains on ``engine.toml``, for one epoch of digits unless said otherwise."""
    Path("engine.toml").write_text(ENGINE)
    return lambda *arguments, on="engine.toml": bitline("train", "mlp", "--on", on, "--epochs", "1", *arguments)


def weights(path: str) -> list[np.ndarray]:
    with np.load(path) as arrays:
        return [arrays[name] for name in sorted(arrays) if name.startswith("weights")]


def test_one_object_and_nothing_else(train):
    ran: Ran = train("--json")
    assert (ran.status, ran.err, set(ran.object)) == (0, "", KEYS)
    assert ran.object["steps"] == 1348 // 16 and ran.object["accuracy"] > 0.5


def test_a_table_and_a_report(train):
    ran = train("-o", "report.html")
    assert ran.status == 0 and "accuracy_float" in ran.out
    assert "1348" not in ran.out and Path("report.html").read_text().rstrip().endswith("</html>")


def test_the_seed_decides(train):
    first, again, other = (train("--json", "--seed", seed).object["accuracy"] for seed in ("1", "1", "2"))
    assert first == again != other


def test_goes_on_after_kills(bitline, train):
    arguments = ("train", "mlp", "--on", "engine.toml", "--epochs", "6", "--checkpoint", "state")
    assert bitline(*arguments[:-1], "undisturbed").status == 0
    with process(*arguments) as running:
        while running.poll() is None and not Path("state/integers.npz").exists():
            time.sleep(0.002)
        running.kill()
    assert running.returncode == -signal.SIGKILL
    killed = Path("state/integers.npz").stat().st_mtime_ns
    with process(*arguments) as running:
        while running.poll() is None and Path("state/integers.npz").stat().st_mtime_ns == killed:
            time.sleep(0.002)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate()
    assert (running.returncode, err) == (130, "bitline: interrupted; the same command goes on from state\n")
    assert bitline(*arguments).status == 0
    for file in ("integers.npz", "floats.npz"):
        for one, other in zip(weights(f"undisturbed/{file}"), weights(f"state/{file}"), strict=True):
            assert (one == other).all()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["train", "mlq", "--on", "engine.toml"], "mlq: not a network that learns; those are mlp, cnn"),
        (["train", "mlp", "--on", "chip.toml"], "--on: networks learn on engines of the family two_way_training, not on two_way"),
        (
            ["train", "mlp", "--on", "engine.toml", "--data", "none"],
            "none/train-images-idx3-ubyte.gz: no such file",
        ),
    ],
)
def test_refusals(bitline, train, arguments, sentence):
    assert bitline(*arguments).sentence == sentence


def test_refuses_the_checkpoint_of_another_run(train):
    assert train("--checkpoint", "state").status == 0
    why = "of a run with another network, target, data, epochs, array or seed; choose another folder"
    assert train("--checkpoint", "state", "--seed", "1").sentence == f"state/integers.npz: {why}"
