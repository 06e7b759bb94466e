"""What a network costs on the macros of a family: one module a family, with a function ``estimate`` as :class:`OnFamily`."""

import importlib
import importlib.util
from typing import Protocol

from ...network.workload import Workload
from ...params import MacroParameters, ParameterError
from ..conditions import Conditions
from ..costs import Estimate


class OnFamily(Protocol):
    """What a family's module offers.

    Raises
    ------
    ParameterError
        Where the family cannot run the network under these conditions.
    """

    def __call__(self, p: MacroParameters, workload: Workload, conditions: Conditions) -> Estimate: ...


def estimate(p: MacroParameters, workload: Workload, conditions: Conditions) -> Estimate:
    """A network's layers on macros of the family of ``p``, see :class:`OnFamily`."""
    module = f"{__name__}.{p.family}"
    if importlib.util.find_spec(module) is None:
        raise ParameterError("family", f"networks are not estimated on macros of the family {p.family}")
    on_family: OnFamily = importlib.import_module(module).estimate
    return on_family(p, workload, conditions)
