"""Layers: quantized values times quantized constants."""

from typing import Any

import numpy as np

from ..convolution import Layer
from ..onnx_graph import Node
from ..workload import Size
from .emitter import Emitter, alike
from .expressions import Constant, Expression, Levels, MisfitError, Sums, plain
from .grids import on_grid
from .windows import fitting, window

MOST_WEIGHTS = 1 << 26
"""Of a layer, zeros of other groups included."""


def convolution(emitter: Emitter, node: Node, x: Any, weights: Any, bias: Any = None) -> Expression:
    """Conv; the weights of other groups are zeros."""
    constant = _quantized(weights)
    if constant.levels.ndim != 4:
        raise MisfitError(f"has weights of the shape {list(constant.levels.shape)}; images of two dimensions are understood")
    groups = int(node.attributes.get("group", 1))
    outputs, inputs, *_ = constant.levels.shape
    if groups < 1 or outputs % groups or constant.levels.size * groups > MOST_WEIGHTS:
        raise MisfitError(f"has {groups} groups of weights of the shape {list(constant.levels.shape)}")
    levels = np.zeros((outputs, groups, inputs, *constant.levels.shape[2:]), np.int64)
    for group, part in enumerate(np.split(constant.levels, groups)):
        levels[group * len(part) : (group + 1) * len(part), group] = part
    kernel = levels.reshape(outputs, groups * inputs, *constant.levels.shape[2:])
    at = window(node, (kernel.shape[2], kernel.shape[3]))
    entering = emitter.whole(x)
    size = fitting(at, entering.size).results(entering.size)
    if entering.flat:
        raise MisfitError("follows a Flatten")
    return _multiplied("conv", entering, kernel, _of_outputs(constant.scale), bias, (at.stride, at.padding), size)


def gemm(emitter: Emitter, node: Node, x: Any, weights: Any, bias: Any = None) -> Expression:
    attributes = node.attributes
    if attributes.get("transA", 0) or attributes.get("alpha", 1.0) != 1 or attributes.get("beta", 1.0) != 1:
        raise MisfitError("has transA, alpha or beta, which are not understood")
    constant = _quantized(weights)
    if not attributes.get("transB", 0):
        constant = Constant(constant.levels.T, constant.scale.T)
    return _linear(emitter, x, constant, bias)


def matmul(emitter: Emitter, node: Node, x: Any, weights: Any) -> Expression:
    constant = _quantized(weights)
    return _linear(emitter, x, Constant(constant.levels.T, constant.scale.T), None)


def _linear(emitter: Emitter, x: Any, constant: Constant, bias: Any) -> Expression:
    """Weights (outputs, inputs); the kernel is as large as the image that was flattened."""
    entering = emitter.whole(x)
    values = entering.channels * entering.size[0] * entering.size[1]
    if constant.levels.ndim != 2 or constant.levels.shape[1] != values or not entering.flat:
        raise MisfitError(f"has weights of the shape {list(constant.levels.shape)} for a vector of {values} values")
    kernel = constant.levels.reshape(-1, entering.channels, *entering.size)
    return _multiplied("linear", entering, kernel, _of_outputs(constant.scale), bias, (1, 0), (1, 1))


def _quantized(weights: Any) -> Constant:
    constant = weights if isinstance(weights, Constant) else on_grid(plain(weights))
    if constant is None:
        raise MisfitError("has weights that are not quantized; put a quantizer before them")
    if constant.levels.size > MOST_WEIGHTS:
        raise MisfitError(f"has {constant.levels.size} weights, more than the {MOST_WEIGHTS} that are read")
    return constant


def _of_outputs(scale: np.ndarray) -> np.ndarray:
    """The scale of each output's weights."""
    rest = tuple(range(1, scale.ndim))
    low, high = scale.min(axis=rest), scale.max(axis=rest)
    if (low != high).any():
        raise MisfitError("has weights whose scale changes within an output")
    return low


def _multiplied(
    name: str, x: Expression, kernel: np.ndarray, scale: np.ndarray, bias: Any, place: tuple[int, int], size: Size
) -> Expression:
    """Sums of a kernel (outputs, inputs, height, width); the offset of the values that enter becomes one of the sums."""
    assert isinstance(x.base, Levels)
    stride, padding = place
    if kernel.shape[1] != x.channels:
        raise MisfitError(f"has weights for {kernel.shape[1]} channels, and {x.channels} enter")
    unit = alike(x.scale, "its input is scaled")
    layer = Layer(
        name=name,
        weights=kernel.transpose(0, 2, 3, 1).astype(np.min_scalar_type(-max(1, int(np.abs(kernel).max())))),
        stride=stride,
        padding=padding,
        rescale=None,
        pad=_level_of_zero(x, unit) if padding else 0,
    )
    offset = scale * np.einsum("oihw,i->o", kernel, x.offset)
    if bias is not None:
        offset = offset + np.broadcast_to(np.ravel(plain(bias)), offset.shape)
    return Expression.of(Sums(x.base.source, layer), unit * scale, offset, size, name == "linear")


def _level_of_zero(x: Expression, unit: float) -> int:
    """What is padded."""
    assert isinstance(x.base, Levels)
    level = -alike(x.offset, "its input is moved") / unit
    if abs(level - round(level)) > 1e-6 or round(level) not in x.base.to:
        raise MisfitError("pads with zeros, which its input has no level for")
    return round(level)
