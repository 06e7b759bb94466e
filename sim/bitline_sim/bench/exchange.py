"""What a bench is told, and what it tells: plain numpy archives and JSON, so that nothing is executed on reading them."""

import json
import os
from pathlib import Path
from typing import Any

import numpy as np

from bitline.params import MacroParameters, from_choices

VARIABLE = "BITLINE_RUN"

TRANSCRIPT = "transcript.txt"
"""What a model in Verilog leaves."""


def folder() -> Path:
    """The folder of this run, for a bench inside the simulator."""
    return Path(os.environ[VARIABLE])


def write_orders(where: Path, p: MacroParameters, settings: dict[str, Any], arrays: dict[str, np.ndarray]) -> None:
    """Leave a bench its parameters, its settings and its stimulus."""
    (where / "orders.json").write_text(json.dumps({"parameters": p.chosen(), **settings}))
    write_arrays(where / "stimulus.npz", arrays)


def read_orders(where: Path) -> tuple[MacroParameters, dict[str, Any], dict[str, np.ndarray]]:
    """What :func:`write_orders` left."""
    settings = json.loads((where / "orders.json").read_text())
    return from_choices(settings.pop("parameters")), settings, read_arrays(where / "stimulus.npz")


def write_arrays(path: Path, arrays: dict[str, np.ndarray]) -> None:
    """Leave arrays as an archive."""
    np.savez(path, **arrays)  # pyright: ignore[reportArgumentType]


def read_arrays(path: Path) -> dict[str, np.ndarray]:
    """The arrays of an archive; one that holds anything but plain arrays is refused."""
    with np.load(path, allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}
