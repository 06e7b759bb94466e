"""Where energy and area go, in colours that stay apart in print and for readers who see few of them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes

from ..estimate.costs import PARTS, Part

Shares = Mapping[Part, float]

STYLES: Mapping[Part, tuple[str, str]] = {
    "array": ("#0072B2", ""),
    "converters": ("#56B4E9", "//"),
    "accumulation": ("#009E73", ""),
    "buffers": ("#F0E442", "\\\\"),
    "interconnect": ("#E69F00", ""),
    "off-chip memory": ("#D55E00", "xx"),
}
"""Colour and hatching of each part: Okabe and Ito's colours, light beside dark, hatched beside plain."""


def lying(axes: Axes, places: Sequence[float], bars: Sequence[Shares]) -> None:
    """A lying bar a place, made of its parts one after the other."""
    for sizes, begun, look in _layers(bars):
        axes.barh(places, sizes, 0.66, left=begun, **look)


def standing(axes: Axes, bars: Sequence[Shares]) -> None:
    """A standing bar at 1, 2 and so on, with no room between them, so that hundreds are one outline."""
    edges = [place + 0.5 for place in range(len(bars) + 1)]
    for sizes, begun, look in _layers(bars):
        tops = [before + size for before, size in zip(begun, sizes, strict=True)]
        axes.stairs(tops, edges, baseline=begun, fill=True, **look)


def _layers(bars: Sequence[Shares]) -> Iterator[tuple[list[float], list[float], dict[str, Any]]]:
    """For each part that is anywhere its sizes, where they begin, and how it looks."""
    begun = [0.0] * len(bars)
    for part in PARTS:
        sizes = [bar.get(part, 0.0) for bar in bars]
        if any(sizes):
            colour, hatch = STYLES[part]
            yield sizes, begun, {"facecolor": colour, "hatch": hatch, "edgecolor": "white", "linewidth": 0.3, "label": part}
            begun = [before + size for before, size in zip(begun, sizes, strict=True)]
