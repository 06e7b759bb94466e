"""Networks of integers on two-way macros."""

import dataclasses
from collections.abc import Callable

import numpy as np

from bitline.estimate.networks.two_way import mapped
from bitline.network.datasets import Dataset
from bitline.network.idx import DataError
from bitline.network.integers import IntegerNetwork
from bitline.network.workloads import workload_of
from bitline.params import MacroParameters
from bitline.params.two_way import TwoWay

from ..network.chips import Chips
from ..network.converters import Converters
from ..network.integers import scores
from . import Outcome, Trial
from .integer import accuracy, images_of, network_of, timed

HELD = 1
"""Images whose codes are held against the array's model, one by one."""


def run(p: MacroParameters, name: str, data: Dataset, trial: Trial, done: Callable[[], None] = lambda: None) -> Outcome:
    """Run a network, see :mod:`bitline_sim.runs`: mismatches are those of the first image on the array's model, and in integers."""
    assert isinstance(p, TwoWay)
    network = network_of(name)
    check(p, network)
    found = mapped(p, workload_of(network), dataclasses.replace(trial.conditions, mode="inference"))
    test = data.test.at(slice(trial.samples))
    images = images_of(network, data, test)
    ideal, rate = timed(network, images, Converters(p, network))

    def on_chip(kind: str, chip: int, some: np.ndarray) -> np.ndarray:
        chips = Chips(p, network, kind, chip, found.placement)
        return scores(network, some, chips, chips.bank.together(trial.conditions.batch))

    modelled = on_chip("ideal", trial.seed, images[:HELD])
    plain = scores(network, images) if not p.exact else ideal
    reference, accuracies = accuracy(network, ideal, test), []
    for chip in trial.drawn:
        accuracies.append(accuracy(network, on_chip("typical", chip, images), test))
        done()
    return Outcome(
        samples=len(test),
        reference=reference,
        accuracies=tuple(accuracies) or (reference,),
        mismatches=int((modelled != ideal[:HELD]).any(axis=1).sum()),
        figures={
            "accuracy_network": accuracy(network, plain, test),
            "other_scores": int((plain != ideal).any(axis=1).sum()),
            "images_per_cpu_second": rate,
            "cycles_per_image": found.estimate.cycles,
        },
        comparisons=found.estimate.comparisons,
    )


def check(p: TwoWay, network: IntegerNetwork) -> None:
    """Refuse a network that the macro cannot take.

    Raises
    ------
    DataError
        Naming the first layer that does not fit.
    """
    for node in network.products:
        entering, weights = network.formats[node.sources[0]], node.layer.matrix
        known = p.inputs[entering[0] < 0]
        for what, low, high, fits in (
            ("inputs", entering[0], entering[-1], known),
            ("weights", int(weights.min()), int(weights.max()), p.weights),
        ):
            if low not in fits or high not in fits:
                raise DataError(
                    f"{network.name}: {node.name} has {what} of {low} … {high}, and {p.name} takes {fits[0]} … {fits[-1]}"
                )
