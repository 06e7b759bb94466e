"""Networks of few levels on disk."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from ...params import formats
from .. import archive
from ..convolution import Layer, Rescale
from .layers import LsqNetwork

_FIELDS = ("stride", "padding", "pool")
_SHARED = ("shift", "low", "high", "residual_multiplier")


def save(network: LsqNetwork, path: Path) -> None:
    """Write a network."""
    archive.write(_arrays(network), path)


def load(path: Path) -> LsqNetwork:
    """Read a network.

    Raises
    ------
    DataError
        Where the file is missing, damaged, or no such network.
    """
    return archive.read(path, _network)


def _arrays(network: LsqNetwork) -> dict[str, np.ndarray]:
    arrays = {
        "side": np.array(network.side),
        "levels": np.array([network.weights[0], network.weights[-1], network.activations[0], network.activations[-1]]),
        "figures": np.array(list(network.figures.values())),
        "figure_names": np.array(list(network.figures)),
        "names": np.array([layer.name for layer in network.layers]),
    }
    for number, layer in enumerate(network.layers):
        arrays |= {
            f"weights_{number}": layer.weights.astype(np.int8),
            f"fields_{number}": np.array([getattr(layer, name) for name in _FIELDS]),
        }
        if layer.rescale is not None:
            arrays |= {
                f"shared_{number}": np.array([getattr(layer.rescale, name) for name in _SHARED]),
                f"bias_{number}": layer.rescale.bias.astype(np.int32),
                f"multiplier_{number}": layer.rescale.multiplier.astype(np.int32),
            }
    return arrays


def _network(name: str, arrays: Mapping[str, np.ndarray]) -> LsqNetwork:
    low, high, least, most = arrays["levels"].tolist()
    return LsqNetwork(
        name=name,
        side=int(arrays["side"]),
        weights=formats.span(low, high),
        activations=formats.span(least, most),
        layers=tuple(_layer(arrays, number, called) for number, called in enumerate(arrays["names"].tolist())),
        figures=dict(zip(arrays["figure_names"].tolist(), arrays["figures"].tolist(), strict=True)),
    )


def _layer(arrays: Mapping[str, np.ndarray], number: int, name: str) -> Layer:
    fields = dict(zip(_FIELDS, arrays[f"fields_{number}"].tolist(), strict=True))
    rescale = None
    if f"shared_{number}" in arrays:
        bias, multiplier = (arrays[f"{part}_{number}"].astype(np.int64) for part in ("bias", "multiplier"))
        shared = dict(zip(_SHARED, arrays[f"shared_{number}"].tolist(), strict=True))
        rescale = Rescale(bias=bias, multiplier=multiplier, **shared)
    return Layer(name=name, weights=arrays[f"weights_{number}"], rescale=rescale, **fields)
