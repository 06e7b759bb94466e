"""Convolutions as products of matrices: maps taken apart into what the kernel sees at each place, and put together again."""

import numpy as np

from bitline.network.training import Layer


def unfolded(layer: Layer, maps: np.ndarray) -> np.ndarray:
    """What the kernel sees: maps (n, height, width, channels) to (n · places, rows of the matrix)."""
    margin = (layer.padding, layer.padding)
    padded = np.pad(maps, ((0, 0), margin, margin, (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(padded, (layer.kernel, layer.kernel), axis=(1, 2))
    return seen[:, :: layer.stride, :: layer.stride].transpose(0, 1, 2, 4, 5, 3).reshape(-1, layer.rows)


def folded(layer: Layer, seen: np.ndarray) -> np.ndarray:
    """Maps in which every place has got the sum of what :func:`unfolded` has taken from it: its transpose."""
    kernel, stride, padding, channels = layer.kernel, layer.stride, layer.padding, layer.map.channels
    height, width = layer.placed.height, layer.placed.width
    parts = seen.reshape(-1, height, width, kernel, kernel, channels)
    out = np.zeros((len(parts), layer.map.height + 2 * padding, layer.map.width + 2 * padding, channels), seen.dtype)
    for y, x in np.ndindex(kernel, kernel):
        out[:, y : y + height * stride : stride, x : x + width * stride : stride] += parts[:, :, :, y, x]
    return out[:, padding : padding + layer.map.height, padding : padding + layer.map.width]
