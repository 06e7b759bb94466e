"""The physical half of a bundle: constraints, abstract views of the array, and what the open flows need."""

from ..params import MacroParameters
from ..platforms import Platform
from .floorplan import floorplan
from .fusesoc import fusesoc
from .layout import array_layout
from .lef import lef
from .liberty import liberty
from .librelane import librelane
from .openroad import openroad
from .sdc import sdc


def physical(p: MacroParameters, platform: Platform) -> dict[str, str]:
    """Every physical file of the bundle for one platform, by its path.

    Raises
    ------
    ParameterError
        Where the size that ``[physical]`` gives the array does not suit the platform.
    """
    layout = array_layout(p, platform)
    plan = floorplan(p, platform, layout)
    return {
        f"constraints/{p.name}.sdc": sdc(p, platform),
        f"constraints/{p.array_name}.lef": lef(p, layout),
        f"constraints/{p.array_name}.lib": liberty(p, platform, layout),
        **openroad(p, platform, plan),
        **librelane(p, platform, plan),
        **fusesoc(p),
    }
