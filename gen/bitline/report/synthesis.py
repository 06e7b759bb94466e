"""The report of a synthesis: one HTML file that needs no other, with the area of each module and the slack of each path group."""

from matplotlib.axes import Axes

from .. import __version__
from ..flow.outcome import Outcome
from ..flow.synthesis import Module
from ..flow.timing import Timing
from .drawing import BLUE, INK, VERMILION, picture
from .html import embedded, template

SHOWN = 16
"""Modules that have a bar of their own; the smaller ones share one."""


def page(found: Outcome) -> str:
    """The report, as HTML."""
    timing = found.timing
    return template("synthesis.html").render(
        r=found,
        version=__version__,
        modules=embedded(modules(found), "Area of each module"),
        slacks=embedded(slacks(timing), "Slack of each path group") if timing else "",
    )


def modules(found: Outcome) -> str:
    """A bar a module: the area of all its instances."""
    areas = {_with_instances(name, one): one.all_area for name, one in found.modules.items() if one.cells}
    shown = dict(list(areas.items())[:SHOWN])
    if len(areas) > SHOWN:
        shown[f"{len(areas) - SHOWN} more"] = sum(list(areas.values())[SHOWN:])
    total = sum(areas.values())
    with picture(0.3 * len(shown) + 0.9) as (figure, out):
        axes = figure.subplots()
        places = range(len(shown))[::-1]
        axes.barh(places, list(shown.values()), 0.66, color=BLUE)
        for place, area in zip(places, shown.values(), strict=True):
            _beside(axes, area, place, f"{area:,.0f}, {100 * area / total:.1f} %")
        axes.set_yticks(places, list(shown), color=INK)
        axes.set_xlim(0, 1.16 * max(shown.values()))
        axes.set_xlabel("um²")
        axes.xaxis.set_major_formatter("{x:,.0f}")
        _level(axes)
    return out[0]


def slacks(timing: Timing) -> str:
    """Two bars a path group: setup and hold slack; those that are violated in another colour, and hatched."""
    bars = [
        (f"{name}, {kind}", slack)
        for name, group in timing.groups.items()
        for kind, slack in (("setup", group.setup), ("hold", group.hold))
        if slack is not None
    ]
    with picture(0.3 * len(bars) + 0.9) as (figure, out):
        axes = figure.subplots()
        places = range(len(bars))[::-1]
        for place, (_, slack) in zip(places, bars, strict=True):
            axes.barh(place, slack, 0.66, color=VERMILION if slack < 0 else BLUE, hatch="//" if slack < 0 else "")
            _beside(axes, max(slack, 0), place, f"{slack:.3f}")
        axes.axvline(0, color=INK, linewidth=0.8)
        axes.set_yticks(places, [name for name, _ in bars], color=INK)
        axes.set_xlim(1.1 * min(0, *(slack for _, slack in bars)), 1.16 * max(0.1, *(slack for _, slack in bars)))
        axes.set_xlabel("ns")
        _level(axes)
    return out[0]


def _with_instances(name: str, one: Module) -> str:
    return f"{name} × {one.instances}" if one.instances > 1 else name


def _beside(axes: Axes, at: float, place: int, text: str) -> None:
    """A figure to the right of a bar."""
    axes.annotate(text, (at, place), (6, 0), textcoords="offset points", va="center", fontsize=9)


def _level(axes: Axes) -> None:
    """Bars lie, and need no lines between them."""
    axes.grid(visible=False, axis="y")
    axes.tick_params(axis="y", length=0)
