"""A bundle: everything that is emitted of one macro, as an immutable mapping from path to text."""

import importlib
from collections.abc import Mapping
from types import ModuleType

from .. import platforms
from ..params import MacroParameters
from ..system.top import Top
from . import memories
from .adders import separated
from .datasheet import datasheet
from .manifest import manifest
from .physical import physical
from .pins import black_box
from .registers import c_header, svd, systemrdl
from .verilog import Emission

Bundle = Mapping[str, str]

DEFAULT_PLATFORM = "sky130hd"


def bundle(p: MacroParameters, platform: str = DEFAULT_PLATFORM) -> Bundle:
    """All files of a macro's bundle, with views and flow files for one platform.

    Raises
    ------
    ParameterError
        For a platform that is not known, or that the macro's parameters do not suit.
    """
    periphery = verilog(p)
    files = {
        **periphery,
        **_black_boxes(p),
        **physical(p, platforms.load(platform), periphery),
        f"registers/{p.name}.h": c_header(p),
        f"registers/{p.name}.rdl": systemrdl(p),
        f"registers/{p.name}.svd": svd(p),
        f"{p.name}.html": datasheet(p),
    }
    return {**files, "manifest.json": manifest(p, platform, files)}


def hardware(p: MacroParameters) -> Bundle:
    """The Verilog alone: the periphery, what it has black boxes for, and what stands in for these in simulation."""
    return {**verilog(p), **_black_boxes(p)}


def _black_boxes(p: MacroParameters) -> Bundle:
    models = importlib.import_module(f"bitline.emit.models.{p.family}")
    return {path: text for each in p.arrays for path, text in _array(each, models).items()} if p.arrays else models.cells(p)


def _array(p: MacroParameters, models: ModuleType) -> Bundle:
    """The Verilog of an analog array and of memories: black boxes for synthesis, two sets of stand-ins for simulation."""
    boxes, inside = ([form(memory) for memory in p.memories.values()] for form in (memories.black_box, memories.model))
    return {
        f"rtl/{p.array_name}.v": "\n".join([black_box(p.array_name, p.array_pins), *boxes]),
        f"sim/{p.array_name}_link.v": "\n".join([models.link(p), *inside]),
        f"sim/{p.array_name}_model.v": "\n".join([models.model(p), *inside]),
    }


def verilog(p: MacroParameters) -> Bundle:
    """The periphery: every module, the parts before the whole, and full and half adders in a file of their own."""
    emission = Emission(p.name)
    emission.describe(Top(p), p.name)
    return separated(p, emission.modules())
