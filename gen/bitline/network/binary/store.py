"""Networks of ±1 weights on disk, a bit each."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from .. import archive
from .layers import BYTES, BinaryNetwork, Entry, Layer, Votes

_LAYER = ("kernels", "fan_in", "outputs", "places", "repeats")


def save(network: BinaryNetwork, path: Path) -> None:
    """Write a network whose last layer votes."""
    archive.write(_arrays(network), path)


def _arrays(network: BinaryNetwork) -> dict[str, np.ndarray]:
    entry, head = network.entry, network.head
    assert isinstance(head, Votes)
    arrays = {
        "entry": np.array([*entry.shape, entry.crop, entry.size]),
        "table": entry.table,
        "pixels": entry.pixels.astype(np.uint16),
        "classes": np.array(head.classes),
        "shifts": np.array(head.shifts),
    }
    for number, layer in enumerate(network.layers):
        arrays |= {
            f"layer_{number}": np.array([getattr(layer, name) for name in _LAYER]),
            f"weights_{number}": np.packbits(layer.weights > 0),
            f"thresholds_{number}": layer.thresholds,
        }
    return arrays


def load(path: Path) -> BinaryNetwork:
    """Read a network.

    Raises
    ------
    DataError
        Where the file is missing, damaged, or no such network.
    """
    return archive.read(path, _network)


def _network(name: str, arrays: Mapping[str, np.ndarray]) -> BinaryNetwork:
    height, width, crop, size = (int(number) for number in arrays["entry"])
    entry = Entry(
        shape=(height, width),
        crop=crop,
        size=size,
        table=arrays["table"].astype(np.uint8),
        pixels=arrays["pixels"].astype(np.int64),
    )
    if entry.table.shape != (BYTES,) or entry.pixels.max() >= (size**2 or height * width):
        raise ValueError("its entry does not fit its images")
    layers = tuple(_layer(arrays, number) for number in range(sum(name.startswith("layer_") for name in arrays)))
    for number, (before, after) in enumerate(zip([None, *layers], layers, strict=False)):
        values = before.places * before.outputs if before else len(entry.pixels)
        if values != after.places * after.fan_in:
            raise ValueError(f"layer {number} takes {after.places * after.fan_in} values, and {values} come")
    head = Votes(int(arrays["classes"]), tuple(int(shift) for shift in arrays["shifts"]))
    return BinaryNetwork(name=name, entry=entry, layers=layers, head=head)


def _layer(arrays: Mapping[str, np.ndarray], number: int) -> Layer:
    kernels, fan_in, outputs, places, repeats = (int(number) for number in arrays[f"layer_{number}"])
    shape = (kernels, fan_in, outputs)
    bits = np.unpackbits(arrays[f"weights_{number}"], count=int(np.prod(shape)))
    return Layer(
        weights=2 * bits.astype(np.int8).reshape(shape) - 1,
        thresholds=arrays[f"thresholds_{number}"].astype(np.float64).reshape(kernels, outputs),
        places=places,
        repeats=repeats,
    )
