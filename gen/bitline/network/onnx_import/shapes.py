"""Operators that look at places: pooling, joining, flattening."""

import math
from dataclasses import replace
from typing import Any

import numpy as np

from ..integers import Window
from ..onnx_graph import Node
from .emitter import Emitter
from .expressions import Expression, Image, MisfitError, WindowSums, plain
from .windows import fitting, window


def max_pool(emitter: Emitter, node: Node, x: Any) -> Expression:
    return emitter.pooled(_image(emitter, x), fitting(window(node, tuple(node.attributes["kernel_shape"])), x.size))


def average_pool(emitter: Emitter, node: Node, x: Any) -> Expression:
    at = window(node, tuple(node.attributes["kernel_shape"]))
    if at.padding:
        raise MisfitError("has pads, which are not understood")
    return _averaged(emitter, x, at)


def global_average(emitter: Emitter, node: Node, x: Any) -> Expression:
    return _averaged(emitter, x, Window(*x.size))


def mean(emitter: Emitter, node: Node, x: Any, axes: Any = None) -> Expression:
    """ReduceMean over height and width."""
    over = node.attributes.get("axes") if axes is None else plain(axes).tolist()
    if sorted(axis % 4 for axis in over or ()) != [2, 3]:
        raise MisfitError(f"has axes {over}; the mean over height and width is understood")
    return replace(_averaged(emitter, x, Window(*x.size)), flat=not node.attributes.get("keepdims", 1))


def _averaged(emitter: Emitter, x: Any, at: Window) -> Expression:
    x = emitter.whole(_image(emitter, x))
    size = fitting(at, x.size).results(x.size)
    return Expression.of(WindowSums(x.base.source, at), x.scale / at.area, x.offset, size)


def _image(emitter: Emitter, x: Any) -> Expression:
    x = emitter.whole(x) if isinstance(x, Image) else x
    if x.flat:
        raise MisfitError("follows a Flatten")
    return x


def concat(emitter: Emitter, node: Node, *several: Any) -> Expression:
    if node.attributes.get("axis") not in (1, -3) or not all(isinstance(x, Expression) for x in several):
        raise MisfitError("joins constants, or along another axis than that of the channels")
    return emitter.joined(several)


def flatten(emitter: Emitter, node: Node, x: Any) -> Any:
    if node.attributes.get("axis", 1) != 1:
        raise MisfitError("has an axis other than 1")
    return _flat(x)


def reshape(emitter: Emitter, node: Node, x: Any, shape: Any) -> Any:
    """To a vector, to an image of one pixel, or to what it was."""
    wanted = [int(size) for size in np.ravel(plain(shape))]
    values = math.prod((x.channels, *x.size))
    if len(wanted) == 2 and wanted[1] in (-1, values):
        return _flat(x)
    if len(wanted) == 4 and x.size == (1, 1) and wanted[1] in (-1, 0, values) and wanted[2:] == [1, 1]:
        return replace(x, flat=False)
    if not x.flat and wanted[1:] == [x.channels, *x.size]:
        return x
    raise MisfitError(f"of an image of {x.channels} x {x.size[0]} x {x.size[1]} values to {wanted} is not understood")


def _flat(x: Any) -> Any:
    if isinstance(x, Image) and not x.flat:
        pixels = math.prod(x.size)
        table = x.table if x.table.shape[1] == 1 else np.repeat(x.table, pixels, axis=1)
        return Image(table, x.channels * pixels, (1, 1), True)
    return replace(x, flat=True)


def transpose(emitter: Emitter, node: Node, x: Any) -> Any:
    if node.attributes.get("perm") != list(range(2 if x.flat else 4)):
        raise MisfitError("between layers changes the order of channels")
    return x


def shape(emitter: Emitter, node: Node, x: Any) -> np.ndarray:
    values = (x.channels, *x.size)
    return np.array([1, math.prod(values)] if x.flat else [1, *values], np.int64)


def same(emitter: Emitter, node: Node, x: Any, *_: Any) -> Any:
    return x
