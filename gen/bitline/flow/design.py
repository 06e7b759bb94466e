"""What the tools take of a macro: its periphery on one platform, its black boxes and its constraints."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .. import platforms
from ..emit.bundle import verilog
from ..emit.physical import physical
from ..emit.write import MANIFEST, edited
from ..params import MacroParameters
from ..platforms import Platform
from .synthesis import Description
from .timing import period_ns


class DesignError(Exception):
    """Why a folder is no bundle that can be synthesized: a sentence with the remedy."""


@dataclass(frozen=True)
class Design:
    """A macro on a platform.

    Attributes
    ----------
    platform : Platform
    description : Description
        With the platform's adder cells, where it has some.
    constraints : str
    """

    platform: Platform
    description: Description
    constraints: str

    @property
    def period_ns(self) -> float:
        """The clock's period, that of the constraints."""
        return period_ns(self.constraints, self.platform)


def emitted(p: MacroParameters, platform: Platform) -> Design:
    """A macro as the generator emits it.

    Raises
    ------
    ParameterError
        Where its parameters do not suit the platform.
    """
    periphery = verilog(p)
    return _design(p.name, {**periphery, **physical(p, platform, periphery)}, platform)


def built(where: Path, platform: str | None) -> Design:
    """A bundle in a folder, for the platform that it was built for.

    Raises
    ------
    DesignError
        Where it was built for another platform, or is no bundle, or one that has been edited.
    """
    try:
        manifest = json.loads((where / MANIFEST).read_text(encoding="utf-8"))
        name, its_platform = manifest["name"], manifest["platform"]
    except (OSError, ValueError, KeyError, TypeError):
        raise DesignError(f"{where}: is no bundle that `bitline build` wrote; name a preset, a TOML file or a bundle") from None
    if platform not in (None, its_platform):
        raise DesignError(f"{where}: was built for {its_platform}, not for {platform}; build it anew with --platform {platform}")
    wrong = edited(where)
    if wrong:
        raise DesignError(f"{where}: {wrong[0]} is not what its manifest says, so it was edited by hand; build the bundle anew")
    files = {path: (where / path).read_text(encoding="utf-8") for path in manifest["files"]}
    return _design(name, files, platforms.load(its_platform))


def _design(name: str, files: Mapping[str, str], platform: Platform) -> Design:
    adders = [f"flow/{platform.name}/{name}_adders.v", f"rtl/{name}_adders.v"]
    sources = [f"rtl/{name}.v", *[path for path in adders if path in files][:1]]
    views = [text for path, text in files.items() if path.startswith("constraints/") and path.endswith(".lib")]
    description = Description(name, "\n".join(files[path] for path in sources), black_boxes=tuple(views))
    return Design(platform, description, files[f"constraints/{name}.sdc"])
