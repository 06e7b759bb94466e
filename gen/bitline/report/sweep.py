"""The report of a sweep: what each combination comes to, and which of them no other one beats."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import cycle
from typing import Any

from matplotlib.axes import Axes

from .. import __version__
from ..estimate.summary import FIGURES
from .drawing import INK, MARKS, PALE, picture
from .html import embedded, template

Rows = Sequence[dict[str, Any]]

GOALS = {"fps": "frames a second", "tops_per_w": "TOPS/W", "area_mm2": "mm²", "energy_uj": "µJ an image", "accuracy": "accuracy"}
LEAST = ("area_mm2", "energy_uj")
"""Goals of which less is better."""

LOOKS = [
    (colour, mark, dashes)
    for shift in range(len(MARKS))
    for (colour, _, dashes), (_, mark, _) in zip(MARKS, (*MARKS[shift:], *MARKS[:shift]), strict=True)
]
"""Colour, mark and dashes of each network: marks change places when the colours begin anew."""

PLANES = (("area_mm2", "fps"), ("fps", "tops_per_w"), ("energy_uj", "accuracy"))
"""Pairs of goals that have a picture, across and up."""


def page(name: str, rows: Rows) -> str:
    """The report, as HTML."""
    found = averaged([row for row in rows if not row["error"]])
    planes = [plane for plane in PLANES if any(set(plane) <= set(row) for row in found)]
    return template("sweep.html").render(
        name=name,
        version=__version__,
        rows=rows,
        refused=[row for row in rows if row["error"]],
        found=found,
        pictures=[embedded(plot(found, *plane), f"{GOALS[plane[1]]} over {GOALS[plane[0]]}") for plane in planes],
        fronts=[(plane, [row for group in _by_network(found).values() for row in front(group, *plane)]) for plane in planes],
        goals=GOALS,
        varied=varied(found),
    )


def averaged(rows: Rows) -> list[dict[str, Any]]:
    """Rows that differ in nothing but the chip as one, with the mean accuracy and the number of chips."""
    groups: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        chosen = {key: value for key, value in row.items() if key not in ("point", "seed", "accuracy")}
        groups[repr(chosen)].append(row)
    return [_mean(group) for group in groups.values()]


def _mean(group: Rows) -> dict[str, Any]:
    row = {key: value for key, value in group[0].items() if key != "seed"}
    if "accuracy" in row:
        row |= {"accuracy": sum(each["accuracy"] for each in group) / len(group), "chips": len(group)}
    return row


def varied(rows: Rows) -> list[str]:
    """What was chosen, of which not all rows have the same."""
    columns = dict.fromkeys(
        column for row in rows for column in row if column not in (*FIGURES, "point", "error", "accuracy", "chips")
    )
    return [column for column in columns if len({repr(row.get(column)) for row in rows}) > 1]


def front(rows: Rows, across: str, up: str) -> list[dict[str, Any]]:
    """Those that no other one beats in one goal without being worse in the other, from left to right."""
    having = [row for row in rows if across in row and up in row]
    ordered = sorted(having, key=lambda row: (_worth(row, across), _worth(row, up)), reverse=True)
    best, out = float("-inf"), []
    for row in ordered:
        if _worth(row, up) > best:
            best = _worth(row, up)
            out.append(row)
    return sorted(out, key=lambda row: row[across])


def _worth(row: dict[str, Any], goal: str) -> float:
    return -row[goal] if goal in LEAST else row[goal]


def _by_network(rows: Rows) -> dict[str, list[dict[str, Any]]]:
    """Rows by what must not be compared: network, and what is asked of it."""
    groups: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[", ".join(filter(None, (row["network"], row.get("mode"))))].append(row)
    return groups


def plot(rows: Rows, across: str, up: str) -> str:
    """A point a combination; those of the front are joined."""
    with picture(3.9) as (figure, out):
        axes = figure.subplots()
        for (name, group), look in zip(_by_network(rows).items(), cycle(LOOKS)):
            _group(axes, name, group, (across, up), look)
        axes.set(xlabel=_label(across), ylabel=_label(up), xscale=_scale(rows, across), yscale=_scale(rows, up))
        figure.legend(loc="outside upper left", ncols=4, fontsize=9)
    return out[0]


def _group(axes: Axes, name: str, rows: Rows, goals: tuple[str, str], look: tuple[str, str, str]) -> None:
    (across, up), (colour, mark, dashes) = goals, look
    having = [row for row in rows if across in row and up in row]
    beaten = {"markerfacecolor": PALE, "markeredgecolor": colour, "markersize": 4, "linestyle": ""}
    axes.plot([row[across] for row in having], [row[up] for row in having], mark, **beaten)
    best = front(rows, across, up)
    axes.plot([row[across] for row in best], [row[up] for row in best], color=colour, marker=mark, linestyle=dashes, label=name)
    if len(best) == 1:
        axes.annotate("best", (best[0][across], best[0][up]), (6, 4), textcoords="offset points", color=INK, fontsize=8)


def _scale(rows: Rows, goal: str) -> str:
    """Values over more than a decade are drawn by their logarithm."""
    values = [row[goal] for row in rows if goal in row]
    return "log" if min(values) > 0 and max(values) > 10 * min(values) else "linear"


def _label(goal: str) -> str:
    return f"{GOALS[goal]} ({'less' if goal in LEAST else 'more'} is better)"
