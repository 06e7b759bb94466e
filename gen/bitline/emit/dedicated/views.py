"""All views of the dedicated cells."""

from ...params.entry_counting import EntryCounting
from ...platforms import Platform
from .cdl import cdl
from .lef import lef
from .liberty import liberty


def views(p: EntryCounting, platform: Platform) -> dict[str, str]:
    """LEF, Liberty and CDL of the cells, by their path."""
    stem, cells = f"constraints/{p.library_name}", p.storage_cells
    return {
        f"{stem}.lef": lef(p.library_name, cells, platform),
        f"{stem}.lib": liberty(p.library_name, cells, p.physical, platform),
        f"{stem}.cdl": cdl(p.library_name, cells, platform),
    }
