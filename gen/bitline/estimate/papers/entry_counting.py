"""Zhu and others, JETCAS 2020: entry counting at 65 nm."""

import dataclasses
from collections.abc import Iterator, Sequence

from ...params import preset
from ...params.entry_counting import EntryCounting
from ..conditions import Conditions
from ..costs import Estimate
from ..networks import estimate
from ..technology import table
from . import Row

PRESET = "entry_counting_65nm"
SLOW = "entry_counting"
"""The same macro with energies at 1.01 V."""
SLOW_MHZ, SLOW_V = 40.0, 1.01
TILE_STEPS = 9
"""Dot products of a result of a 3 x 3 kernel over as many channels as lanes."""


def rows() -> Sequence[Row]:
    """The table."""
    fast, slow = (estimate(_preset(name), "resnet18", Conditions(order="images")) for name in (PRESET, SLOW))
    return [*_rate(), *_energy(), *_multiplications(), *_resnet(fast, slow), *_area(fast)]


def _preset(name: str) -> EntryCounting:
    p = preset(name)
    assert isinstance(p, EntryCounting)
    return p


def _gops(cycles_a_tile: float, p: EntryCounting) -> float:
    """Giga-operations a second of a dense tile, two for each lane and dot product."""
    return 2 * p.store.lanes * TILE_STEPS / cycles_a_tile * p.clock_mhz / 1000


def _rate() -> Iterator[Row]:
    p = _preset(PRESET)
    dense = p.search_cycles(len(p.classes))
    ours = _gops(p.cycles["tile"], p)
    yield Row(
        figure="peak at 143 MHz", unit="GOPS", published=3.58, source="[Q] abstract", ours=ours, kind="prediction",
        assumption=f"{dense} searches a dot product, nothing between them",
        without="nothing was fitted",
    )  # fmt: skip
    yield Row(
        figure="peak at 143 MHz, with pauses", unit="GOPS", published=3.58, source="[Q] abstract",
        ours=_gops(TILE_STEPS * (dense + 1) + 2, p), kind="calibration",
        assumption="a tenth slot a dot product for the scaling, and two cycles a tile",
        without=f"{ours:.2f}: here the scaling is a stage of its own, which costs no slot",
    )  # fmt: skip


def _energy() -> Iterator[Row]:
    p = dataclasses.replace(_preset(SLOW), timing=dataclasses.replace(_preset(SLOW).timing, clock_mhz=SLOW_MHZ))
    search_pj = p.store.lanes * p.physical.search_fj / 1000
    dense = len(p.classes)
    yield Row(
        figure="macro at 40 MHz, 1.01 V", unit="TOPS/W", published=11.6, source="[Q] abstract",
        ours=2 * p.store.lanes / (search_pj * (dense + 1 + 2 / TILE_STEPS)), kind="calibration",
        assumption=f"{search_pj:.2f} pJ a cycle, derived from this figure and 3.58 GOPS; cycles as in the row above",
        without=f"{2 * p.store.lanes / (search_pj * dense):.1f} with {dense} cycles a dot product, as here",
    )  # fmt: skip
    technology = table(p.physical.technology)
    supply = technology["supply_v"]
    built_up = _built_up_pj(p, technology["addition_fj"])
    yield Row(
        figure="a cycle of all lanes at 1.01 V", unit="pJ", published=2.16, source="[D] 11.6 TOPS/W at 40 MHz",
        ours=built_up * (SLOW_V / supply) ** 2, kind="prediction",
        assumption="two population counts of random bits, and a change of half of the CAM cells; times the supply squared",
        without=f"{built_up:.2f} at the table's {supply:g} V",
    )  # fmt: skip


def _built_up_pj(p: EntryCounting, addition_fj: float) -> float:
    """A search from its parts: n lanes are counted by n - log2(n + 1) full adders, those up and those down."""
    lanes = p.store.lanes
    return (2 * (lanes - lanes.bit_length()) * addition_fj + lanes / 2 * p.physical.cell_energy_fj) / 1000


def _multiplications() -> Iterator[Row]:
    p = _preset(PRESET)
    yield Row(
        figure="multiplications saved", unit="times", published=12.8, source="[Q] abstract",
        ours=p.store.lanes / (len(p.classes) + 1), kind="arithmetic",
        assumption=f"{len(p.classes)} counts and a scaling are multiplications",
        without=f"{p.store.lanes}: here counts meet constants, by shifts and additions, and the scaling alone multiplies",
    )  # fmt: skip


def _resnet(fast: Estimate, slow: Estimate) -> Iterator[Row]:
    peak = fast.peak * fast.clock_mhz * 1e6 / fast.operations
    yield Row(
        figure="ResNet-18, one macro", unit="frames/s", published=None, source="not found", ours=fast.fps, kind="prediction",
        assumption="dense, every layer on the macro; words loaded and sums drained included",
        without=f"{peak:.2f} if it only searched",
    )  # fmt: skip
    yield Row(
        figure="ResNet-18, macro at 1.01 V", unit="mJ", published=None, source="not found",
        ours=sum(slow.energy_by_part()[part] for part in ("array", "accumulation")) / 1000, kind="prediction",
        assumption="searches of the calibrated energy, and the sums",
        without=f"{slow.energy_uj / 1000:.1f} with buffers and off-chip memory, which 16 sums a macro ask often",
    )  # fmt: skip


def _area(found: Estimate) -> Iterator[Row]:
    yield Row(
        figure="active area", unit="mm2", published=0.5016, source="[Q] abstract: 0.76 x 0.66 mm",
        ours=sum(found.area_mm2.values()), kind="prediction",
        assumption="the macro, its cells and logic scaled from sky130hd, and rows of ResNet-18's widest window",
        without="the chip's own buffers and control are not known",
    )  # fmt: skip
