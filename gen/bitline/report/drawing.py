"""What every picture of a report is drawn with: SVG by matplotlib that is readable in print and without seeing colour."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

# Okabe and Ito's colours, told apart by readers who see few of them
BLUE, VERMILION, GREEN, INK, SOFT, PALE = "#0072B2", "#D55E00", "#009E73", "#1d2733", "#5a6675", "#d9dee4"
MARKS = ((BLUE, "o", "-"), (VERMILION, "s", "--"), (GREEN, "^", "-."), (INK, "D", ":"))

WIDTH = 11
"""Inches of a picture; the page gives it the width there is."""

FONTS = 'Inter, "Source Sans 3", "Segoe UI", "Helvetica Neue", Arial, sans-serif'

STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "bitline",
    "font.size": 10,
    "text.color": INK,
    "axes.labelcolor": SOFT,
    "axes.edgecolor": SOFT,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#e6eaee",
    "grid.linewidth": 0.8,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "legend.frameon": False,
}


@contextmanager
def picture(height: float) -> Iterator[tuple[Figure, list[str]]]:
    """A figure to draw on; its SVG is in the list when the block ends."""
    with mpl.rc_context(STYLE):
        figure, out = Figure((WIDTH, height), layout="constrained"), []
        yield figure, out
        file = io.StringIO()
        figure.savefig(file, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
        out.append(file.getvalue().replace("'DejaVu Sans'", FONTS.replace('"', "'")))
