"""Trained networks on disk: NumPy's archive of named arrays, weights a bit each."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from ..idx import DataError
from .layers import BYTES, BinaryNetwork, Entry, Layer, Votes

LARGEST = 1 << 24
"""Bytes that an array may have, or a file."""

_ENTRY = ("height", "width", "crop", "size")
_LAYER = ("kernels", "fan_in", "outputs", "places", "repeats")


def save(network: BinaryNetwork, path: Path) -> None:
    """Write a network whose last layer votes.

    The archive is the same, byte for byte, whenever the network is.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in _arrays(network).items():
            content = io.BytesIO()
            np.save(content, array, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), content.getvalue())


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
    try:
        return _network(path, _read(path))
    except FileNotFoundError:
        raise DataError(f"{path}: no such file") from None
    except (KeyError, ValueError, OSError, zipfile.BadZipFile) as error:
        raise DataError(f"{path}: not a network as this version writes it: {error}") from None


def _read(path: Path) -> dict[str, np.ndarray]:
    with zipfile.ZipFile(path) as archive:
        if sum(member.file_size for member in archive.infolist()) > LARGEST:
            raise ValueError(f"more than {LARGEST} bytes")
    with np.load(path, allow_pickle=False) as archive:
        return dict(archive)


def _network(path: Path, arrays: Mapping[str, np.ndarray]) -> BinaryNetwork:
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
    return BinaryNetwork(name=path.stem, entry=entry, layers=layers, head=head)


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
