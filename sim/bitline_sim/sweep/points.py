"""What a sweep's file asks for: every combination of networks, macros, parameters, conditions and chips.

network = ["resnet18", "densenet121"]
on = ["two_way_28nm"]

[parameters]                  # of the macros, by their dotted names
"adc.bits" = [5, 6, 7]

[conditions]                  # of the estimates, as the options of bitline estimate
mode = ["inference", "training"]

[chips]                       # typical chips of consecutive seeds, on which the network also runs
count = 50
seed = 0
samples = 100
"""

import dataclasses
import hashlib
import itertools
import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bitline.estimate.conditions import Conditions
from bitline.params.settings import nearest

SECTIONS = ("network", "on", "parameters", "conditions", "chips")
LARGEST = 1_000_000
"""Points of a sweep at most."""


class SweepError(Exception):
    """Why a sweep cannot be carried out, in a sentence that names the file."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Point:
    """One combination.

    Attributes
    ----------
    number : int
        Its place in the sweep.
    network, on : str
    parameters, conditions : mapping
    seed : int or None
        Of the chip on which the network runs; None where it is only estimated.
    samples : int or None
        Test examples that run on it; None for all.
    """

    number: int
    network: str
    on: str
    parameters: Mapping[str, Any]
    conditions: Mapping[str, Any]
    seed: int | None = None
    samples: int | None = None


@dataclasses.dataclass(frozen=True)
class Sweep:
    """All points of a file, in their order."""

    points: Sequence[Point]

    @property
    def fingerprint(self) -> str:
        """Tells this sweep from another one."""
        text = json.dumps([dataclasses.asdict(point) for point in self.points], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def read(path: Path) -> Sweep:
    """The sweep of a file.

    Raises
    ------
    SweepError
        Where it cannot be read, is not TOML, or asks for something that is not known.
    """
    try:
        tree = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SweepError(f"{path}: cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SweepError(f"{path}: is not complete TOML: {error}") from None
    try:
        return _sweep(tree)
    except SweepError as error:
        raise SweepError(f"{path}: {error}") from None


def _sweep(tree: Mapping[str, Any]) -> Sweep:
    _known("", tree, SECTIONS)
    axes = {
        "network": _values("network", tree.get("network", [])),
        "on": _values("on", tree.get("on", [])),
        "parameters": _combinations("parameters", _table("parameters", tree)),
        "conditions": _combinations("conditions", _conditions(_table("conditions", tree))),
        "seed": _seeds(_table("chips", tree)),
    }
    count = 1
    for values in axes.values():
        count *= len(values)
    if count > LARGEST:
        raise SweepError(f"asks for {count:,} points, and {LARGEST:,} are the most; take values away")
    samples = _table("chips", tree).get("samples")
    combinations = (dict(zip(axes, values, strict=True)) for values in itertools.product(*axes.values()))
    return Sweep([Point(number=number, samples=samples, **chosen) for number, chosen in enumerate(combinations)])


def _known(where: str, given: Mapping[str, Any], known: Sequence[str]) -> None:
    for key in given:
        if key not in known:
            raise SweepError(f"{where}{key}: is no known key{nearest(key, known)}; known here: {', '.join(known)}")


def _table(name: str, tree: Mapping[str, Any]) -> dict[str, Any]:
    table = tree.get(name, {})
    if not isinstance(table, dict):
        raise SweepError(f"{name}: must be a table [{name}], not {table!r}")
    return table


def _values(where: str, values: Any) -> list[Any]:
    """A list of values; a single one may stand by itself."""
    listed = values if isinstance(values, list) else [values]
    if not listed:
        raise SweepError(f"{where}: names nothing")
    return listed


def _combinations(where: str, table: Mapping[str, Any]) -> list[dict[str, Any]]:
    lists = [_values(f"{where}.{key}", values) for key, values in table.items()]
    return [dict(zip(table, values, strict=True)) for values in itertools.product(*lists)]


def _conditions(table: dict[str, Any]) -> dict[str, Any]:
    _known("conditions.", table, [field.name for field, _ in Conditions.described()])
    return table


def _seeds(table: Mapping[str, Any]) -> list[int | None]:
    """One chip after the other, or none."""
    _known("chips.", table, ("count", "seed", "samples"))
    for key, value in table.items():
        if type(value) is not int or value < (key == "samples"):
            raise SweepError(f"chips.{key}: must be a whole number above {int(key == 'samples') - 1}, not {value!r}")
    count, first = table.get("count", 0), table.get("seed", 0)
    return list(range(first, first + count)) or [None]
