"""Zhang and Verma, JETCAS 2019: a binary network in a 6T SRAM at 130 nm."""

import math
from collections.abc import Iterator, Sequence

from ...params import preset
from ...params.binary import Binary
from ..conditions import Conditions
from ..costs import Estimate
from ..networks import estimate
from . import Row

PRESET = "binary_130nm"
NETWORK = "mnist_binary"
RATIO = 26.0
"""Published: times less energy than a digital implementation of the same network."""
CLASSIFIERS, COLUMNS = 45, 38
"""Of the sister chip: pairs of ten digits, and columns of each as 630 pJ allow."""


def rows() -> Sequence[Row]:
    """The table."""
    p = preset(PRESET)
    assert isinstance(p, Binary)
    found = estimate(p, NETWORK, Conditions())
    return [*_peak(p, found), *_sister(p), *_digital(p, found)]


def _evaluation_pj(p: Binary) -> float:
    return p.strobes["compare"].energy_pj


def _peak(p: Binary, found: Estimate) -> Iterator[Row]:
    cells = p.array.rows * p.array.columns
    tops = found.peak * p.clock_mhz / 1e6
    array_mm2 = found.area_mm2["array"] + found.area_mm2["converters"]
    yield Row(
        figure="array at work", unit="TOPS/W", published=700.0, source="[Q] abstract: above 700", least=True,
        ours=2 * cells / _evaluation_pj(p), kind="calibration",
        assumption=f"{_evaluation_pj(p):.1f} pJ an evaluation, derived from this figure",
        without=f"{found.tops_per_w:.2f} for what {NETWORK} asks for, repeats, buffers and the image's way in included",
    )  # fmt: skip
    yield Row(
        figure="array at work", unit="TOPS/mm2", published=6.0, source="[Q] abstract",
        ours=tops / array_mm2, kind="calibration",
        assumption="the area of converters and comparators is what cells leave of 0.273 mm2",
        without=f"{tops / sum(found.area_mm2.values()):.1f} with the digital periphery, as sky130hd needs area for it",
    )  # fmt: skip


def _sister(p: Binary) -> Iterator[Row]:
    evaluations = math.ceil(CLASSIFIERS * COLUMNS / p.array.columns)
    yield Row(
        figure="ten-way decision of the sister chip", unit="pJ", published=630.0, source="[Q] JSSC 2017",
        ours=evaluations * _evaluation_pj(p), kind="arithmetic",
        assumption=f"{CLASSIFIERS} [R] classifiers of {COLUMNS} columns, themselves derived from 630 pJ: {evaluations} evaluations",
        without=f"no test: {630 / _evaluation_pj(p):.1f} evaluations of the calibrated energy are all that can be said",
    )  # fmt: skip


def _digital(p: Binary, found: Estimate) -> Iterator[Row]:
    cells = p.array.rows * p.array.columns
    additions_pj = cells * found.prices["additions"] / 1000
    weights_pj = cells * found.prices["buffer bits"] / 1000
    ratio = additions_pj / _evaluation_pj(p)
    yield Row(
        figure="digital energy of the same products", unit="times the array's", published=RATIO, source="[Q] abstract",
        ours=ratio, kind="prediction", assumption="a full adder a product at 1.2 V; weights stay beside the adders",
        without=f"{(additions_pj + weights_pj) / _evaluation_pj(p):.0f} if weights come from an 8 KB SRAM for each product",
    )  # fmt: skip
    reuse = weights_pj / (RATIO * _evaluation_pj(p) - additions_pj)
    yield Row(
        figure="digital energy, weights fetched", unit="times the array's", published=RATIO, source="[Q] abstract",
        ours=(additions_pj + weights_pj / reuse) / _evaluation_pj(p), kind="calibration",
        assumption=f"a fetched weight serves {reuse:.1f} products",
        without="the two ends of the row above; gates measured by benchmarks/binary_engine.py",
    )  # fmt: skip
