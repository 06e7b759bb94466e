"""Parameters of the entry-counting macro: what a user chooses, and all that follows from it."""

import dataclasses
import math
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import ClassVar, Literal

from .. import formats
from ..errors import ParameterError
from ..macro import MacroParameters
from ..physical import Part
from ..pins import Pin, Strobe
from ..registers import Field, Register
from ..settings import Settings, setting
from .cells import StorageCell, cam_cell, multiplexer_cell
from .levels import LevelSet
from .operations import Operand

TILE_STEPS = 9
"""Dot products of a result in the tile that operations a cycle are stated for: a 3 x 3 kernel over as many channels as lanes."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Weight(Settings):
    section: ClassVar[str] = "weight"

    low: int = setting(-3, "least level of a weight", low=-8, high=0, source="[C] papers.md 2.2: 3-bit symmetric LSQ")
    high: int = setting(3, "greatest level of a weight", low=1, high=15, source="[C] papers.md 2.2: 3-bit symmetric LSQ")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Activation(Settings):
    section: ClassVar[str] = "activation"

    low: int = setting(0, "least level of an activation", low=-8, high=0, source="[C] papers.md 2.2: 2-bit unsigned LSQ")
    high: int = setting(3, "greatest level of an activation", low=1, high=15, source="[C] papers.md 2.2: 2-bit unsigned LSQ")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Store(Settings):
    section: ClassVar[str] = "store"

    lanes: int = setting(128, "entries of a dot product, all searched at once", low=2, high=512, source="[Q] papers.md 2.1")
    words: int = setting(19, "stored words a lane, of which one is searched", low=1, high=64, source="[D] papers.md 2.4: 7.36 Kb")
    double_buffer: bool = setting(False, "load one half of the store while the other one computes")
    lanes_per_beat: int = setting(16, "lanes whose words arrive in one beat", low=1, high=512)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Search(Settings):
    section: ClassVar[str] = "search"

    per_cycle: int = setting(1, "pairs of levels searched at once", low=1, high=120, source="[D] papers.md 2.4: one key a cycle")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Accumulator(Settings):
    section: ClassVar[str] = "accumulator"

    count: int = setting(16, "sums under way at once", low=1, high=256)
    dot_products: int = setting(64, "dot products that any sum has room for", low=1, high=4096)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Requantizer(Settings):
    section: ClassVar[str] = "requantizer"

    entries: int = setting(16, "channels whose bias and multiplier are kept", low=1, high=256)
    multiplier_bits: int = setting(16, "width of a multiplier, two's complement", unit="bits", low=2, high=24)
    shift_bits: int = setting(5, "width of the number of places that a product is shifted right", unit="bits", low=1, high=5)
    output_bits: int = setting(
        8, "width of a result, two's complement; it is clipped to the next layer's levels", unit="bits", low=2, high=16
    )
    residual: bool = setting(True, "a second multiplier, for an operand that is added to the result")
    pool: int = setting(9, "longest window of a maximum over results, 1 for none", low=1, high=64)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Cells(Settings):
    section: ClassVar[str] = "cells"

    kind: Literal["dedicated", "standard"] = setting(
        "dedicated", "what words are kept in: two cells that are added to the library, or its flip-flops"
    )
    multiplexer_sites: int = setting(
        9, "width of the multiplexer cell", unit="placement sites", low=5, high=64,
        source="[G] 18 transistors, a latch of 10 and an and-or, two in a site as in sky130's latch",
    )  # fmt: skip
    cam_sites: int = setting(
        11, "width of the CAM cell with one search", unit="placement sites", low=6, high=64,
        source="[G] 22 transistors, likewise: the and-or of two pairs takes two more, the bit's output two",
    )  # fmt: skip
    search_sites: int = setting(
        5, "width that each further search adds to it", unit="placement sites", low=3, high=64,
        source="[G] 10 transistors, likewise: an and-or of two pairs",
    )  # fmt: skip
    delay_ns: float = setting(
        0.2, "from a select or search line to an output, with no load", unit="ns", low=0, high=1e3,
        source="[G] two gates of sky130",
    )  # fmt: skip
    write_ns: float = setting(
        0.4, "from a write strobe, or a bit while it is high, to an output; the shortest strobe", unit="ns", low=0, high=1e3,
        source="[G] sky130's latch",
    )  # fmt: skip
    setup_ns: float = setting(
        0.1,
        "from the last change of a bit to the fall of its write strobe",
        unit="ns",
        low=0,
        high=1e3,
        source="[G] sky130's latch",
    )
    hold_ns: float = setting(0.0, "for which it stands after that fall", unit="ns", low=0, high=1e3, source="[G] sky130's latch")
    energy_fj: float = setting(5.0, "of a change of an output", unit="fJ", low=0, high=1e6, source="[G] a guess")
    leakage_nw: float = setting(0.01, "leakage of a cell", unit="nW", low=0, high=1e6, source="[G] a guess")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Timing(Settings):
    section: ClassVar[str] = "timing"

    clock_mhz: float = setting(
        143.0, "clock the constraints are written for", unit="MHz", low=1, high=5000, source="[Q] papers.md 2.1"
    )


@dataclasses.dataclass(frozen=True, kw_only=True)
class EntryCounting(MacroParameters):
    """The entry-counting macro.

    Each of N lanes keeps D stored words and a streamed one. A dot product ``Σ stored[n]·streamed[n]`` is made of counts: for each
    class, a pair of non-zero magnitudes of the two operands, the lanes that hold it are counted up or down by their sign, and the
    count times the product of the magnitudes is accumulated. A class whose magnitudes are not both present is not searched.

    Raises
    ------
    ParameterError
        Where settings contradict each other; both numbers are named.
    """

    family: ClassVar[str] = "entry_counting"

    glossary: ClassVar[Mapping[str, str]] = {
        "weight": "levels of a weight",
        "activation": "levels of an activation",
        "count": "lanes of one class, positive less negative ones",
        "dot_product": "one dot product",
        "accumulator": "a sum of dot products, as it is kept, filled and spilled",
        "multiplier": "of the requantizer, one a channel",
        "output": "a requantized result, a residual, and the bounds that results are clipped to",
        "result": "the payload of stream y: an output or a sum",
        "classes": "pairs of magnitudes: searches of a dense dot product",
        "word": "to load one word of all lanes at full rate, stored or streamed",
        "product_dense": "searches of a dot product with every class live take so long",
        "product_least": "likewise with none live",
        "result_latency": "from a dot product's last search to its beat at y",
        "first_result": "from the first beat of a streamed word at an idle macro to the beat at y of its only dot product, dense",
        "tile": "cycles a dense 3 x 3 tile takes at full rate, its weights stored",
        "ops_per_cycle_tile": "operations a cycle over that tile, two for each lane and dot product",
        "searches_per_cycle": "searches a cycle over that tile",
    }

    weight: Weight = dataclasses.field(default_factory=Weight)
    activation: Activation = dataclasses.field(default_factory=Activation)
    store: Store = dataclasses.field(default_factory=Store)
    search: Search = dataclasses.field(default_factory=Search)
    accumulator: Accumulator = dataclasses.field(default_factory=Accumulator)
    requantizer: Requantizer = dataclasses.field(default_factory=Requantizer)
    cells: Cells = dataclasses.field(default_factory=Cells)
    timing: Timing = dataclasses.field(default_factory=Timing)

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

    # ---- structure

    @property
    def beats(self) -> int:
        """Beats that make one word of all lanes."""
        return self.store.lanes // self.store.lanes_per_beat

    @property
    def halves(self) -> int:
        """Parts of the store, each of which can be loaded while another one computes."""
        return 2 if self.store.double_buffer else 1

    @property
    def half_words(self) -> int:
        return self.store.words // self.halves

    @property
    def storage_bits(self) -> int:
        """Bits of the stored words."""
        return self.store.lanes * self.store.words * self.word_bits

    @property
    def chain(self) -> int:
        """Stored words whose cells are joined one after the other; the chains of a half are joined by gates."""
        return math.isqrt(self.half_words - 1) + 1

    @cached_property
    def storage_cells(self) -> tuple[StorageCell, StorageCell]:
        """The multiplexer cell and the CAM cell."""
        cells, searches = self.cells, self.search.per_cycle
        return (
            multiplexer_cell(f"{self.name}_multiplexer_cell", cells.multiplexer_sites),
            cam_cell(f"{self.name}_cam_cell", cells.cam_sites + (searches - 1) * cells.search_sites, searches),
        )

    # ---- cycles

    @property
    def word_cycles(self) -> int:
        """Cycles from one word to the next at full rate.

        A beat's codes stand for two cycles, in the register of its parity; with an odd number of beats the next word's first beat,
        of the same parity as the last one, comes a cycle later.
        """
        return self.beats + self.beats % 2

    def search_cycles(self, live: int) -> int:
        """Cycles in which a dot product with so many live classes is searched."""
        return max(1, -(-live // self.search.per_cycle))

    @property
    def result_latency(self) -> int:
        """Cycles from a dot product's last choice of classes to its beat at ``y``: match, count, weigh, accumulate, queue; then
        bias, multiply, round and clip."""
        return 5 + 4 + self.requantizer.residual

    @property
    def queue_depth(self) -> int:
        """Sums on their way to the requantizer at full rate: with as many places, it never holds the search up."""
        return 6

    def word_interval(self, searching: int) -> float:
        """Mean cycles from one streamed word to the next, each searched for so many, at full rate.

        Either the search, or the loading, or, where they take about equally long, the way of a word through both.
        """
        return max(self.word_cycles, searching, (self.beats + searching + 1) / 2)

    @property
    def cycles(self) -> dict[str, int | float]:
        dense = self.search_cycles(len(self.classes))
        steps = min(TILE_STEPS, self.half_words)
        outputs = min(self.half_words // steps, self.accumulator.count)
        interval = self.word_interval(outputs * dense) / outputs
        return {
            "classes": len(self.classes),
            "word": self.word_cycles,
            "product_dense": dense,
            "product_least": self.search_cycles(0),
            "result_latency": self.result_latency,
            "first_result": self.beats + dense + self.result_latency,
            "tile": TILE_STEPS * interval,
            "ops_per_cycle_tile": 2 * self.store.lanes / interval,
            "searches_per_cycle": len(self.classes) / interval,
        }

    @property
    def clock_mhz(self) -> float:
        return self.timing.clock_mhz

    # ---- interfaces

    @property
    def black_boxes(self) -> tuple[str, ...]:
        return tuple(cell.name for cell in self.storage_cells) if self.cells.kind == "dedicated" else ()

    @property
    def library_name(self) -> str:
        return f"{self.name}_cells"

    @property
    def array_pins(self) -> Sequence[Pin]:
        """None: all of this family is digital."""
        return ()

    @property
    def strobes(self) -> Mapping[str, Strobe]:
        return {}

    @property
    def array_parts(self) -> Sequence[Part]:
        return ()

    @cached_property
    def registers(self) -> Sequence[Register]:
        status = (
            Field("busy", 1, "read-only", 0, "an operation is under way"),
            Field(
                "illegal",
                1,
                "read-only",
                0,
                "since reset a level outside its set, an operation that does not exist, or an index beyond the last",
            ),
            Field("differs", 1, "read-only", 0, "since reset a stored word did not read back as written or as expected"),
            Field("overflow", 1, "read-only", 0, "since reset a sum left the accumulators' format"),
        )
        return (
            Register(
                "identity",
                (Field("identity", 32, "constant", self.fingerprint, "checksum of the parameters"),),
                "tells which macro this is",
            ),
            Register("status", status, "what the macro does, and what went wrong"),
            *(
                Register(name, (Field(name, 32, "read-only", 0, f"{event}, modulo 2**32"),), "event counter")
                for name, event in EVENTS.items()
            ),
        )


EVENTS: Mapping[str, str] = {
    "store_writes": "words of all lanes written to the store",
    "streamed_words": "words of all lanes streamed in",
    "refused_words": "words with a level outside its set, which count as zeros",
    "accumulator_reads": "dot products added to what an accumulator held",
    "accumulator_writes": "dot products after which a sum stayed in its accumulator",
    "fills": "partial sums taken in",
    "spills": "sums given out as they were",
    "searches": "classes searched",
    "searches_saved": "classes not searched because none of their lanes could match",
}
"""What is counted since reset, each in a register of its own."""


FAMILY = EntryCounting
