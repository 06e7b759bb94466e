"""Layers on entry-counting macros: the program of a layer's cheapest dataflow at some positions."""

import dataclasses
from collections.abc import Iterator

import numpy as np

from bitline.estimate.entry_counting_network import choose
from bitline.network.datasets import Dataset
from bitline.network.entry_counting.dataflows import Task
from bitline.network.idx import DataError
from bitline.network.integers import IntegerNetwork, Product
from bitline.network.rescaling import Widths
from bitline.params import MacroParameters
from bitline.params.entry_counting import EntryCounting

from ..network.dataflows import gathered, pixel_order, program_of
from ..network.integers import levels
from ..runs.entry_counting import check
from ..runs.integer import images_of, network_of
from ..scoreboard.verdict import Verdict
from . import Arrays, Excerpt, spread


def excerpts(p: MacroParameters, name: str, data: Dataset, count: int) -> Iterator[Excerpt]:
    """Of each layer ``count`` positions of what leaves it, spread over the first test image, with all channels.

    Raises
    ------
    DataError
        Where there is no such network, or it does not fit the macro or the images, or its maps are no squares.
    """
    assert isinstance(p, EntryCounting)
    network = network_of(name, Widths(p.requantizer.multiplier_bits, p.requantizer.shift_bits))
    check(p, network)
    values = levels(network, images_of(network, data, data.test.at(slice(1))))
    for node in network.products:
        yield _layer(p, network, node, values, count)


def _layer(p: EntryCounting, network: IntegerNetwork, node: Product, values: dict[str, np.ndarray], count: int) -> Excerpt:
    layer, (entering, *added) = node.layer, (values[source] for source in node.sources)
    height, width = entering.shape[1:3]
    if height != width:
        raise DataError(f"{network.name}: {node.name} takes maps of {height} x {width}, which are no squares")
    whole = Task.of(p, layer, width)
    windows = pixel_order(layer, width).reshape(-1, whole.window)
    chosen = spread(count, len(windows))
    pixels = windows[chosen].ravel()
    patches = layer.patches(entering).reshape(-1, layer.matrix.shape[1])[pixels]
    residual = added[0].reshape(-1, layer.channels)[pixels] if added else np.zeros(0, np.int64)
    plan = choose(p, dataclasses.replace(whole, pixels=len(pixels))).plan
    wanted = values[node.name].reshape(-1, layer.channels)[chosen]

    def hold(outcome: Arrays, verdict: Verdict) -> None:
        verdict.hold("results of the network", gathered(plan, outcome["results"]), wanted)

    return Excerpt(node.name, program_of(p, plan, layer, patches, residual).stimulus(), hold)
