"""Checkpoints: all that training goes on from, in one file that is always whole."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from bitline.network import archive
from bitline.network.idx import DataError

from ...golden.two_way_training import Generator
from .trainer import Trainer

Curve = list[float]
"""Accuracy after each epoch."""


class Checkpoint:
    """One file, written beside its place and moved there, so that a run killed at any moment leaves the last whole one.

    Parameters
    ----------
    path : Path
        Its folder is made where it is missing.
    run : str
        What the run is of; a file of another run is refused.
    """

    def __init__(self, path: Path, run: str) -> None:
        self.path, self.run = path, run

    def save(self, trainer: Trainer, curve: Curve) -> None:
        """Write what :meth:`resume` reads."""
        state = trainer.state
        arrays = {
            "run": np.array(self.run),
            "step": np.array(state.step),
            "curve": np.array(curve, np.float64),
            "generator": state.generator.state,
            **{f"weights_{number}": weights for number, weights in enumerate(state.weights)},
            **{f"momentum_{number}": kept for number, kept in enumerate(state.momentum)},
            **trainer.products.state(),
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self.path.with_suffix(".part")
        archive.write(arrays, unfinished)
        unfinished.replace(self.path)

    def resume(self, trainer: Trainer) -> Curve:
        """Bring a trainer to where the file was written, and give back the curve so far; nothing happens where there is no file.

        Raises
        ------
        DataError
            Where the file is damaged, or of another run.
        """
        if not self.path.exists():
            return []
        if archive.read(self.path, lambda _, arrays: str(arrays["run"])) != self.run:
            raise DataError(
                f"{self.path}: of a run with another network, target, data, epochs, array or seed; choose another folder"
            )
        return archive.read(self.path, lambda _, arrays: _restored(trainer, arrays))


def _restored(trainer: Trainer, arrays: Mapping[str, np.ndarray]) -> Curve:
    state = trainer.state
    trainer.write([arrays[f"weights_{number}"] for number in range(len(state.weights))])
    state.momentum = [arrays[f"momentum_{number}"] for number in range(len(state.momentum))]
    state.generator, state.step = Generator(arrays["generator"]), int(arrays["step"])
    trainer.products.restore(arrays)
    return arrays["curve"].tolist()
