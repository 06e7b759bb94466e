"""What an estimate supposes besides the network, the macro and the process."""

import dataclasses
from typing import Literal

from ..params.settings import Settings, setting


@dataclasses.dataclass(frozen=True, kw_only=True)
class Conditions(Settings):
    """How a network is run."""

    mode: Literal["inference", "training"] = setting("inference", "forward products alone, or a whole training step")
    batch: int = setting(
        200, "images between two loadings or updates of the weights", low=1, high=65536,
        source="[C] papers.md 1.3: NeuroSim's default",
    )  # fmt: skip
    macros: int = setting(0, "macros that hold weights, 0 for as many as one copy of the network takes", low=0, high=10_000_000)
    pipeline: Literal["none", "layers"] = setting(
        "none", "one layer and one phase after the other, or every layer at work on an image of its own"
    )
    duplication: Literal["cheapest", "none", "network", "layers"] = setting(
        "cheapest", "what spare macros hold: nothing, copies of the whole network, or copies of the layers that take longest"
    )
    order: Literal["cheapest", "images", "layers"] = setting(
        "cheapest", "image after image through all layers, or a batch through one layer after the other"
    )
