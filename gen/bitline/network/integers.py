"""Networks of integers as graphs, as data: what their numbers mean is defined here and in ``convolution``, and nowhere else.

What stands between nodes are integers, (height, width, channels) for each image.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from ..params import formats
from .convolution import Layer, Rescale, extent
from .workload import Size

BYTES = 256
"""Values of a byte."""

INPUT = "input"
"""What the levels of an image are called among the sources of a node."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Entry:
    """How an image of bytes becomes levels.

    Attributes
    ----------
    table : int64 array, (256, channels), or (256, 1) where all channels are alike
        The level of each byte.
    channels : int
    size : (int, int)
        Channels, height and width as they lie in memory, the channels outermost.
    """

    table: np.ndarray
    channels: int
    size: Size

    def levels(self, images: np.ndarray) -> np.ndarray:
        """Images of bytes, (n, …), as levels, (n, height, width, channels)."""
        pixels = images.reshape(len(images), self.channels, *self.size).transpose(0, 2, 3, 1)
        if self.table.shape[1] == 1:
            return self.table[:, 0][pixels]
        return self.table[pixels, np.arange(self.channels)]

    @property
    def to(self) -> range:
        """Format of the levels."""
        return formats.span(int(self.table.min()), int(self.table.max()))


@dataclass(frozen=True)
class Window:
    """Where a pooling looks: ``padding`` on every side, which never counts."""

    height: int
    width: int
    stride: int = 1
    padding: int = 0

    @property
    def area(self) -> int:
        return self.height * self.width

    def results(self, size: Size) -> Size:
        """How many windows fit."""
        return extent(size[0], self.height, self.stride, self.padding), extent(size[1], self.width, self.stride, self.padding)


ONE = Window(1, 1)


@dataclass(frozen=True, eq=False, kw_only=True)
class Node:
    """A step of the network: its name, and those whose integers enter."""

    name: str
    sources: tuple[str, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Product(Node):
    """A convolution or linear layer on macros; a second source is the residual that its rescaling adds."""

    layer: Layer


@dataclass(frozen=True, eq=False, kw_only=True)
class Rescaled(Node):
    """Sums over windows without weights, rescaled: averages, additions, normalizations of what is joined.

    The sum of each window times ``2**fraction`` enters the requantizer as a layer's sums do; a second source is the residual.

    Attributes
    ----------
    window : Window
        Without padding.
    fraction : int
    rescale : Rescale
    """

    window: Window
    fraction: int
    rescale: Rescale


@dataclass(frozen=True, eq=False, kw_only=True)
class MaxPool(Node):
    """The largest of each window."""

    window: Window


@dataclass(frozen=True, eq=False, kw_only=True)
class Concat(Node):
    """Channels of all sources, one after the other."""


@dataclass(frozen=True, eq=False)
class Head:
    """What the last node's integers are worth: the label is that of the highest ``integer * scale + offset``.

    Attributes
    ----------
    scale, offset : float64 array, (classes,)
    """

    scale: np.ndarray
    offset: np.ndarray

    @classmethod
    def of(cls, scale: np.ndarray, offset: np.ndarray) -> "Head":
        """Where classes differ by whole steps alone these are kept as such, so that equal scores are equal."""
        steps = (offset - offset[0]) / scale
        whole = (scale > 0).all() and np.ptp(scale) < 1e-5 * scale[0] and np.abs(steps - np.rint(steps)).max() < 1e-2
        return cls(np.ones(len(scale)), np.rint(steps)) if whole else cls(scale, offset)

    def labels(self, scores: np.ndarray) -> np.ndarray:
        """The first of several classes with the highest score."""
        return (scores * self.scale + self.offset).argmax(axis=1)


@dataclass(frozen=True, eq=False, kw_only=True)
class IntegerNetwork:
    """Nodes in an order in which they can be carried out; the last one's integers are the scores.

    Attributes
    ----------
    name : str
    entry : Entry
    nodes : tuple of Node
    head : Head
    figures : mapping of float
        What was measured when it was trained, by name.
    """

    name: str
    entry: Entry
    nodes: tuple[Node, ...]
    head: Head
    figures: Mapping[str, float] = field(default_factory=dict)

    @property
    def products(self) -> tuple[Product, ...]:
        """The nodes that run on macros."""
        return tuple(node for node in self.nodes if isinstance(node, Product))

    @cached_property
    def formats(self) -> Mapping[str, range]:
        """Formats of the levels that leave each node; sums that leave as scores have none here."""
        found = {INPUT: self.entry.to}
        for node in self.nodes:
            if isinstance(node, (Product, Rescaled)):
                rescale = node.layer.rescale if isinstance(node, Product) else node.rescale
                if rescale is not None:
                    found[node.name] = rescale.to
            else:
                found[node.name] = formats.hull(found[source] for source in node.sources)
        return found

    @cached_property
    def sizes(self) -> Mapping[str, Size]:
        """Height and width of what leaves each node."""
        found = {INPUT: self.entry.size}
        for node in self.nodes:
            size = found[node.sources[0]]
            if isinstance(node, Product):
                found[node.name] = node.layer.results(size)
            elif isinstance(node, (Rescaled, MaxPool)):
                found[node.name] = node.window.results(size)
            else:
                found[node.name] = size
        return found
