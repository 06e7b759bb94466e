"""What a user chooses of the entry-counting macro, section by section."""

import dataclasses
from typing import ClassVar, Literal

from ..physical import Physical as SharedPhysical
from ..settings import Settings, setting


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
    most: ClassVar[int] = 120

    per_cycle: int = setting(1, "pairs of levels searched at once", low=1, high=most, source="[D] papers.md 2.4: one key a cycle")


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


@dataclasses.dataclass(frozen=True, kw_only=True)
class Timing(Settings):
    section: ClassVar[str] = "timing"

    clock_mhz: float = setting(
        143.0, "clock the constraints are written for", unit="MHz", low=1, high=5000, source="[Q] papers.md 2.1"
    )


@dataclasses.dataclass(frozen=True, kw_only=True)
class Physical(SharedPhysical):
    """What the physical views assume of the dedicated cells, and estimates of the macro."""

    technology: Literal["28nm", "65nm", "130nm", "sky130hd"] = setting(
        "65nm", "process in which networks are estimated", source="[Q] papers.md 2.1"
    )
    search_fj: float = setting(
        16.85, "energy of a lane in a search, counting included", unit="fJ", low=0, high=1e6,
        source="[D] papers.md 2.4: 11.6 TOPS/W at 40 MHz and 1.01 V, 2.16 pJ a cycle of 128 lanes",
    )  # fmt: skip
    count_share: float = setting(0.5, "share of that energy that counting takes", low=0, high=1, source="[G] a guess")
    logic_f2: float = setting(
        68_600.0, "area of the periphery's cells for each lane", unit="F2", low=1, high=1e9,
        source="[M] the preset entry_counting, synthesized for sky130hd",
    )  # fmt: skip
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
    cell_delay_ns: float = setting(
        0.2, "from a select or search line to an output, with no load", unit="ns", low=0, high=1e3,
        source="[G] two gates of sky130",
    )  # fmt: skip
    cell_write_ns: float = setting(
        0.4, "from a write strobe, or a bit while it is high, to an output; the shortest strobe", unit="ns", low=0, high=1e3,
        source="[G] sky130's latch",
    )  # fmt: skip
    cell_setup_ns: float = setting(
        0.1, "from the last change of a bit to the fall of its write strobe", unit="ns", low=0, high=1e3,
        source="[G] sky130's latch",
    )  # fmt: skip
    cell_hold_ns: float = setting(
        0.0, "for which it stands after that fall", unit="ns", low=0, high=1e3, source="[G] sky130's latch"
    )
    cell_energy_fj: float = setting(5.0, "of a change of a cell's output", unit="fJ", low=0, high=1e6, source="[G] a guess")
    cell_leakage_nw: float = setting(0.01, "leakage of a cell", unit="nW", low=0, high=1e6, source="[G] a guess")
