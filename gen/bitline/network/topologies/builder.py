"""Layers joined one after the other, their sizes worked out from what enters them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..workload import Kind, Layer, Size, Workload


@dataclass(frozen=True)
class Values:
    """What leaves a layer, or enters the network."""

    name: str
    channels: int
    size: Size


class Builder:
    """Collects the layers of a network; each method gives back what leaves the layer that it adds."""

    def __init__(self, name: str, summary: str, channels: int, side: int) -> None:
        self.input = Values("input", channels, (side, side))
        self._name, self._summary = name, summary
        self._layers: list[Layer] = []

    def convolution(
        self, name: str, x: Values, outputs: int, kernel: int, stride: int = 1, padding: int = 0, *, normalized: bool = True
    ) -> Values:
        """A convolution, without a bias of its own; a normalization of its results follows."""
        made = self._windows("convolution", name, x, outputs, kernel, stride, padding)
        return self.normalization(f"{name}.norm", made) if normalized else made

    def normalization(self, name: str, x: Values) -> Values:
        return self._windows("normalization", name, x, x.channels, 1, 1, 0)

    def max_pool(self, name: str, x: Values, kernel: int, stride: int, padding: int = 0) -> Values:
        return self._windows("max_pool", name, x, x.channels, kernel, stride, padding)

    def average_pool(self, name: str, x: Values, kernel: int, stride: int) -> Values:
        return self._windows("average_pool", name, x, x.channels, kernel, stride, 0)

    def add(self, name: str, *several: Values) -> Values:
        return self._added(name, "add", several, several[0].channels, several[0].size)

    def concat(self, name: str, *several: Values) -> Values:
        return self._added(name, "concat", several, sum(x.channels for x in several), several[0].size)

    def linear(self, name: str, x: Values, outputs: int, *, bias: bool = True, groups: int = 1) -> Values:
        """A matrix for all values of an image at once."""
        flat = Values(x.name, x.channels * x.size[0] * x.size[1], (1, 1))
        return self._added(name, "linear", [flat], outputs, (1, 1), bias=bias, groups=groups)

    def workload(self) -> Workload:
        """All that was added."""
        layers = tuple(self._layers)
        return Workload(name=self._name, summary=self._summary, channels=self.input.channels, size=self.input.size, layers=layers)

    def _windows(self, kind: Kind, name: str, x: Values, outputs: int, kernel: int, stride: int, padding: int) -> Values:
        height, width = ((extent + 2 * padding - kernel) // stride + 1 for extent in x.size)
        return self._added(name, kind, [x], outputs, (height, width), kernel=(kernel, kernel), stride=stride, padding=padding)

    def _added(self, name: str, kind: Kind, several: Sequence[Values], outputs: int, size: Size, **fields: Any) -> Values:
        inputs = sum(x.channels for x in several) if kind == "concat" else several[0].channels
        sources = tuple(x.name for x in several)
        self._layers.append(
            Layer(
                name=name,
                kind=kind,
                sources=sources,
                inputs=inputs,
                outputs=outputs,
                in_size=several[0].size,
                out_size=size,
                **fields,
            )
        )
        return Values(name, outputs, size)
