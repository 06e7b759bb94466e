"""Prices and areas that every family has in common."""

import math
from collections.abc import Mapping

from ..params.physical import Physical
from .costs import Event, Part
from .technology import Constant, Technology


def prices(technology: Technology, mm2: float) -> dict[Event, float]:
    """Femtojoules of the events outside an array. A moved bit crosses two thirds of a chip's side, the mean of random places."""
    return {
        "additions": technology["addition_fj"],
        "buffer bits": technology["buffer_fj"],
        "moved bits": technology["wire_fj_mm"] * math.sqrt(mm2) * 2 / 3,
        "memory bits": technology["memory_pj"] * 1000,
    }


def area_mm2(technology: Technology, f2: Mapping[Part, float], buffer_bits: float) -> dict[Part, float]:
    """Square millimetres of what is given in squares of the feature size, of buffers, and of the wires between them."""
    areas: dict[Part, float] = {part: technology.mm2(size) for part, size in f2.items()}
    areas["buffers"] = technology.mm2(buffer_bits * technology["buffer_f2"])
    areas["interconnect"] = technology["interconnect_share"] * sum(areas.values())
    return areas


def constants(technology: Technology, physical: Physical, *names: str) -> tuple[Constant, ...]:
    """What an estimate rests on: settings of the array by name, and all of the technology."""
    abouts = {field.name: field.metadata["about"] for field, _ in physical.described()}
    settings = (Constant(physical.key(name), getattr(physical, name), abouts[name].unit, abouts[name].source) for name in names)
    return (*settings, *technology.constants.values())
