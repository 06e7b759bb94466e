"""Jiang and others, DAC 2020: training on two-way SRAM macros at 28 nm, as far as its abstract tells."""

import dataclasses
import math
from collections.abc import Iterator, Sequence
from typing import Any

from ...params import preset
from ...params.two_way import TwoWay
from ..conditions import Conditions
from ..costs import Estimate, Part
from ..networks import estimate
from . import Row

PRESET = "two_way_28nm"
FPS, TOPS_PER_W = 1000.0, 3.2
"""Published for ResNet on ImageNet; the second one for both networks."""
DENSENET_FPS = 300.0

ARITHMETIC_FPS = 76.2
"""ResNet-18 at 168 ns for each position of each phase, but for the first layer's errors: 78,158 positions."""

INSIDE: tuple[Part, ...] = ("array", "converters")
"""Parts of the macro whose energy was measured."""


def rows() -> Sequence[Row]:
    """The table."""
    macros = fewest_macros()
    return [*_in_turn(), *_side_by_side(macros), *_by_copies(), *_energy(macros)]


def fewest_macros() -> int:
    """The fewest macros with which ResNet-18 comes to the published frames a second, layers side by side."""
    low, high = _training("resnet18").macros, 10**6
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _duplicated("resnet18", middle).fps < FPS else (low, middle)
    return high


def _preset() -> TwoWay:
    p = preset(PRESET)
    assert isinstance(p, TwoWay)
    return p


def _training(network: str, p: TwoWay | None = None, **conditions: Any) -> Estimate:
    return estimate(p or _preset(), network, Conditions(mode="training", **conditions))


def _duplicated(network: str, macros: int) -> Estimate:
    """Layers side by side, the slowest of them in copies."""
    return _training(network, macros=macros, pipeline="layers", duplication="layers")


def _unshared() -> TwoWay:
    """With a converter on every line."""
    p = _preset()
    return dataclasses.replace(p, adc=dataclasses.replace(p.adc, share=1))


def _in_turn() -> Iterator[Row]:
    """One copy of the weights, layers and phases in turn."""
    shared = _training("resnet18").fps
    yield Row(
        figure="ResNet-18, one copy, in turn", unit="frames/s", published=ARITHMETIC_FPS,
        source="[D] 21 ns for 16 lines and 8 bits, 128 rows",
        ours=_training("resnet18", _unshared()).fps, kind="arithmetic",
        assumption="a converter on every line; signed errors take a fifth read, and go in by 64 lines",
        without=f"{shared:.1f} with the preset's eight lines on a converter",
    )  # fmt: skip


def _side_by_side(macros: int) -> Iterator[Row]:
    resnet, densenet = _duplicated("resnet18", macros), _duplicated("densenet121", macros)
    plain = _training("resnet18", pipeline="layers")
    yield Row(
        figure="ResNet-18, training", unit="frames/s", published=FPS, source="[Q] abstract: above 1000", least=True,
        ours=resnet.fps, kind="calibration",
        assumption=f"{macros:,} macros, the fewest that reach it; layers side by side, the slowest in copies",
        without=f"{plain.fps:.1f} with {plain.macros:,} macros and no copies, {_training('resnet18').fps:.1f} with layers in turn",
    )  # fmt: skip
    yield Row(
        figure="DenseNet-121, training", unit="frames/s", published=DENSENET_FPS, source="[Q] abstract: above 300", least=True,
        ours=densenet.fps, kind="test", assumption=f"the same {macros:,} macros, used likewise",
        without=f"{_training('densenet121').fps:.2f} with one copy and layers in turn",
    )  # fmt: skip


def _by_copies() -> Iterator[Row]:
    """The other way to the same figure: copies of the whole network, layers and phases in turn."""
    copies = math.ceil(FPS / _training("resnet18").fps)
    resnet, densenet = (
        _training(network, macros=copies * _training(network).macros, duplication="network")
        for network in ("resnet18", "densenet121")
    )
    area = sum(resnet.area_mm2.values())
    yield Row(
        figure="ResNet-18, training, by copies", unit="frames/s", published=FPS, source="[Q] abstract: above 1000", least=True,
        ours=resnet.fps, kind="calibration",
        assumption=f"{copies} copies of the network, an image each: {resnet.macros:,} macros, {area:,.0f} mm2",
        without="no other overlap: layers and phases in turn",
    )  # fmt: skip
    yield Row(
        figure="DenseNet-121, training, by copies", unit="frames/s", published=DENSENET_FPS, source="[Q] abstract: above 300",
        least=True, ours=densenet.fps, kind="test", assumption=f"as many copies of it, {densenet.macros:,} macros",
        without="the ratio of the two networks is all that this tests",
    )  # fmt: skip


def _energy(macros: int) -> Iterator[Row]:
    resnet, densenet = _duplicated("resnet18", macros), _duplicated("densenet121", macros)
    factor = (resnet.operations / TOPS_PER_W / 1e6 - _inside(resnet)) / (resnet.energy_uj - _inside(resnet))
    source = "[Q] abstract: about 3.2"
    yield Row(
        figure="ResNet-18, training", unit="TOPS/W", published=TOPS_PER_W, source=source,
        ours=resnet.tops_per_w, kind="prediction", assumption="nothing fitted: the technology table as it stands",
        without=f"{resnet.operations / _inside(resnet) / 1e6:.2f} if only the macros took energy",
    )  # fmt: skip
    yield Row(
        figure="ResNet-18, training", unit="TOPS/W", published=TOPS_PER_W, source=source,
        ours=_factored(resnet, factor), kind="calibration", assumption=f"all energy outside the macros times {factor:.2f}",
        without="the row above",
    )  # fmt: skip
    yield Row(
        figure="DenseNet-121, training", unit="TOPS/W", published=TOPS_PER_W, source=source,
        ours=_factored(densenet, factor), kind="test", assumption=f"the same factor, {factor:.2f}",
        without=f"{densenet.tops_per_w:.2f} without it",
    )  # fmt: skip


def _inside(found: Estimate) -> float:
    """Microjoules of an image in the macros, as measured."""
    return sum(energy for part, energy in found.energy_by_part().items() if part in INSIDE)


def _factored(found: Estimate, factor: float) -> float:
    """TOPS/W with the energy outside the macros times a factor."""
    return found.operations / (_inside(found) + factor * (found.energy_uj - _inside(found))) / 1e6
