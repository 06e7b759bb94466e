"""Where a network's maps, gradients and momentum lie in the engine's memories."""

from dataclasses import dataclass, field

from ...params import ParameterError
from ...params.two_way_training import TwoWayTraining
from .placement import Placed


@dataclass(frozen=True)
class Region:
    """Some words of a memory that follow each other."""

    first: int
    words: int


@dataclass
class Memory:
    """Hands out one region after the other."""

    setting: str
    depth: int
    used: int = 0

    def region(self, words: int) -> Region:
        self.used += words
        return Region(self.used - words, words)

    def check(self, what: str) -> None:
        """Refuse what does not fit.

        Raises
        ------
        ParameterError
            With the number of words that would do.
        """
        if self.used > self.depth:
            raise ParameterError(self.setting, f"{self.depth} words do not hold {what}: it takes {self.used}")


@dataclass
class Regions:
    """Regions of a step, layer by layer; what only one layer needs at a time lies in one place for all.

    Attributes
    ----------
    inputs : list of Region
        What each layer takes.
    placed, indices : list of Region or None
        Activations before pooling, and the places that were taken; None without pooling.
    errors : list of Region
        Errors of what each layer makes.
    routed : Region
        Errors before pooling, of one layer at a time.
    targets : Region
    products, gradients : Region
        Sums of one layer at a time.
    velocities : list of Region
        Momentum of every layer, where there is any.
    """

    inputs: list[Region] = field(default_factory=list)
    placed: list[Region | None] = field(default_factory=list)
    indices: list[Region | None] = field(default_factory=list)
    errors: list[Region] = field(default_factory=list)
    velocities: list[Region] = field(default_factory=list)
    routed: Region = Region(0, 0)
    targets: Region = Region(0, 0)
    products: Region = Region(0, 0)
    gradients: Region = Region(0, 0)


def regions(p: TwoWayTraining, layers: list[Placed], batch: int) -> Regions:
    """Regions of a step on a batch.

    Raises
    ------
    ParameterError
        Where a memory is too small.
    """
    values = Memory("training.value_words", p.training.value_words)
    sums = Memory("training.sum_words", p.training.sum_words)
    out = Regions()
    for each in layers:
        layer, words = each.layer, each.output_words
        out.inputs.append(values.region(batch * each.map_words))
        out.placed.append(values.region(batch * layer.placed.positions * words) if layer.pool else None)
        out.indices.append(values.region(batch * layer.made.positions * words) if layer.pool else None)
        out.errors.append(values.region(batch * layer.made.positions * words))
    out.targets = values.region(batch * layers[-1].output_words)
    out.routed = values.region(max((placed.words for placed in out.placed if placed), default=0))
    most = max(batch * max(each.layer.placed.positions * each.output_words, 0 if each.first else each.map_words) for each in layers)
    out.products = sums.region(most)
    out.gradients = sums.region(max(len(each.lines) * each.output_words for each in layers))
    if p.momenta:
        out.velocities = [sums.region(len(each.lines) * each.output_words) for each in layers]
    what = f"a step of {batch} examples"
    values.check(what)
    sums.check(what)
    return out
