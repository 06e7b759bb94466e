"""The adders in a file of their own: generic gates for every tool, or a library's adder cells in their place for its flow."""

from collections.abc import Mapping

from ..params import MacroParameters
from ..periphery.adders import FullAdder, HalfAdder
from ..platforms import Platform
from .verilog import Emission


def separated(p: MacroParameters, modules: Mapping[str, str]) -> dict[str, str]:
    """A macro's modules as files: the periphery, and its full and half adders beside it, where it has any."""
    adders = {name: text for name, text in modules.items() if name in _modules(p)}
    periphery = {name: text for name, text in modules.items() if name not in adders}
    files = {f"rtl/{p.name}.v": periphery, f"rtl/{p.name}_adders.v": adders}
    return {path: "\n".join(texts.values()) for path, texts in files.items() if texts}


def library_adders(p: MacroParameters, platform: Platform, periphery: Mapping[str, str]) -> dict[str, str]:
    """The file of adders once more, of the platform's cells; none where it names no cells or the macro has no adders."""
    generic = periphery.get(f"rtl/{p.name}_adders.v", "")
    if not platform.cells or not generic:
        return {}
    emission = Emission(p.name, platform.cells)
    for name, adder in _modules(p).items():
        if f"module {name} (" in generic:
            emission.describe(adder(), name)
    return {f"flow/{platform.name}/{p.name}_adders.v": "\n".join(emission.modules().values())}


def _modules(p: MacroParameters) -> dict[str, type[FullAdder] | type[HalfAdder]]:
    """The adders by the names of their modules."""
    return {f"{p.name}_full_adder": FullAdder, f"{p.name}_half_adder": HalfAdder}
