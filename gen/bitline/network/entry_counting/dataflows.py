"""A convolution as operations of the entry-counting macro, in each of its three dataflows."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from ...params.entry_counting import EntryCounting, Operand, Operation
from ..convolution import Layer
from ..workload import Layer as SizedLayer

Dataflow = Literal["weight", "input", "output"]
DATAFLOWS: tuple[Dataflow, ...] = ("weight", "input", "output")
"""What is stationary."""

Items = tuple[Operand, range]
"""Channels of weights, or pixels of activations."""


@dataclass(frozen=True)
class Task:
    """What a layer asks of the macro: dot products of each pixel's patch with each channel's weights.

    Pixels follow each other window by window, so that those of one window are neighbours.

    Attributes
    ----------
    pixels, channels : int
    steps : int
        Words of all lanes that a patch takes.
    window : int
        Pixels of which the largest result stays.
    rescaled : bool
        Whether results leave as levels of the next layer, or as sums.
    residual : bool
        Whether something is added to each.
    """

    pixels: int
    channels: int
    steps: int
    window: int = 1
    rescaled: bool = True
    residual: bool = False

    @classmethod
    def of(cls, p: EntryCounting, layer: Layer, side: int) -> "Task":
        """The task of a layer for one image with so many pixels along a side."""
        whole = layer.size(side) // layer.pool * layer.pool
        rescale = layer.rescale
        return cls(
            pixels=whole**2,
            channels=layer.channels,
            steps=-(-layer.matrix.shape[1] // p.store.lanes),
            window=layer.pool**2,
            rescaled=rescale is not None,
            residual=rescale is not None and rescale.residual_multiplier != 0,
        )

    @classmethod
    def together(cls, p: EntryCounting, layer: SizedLayer, images: int) -> "Task":
        """The task of a layer for so many images at once, of a group of its channels."""
        height, width = (side // layer.pool * layer.pool for side in layer.out_size)
        return cls(
            pixels=height * width * images,
            channels=layer.outputs // layer.groups,
            steps=-(-layer.fan_in // p.store.lanes),
            window=layer.pool**2,
            rescaled=not layer.scores,
            residual=layer.residual,
        )

    def shares(self, macros: int) -> list[range]:
        """Pixels that each of several macros makes, in whole windows; the first share is the largest, and each has all channels."""
        return chunks(range(self.pixels), -(-self.pixels // self.window // macros) * self.window)


@dataclass(frozen=True)
class Order:
    """An operation, and what the streams bring for it.

    Attributes
    ----------
    operation : Operation
    stored, streamed : Items or None
        What is written to the store, or streamed, of which steps.
    steps : range
    scaled : range
        Channels whose scales are loaded.
    pixels, channels : range
        Whose results leave.
    """

    operation: Operation
    stored: Items | None = None
    streamed: Items | None = None
    steps: range = range(0)
    scaled: range = range(0)
    pixels: range = range(0)
    channels: range = range(0)


@dataclass(frozen=True)
class Plan:
    """A layer in one dataflow.

    Attributes
    ----------
    dataflow : str
    task : Task
    make : function
        Makes the orders, one after the other.
    """

    dataflow: Dataflow
    task: Task
    make: Callable[[], Iterable[Order]]

    @cached_property
    def orders(self) -> tuple[Order, ...]:
        """All of them, made when they are asked for: large layers have hundreds of thousands."""
        return tuple(self.make())

    @property
    def operations(self) -> list[Operation]:
        return [order.operation for order in self.orders]


def plans(p: EntryCounting, task: Task) -> dict[Dataflow, list[Plan]]:
    """What can be done in each dataflow; nothing where it is not possible."""
    return {"weight": _weights_stay(p, task), "input": _inputs_stay(p, task), "output": _outputs_stay(p, task)}


def _weights_stay(p: EntryCounting, task: Task) -> list[Plan]:
    return [_plan(p, "weight", task, _Orders(p, task).weights_stay())] if task.steps <= p.half_words else []


def _inputs_stay(p: EntryCounting, task: Task) -> list[Plan]:
    most = min(p.half_words // task.steps, p.accumulator.count) // task.window * task.window
    return [_plan(p, "input", task, _Orders(p, task).inputs_stay(most))] if most else []


def _outputs_stay(p: EntryCounting, task: Task) -> list[Plan]:
    blocks = _blocks(p, task)
    return [_plan(p, "output", task, _Orders(p, task).outputs_stay(channels, pixels)) for channels, pixels in blocks]


def _plan(p: EntryCounting, dataflow: Dataflow, task: Task, orders: Iterable[Order]) -> Plan:
    return Plan(dataflow, task, lambda: orders if p.halves == 1 else _loaded_ahead(orders))


def _loaded_ahead(orders: Iterable[Order]) -> tuple[Order, ...]:
    """The same, but each load of the store begins before the products of the load before, which is in the other half."""
    out: list[Order] = []
    place = 0  # behind the products of the last load but one
    for order in orders:
        if order.stored is None:
            out.append(order)
        else:
            out.insert(place, order)
            place = len(out)
    return tuple(out)


def _blocks(p: EntryCounting, task: Task) -> Iterator[tuple[int, int]]:
    """Channels and pixels whose sums fit the accumulators together."""
    for channels in range(1, min(task.channels, p.accumulator.count, p.half_words, p.requantizer.entries) + 1):
        pixels = min(p.accumulator.count // channels, task.pixels) // task.window * task.window
        if pixels:
            yield channels, pixels


def chunks(whole: range, size: int) -> list[range]:
    """Parts of at most so many, one after the other."""
    return [whole[start : start + size] for start in range(0, len(whole), size)]


@dataclass
class _Orders:
    """Makes orders; it remembers whose scales are loaded, and which half of the store comes next."""

    p: EntryCounting
    task: Task
    _scaled: range = field(default=range(0), init=False)
    _half: int = field(default=-1, init=False)

    @property
    def _pixels(self) -> range:
        return range(self.task.pixels)

    @property
    def _channels(self) -> range:
        return range(self.task.channels)

    @property
    def _steps(self) -> range:
        return range(self.task.steps)

    def weights_stay(self) -> Iterator[Order]:
        """As many channels as the store has room for; all pixels are streamed past them."""
        most = min(self.p.half_words // self.task.steps, self.p.accumulator.count, self.p.requantizer.entries)
        for channels in chunks(self._channels, most):
            yield from self._scale(channels)
            yield self._write("weight", channels, self._steps)
            yield self._product(("activation", self._pixels), channels, self._pixels, self._steps, {})

    def inputs_stay(self, most: int) -> Iterator[Order]:
        """That many pixels; all channels are streamed past them."""
        for pixels in chunks(self._pixels, most):
            yield self._write("activation", pixels, self._steps)
            for channels in chunks(self._channels, self.p.requantizer.entries):
                yield from self._scale(channels)
                yield self._product(("weight", channels), channels, pixels, self._steps, {})

    def outputs_stay(self, most_channels: int, most_pixels: int) -> Iterator[Order]:
        """Sums of that many channels and pixels, while their weights and patches come part by part."""
        for channels in chunks(self._channels, most_channels):
            yield from self._scale(channels)
            parts = chunks(self._steps, self.p.half_words // len(channels))
            for pixels in chunks(self._pixels, most_pixels):
                for number, steps in enumerate(parts):
                    yield self._write("weight", channels, steps)
                    ends: dict[str, Any] = {} if number == len(parts) - 1 else {"end": "hold"}
                    begins: dict[str, Any] = {} if number == 0 else {"begin": "continue"}
                    yield self._product(("activation", pixels), channels, pixels, steps, begins | ends)

    def _scale(self, channels: range) -> Iterator[Order]:
        if self.task.rescaled and channels != self._scaled:
            self._scaled = channels
            yield Order(Operation(kind="scale", steps=len(channels)), scaled=channels)

    def _write(self, operand: Operand, items: range, steps: range) -> Order:
        self._half = (self._half + 1) % self.p.halves
        write = Operation(kind="write", word=self._word, steps=len(items) * len(steps))
        return Order(write, stored=(operand, items), steps=steps)

    @property
    def _word(self) -> int:
        """The first word of the half that was written last."""
        return self._half * self.p.half_words

    def _product(self, streamed: Items, channels: range, pixels: range, steps: range, ends: dict[str, Any]) -> Order:
        """Of what was written last; a sum leaves unless ``ends`` says otherwise."""
        task, by_repetition = self.task, streamed[0] == "weight"
        repetitions, outputs = (channels, pixels) if by_repetition else (pixels, channels)
        fields: dict[str, Any] = {"end": "finish" if task.rescaled else "spill"} | ends
        finishes = fields["end"] == "finish"
        operation = Operation(
            kind="product",
            word=self._word,
            steps=len(steps),
            outputs=len(outputs),
            repetitions=len(repetitions),
            by_repetition=by_repetition,
            pool=task.window if finishes else 1,
            residual=task.residual and finishes,
            **fields,
        )
        leave = fields["end"] != "hold"
        return Order(
            operation,
            streamed=streamed,
            steps=steps,
            pixels=pixels if leave else range(0),
            channels=channels if leave else range(0),
        )
