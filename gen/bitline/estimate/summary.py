"""An estimate as plain values: what scripts read, and tables are made of."""

import csv
import dataclasses
import io
from collections.abc import Sequence
from typing import Any

from .costs import PARTS, Comparison, Estimate, Step

FIGURES = ("cycles", "fps", "tops", "tops_per_w", "energy_uj", "area_mm2", "macros", "utilization", "memory_share")
"""Of the whole, one each."""


def summary(found: Estimate) -> dict[str, Any]:
    """All of an estimate, breakdown and constants included."""
    return {
        "network": found.network,
        "target": found.target,
        "technology": found.technology.title,
        "conditions": dataclasses.asdict(found.conditions),
        **headline(found),
        "mapping": mapping(found.comparisons),
        "breakdown": {
            "energy_uj": found.energy_by_part(),
            "area_mm2": {part: found.area_mm2.get(part, 0.0) for part in PARTS},
            "layers": layers(found),
        },
        "constants": [dataclasses.asdict(constant) for constant in found.constants],
    }


def mapping(comparisons: Sequence[Comparison]) -> list[dict[str, Any]]:
    """What the mapper has chosen: a row for each choice, with the cost of every alternative."""
    return [{"what": each.what, "taken": each.taken, "unit": each.unit, "costs": dict(each.costs)} for each in comparisons]


def headline(found: Estimate) -> dict[str, float]:
    """The figures of the whole, one each."""
    sums = {"area_mm2": sum(found.area_mm2.values()), "memory_share": found.memory_seconds / found.seconds}
    return {name: sums[name] if name in sums else getattr(found, name) for name in FIGURES}


def layers(found: Estimate) -> list[dict[str, Any]]:
    """A row for each phase of each layer."""
    return [_row(found, step) for step in found.steps]


def layers_csv(found: Estimate) -> str:
    """The same as text: energies of the parts in columns of their own."""
    rows = [{**row, **{f"{part}_uj": energy for part, energy in row.pop("energy_uj").items()}} for row in layers(found)]
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def _row(found: Estimate, step: Step) -> dict[str, Any]:
    return {
        "layer": step.layer,
        "phase": step.phase,
        "cycles": step.cycles,
        "operations": step.operations,
        "macros": step.macros,
        "fill": step.fill,
        "energy_uj": found.energy_by_part([step]),
    }
