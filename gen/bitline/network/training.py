"""Networks that learn on chip, as data: shapes, and the powers of two that scale their numbers."""

from dataclasses import dataclass
from itertools import pairwise
from math import isqrt

from .convolution import extent

POOL = 2
"""Side of the windows of which the largest value is kept."""


@dataclass(frozen=True)
class Map:
    """Shape of what a layer takes or gives for one example: channels innermost."""

    height: int
    width: int
    channels: int

    def __str__(self) -> str:
        return f"{self.height} × {self.width} × {self.channels}"

    @property
    def size(self) -> int:
        return self.height * self.width * self.channels

    @property
    def positions(self) -> int:
        return self.height * self.width


@dataclass(frozen=True, kw_only=True)
class Layer:
    """A convolution; a fully connected layer is one whose map has one position.

    A weight matrix has a row an input of the kernel, by its row, column and channel, and a column a filter.

    Attributes
    ----------
    name : str
    map : Map
        What enters.
    filters : int
    kernel, stride, padding : int
        Side of the kernel, steps between its places, zeros around the map.
    pool : bool
        Whether of each 2x2 values the largest is kept.
    spread : int
        Weights begin anywhere in ``-spread … spread``.

    Raises
    ------
    ValueError
        Where the kernel does not fit into the map, or windows of pooling do not cover it.
    """

    name: str
    map: Map
    filters: int
    kernel: int = 1
    stride: int = 1
    padding: int = 0
    pool: bool = False
    spread: int = 24

    def __post_init__(self) -> None:
        if min(self.map.height, self.map.width) + 2 * self.padding < self.kernel:
            raise ValueError(
                f"{self.name}: a kernel of {self.kernel} does not fit into {self.map} with {self.padding} zeros around"
            )
        if self.pool and (self.placed.height % POOL or self.placed.width % POOL):
            raise ValueError(f"{self.name}: windows of {POOL} do not cover {self.placed}")

    @property
    def rows(self) -> int:
        """Inputs of the matrix."""
        return self.kernel**2 * self.map.channels

    @property
    def columns(self) -> int:
        """Outputs of the matrix."""
        return self.filters

    @property
    def placed(self) -> Map:
        """What the kernel's places give, before pooling."""
        height, width = (extent(side, self.kernel, self.stride, self.padding) for side in (self.map.height, self.map.width))
        return Map(height, width, self.filters)

    @property
    def made(self) -> Map:
        """What leaves."""
        window = POOL if self.pool else 1
        return Map(self.placed.height // window, self.placed.width // window, self.filters)

    @property
    def shift(self) -> int:
        """Power of two by which sums are divided: no less than the factor by which weights as they begin enlarge inputs."""
        return isqrt(self.rows * self.spread**2 // 3).bit_length()


@dataclass(frozen=True, kw_only=True)
class Learner:
    """Layers one after the other, and how they learn.

    Attributes
    ----------
    name : str
    layers : tuple of Layer
        A layer takes what the one before gives, in whatever shape it has.
    rate : int
        The learning rate is ``2**-rate``, for sums of the gradients of a batch.
    batch : int
        Examples a step.
    epochs : int
        Passes over the examples that suffice.
    frozen : int
        Layers, from the first, that keep their weights.
    decay : int
        Where there is momentum, a step takes ``1 / 2**decay`` off it.

    Raises
    ------
    ValueError
        Where a layer takes more or less than the one before gives.
    """

    name: str
    layers: tuple[Layer, ...]
    rate: int = 6
    batch: int
    epochs: int
    frozen: int = 0
    decay: int = 3

    def __post_init__(self) -> None:
        for before, layer in pairwise(self.layers):
            if before.made.size != layer.map.size:
                raise ValueError(f"{layer.name} takes {layer.map.size} values, and {before.name} gives {before.made.size}")

    def update_shift(self, number: int) -> int:
        """Power of two by which a layer's gradients are divided: the rate, and every forward shift from it to the scores."""
        return self.rate + sum(layer.shift for layer in self.layers[number:])

    def annealing(self, epoch: int, epochs: int) -> int:
        """Bits by which the rate has fallen at an epoch: none in the first half, then one, then two."""
        return max(0, 4 * epoch // epochs - 1)


SMALL = 256
"""Pixels of images that a small network with small batches suffices for."""


def mlp(height: int, width: int, classes: int) -> Learner:
    """A perceptron of one hidden layer: 784-128-10 for MNIST."""
    pixels = height * width
    hidden, spread, batch, epochs = (32, 24, 16, 20) if pixels <= SMALL else (128, 12, 64, 8)
    return Learner(
        name=f"{pixels}-{hidden}-{classes}",
        layers=(
            Layer(name="hidden", map=Map(1, 1, pixels), filters=hidden),
            Layer(name="scores", map=Map(1, 1, hidden), filters=classes, spread=spread),
        ),
        batch=batch,
        epochs=epochs,
    )


def cnn(height: int, width: int, classes: int) -> Learner:
    """Two convolutions, the second one pooled, and a layer of scores; sides are multiples of four."""
    first = Layer(name="first", map=Map(height, width, 1), filters=16, kernel=5, stride=2, padding=2)
    second = Layer(name="second", map=first.made, filters=32, kernel=3, padding=1, pool=True)
    scores = Layer(name="scores", map=Map(1, 1, second.made.size), filters=classes, spread=12)
    batch, epochs = (16, 8) if height * width <= SMALL else (32, 4)
    return Learner(name="cnn", layers=(first, second, scores), batch=batch, epochs=epochs)


BUILT_IN = {"mlp": mlp, "cnn": cnn}
"""Networks by name, made for images of a height and width and a number of classes."""
