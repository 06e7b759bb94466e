"""A network as a graph of layers with their sizes and no weights: what estimates are made of."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["convolution", "linear", "normalization", "max_pool", "average_pool", "add", "concat"]

Size = tuple[int, int]
"""Height and width."""


@dataclass(frozen=True, kw_only=True)
class Layer:
    """One layer; rectifiers are part of what comes before them, and have no layer.

    Attributes
    ----------
    name : str
    kind : str
    sources : tuple of str
        Layers whose results enter; the network's input is called ``input``.
    inputs, outputs : int
        Channels that enter, of all sources together where they are joined, and channels that leave.
    in_size, out_size : (int, int)
    kernel : (int, int)
    stride, padding : int
        Alike in height and width.
    groups : int
        Parts of the channels that have nothing to do with each other.
    bias : bool
        Whether an output has a bias of its own, besides a normalization's.
    pool : int
        Side of the square windows of which the macro itself keeps the largest result.
    residual, scores : bool
        Whether a residual is added to what is multiplied, and whether sums leave as they are.
    """

    name: str
    kind: Kind
    sources: tuple[str, ...]
    inputs: int
    outputs: int
    in_size: Size
    out_size: Size
    kernel: Size = (1, 1)
    stride: int = 1
    padding: int = 0
    groups: int = 1
    bias: bool = False
    pool: int = 1
    residual: bool = False
    scores: bool = False

    @property
    def multiplies(self) -> bool:
        """Whether it is a product of a matrix of weights with vectors."""
        return self.kind in ("convolution", "linear")

    @property
    def fan_in(self) -> int:
        """Products in a sum: rows of its matrix, in each group."""
        return math.prod(self.kernel) * self.inputs // self.groups

    @property
    def weights(self) -> int:
        """Weights that are multiplied."""
        return self.fan_in * self.outputs if self.multiplies else 0

    @property
    def parameters(self) -> int:
        """Trained numbers: weights and biases; of a normalization, a factor and a bias a channel."""
        return self.weights + self.outputs * (2 if self.kind == "normalization" else self.bias)

    @property
    def positions(self) -> int:
        """Vectors that meet the weights for one image; 0 where nothing is multiplied."""
        return self.out_size[0] * self.out_size[1] if self.multiplies else 0

    @property
    def macs(self) -> int:
        """Products of a weight and an input for one image."""
        return self.weights * self.positions

    @property
    def in_values(self) -> int:
        return self.inputs * self.in_size[0] * self.in_size[1]

    @property
    def out_values(self) -> int:
        return self.outputs * self.out_size[0] * self.out_size[1]


@dataclass(frozen=True, kw_only=True)
class Workload:
    """A network's layers in an order in which they can be carried out; the last one's results are the scores.

    Attributes
    ----------
    name : str
    summary : str
        One line that says what it is, and where its shape is from.
    channels : int
    size : (int, int)
        Of an image.
    layers : tuple of Layer
    """

    name: str
    summary: str
    channels: int
    size: Size
    layers: tuple[Layer, ...]

    @property
    def products(self) -> tuple[Layer, ...]:
        """The layers that multiply."""
        return tuple(layer for layer in self.layers if layer.multiplies)

    @property
    def macs(self) -> int:
        return sum(layer.macs for layer in self.layers)

    @property
    def parameters(self) -> int:
        return sum(layer.parameters for layer in self.layers)

    @property
    def positions(self) -> int:
        return sum(layer.positions for layer in self.layers)

    @property
    def consumers(self) -> dict[str, tuple[str, ...]]:
        """For the input and each layer the layers that its results enter."""
        return {name: tuple(self._readers(name)) for name in ("input", *(layer.name for layer in self.layers))}

    def _readers(self, name: str) -> Iterable[str]:
        return (layer.name for layer in self.layers if name in layer.sources)
