"""The report of an estimate: one HTML file that needs no other, with where time, energy and area go."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from matplotlib.axes import Axes

from .. import __version__
from ..estimate.costs import PARTS, PHASES, Estimate, Step
from ..estimate.papers import Row
from ..estimate.summary import headline
from .drawing import BLUE, GREEN, INK, VERMILION, picture
from .html import embedded, template
from .parts import lying, standing

PHASE_COLOURS = {"forward": BLUE, "backward": VERMILION, "gradient": GREEN, "update": INK}
PHASE_MARKS = {"forward": "o", "backward": "s", "gradient": "^", "update": "D"}
NAMED = 40
"""Layers that have their names below their bars; more of them have numbers."""


def page(found: Estimate, command: str, published: Sequence[Row] = ()) -> str:
    """The report, as HTML; ``published`` are a paper's figures to be shown beside ours."""
    return template("estimate.html").render(
        r=found,
        figures=headline(found),
        version=__version__,
        command=command,
        published=published,
        dataflows=dataflows(found),
        parts=PARTS,
        phases=phases_of(found),
        by_phase={phase: found.energy_by_part(_of(found, phase)) for phase in phases_of(found)},
        energies=embedded(energies(found), "Energy of each phase and area, by part"),
        layers=embedded(layers(found), "Energy, cycles and utilization of each layer"),
        roofline=embedded(roofline(found), "Roofline of the array against memory"),
        rows=[(step, found.energy_by_part([step]), utilization(step)) for step in found.steps],
    )


def dataflows(found: Estimate) -> list[str]:
    """What the mapper could choose between for layers, in whichever it could."""
    return list(dict.fromkeys(name for each in found.comparisons if each.what != "network" for name in each.costs))


def phases_of(found: Estimate) -> list[str]:
    """The phases that occur, in their order."""
    return [phase for phase in PHASES if any(_of(found, phase))]


def _of(found: Estimate, phase: str) -> list[Step]:
    return [step for step in found.steps if step.phase == phase]


def _by_layer(found: Estimate) -> list[tuple[str, list[Step]]]:
    return [(name, list(steps)) for name, steps in groupby(found.steps, lambda step: step.layer)]


def utilization(step: Step) -> float:
    """Share of the most operations of the macros at work that a step makes while it lasts."""
    return step.operations / (step.peak * step.macros * step.cycles) if step.cycles else 0.0


# ---- pictures


def energies(found: Estimate) -> str:
    """A lying bar a phase, and one for the area."""
    phases = phases_of(found)
    with picture(0.42 * len(phases) + 2.0) as (figure, out):
        upper, lower = figure.subplots(2, 1, height_ratios=(len(phases), 1))
        places = range(len(phases))[::-1]
        lying(upper, places, [found.energy_by_part(_of(found, phase)) for phase in phases])
        _named(upper, places, phases, "energy of an image, µJ")
        lying(lower, [0], [found.area_mm2])
        _named(lower, [0], ["area"], "mm²")
        figure.legend(*_legend(upper, lower), loc="outside upper left", ncols=len(PARTS), fontsize=9)
    return out[0]


def layers(found: Estimate) -> str:
    """Three pictures over the layers in their order: energy by part, cycles by phase, utilization by phase."""
    by_layer = _by_layer(found)
    places = range(1, len(by_layer) + 1)
    with picture(7.4 if len(by_layer) <= NAMED else 6.6) as (figure, out):
        energy, cycles, used = figure.subplots(3, 1, sharex=True)
        standing(energy, [found.energy_by_part(steps) for _, steps in by_layer])
        energy.set_ylabel("µJ an image")
        _cycles(cycles, by_layer)
        _utilizations(used, by_layer, places)
        used.set_xlim(0.3, len(by_layer) + 0.7)
        if len(by_layer) <= NAMED:
            used.set_xticks(places, [name for name, _ in by_layer], rotation=90, fontsize=8)
        else:
            used.set_xlabel("layer, in the order of the table below")
        for axes in (energy, cycles, used):
            axes.grid(visible=False, axis="x")
    return out[0]


def _cycles(axes: Axes, by_layer: Sequence[tuple[str, list[Step]]]) -> None:
    begun, edges = [0.0] * len(by_layer), [place + 0.5 for place in range(len(by_layer) + 1)]
    for phase in PHASES:
        sizes = [sum(step.cycles for step in steps if step.phase == phase) for _, steps in by_layer]
        if any(sizes):
            tops = [before + size for before, size in zip(begun, sizes, strict=True)]
            axes.stairs(tops, edges, baseline=begun, fill=True, color=PHASE_COLOURS[phase], label=phase)
            begun = tops
    axes.set_ylabel("cycles an image")
    axes.set_ylim(0, 1.3 * max(begun))  # room for the legend
    axes.yaxis.set_major_formatter("{x:,.0f}")
    axes.legend(fontsize=8, ncols=len(PHASES))


def _utilizations(axes: Axes, by_layer: Sequence[tuple[str, list[Step]]], places: Iterable[int]) -> None:
    for phase in PHASES[:-1]:
        points = [
            (place, 100 * utilization(step))
            for place, (_, steps) in zip(places, by_layer, strict=True)
            for step in steps
            if step.phase == phase
        ]
        if points:
            axes.plot(*zip(*points, strict=True), PHASE_MARKS[phase], color=PHASE_COLOURS[phase], markersize=4, label=phase)
    axes.set_ylim(0, None)
    axes.set_ylabel("of the peak, %")
    axes.legend(fontsize=8, ncols=len(PHASES))


def roofline(found: Estimate) -> str:
    """Each layer by its operations a byte and its rate, below what its macros and the memory allow."""
    peak = found.peak * found.macros * found.clock_mhz / 1e6
    bandwidth = found.technology["memory_gbps"] / 8000
    points = {phase: [_at(found, step) for step in _of(found, phase) if step.operations] for phase in phases_of(found)}
    reached = [intensity for several in points.values() for intensity, _ in several]
    low, high, knee = min(*reached, peak / bandwidth) / 3, max(*reached, peak / bandwidth) * 3, peak / bandwidth
    with picture(3.9) as (figure, out):
        axes = figure.subplots()
        for phase, several in points.items():
            if several:
                mark, colour = PHASE_MARKS[phase], PHASE_COLOURS[phase]
                axes.plot(*zip(*several, strict=True), mark, color=colour, markersize=5, label=phase)
        axes.plot([low, knee, high], [bandwidth * low, peak, peak], color=INK, linewidth=1.6)
        said = {"textcoords": "offset points", "fontsize": 9, "color": INK}
        axes.annotate(f"{found.macros:,} macros: {peak:.3g} TOPS", (high, peak), (0, 5), ha="right", **said)
        axes.annotate(f"memory: {1000 * bandwidth:,.4g} GB/s", (low, bandwidth * low), (14, -6), **said)
        axes.set(xscale="log", yscale="log", xlabel="operations a byte that moves to and from the macros", ylabel="TOPS")
        axes.legend(fontsize=9, loc="lower right")
    return out[0]


def _at(found: Estimate, step: Step) -> tuple[float, float]:
    """Operations a byte that moves, and tera-operations a second."""
    return 8 * step.operations / step.counts["moved bits"], step.operations / step.cycles * found.clock_mhz / 1e6


def _named(axes: Axes, places: Sequence[int], names: Sequence[str], unit: str) -> None:
    """Lying bars with their names beside them."""
    axes.set_yticks(places, names, color=INK)
    axes.set_xlabel(unit)
    axes.xaxis.set_major_formatter("{x:,g}")
    axes.grid(visible=False, axis="y")
    axes.tick_params(axis="y", length=0)


def _legend(*several: Axes) -> tuple[list[Any], list[str]]:
    """An entry for each part that occurs in one of the pictures."""
    entries = {label: handle for axes in several for handle, label in zip(*axes.get_legend_handles_labels(), strict=True)}
    return [entries[part] for part in PARTS if part in entries], [part for part in PARTS if part in entries]
