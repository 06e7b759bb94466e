"""Networks of integers on two-way macros."""

import time
from collections.abc import Callable

from bitline.network.datasets import Dataset
from bitline.network.idx import DataError
from bitline.network.integers import IntegerNetwork
from bitline.params import MacroParameters
from bitline.params.two_way import TwoWay

from ..network.chips import Chips
from ..network.converters import Converters
from ..network.integers import scores
from . import Outcome
from .integer import accuracy, images_of, network_of

HELD = 1
"""Images whose codes are held against the array's model, one by one."""


def run(
    p: MacroParameters,
    name: str,
    data: Dataset,
    *,
    array: str,
    chips: int,
    samples: int | None,
    seed: int,
    done: Callable[[], None] = lambda: None,
) -> Outcome:
    """Run a network, see :mod:`bitline_sim.runs`: mismatches are those of the first image on the array's model, and in integers."""
    assert isinstance(p, TwoWay)
    network = network_of(name)
    check(p, network)
    test = data.test.at(slice(samples))
    images = images_of(network, data, test)
    begun = time.process_time()
    ideal = scores(network, images, Converters(p, network))
    seconds = time.process_time() - begun
    modelled = scores(network, images[:HELD], Chips(p, network, "ideal", seed))
    plain = scores(network, images) if not p.exact else ideal
    accuracies = [accuracy(network, ideal, test)]
    if array == "typical":
        accuracies = []
        for chip in range(seed, seed + chips):
            accuracies.append(accuracy(network, scores(network, images, Chips(p, network, "typical", chip)), test))
            done()
    return Outcome(
        samples=len(test),
        reference=accuracy(network, ideal, test),
        accuracies=tuple(accuracies),
        mismatches=int((modelled != ideal[:HELD]).any(axis=1).sum()),
        figures={
            "accuracy_network": accuracy(network, plain, test),
            "other_scores": int((plain != ideal).any(axis=1).sum()),
            "images_per_cpu_second": round(len(test) / seconds, 1),
        },
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
