"""Quantizers of both dialects: QONNX's ``Quant`` and ``BipolarQuant``, and ``QuantizeLinear`` with ``DequantizeLinear``."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ...params import formats
from ..onnx_graph import Node
from ..onnx_operators import ROUNDINGS, quant_bounds, quant_rounding
from .emitter import Emitter
from .expressions import Coded, Constant, Expression, Image, MisfitError, plain

WIDEST = 16
"""Bits of a value between layers."""

WIDEST_CONSTANT = 32


@dataclass(frozen=True, eq=False)
class Quantizer:
    """``clip(round(x / scale) + zero, to)``.

    Attributes
    ----------
    scale : float64 array
    zero : int array
    to : range
    """

    scale: np.ndarray
    zero: np.ndarray
    to: range

    def of_constant(self, values: np.ndarray, rounding: Callable[[Any], Any]) -> Constant:
        """The levels of constants, those of zero being 0."""
        levels = rounding(np.clip(values / self.scale + self.zero, self.to[0], self.to[-1])) - self.zero
        return Constant(levels.astype(np.int64), np.broadcast_to(self.scale, levels.shape))

    def of_values(self, emitter: Emitter, x: Expression | Image) -> Expression:
        return emitter.quantized(x, channels(self.scale), single(self.zero), self.to)


def quant(emitter: Emitter, node: Node, x: Any, scale: Any, zero: Any, bits: Any) -> Expression | Constant:
    """QONNX's quantizer."""
    constant = isinstance(x, (np.ndarray, Constant))
    count = float(np.ravel(plain(bits))[0])
    if count != round(count) or not 1 <= count <= (WIDEST_CONSTANT if constant else WIDEST):
        raise MisfitError(f"has levels of {count:g} bits; 1 … {WIDEST} are understood")
    low, high = quant_bounds(node, bits)
    if low >= high:
        raise MisfitError(f"has levels of {low:g} … {high:g}")
    quantizer = Quantizer(_scales(scale), _whole(plain(zero)), formats.span(int(low), int(high)))
    rounding = quant_rounding(node)
    if constant:
        return quantizer.of_constant(plain(x), ROUNDINGS[rounding])
    if rounding not in ("ROUND", "HALF_EVEN"):
        raise MisfitError(f"has rounding_mode {rounding}; hardware rounds to the nearest level, halves to even: export with ROUND")
    return quantizer.of_values(emitter, x)


def bipolar(emitter: Emitter, node: Node, x: Any, scale: Any) -> Expression | Constant:
    """QONNX's quantizer of ±1."""
    scale = _scales(scale)
    if isinstance(x, (np.ndarray, Constant)):
        signs = np.where(plain(x) >= 0, 1, -1)
        return Constant(signs, np.broadcast_to(scale, signs.shape))
    return emitter.signs(x, float(single(scale)))


def quantize_linear(emitter: Emitter, node: Node, x: Any, scale: Any, zero: Any = None) -> Coded | np.ndarray:
    """Half a quantizer; of constants, integers."""
    code = np.zeros(1, np.uint8) if zero is None else np.asarray(zero)
    if code.dtype.kind not in "iu" or code.dtype.itemsize > 4:
        raise MisfitError(f"has a zero point of type {code.dtype}, which is no integer of 8, 16 or 32 bits")
    to = formats.span(int(np.iinfo(code.dtype).min), int(np.iinfo(code.dtype).max))
    scale = _scales(scale)
    if isinstance(x, (np.ndarray, Constant)):
        values = plain(x)
        scale, offset = (_along(each, values, node) for each in (scale, code.astype(np.int64)))
        return np.clip(np.rint(values / scale) + offset, to[0], to[-1]).astype(code.dtype)
    if not isinstance(x, (Expression, Image)):
        raise MisfitError("quantizes what is quantized")
    return Coded(x, channels(scale), int(single(code)), to)


def dequantize_linear(emitter: Emitter, node: Node, x: Any, scale: Any, zero: Any = None) -> Expression | Constant:
    """The other half."""
    scale, zero = _scales(scale), _whole(np.zeros(1) if zero is None else plain(zero))
    if isinstance(x, np.ndarray):
        if x.dtype.kind not in "iu":
            raise MisfitError(f"reads constants of type {x.dtype}, which are no integers")
        levels = x.astype(np.int64) - _along(zero, x, node)
        return Constant(levels, np.broadcast_to(_along(scale, x, node), x.shape))
    if not isinstance(x, Coded):
        raise MisfitError("does not follow a QuantizeLinear: export in the format QDQ, a pair before every layer")
    if formats.width(x.to) > WIDEST:
        raise MisfitError(f"has levels of {formats.width(x.to)} bits; 1 … {WIDEST} are understood")
    y = emitter.quantized(x.real, x.scale, x.zero, x.to)
    scale = np.broadcast_to(channels(scale), (y.channels,))
    return replace(y, scale=scale, offset=-float(single(zero)) * scale)


def clip_coded(node: Node, x: Coded, low: Any = None, high: Any = None) -> Coded:
    """Fewer levels than the type has: how widths of less than 8 bits are written."""
    least, most = (end if bound is None else int(single(plain(bound))) for end, bound in ((x.to[0], low), (x.to[-1], high)))
    if max(least, x.to[0]) >= min(most, x.to[-1]):
        raise MisfitError(f"leaves levels of {least} … {most}")
    return replace(x, to=formats.span(max(least, x.to[0]), min(most, x.to[-1])))


def _scales(scale: Any) -> np.ndarray:
    scale = plain(scale).astype(np.float64)
    if scale.size == 0 or not (np.isfinite(scale) & (scale > 0)).all():
        raise MisfitError("has a scale that is not above zero")
    return scale


def _whole(zero: np.ndarray) -> np.ndarray:
    if (zero != np.rint(zero)).any():
        raise MisfitError("has a zero point that is no whole number")
    return np.asarray(zero).astype(np.int64)


def _along(values: np.ndarray, of: np.ndarray, node: Node) -> np.ndarray:
    """One value, or one for each place along the node's axis, as it stands beside an array."""
    if values.size == 1:
        return values.reshape(())
    shape = [1] * of.ndim
    shape[node.attributes.get("axis", 1)] = values.size
    return values.reshape(shape)


def single(values: np.ndarray) -> Any:
    """The one value that all have."""
    values = np.ravel(values)
    if (values != values[0]).any():
        raise MisfitError("has a zero point or scale for each channel where one is needed")
    return values[0]


def channels(values: np.ndarray) -> np.ndarray:
    """One value, or one a channel."""
    if values.size not in (1, *values.shape):
        raise MisfitError(f"has scales of the shape {list(values.shape)}; one, or one a channel, is understood")
    return values.reshape(-1)
