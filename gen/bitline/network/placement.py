"""Layers on macros in which weights stay, as data: tiles of each matrix, their copies, and what each macro does in turn."""

import dataclasses
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from .workload import Layer

Order = Literal["images", "layers"]
"""What goes on first: an image through all layers before the next image, or a whole batch through a layer before the next layer."""


@dataclass(frozen=True)
class Job:
    """A tile at work on a macro.

    Attributes
    ----------
    macro : int
    tile : int
        Among the tiles of its layer, group by group and row by row.
    positions : range
        The vectors of each image that it meets.
    images : range
    """

    macro: int
    tile: int
    positions: range
    images: range = range(1)


@dataclass(frozen=True)
class Place:
    """A layer's macros.

    Attributes
    ----------
    layer : Layer
    rows, columns : int
        Tiles that the matrix of a group takes, one above and one beside the other.
    copies : int
        Each of them with positions of its own.
    rounds : int
        Loadings in which the tiles take turns; 1 where each has a macro.
    first : int
        The first of its macros, in the first copy of the network.
    """

    layer: Layer
    rows: int
    columns: int
    copies: int = 1
    rounds: int = 1
    first: int = 0

    @property
    def tiles(self) -> int:
        return self.layer.groups * self.rows * self.columns

    @property
    def beside(self) -> int:
        """Macros of a copy, which are at work at once."""
        return math.ceil(self.tiles / self.rounds)

    @property
    def macros(self) -> int:
        """Macros at work at once."""
        return self.beside * self.copies

    @property
    def positions(self) -> int:
        """Vectors that the first copy meets for one image; none meets more."""
        return math.ceil(self.layer.positions / self.copies)

    @property
    def jobs(self) -> Iterator[Job]:
        """What is done for an image, macro by macro, by each in this order; the first one has most to do."""
        shares = [self._share(copy) for copy in range(self.copies)]
        for copy, positions in enumerate(shares):
            for beside in range(self.beside if positions else 0):
                for tile in range(beside, self.tiles, self.beside):
                    yield Job(self.first + copy * self.beside + beside, tile, positions)

    def _share(self, copy: int) -> range:
        return range(self.layer.positions)[copy * self.positions : (copy + 1) * self.positions]


@dataclass(frozen=True)
class Placement:
    """A network's layers on macros: what is estimated, run on models of arrays, and run in the hardware.

    Attributes
    ----------
    places : tuple of Place
    macros : int
        Spare ones included.
    copies : int
        Of the whole network, each with images of its own.
    resident : bool
        Whether every weight stays, so that none is loaded again.
    order : str
    """

    places: tuple[Place, ...]
    macros: int
    copies: int
    resident: bool
    order: Order = "images"

    @property
    def once(self) -> int:
        """Macros of a copy of the network."""
        return self.macros // self.copies

    def parts(self, images: int) -> list[list[range]]:
        """Images that go through a layer before the next layer has its turn: one part after the other, a range for each copy."""
        together = self.together(images)
        ends = ((start, min(start + together, images)) for start in range(0, images, together))
        return [[range(start + copy, end, self.copies) for copy in range(self.copies)] for start, end in ends]

    def together(self, batch: int) -> int:
        """Images of a part, of a batch."""
        return self.copies if self.order == "images" else max(batch, 1)

    def jobs(self, number: int, part: Sequence[range]) -> Iterator[Job]:
        """What a layer's macros do in its turn, macro by macro."""
        for copy, images in enumerate(part):
            for job in self.places[number].jobs if images else ():
                yield dataclasses.replace(job, macro=job.macro + copy * self.once, images=images)
