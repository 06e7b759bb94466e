"""Operators that keep the places of values."""

from dataclasses import replace
from typing import Any

import numpy as np

from ..onnx_graph import Node
from .emitter import Emitter, alike
from .expressions import Coded, Expression, Levels, MisfitError, plain
from .quantizers import clip_coded, single


def add(emitter: Emitter, node: Node, a: Any, b: Any) -> Expression:
    if isinstance(a, Expression) and isinstance(b, Expression):
        return _sum(emitter, a, b)
    x, constant = (a, b) if isinstance(a, Expression) else (b, a)
    return x.moved(_per_channel(x, constant))


def subtract(emitter: Emitter, node: Node, a: Any, b: Any) -> Expression:
    if isinstance(a, Expression):
        return a.moved(-_per_channel(a, b))
    return b.scaled(-np.ones(b.channels)).moved(_per_channel(b, a))


def multiply(emitter: Emitter, node: Node, a: Any, b: Any) -> Expression:
    x, constant = (a, b) if isinstance(a, Expression) else (b, a)
    return x.scaled(_per_channel(x, constant))


def divide(emitter: Emitter, node: Node, a: Any, b: Any) -> Expression:
    if not isinstance(a, Expression):
        raise MisfitError("divides by a value that is computed")
    return a.scaled(1 / _per_channel(a, b))


def normalize(emitter: Emitter, node: Node, x: Any, scale: Any, bias: Any, mean: Any, variance: Any) -> Expression:
    """BatchNormalization, as it is done after training."""
    if node.attributes.get("training_mode", 0):
        raise MisfitError("is in training mode: export the network for inference")
    beside = (-1,) if x.flat else (-1, 1, 1)
    gamma, beta, mu, spread = (_per_channel(x, plain(each).reshape(beside)) for each in (scale, bias, mean, variance))
    factor = gamma / np.sqrt(spread + np.float32(node.attributes.get("epsilon", 1e-5)))
    return x.scaled(factor).moved(beta - mu * factor)


def rectify(emitter: Emitter, node: Node, x: Expression) -> Expression:
    return x.clipped(0, np.inf)


def round_off(emitter: Emitter, node: Node, x: Expression) -> Expression:
    return emitter.rounded(x)


def clip(emitter: Emitter, node: Node, x: Any, low: Any = None, high: Any = None) -> Expression | Coded:
    if isinstance(x, Coded):
        return clip_coded(node, x, low, high)
    ends = [node.attributes.get(name) if bound is None else single(plain(bound)) for name, bound in (("min", low), ("max", high))]
    return x.clipped(*(float(infinity if end is None else end) for end, infinity in zip(ends, (-np.inf, np.inf), strict=True)))


def _sum(emitter: Emitter, a: Expression, b: Expression) -> Expression:
    """One side keeps its integers, which may be sums, and the other side is the residual."""
    if a.size != b.size or a.channels != b.channels or a.flat != b.flat:
        raise MisfitError(
            f"adds images of {a.channels} x {a.size[0]} x {a.size[1]} and {b.channels} x {b.size[0]} x {b.size[1]} values"
        )
    if isinstance(a.base, Levels) and not isinstance(b.base, Levels):
        a, b = b, a
    if a.bounded or a.residual or a.pools:
        a = emitter.whole(a)
    b = emitter.whole(b)
    if np.ptp(b.scale) > 0 and isinstance(a.base, Levels):
        a, b = b, a
    alike(b.scale, "an added value is scaled")
    return replace(a, offset=a.offset + b.offset, residual=(b.base.source, b.scale))


def _per_channel(x: Expression, value: Any) -> np.ndarray:
    """A constant beside an expression: one number, or one a channel; NaN is refused."""
    numbers = plain(value).astype(np.float64)
    if not np.isfinite(numbers).all():
        raise MisfitError("has a constant that holds NaN or infinity")
    shape = (1, x.channels) if x.flat else (1, x.channels, 1, 1)
    if numbers.size == 1:
        return np.full(x.channels, numbers.reshape(())[()])
    if numbers.ndim > len(shape) or np.broadcast_shapes(numbers.shape, shape) != shape or (x.flat and x.size != (1, 1)):
        raise MisfitError(
            f"has a constant of the shape {list(numbers.shape)}, neither one number nor one for each of {x.channels} channels"
        )
    return np.broadcast_to(numbers, shape).reshape(-1)
