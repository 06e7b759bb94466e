"""Networks of few levels on entry-counting macros."""

from collections.abc import Callable

import numpy as np

from bitline.estimate.entry_counting import timeline
from bitline.estimate.entry_counting_network import choices
from bitline.network.datasets import Dataset
from bitline.network.entry_counting.layers import LsqNetwork
from bitline.network.entry_counting.store import load
from bitline.network.idx import DataError
from bitline.params import MacroParameters
from bitline.params.entry_counting import OPERANDS, EntryCounting

from ..network.dataflows import layer_program
from ..network.entry_counting import counted, passed, scores
from . import Outcome, network_named


def network_of(name: str) -> LsqNetwork:
    """A built-in network, or the one in a file.

    Raises
    ------
    DataError
        Where there is none.
    """
    return network_named(name, {".npz": load})


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
    """Run a network, see :mod:`bitline_sim.runs`: in integers, and by the counts of the macro, which are the same on every chip."""
    assert isinstance(p, EntryCounting)
    network = network_of(name)
    test = data.test.at(slice(samples))
    _check(p, network, data)
    wanted, got = scores(network, test.images), scores(network, test.images, counted(p))
    right = float((got.argmax(axis=1) == test.labels).mean())
    done()
    return Outcome(
        samples=len(test),
        reference=float((wanted.argmax(axis=1) == test.labels).mean()),
        accuracies=(right,),
        mismatches=int((wanted != got).any(axis=1).sum()),
        figures=network.figures | image_figures(p, network, test.images[:1]),
    )


def _check(p: EntryCounting, network: LsqNetwork, data: Dataset) -> None:
    """Refuse a network that the macro, or images that the network, cannot take."""
    for operand, levels in zip(OPERANDS, (network.weights, network.activations), strict=True):
        known = p.operands[operand].levels
        if levels[0] not in known or levels[-1] not in known:
            raise DataError(
                f"{network.name} has {operand}s of {levels[0]} … {levels[-1]}, and {p.name} takes {known[0]} … {known[-1]}"
            )
    height, width = data.test.images.shape[1:]
    if (height, width) != (network.side, network.side):
        raise DataError(f"{network.name} takes images of {network.side}x{network.side}, and {data.name} has {height}x{width}")


def image_figures(p: EntryCounting, network: LsqNetwork, image: np.ndarray) -> dict[str, float]:
    """What an image costs on one macro, each layer in its cheapest dataflow."""
    inputs = passed(network, image).inputs
    cycles = dot_products = searches = 0
    for layer, choice, entering in zip(network.layers, choices(p, network), inputs, strict=True):
        program = layer_program(p, choice.plan, layer, entering)
        live = program.reference().live
        cycles += timeline(p, program.operations, live).cycles
        dot_products += len(live)
        searches += sum(live)
    return {
        "cycles_per_image": cycles,
        "images_per_second": p.clock_mhz * 1e6 / cycles,
        "searches_per_dot_product": searches / dot_products,
        "searches_saved": 1 - searches / dot_products / len(p.classes),
    }
