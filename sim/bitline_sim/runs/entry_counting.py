"""Networks of few levels on entry-counting macros."""

import time
from collections.abc import Callable

import numpy as np

from bitline.estimate.entry_counting import timeline
from bitline.estimate.entry_counting_network import choose
from bitline.network.convolution import Rescale
from bitline.network.datasets import Dataset
from bitline.network.entry_counting.dataflows import Task
from bitline.network.entry_counting.layers import LsqNetwork
from bitline.network.entry_counting.store import load
from bitline.network.idx import DataError
from bitline.network.integers import IntegerNetwork, Node, Product, Rescaled
from bitline.network.rescaling import Widths
from bitline.params import MacroParameters, formats
from bitline.params.entry_counting import EntryCounting

from ..network.dataflows import layer_program
from ..network.entry_counting import counted
from ..network.integers import levels, scores
from . import Outcome, integer, network_named

MOST_DOT_PRODUCTS = 1 << 16
"""Of a layer, for which a program is carried out step by step."""


def network_of(name: str) -> LsqNetwork:
    """A built-in network of few levels, or the one in a file of this package's own.

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
    network = integer.network_of(name, Widths(p.requantizer.multiplier_bits, p.requantizer.shift_bits))
    check(p, network)
    test = data.test.at(slice(samples))
    images = integer.images_of(network, data, test)
    begun = time.process_time()
    wanted = scores(network, images)
    seconds = time.process_time() - begun
    got = scores(network, images, counted(p))
    done()
    return Outcome(
        samples=len(test),
        reference=integer.accuracy(network, wanted, test),
        accuracies=(integer.accuracy(network, got, test),),
        mismatches=int((wanted != got).any(axis=1).sum()),
        figures={
            **network.figures,
            **image_figures(p, network, images[:1]),
            "images_per_cpu_second": round(len(test) / seconds, 1),
        },
    )


def check(p: EntryCounting, network: IntegerNetwork) -> None:
    """Refuse a network that the macro cannot take.

    Raises
    ------
    DataError
        Naming the first layer, or what stands between layers, that does not fit.
    """
    for node in network.nodes:
        entering = network.formats[node.sources[0]]
        if isinstance(node, Product):
            weights = node.layer.matrix
            _fit(network, node, "weights", formats.span(int(weights.min()), int(weights.max())), p.operands["weight"].levels, p)
            _fit(network, node, "inputs", entering, p.operands["activation"].levels, p)
            reach = int(np.abs(weights).sum(axis=1).max()) * max(-entering[0], entering[-1])
            _fit_rescale(p, network, node, formats.span(-reach, reach), node.layer.rescale)
        elif isinstance(node, Rescaled):
            _fit_rescale(p, network, node, formats.scaled(entering, node.window.area << node.fraction), node.rescale)


def _fit_rescale(p: EntryCounting, network: IntegerNetwork, node: Node, sums: range, rescale: Rescale | None) -> None:
    _fit(network, node, "sums", sums, p.sums, p)
    if rescale is not None:
        _fit(network, node, "biases", formats.span(int(rescale.bias.min()), int(rescale.bias.max())), p.sums, p)
        _fit(network, node, "results", rescale.to, p.outputs, p)
        if rescale.residual_multiplier and not p.requantizer.residual:
            raise DataError(f"{network.name}: {node.name} adds a residual, and {p.name} has requantizer.residual = false")


def _fit(network: IntegerNetwork, node: Node, what: str, found: range, taken: range, p: EntryCounting) -> None:
    if found[0] not in taken or found[-1] not in taken:
        raise DataError(
            f"{network.name}: {node.name} has {what} of {found[0]} … {found[-1]}, and {p.name} takes {taken[0]} … {taken[-1]}"
        )


def image_figures(p: EntryCounting, network: IntegerNetwork, image: np.ndarray) -> dict[str, float]:
    """What an image costs on one macro, each layer in its cheapest dataflow; nothing for networks that would take minutes."""
    entering = levels(network, image)
    cycles = dot_products = searches = 0
    for node in network.products:
        values, *residual = (entering[source] for source in node.sources)
        if values.shape[1] != values.shape[2]:
            return {}
        task = Task.of(p, node.layer, values.shape[1])
        if task.pixels * task.channels * task.steps > MOST_DOT_PRODUCTS:
            return {}
        program = layer_program(p, choose(p, task).plan, node.layer, values, *residual)
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
