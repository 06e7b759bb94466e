"""A network's sums as two-way macros make them on models of their arrays, placed as the mapper has chosen."""

import numpy as np

from bitline.estimate.placement import resident
from bitline.network.convolution import Layer
from bitline.network.filling import filling
from bitline.network.integers import IntegerNetwork
from bitline.network.placement import Placement
from bitline.network.workloads import workload_of
from bitline.params.two_way import TwoWay

from .macros import Bank


class Chips:
    """Layers' sums on array models, as :data:`bitline_sim.network.integers.Sums`; noise goes on from call to call.

    Parameters
    ----------
    p : TwoWay
    network : IntegerNetwork
        Whose weights and inputs fit the macro.
    array, seed
        See :class:`bitline_sim.network.macros.Bank`.
    placement : Placement, optional
        Else every tile has a macro of its own.

    Attributes
    ----------
    bank : Bank
    signed : dict
        By the layer's name whether its inputs can be negative.
    """

    def __init__(self, p: TwoWay, network: IntegerNetwork, array: str, seed: int = 0, placement: Placement | None = None) -> None:
        inputs = {node.name: network.formats[node.sources[0]] for node in network.products}
        self.signed = {name: levels[0] < 0 for name, levels in inputs.items()}
        self._filling = {node.name: filling(p, inputs[node.name], node.layer.matrix) for node in network.products}
        self._numbers = {node.name: number for number, node in enumerate(network.products)}
        matrices = [node.layer.matrix.T << self._filling[node.name].weights for node in network.products]
        self.bank = Bank(p, placement or resident(workload_of(network).products, p), matrices, array, seed)

    def driven(self, layer: Layer, patches: np.ndarray) -> np.ndarray:
        """What the macros are driven with for patches (images, height, width, entries): (images, positions, lines), int64."""
        return patches.reshape(len(patches), -1, patches.shape[-1]).astype(np.int64) << self._filling[layer.name].inputs

    def __call__(self, layer: Layer, inputs: np.ndarray) -> np.ndarray:
        patches = layer.patches(inputs)
        vectors, signed = self.driven(layer, patches), self.signed[layer.name]
        made = self.bank.products(self._numbers[layer.name], "forward", vectors, signed=signed)
        return self._filling[layer.name].sums(made).reshape(*patches.shape[:-1], -1)
