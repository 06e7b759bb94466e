"""A network on an engine: its layers as tiles, its maps as regions of memory."""

from dataclasses import dataclass, field

from ...params.two_way_training import TwoWayTraining
from ..training import Learner
from .placement import Block, Placed, placed
from .regions import Regions, regions


@dataclass
class Mapped:
    """A network on an engine.

    Attributes
    ----------
    p : TwoWayTraining
    learner : Learner
    batch : int
    layers : list of Placed
    regions : Regions
    resident : bool
        Every tile has a macro of its own; otherwise tiles are loaded and stored as they are used.
    """

    p: TwoWayTraining
    learner: Learner
    batch: int
    layers: list[Placed] = field(init=False)
    regions: Regions = field(init=False)
    resident: bool = field(init=False)

    def __post_init__(self) -> None:
        self.layers = placed(self.p, self.learner.layers)
        self.regions = regions(self.p, self.layers, self.batch)
        self.resident = sum(each.tiles for each in self.layers) <= self.p.training.macros

    def blocks(self, number: int) -> list[Block]:
        """A layer's tiles, block by block."""
        if not self.resident:
            return self.layers[number].blocks(self.p.training.macros)
        first = sum(each.tiles for each in self.layers[:number])
        return self.layers[number].blocks(self.layers[number].tiles, first)
