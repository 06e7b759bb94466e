"""Networks of ±1 weights on binary macros."""

from collections.abc import Callable
from dataclasses import asdict

import numpy as np

from bitline.estimate.binary_network import decision
from bitline.estimate.networks.binary import check
from bitline.network.binary.layers import BinaryNetwork
from bitline.network.binary.mapping import mapped
from bitline.network.binary.qonnx import imported
from bitline.network.binary.store import load
from bitline.network.datasets import Dataset
from bitline.network.idx import DataError
from bitline.params import MacroParameters
from bitline.params.binary import Binary

from ..arrays.binary import model
from ..network.binary import OnMacro, exact, labels_of
from . import Outcome, Trial, network_named

TRIM_REPEATS = 6
"""Logarithm of the decisions that a digit of a chip's trim rests on."""


def network_of(name: str) -> BinaryNetwork:
    """A built-in network, or the one in a file.

    Raises
    ------
    DataError
        Where there is none.
    """
    return network_named(name, {".npz": load, ".onnx": imported})


def run(p: MacroParameters, name: str, data: Dataset, trial: Trial, done: Callable[[], None] = lambda: None) -> Outcome:
    """Run a network, see :mod:`bitline_sim.runs`; typical chips are trimmed first."""
    assert isinstance(p, Binary)
    check(trial.conditions)
    network, test = network_of(name), data.test.at(slice(trial.samples))
    check_size(network, name, data)
    mapping = mapped(p, network)
    wanted = exact(mapping.network, test.images).scores
    got = OnMacro(mapping, model(p, "ideal", trial.seed)).scores(test.images)
    reference = _accuracy(labels_of(network, got), test.labels)
    accuracies = [] if trial.drawn else [reference]
    for chip in trial.drawn:
        labels = OnMacro(mapping, model(p, "typical", chip), TRIM_REPEATS).labels(test.images)
        accuracies.append(_accuracy(labels, test.labels))
        done()
    return Outcome(
        samples=len(test),
        reference=reference,
        accuracies=tuple(accuracies),
        mismatches=int((got != wanted).any(axis=1).sum()),
        figures={
            "accuracy_worst": min(accuracies),
            "accuracy_network": _accuracy(exact(network, test.images).labels, test.labels),
            "thresholds_off": sum(int((errors > 0).sum()) for errors in mapping.errors),
            "threshold_error": max(int(errors.max()) for errors in mapping.errors),
            **asdict(decision(mapping)),
        },
    )


def check_size(network: BinaryNetwork, name: str, data: Dataset) -> None:
    """Refuse images that the network does not take.

    Raises
    ------
    DataError
        With both sizes.
    """
    wanted, given = ("x".join(map(str, shape)) for shape in (network.entry.shape, data.test.images.shape[1:]))
    if wanted != given:
        raise DataError(f"{name} takes images of {wanted}, and {data.name} has {given}")


def _accuracy(labels: np.ndarray, wanted: np.ndarray) -> float:
    return float(np.mean(labels == wanted))
