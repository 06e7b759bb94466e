"""A routed layout as a picture: cells in their rows, coloured by what they are, and the wires of each layer over them."""

import re
from math import nan
from operator import attrgetter

from matplotlib.collections import PatchCollection
from matplotlib.patches import Patch, Rectangle

from ..flow.def_file import Component
from ..flow.place_and_route import Layout
from .drawing import BLUE, GREEN, INK, PALE, VERMILION, picture

COLOURS = {"dedicated cells": "#F4B183", "flip-flops": "#8FBFE6", "other cells": "#DCEBF6", "fill": PALE}
ENDS = attrgetter("x0", "x1"), attrgetter("y0", "y1")
WIRES = {"metal1": INK, "metal2": VERMILION, "metal3": GREEN, "metal4": BLUE}


def layout_picture(layout: Layout) -> str:
    """An SVG."""
    placed, sizes = layout.placed, _sizes(layout.lef)
    west, south, east, north = placed.die
    kinds = {kind: [each for each in placed.components if _kind(each) == kind] for kind in COLOURS}
    with picture(0.85 * 9 * (north - south) / (east - west)) as (figure, out):
        axes = figure.subplots()
        for kind, components in kinds.items():
            boxes = [Rectangle((one.x, one.y), *sizes[one.cell]) for one in components]
            axes.add_collection(PatchCollection(boxes, facecolor=COLOURS[kind], edgecolor="white", linewidth=0.6))
        for layer, colour in WIRES.items():
            pieces = [wire for wires in placed.wires.values() for wire in wires if wire.layer == layer]
            # one line with gaps is one path of the SVG
            x, y = ([at for wire in pieces for at in (*ends(wire), nan)] for ends in ENDS)
            axes.plot(x, y, color=colour, linewidth=0.7, label=layer)
        axes.set(xlim=(west, east), ylim=(south, north), aspect="equal", xlabel="um", ylabel="um")
        axes.grid(visible=False)
        cells = [Patch(color=COLOURS[kind], label=f"{kind}, {len(components)}") for kind, components in kinds.items() if components]
        lines = axes.get_legend_handles_labels()[0]
        axes.legend(handles=[*cells, *lines], loc="upper left", bbox_to_anchor=(1.01, 1), fontsize=8, labelcolor=INK)
    return out[0]


def _kind(component: Component) -> str:
    begins = {"DFF": "flip-flops", "FILL": "fill"}
    if component.cell.endswith("_cell"):
        return "dedicated cells"
    return next((kind for start, kind in begins.items() if component.cell.startswith(start)), "other cells")


def _sizes(lef: str) -> dict[str, tuple[float, float]]:
    """Width and height of each cell."""
    found = re.findall(r"^MACRO (\S+)$.*?^ *SIZE ([\d.]+) BY ([\d.]+)", lef, re.DOTALL | re.MULTILINE)
    return {name: (float(width), float(height)) for name, width, height in found}
