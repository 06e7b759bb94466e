"""Where the parts of a network stand: which columns hold them, what is loaded when, and which page carries what."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...params import ParameterError
from ...params.binary import Binary
from .drives import Drive
from .layers import BinaryNetwork


@dataclass(frozen=True)
class Block:
    """Weights that stand in adjacent columns: some outputs of a kernel, with one part of the values that enter it."""

    layer: int
    kernel: int
    part: int
    outputs: range


@dataclass(frozen=True)
class Visit:
    """A block at work for one place of its layer.

    Attributes
    ----------
    loading : int
        What the array must hold.
    first : int
        The block's first column there.
    """

    block: Block
    place: int
    loading: int
    first: int


@dataclass(frozen=True)
class Page:
    """Bits that drive the rows at one time: one part of the values that enter a place of a layer."""

    layer: int
    place: int
    part: int


@dataclass(frozen=True, eq=False)
class Faults:
    """What a self-test has found.

    Attributes
    ----------
    stuck : int8 array, (rows, columns)
        -1 for a good cell, else the value that it holds for ever.
    dead : int8 array, (columns,)
        -1 for a good column, else the answer that it always gives.
    """

    stuck: np.ndarray
    dead: np.ndarray

    @classmethod
    def none(cls, p: Binary) -> "Faults":
        return cls(np.full((p.array.rows, p.array.columns), -1, np.int8), np.full(p.array.columns, -1, np.int8))


def visits(p: Binary, network: BinaryNetwork, drives: Sequence[Drive], faults: Faults) -> tuple[Visit, ...]:
    """All blocks at work, in their order: layer by layer, place by place, outputs by outputs, part by part.

    Raises
    ------
    ParameterError
        Where too few columns are good.
    """
    columns = _Columns(p, faults)
    out: list[Visit] = []
    for number, (layer, drive) in enumerate(zip(network.layers, drives, strict=True)):
        groups = _groups(p, network, drives, number)
        for place in range(layer.places):
            for outputs in groups:
                for part in range(len(drive.parts)):
                    block = Block(number, layer.kernel(place), part, outputs)
                    out.append(Visit(block, place, *columns.place(block, of_many=len(drive.parts) > 1)))
    return tuple(out)


def page_of(network: BinaryNetwork, drives: Sequence[Drive], layer: int, value: int) -> tuple[Page, int]:
    """The page that carries one of the values that enter a layer, and its place among those of the page's part."""
    place, within = divmod(value, network.layers[layer].fan_in)
    part = next(number for number, span in enumerate(drives[layer].parts) if within in span)
    return Page(layer, place, part), within - drives[layer].parts[part].start


def _groups(p: Binary, network: BinaryNetwork, drives: Sequence[Drive], number: int) -> list[range]:
    """A layer's outputs as groups that columns hold at once, none of which goes to two pages."""
    layer = network.layers[number]
    if number == len(network.layers) - 1:
        if layer.outputs > p.array.columns:
            raise ParameterError("array.columns", f"{p.array.columns} cannot hold the last layer's {layer.outputs} outputs")
        return [range(layer.outputs)]
    bounds = {0, layer.outputs}
    for place in range(layer.places):
        pages = [page_of(network, drives, number + 1, place * layer.outputs + output)[0] for output in range(layer.outputs)]
        bounds |= {output for output in range(1, layer.outputs) if pages[output] != pages[output - 1]}
    cuts = sorted(bounds)
    return [
        range(start, min(start + p.array.columns, stop))
        for low, stop in itertools.pairwise(cuts)
        for start in range(low, stop, p.array.columns)
    ]


class _Columns:
    """Gives columns to blocks, and begins another loading where none are left."""

    def __init__(self, p: Binary, faults: Faults) -> None:
        self._alive = faults.dead < 0
        self._sound = self._alive & (faults.stuck[: p.trim_rows.start] < 0).all(axis=0)
        self._loading = 0
        self._free = np.ones(p.array.columns, bool)
        self._placed: dict[Block, int] = {}

    def place(self, block: Block, of_many: bool) -> tuple[int, int]:
        """The loading and the first column of a block; the parts of one sum stand one after the other in the same columns."""
        if block not in self._placed:
            if of_many:
                self._reload()
            first = self._room(len(block.outputs))
            if first is None:
                self._reload()
                first = self._room(len(block.outputs))
            if first is None:
                alive = int(self._alive.sum())
                raise ParameterError("array.columns", f"{alive} good ones have no {len(block.outputs)} beside each other")
            self._placed[block] = first
            self._free[first : first + len(block.outputs)] = False
        return self._loading, self._placed[block]

    def _reload(self) -> None:
        if self._placed:
            self._loading += 1
            self._free[:] = True
            self._placed = {}

    def _room(self, size: int) -> int | None:
        """The first of so many free columns beside each other: without any fault, or else without dead ones."""
        for good in (self._sound, self._alive):
            usable = self._free & good
            for first in range(len(usable) - size + 1):
                if usable[first : first + size].all():
                    return first
        return None
