"""What a network costs on the macros of a family: one module a family, with a function ``estimate`` as :class:`OnFamily`."""

import importlib
import importlib.util
from types import ModuleType
from typing import Protocol

from ...params import MacroParameters, ParameterError
from ..conditions import Conditions
from ..costs import Estimate


class OnFamily(Protocol):
    """What a family's module offers.

    Raises
    ------
    DataError
        Where there is no such network.
    ParameterError
        Where the family cannot run it under these conditions.
    """

    def __call__(self, p: MacroParameters, network: str, conditions: Conditions) -> Estimate: ...


def estimate(p: MacroParameters, network: str, conditions: Conditions) -> Estimate:
    """A network, by its name or its file, on macros of the family of ``p``, see :class:`OnFamily`."""
    on_family: OnFamily = _module(p).estimate
    return on_family(p, network, conditions)


def reference(p: MacroParameters) -> str:
    """The network that a macro is shown with where none is named."""
    return _module(p).REFERENCE


def _module(p: MacroParameters) -> ModuleType:
    module = f"{__name__}.{p.family}"
    if importlib.util.find_spec(module) is None:
        raise ParameterError("family", f"networks are not estimated on macros of the family {p.family}")
    return importlib.import_module(module)
