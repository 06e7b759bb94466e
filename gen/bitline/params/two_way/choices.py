"""What a user chooses of the two-way macro, section by section."""

import dataclasses
from typing import ClassVar, Literal

from ..physical import Physical as SharedPhysical
from ..settings import Settings, setting


@dataclasses.dataclass(frozen=True, kw_only=True)
class Array(Settings):
    section: ClassVar[str] = "array"

    rows: int = setting(128, "weights in a column; inputs of a forward product", low=2, high=1024)
    columns: int = setting(64, "weights in a row; inputs of a backward product", low=2, high=1024)
    directions: Literal["both", "forward"] = setting(
        "both", "which ways the array is read: along columns and along rows, or along its columns alone"
    )
    layout: Literal["planes", "interleaved"] = setting(
        "planes",
        "where a weight's bits lie: each bit plane in a sub-array of its own, or all bits in adjacent columns"
        " (then a backward product drives one bit group at a time)",
    )
    lines_per_read: int = setting(16, "lines driven at once", low=1, high=256, source="[D] papers.md 1.2: 16 products a read")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Input(Settings):
    section: ClassVar[str] = "input"

    bits: int = setting(8, "width of activations and errors", unit="bits", low=1, high=8)
    digit_bits: int = setting(1, "input bits driven at once", unit="bits", low=1, high=2)
    sign: Literal["twos_complement", "sign_magnitude", "offset_binary"] = setting(
        "twos_complement", "how signed inputs are driven onto lines that know no negative drive"
    )


@dataclasses.dataclass(frozen=True, kw_only=True)
class Weight(Settings):
    section: ClassVar[str] = "weight"

    bits: int = setting(8, "width of a weight; signed ones are two's complement at the port", unit="bits", low=2, high=8)
    sign: Literal["twos_complement", "offset_binary", "differential", "unsigned"] = setting(
        "twos_complement", "how signed weights are kept in cells that add nothing negative, or that none is negative"
    )


@dataclasses.dataclass(frozen=True, kw_only=True)
class Adc(Settings):
    section: ClassVar[str] = "adc"

    kind: Literal["sar", "flash"] = setting("sar", "successive approximation, or one comparator a level")
    bits: int = setting(5, "resolution of a converter", unit="bits", low=1, high=8)
    share: int = setting(8, "lines that share a converter", low=1, high=16, source="[C] papers.md 1.3: 8 columns an ADC")
    step: int = setting(1, "products a code step stands for, a power of two", low=1, high=64)
    compare_cycles: int = setting(1, "clock cycles a comparison takes", unit="cycles", low=1, high=8)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Timing(Settings):
    section: ClassVar[str] = "timing"

    clock_mhz: float = setting(200.0, "clock the constraints are written for", unit="MHz", low=1, high=5000)
    precharge: int = setting(2, "bit lines precharge, the digits already stand", unit="cycles", low=1, high=64)
    evaluate: int = setting(2, "lines driven, bit lines settle", unit="cycles", low=1, high=64)
    sample: int = setting(1, "the sampling strobe; the value is taken at its rise", unit="cycles", low=1, high=64)
    stretch_bits: int = setting(
        4, "width of the registers that lengthen each phase at run time, 0 for fixed phases", unit="bits", low=0, high=8
    )
    write: int = setting(2, "the write strobe", unit="cycles", low=1, high=64)
    read: int = setting(2, "the read strobe; data are taken at its end", unit="cycles", low=1, high=64)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Nonideal(Settings):
    """What ``--array typical`` switches on. One unit is the charge of one product of 1 by 1; one step is ``adc.step`` units."""

    section: ClassVar[str] = "nonideal"

    cell_sigma: float = setting(
        0.03, "spread of the cells' currents, one standard deviation", unit="of a unit", low=0, high=0.5, source="[G] a guess"
    )
    compression: float = setting(
        0.01,
        "loss of a full-scale sum to the bit line's falling voltage",
        unit="of full scale",
        low=0,
        high=0.5,
        source="[G] a guess",
    )
    clip: float = setting(
        0.0, "sum at which the bit line's headroom ends, 0 for none", unit="units", low=0, high=4096, source="[G] none in range"
    )
    adc_offset_sigma: float = setting(
        0.10, "spread of the converters' offsets", unit="steps", low=0, high=8, source="[G] a guess, after calibration"
    )
    adc_gain_sigma: float = setting(0.005, "spread of the converters' gains", low=0, high=0.5, source="[G] a guess")
    adc_inl: float = setting(0.10, "largest integral non-linearity, a bow", unit="steps", low=0, high=4, source="[G] a guess")
    noise_sigma: float = setting(
        0.10,
        "noise of a conversion, comparator included, one standard deviation",
        unit="steps",
        low=0,
        high=8,
        source="[G] a guess",
    )
    stuck_cells: float = setting(
        0.0, "share of cells that hold one value for ever", low=0, high=1, source="[G] none: repaired at test"
    )
    retention_evaluations: float = setting(
        0.0, "mean life of a written bit, 0 for ever", unit="evaluations", low=0, high=1e12, source="[G] static cells keep it"
    )


@dataclasses.dataclass(frozen=True, kw_only=True)
class Physical(SharedPhysical):
    """What the physical views assume of this array."""

    technology: Literal["28nm", "65nm", "130nm", "sky130hd"] = setting(
        "28nm", "process in which networks are estimated", source="[Q] papers.md 1.1"
    )
    converter_f2: float = setting(
        400_000.0, "area of a converter with its share of drivers", unit="F2", low=1, high=1e9,
        source="[D] EasyACIM (DAC 2024): macros of 1500 F2 a bit and more, of which a cell is 160",
    )  # fmt: skip
    settle_ns: float = setting(
        5.3,
        "from the last change of a line to the sampling strobe",
        unit="ns",
        low=0,
        high=1e4,
        source="[D] papers.md 1.2: a phase",
    )
    compare_ns: float = setting(
        1.5, "from the strobe or a trial code to the decision", unit="ns", low=0, high=1e4, source="[G] a guess"
    )
    product_fj: float = setting(
        4.26, "energy of a product of 1 bit by 1 bit, conversion included", unit="fJ", low=0, high=1e6,
        source="[D] papers.md 1.2: 470 TOPS/W times bits squared",
    )  # fmt: skip
