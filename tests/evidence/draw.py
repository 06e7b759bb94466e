"""Parameter sets anywhere within the bounds that the settings declare, as far as synthesis and simulation can afford them."""

import importlib
import typing
from collections.abc import Iterator
from typing import Any, Literal

import numpy as np

from bitline.params import MacroParameters, ParameterError, families, from_choices
from bitline.params.settings import About, Settings

CANDIDATES = 15
"""Legal and affordable sets that are drawn for each one chosen."""

End = tuple[str, Any]
"""A setting's key, and the least, the greatest or one of the few values that it can have."""


def chosen(family: str, count: int, seed: int, most: float = 1.0) -> list[MacroParameters]:
    """So many sets, in which the ends of the settings occur as far as the candidates reach them: see :func:`missed`.

    Parameters
    ----------
    most : float
        What a set may cost: 1 is what the campaign affords.
    """
    candidates = _candidates(family, CANDIDATES * count, np.random.default_rng([seed, 4]), most)
    out: list[MacroParameters] = []
    met: set[End] = set()
    while len(out) < count:
        best = max(candidates, key=lambda p: len(ends(p) - met))
        candidates.remove(best)
        out.append(best)
        met |= ends(best)
    return out


def ends(p: MacroParameters) -> set[End]:
    """The ends at which settings stand, of those that the hardware depends on."""
    return {(key, value) for key, value, extremes in _settings(p) if value in extremes}


def missed(sets: list[MacroParameters]) -> list[End]:
    """The ends at which a setting stands in none of the sets."""
    every = {(key, extreme) for key, _, extremes in _settings(sets[0]) for extreme in extremes}
    return sorted(every - set().union(*map(ends, sets)), key=str)


def _settings(p: MacroParameters) -> Iterator[tuple[str, Any, tuple[Any, ...]]]:
    """Each whole number and each choice: its key, its value and its ends."""
    for section, group in p.sections().items():
        for field, kind in group.described() if section not in p.model_only else ():
            if kind is not float:
                about = field.metadata["about"]
                choices = _choices(kind)
                yield group.key(field.name), getattr(getattr(p, section), field.name), choices or (about.low, about.high)


# ---- candidates


def _candidates(family: str, count: int, rng: np.random.Generator, most: float) -> list[MacroParameters]:
    """Different sets, legal and affordable; the parameters themselves tell what is legal."""
    rules = importlib.import_module(f".families.{family}", __package__)
    sections = {name: kind for name, kind in families()[family].sections().items() if name != "physical"}
    out: dict[str, MacroParameters] = {}
    for _ in range(1000 * count):
        given = rules.drawn(rng)
        choices = {name: anywhere(kind, rng) | given.get(name, {}) for name, kind in sections.items()}
        try:
            p = from_choices({"family": family, **choices})
        except ParameterError:
            continue
        if rules.cost(p) <= most * rng.choice([0.1, 1]):  # few large ones
            out[str(p)] = p
        if len(out) == count:
            return list(out.values())
    raise ValueError(f"{family}: hardly any set is legal and costs {most} at the most")


def anywhere(kind: type[Settings], rng: np.random.Generator) -> dict[str, Any]:
    """A group of settings, each somewhere within its bounds."""
    return {field.name: _value(field_kind, field.metadata["about"], rng) for field, field_kind in kind.described()}


def _value(kind: Any, about: About, rng: np.random.Generator) -> Any:
    if choices := _choices(kind):
        return choices[rng.integers(len(choices))]
    assert about.low is not None and about.high is not None
    if kind is float:  # above the low end, where a non-ideality is switched off
        return about.low + (about.high - about.low) * 10 ** -rng.uniform(0, 3)
    return between(rng, int(about.low), int(about.high))


def between(rng: np.random.Generator, low: int, high: int) -> int:
    """A whole number: often an end, and else rather a small one than a large one."""
    if rng.random() < 0.3:
        return (low, high)[rng.integers(2)]
    return low - 1 + int(np.exp(rng.uniform(0, np.log(high - low + 2))))


def _choices(kind: Any) -> tuple[Any, ...]:
    if kind is bool:
        return False, True
    return typing.get_args(kind) if typing.get_origin(kind) is Literal else ()
