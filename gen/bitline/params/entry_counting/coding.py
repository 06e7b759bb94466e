"""How the entry-counting macro codes what it counts: levels, classes, number formats, and the fields of its streams."""

import dataclasses
from functools import cached_property

from .. import formats
from ..errors import ParameterError
from ..macro import MacroParameters
from .choices import Accumulator, Activation, Cells, Physical, Requantizer, Search, Store, Timing, Weight
from .levels import LevelSet
from .operations import Operand


@dataclasses.dataclass(frozen=True, kw_only=True)
class Coding(MacroParameters):
    """A user's choices, and the formats that follow from them."""

    weight: Weight = dataclasses.field(default_factory=Weight)
    activation: Activation = dataclasses.field(default_factory=Activation)
    store: Store = dataclasses.field(default_factory=Store)
    search: Search = dataclasses.field(default_factory=Search)
    accumulator: Accumulator = dataclasses.field(default_factory=Accumulator)
    requantizer: Requantizer = dataclasses.field(default_factory=Requantizer)
    cells: Cells = dataclasses.field(default_factory=Cells)
    timing: Timing = dataclasses.field(default_factory=Timing)
    physical: Physical = dataclasses.field(default_factory=Physical)

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.store.lanes % self.store.lanes_per_beat:
            raise ParameterError(
                "store.lanes_per_beat", f"{self.store.lanes_per_beat} does not divide store.lanes = {self.store.lanes}"
            )
        if self.store.double_buffer and self.store.words % 2:
            raise ParameterError("store.double_buffer", f"store.words = {self.store.words} has no two equal halves")
        if self.search.per_cycle > len(self.classes):
            raise ParameterError(
                "search.per_cycle", f"{self.search.per_cycle} exceeds the {len(self.classes)} classes that there are"
            )

    # ---- operands

    @property
    def word_bits(self) -> int:
        """Width of a word: that of the wider operand."""
        return max(formats.width(formats.span(settings.low, settings.high)) for settings in (self.weight, self.activation))

    @cached_property
    def operands(self) -> dict[Operand, LevelSet]:
        """The levels of each operand."""
        sets: dict[Operand, Weight | Activation] = {"weight": self.weight, "activation": self.activation}
        return {name: LevelSet(formats.span(levels.low, levels.high), self.word_bits) for name, levels in sets.items()}

    @property
    def presence_bits(self) -> int:
        """Bits that tell which magnitudes a word holds in any lane."""
        return max(len(levels.magnitudes) for levels in self.operands.values())

    @cached_property
    def classes(self) -> tuple[tuple[int, int], ...]:
        """Pairs of a weight's and an activation's magnitude, in the order of their search."""
        weight, activation = self.operands.values()
        return tuple((i, j) for i in weight.magnitudes for j in activation.magnitudes)

    # ---- number formats

    @property
    def counts(self) -> range:
        """Format of one class's count."""
        signed = any(levels.signed for levels in self.operands.values())
        return formats.span(-self.store.lanes if signed else 0, self.store.lanes)

    @property
    def dot_product(self) -> range:
        """Format of a dot product, and of any part of it."""
        products = formats.product(*(levels.levels for levels in self.operands.values()))
        return formats.scaled(products, self.store.lanes)

    @property
    def sums(self) -> range:
        """Format of an accumulator: signed, since biases and partial sums are."""
        sums = formats.scaled(self.dot_product, self.accumulator.dot_products)
        return formats.twos_complement(formats.width(formats.hull([sums, formats.span(-1, 0)])))

    @property
    def multipliers(self) -> range:
        return formats.twos_complement(self.requantizer.multiplier_bits)

    @property
    def shifts(self) -> range:
        return formats.unsigned(self.requantizer.shift_bits)

    @property
    def outputs(self) -> range:
        """Format of a requantized result."""
        return formats.twos_complement(self.requantizer.output_bits)

    @property
    def results(self) -> range:
        """Format of what leaves at ``y``."""
        return formats.hull([self.sums, self.outputs])

    @property
    def formats(self) -> dict[str, range]:
        return {
            **{name: levels.levels for name, levels in self.operands.items()},
            "count": self.counts,
            "dot_product": self.dot_product,
            "accumulator": self.sums,
            "multiplier": self.multipliers,
            "output": self.outputs,
            "result": self.results,
        }

    @property
    def operation_fields(self) -> dict[str, range]:
        """Fields of an operation at the port, lowest first; those of a choice hold its place in the list of choices."""
        return {
            "kind": formats.unsigned(3),
            "word": formats.index(self.store.words),
            "steps": formats.span(0, max(self.store.words, self.requantizer.entries)),
            "outputs": formats.span(0, self.accumulator.count),
            "repetitions": formats.unsigned(16),
            "accumulator": formats.index(self.accumulator.count),
            "begin": formats.unsigned(2),
            "end": formats.unsigned(2),
            "entry": formats.index(self.requantizer.entries),
            "by_repetition": formats.unsigned(1),
            "pool": formats.span(0, self.requantizer.pool),
            "residual": formats.unsigned(1),
        }

    @property
    def scale_fields(self) -> dict[str, range]:
        """Fields of a beat of stream ``scales``, lowest first: bias and multiplier are a channel's, the others are for all."""
        return {
            "bias": self.sums,
            "multiplier": self.multipliers,
            **({"residual_multiplier": self.multipliers} if self.requantizer.residual else {}),
            "shift": self.shifts,
            "zero_point": self.outputs,
            "low": self.outputs,
            "high": self.outputs,
        }
