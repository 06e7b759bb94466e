"""Networks of few levels as graphs of integers."""

import itertools

import numpy as np

from ..integers import BYTES, INPUT, Entry, Head, IntegerNetwork, Product
from .layers import LsqNetwork


def graph(network: LsqNetwork) -> IntegerNetwork:
    """The same network, its layers one after the other."""
    entry = Entry(table=network.entered(np.arange(BYTES, dtype=np.uint8)), channels=1, size=(network.side, network.side))
    names = [INPUT, *(layer.name for layer in network.layers)]
    nodes = tuple(
        Product(name=layer.name, sources=(before,), layer=layer)
        for (before, _), layer in zip(itertools.pairwise(names), network.layers, strict=True)
    )
    classes = network.layers[-1].channels
    head = Head(np.ones(classes), np.zeros(classes))
    return IntegerNetwork(name=network.name, entry=entry, nodes=nodes, head=head, figures=network.figures)
