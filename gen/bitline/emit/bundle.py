"""A bundle: everything that is emitted of one macro, as an immutable mapping from path to text."""

import importlib
from collections.abc import Mapping
from types import ModuleType

from ..params import MacroParameters
from ..system.top import Top
from .pins import black_box
from .verilog import Emission

Bundle = Mapping[str, str]


def bundle(p: MacroParameters) -> Bundle:
    """All files of a macro's bundle."""
    models = importlib.import_module(f"bitline.emit.models.{p.family}")
    return {f"rtl/{p.name}.v": verilog(p), **(_array(p, models) if p.array_pins else models.cells(p))}


def _array(p: MacroParameters, models: ModuleType) -> Bundle:
    """The analog array's Verilog: a black box for synthesis, two stand-ins for simulation."""
    return {
        f"rtl/{p.array_name}.v": black_box(p.array_name, p.array_pins),
        f"sim/{p.array_name}_link.v": models.link(p),
        f"sim/{p.array_name}_model.v": models.model(p),
    }


def verilog(p: MacroParameters) -> str:
    """The periphery: every module, the parts before the whole."""
    emission = Emission(p.name)
    emission.describe(Top(p), p.name)
    return "\n".join(emission.modules().values())
