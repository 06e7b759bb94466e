"""What a user chooses of the binary macro, section by section."""

import dataclasses
from typing import ClassVar, Literal

from ..errors import ParameterError
from ..physical import Physical as SharedPhysical
from ..settings import Settings, setting


@dataclasses.dataclass(frozen=True, kw_only=True)
class Array(Settings):
    section: ClassVar[str] = "array"

    rows: int = setting(128, "word lines, each with a converter", low=3, high=512, source="[Q] papers.md 3.1")
    columns: int = setting(128, "bit-line pairs, each with a comparator", low=2, high=512, source="[Q] papers.md 3.1")
    code_bits: int = setting(5, "resolution of the word-line converters", unit="bits", low=1, high=6, source="[Q] papers.md 3.1")
    word: int = setting(128, "columns written or read at once", low=1, high=512)


@dataclasses.dataclass(frozen=True, kw_only=True)
class BiasRows(Settings):
    """Rows of constant codes, in which thresholds lie, and in which sums are searched."""

    section: ClassVar[str] = "bias"

    rows: int = setting(24, "bias rows", low=1, high=256)
    entries: int = setting(4, "entries of the table of their codes", low=1, high=64)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Trim(Settings):
    """Rows whose cells cancel the offset of each column."""

    section: ClassVar[str] = "trim"

    digits: int = setting(5, "binary digits of a column's trim, ±1 each", low=1, high=8)
    step: int = setting(4, "what the last digit weighs", unit="code steps", low=1, high=63)


@dataclasses.dataclass(frozen=True, kw_only=True)
class ProgramStore(Settings):
    """What a program can be, and what it works on."""

    section: ClassVar[str] = "program"

    steps: int = setting(32, "steps of a program", low=1, high=256)
    pages: int = setting(4, "pages of hidden bits, each of as many bits as there are data rows", low=1, high=64)
    classes: int = setting(10, "classes that are voted on", low=1, high=256)
    score_bits: int = setting(16, "width of a class's score", unit="bits", low=1, high=24)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Accumulator(Settings):
    """Bit-serial accumulators of decisions, one a column."""

    section: ClassVar[str] = "accumulator"

    bits: int = setting(12, "width of an accumulator, and cycles of an addition", unit="bits", low=2, high=24)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Input(Settings):
    section: ClassVar[str] = "input"

    lines: int = setting(32, "codes in a beat of the input stream", low=1, high=512)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Timing(Settings):
    section: ClassVar[str] = "timing"

    clock_mhz: float = setting(
        300.0, "clock the constraints are written for", unit="MHz", low=1, high=5000, source="[Q] papers.md 3.1: SRAM mode"
    )
    precharge: int = setting(2, "bit lines precharge; the codes stand from the third cycle on", unit="cycles", low=2, high=64)
    evaluate: int = setting(2, "cells discharge the bit lines", unit="cycles", low=1, high=64)
    compare: int = setting(
        2, "the comparators' strobe; decisions are taken at its end", unit="cycles", low=1, high=64,
        source="[D] with the two before a slot of six: 50 MHz, papers.md 3.1",
    )  # fmt: skip
    stretch_bits: int = setting(
        4, "width of the registers that lengthen each phase at run time, 0 for fixed phases", unit="bits", low=0, high=8
    )
    write: int = setting(1, "the write strobe", unit="cycles", low=1, high=64)
    read: int = setting(1, "the read strobe; data are taken at its end", unit="cycles", low=1, high=64)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Nonideal(Settings):
    """What ``--array typical`` switches on.

    A product is what a nominal cell adds at the highest code; full load is all rows of the array at it.
    """

    section: ClassVar[str] = "nonideal"

    offset_sigma: float = setting(
        0.89, "spread of the comparators' offsets", unit="products", low=0, high=64,
        source="[C] papers.md 3.4: a 256-row macro's, at face value",
    )  # fmt: skip
    noise_sigma: float = setting(
        0.97, "noise of a decision, one standard deviation", unit="products", low=0, high=64,
        source="[C] papers.md 3.4: a 256-row macro's, at face value",
    )  # fmt: skip
    cell_sigma: float = setting(
        0.05, "spread of the cells' currents, one standard deviation", unit="of a product", low=0, high=0.5, source="[G] a guess"
    )
    row_sigma: float = setting(
        0.02, "spread of the word lines' drive, one standard deviation", unit="of a code", low=0, high=0.5, source="[G] a guess"
    )
    bow: float = setting(
        0.5,
        "largest departure of a word-line converter from its codes, a bow",
        unit="code steps",
        low=-8,
        high=8,
        source="[G] a guess",
    )
    droop: float = setting(
        0.02,
        "loss of every line's drive at full load, to the falling supply",
        unit="of a code",
        low=0,
        high=0.5,
        source="[G] a guess",
    )
    saturation: float = setting(
        0.10, "loss of a full-load discharge to the falling bit line", unit="of full load", low=0, high=0.5, source="[G] a guess"
    )
    headroom: float = setting(
        0.0, "discharge at which a bit line can fall no further, 0 for none", unit="of full load", low=0, high=1,
        source="[G] none in range",
    )  # fmt: skip
    stuck_cells: float = setting(
        0.0, "share of cells that hold one value for ever", low=0, high=1, source="[G] none: a chip that passed its test"
    )
    dead_columns: float = setting(
        0.0, "share of comparators that always give one answer", low=0, high=1, source="[G] none: a chip that passed its test"
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        if 0 < self.saturation < 0.001:
            raise ParameterError(
                "nonideal.saturation", f"{self.saturation:g} is above 0 and below 0.001, the least that is modelled"
            )


@dataclasses.dataclass(frozen=True, kw_only=True)
class Physical(SharedPhysical):
    """What the physical views assume of this array."""

    technology: Literal["28nm", "65nm", "130nm", "sky130hd"] = setting(
        "130nm", "process in which networks are estimated", source="[Q] papers.md 3.1"
    )
    cell_f2: float = setting(
        160.0, "area of a bit cell", unit="F2", low=1, high=1e6, source="[C] papers.md 1.3: NeuroSim's SRAM cell"
    )
    edge_f2: float = setting(
        53_000.0, "area of a word-line converter, or of a comparator", unit="F2", low=1, high=1e9,
        source="[D] papers.md 3.2: what the cells leave of 0.273 mm2, over 256, at 130 nm",
    )  # fmt: skip
    settle_ns: float = setting(
        5.0, "from the last change of a code to the comparators' strobe", unit="ns", low=0, high=1e4,
        source="[G] three quarters of the 6.7 ns for which the preset's codes stand before it",
    )  # fmt: skip
    compare_ns: float = setting(3.0, "from the strobe to the decisions", unit="ns", low=0, high=1e4, source="[G] a guess")
    product_fj: float = setting(
        2.86, "energy of a product: a cell in one evaluation", unit="fJ", low=0, high=1e6,
        source="[D] papers.md 3.2: 700 TOPS/W, 46.8 pJ an evaluation of 128 x 128 cells",
    )  # fmt: skip
