"""Convolutional networks whose weights and inputs have few levels, as data."""

from dataclasses import dataclass

import numpy as np

from ..convolution import Layer


@dataclass(frozen=True, eq=False, kw_only=True)
class LsqNetwork:
    """Layers one after the other.

    Attributes
    ----------
    name : str
    side : int
        Pixels along a side of an image.
    weights, activations : range
        Levels.
    layers : tuple of Layer
    figures : dict of float
        What was measured when it was trained, by name.
    """

    name: str
    side: int
    weights: range
    activations: range
    layers: tuple[Layer, ...]
    figures: dict[str, float]

    def entered(self, images: np.ndarray) -> np.ndarray:
        """Images of bytes as levels, (n, side, side, 1): as many as activations have, each for as many bytes."""
        return (images.astype(np.int64) * len(self.activations) // 256)[..., None]
