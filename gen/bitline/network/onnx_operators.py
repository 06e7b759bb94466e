"""ONNX and QONNX operators on constants and tables of values, as their definitions have them."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from .onnx_graph import Node


def _batch_normalized(node: Node, x: Any, scale: Any, bias: Any, mean: Any, variance: Any) -> Any:
    epsilon = np.float32(node.attributes.get("epsilon", 1e-5))
    return (x - mean) / np.sqrt(variance + epsilon) * scale + bias


def _bipolar(node: Node, x: Any, scale: Any) -> Any:
    return np.where(np.asarray(x) >= 0, np.float32(1), np.float32(-1)) * scale


def _sign(node: Node, x: Any) -> Any:
    return np.sign(x)


def quant_bounds(node: Node, bits: Any) -> tuple[float, float]:
    """The least and greatest level of a QONNX Quant."""
    signed, narrow = node.attributes.get("signed", 1), node.attributes.get("narrow", 0)
    count = float(np.ravel(bits)[0])
    return (-(2 ** (count - 1)) + narrow, 2 ** (count - 1) - 1) if signed else (0, 2**count - 1 - narrow)


def quant_rounding(node: Node) -> str:
    """How a QONNX Quant rounds."""
    return node.attributes.get("rounding_mode", b"ROUND").decode().upper()


def _quant(node: Node, x: Any, scale: Any, zero: Any, bits: Any) -> Any:
    """QONNX's Quant."""
    scaled = np.asarray(x, np.float32) / scale + zero
    return (ROUNDINGS[quant_rounding(node)](np.clip(scaled, *quant_bounds(node, bits))) - zero) * scale


ROUNDINGS: Mapping[str, Callable[[Any], Any]] = {"ROUND": np.rint, "FLOOR": np.floor, "CEIL": np.ceil, "ROUND_TO_ZERO": np.trunc}

QUANTIZERS = frozenset({"BipolarQuant", "Quant", "Sign"})

ELEMENTWISE: dict[str, Callable[..., Any]] = {
    "Add": lambda node, a, b: a + b,
    "Sub": lambda node, a, b: a - b,
    "Mul": lambda node, a, b: a * b,
    "Div": lambda node, a, b: a / b,
    "Pow": lambda node, a, b: np.power(a, b, dtype=np.float32),
    "Sqrt": lambda node, a: np.sqrt(a),
    "Relu": lambda node, a: np.maximum(a, 0),
    "Clip": lambda node, a, low=None, high=None: np.clip(a, low, high),
    "Round": lambda node, a: np.rint(a),
    "Floor": lambda node, a: np.floor(a),
    "Identity": lambda node, a: a,
    "BatchNormalization": _batch_normalized,
    "BipolarQuant": _bipolar,
    "Quant": _quant,
    "Sign": _sign,
}
"""Of a table and constants, or of constants alone."""

CONSTANT: dict[str, Callable[..., Any]] = {
    "Transpose": lambda node, a: np.transpose(a, node.attributes.get("perm")),
    "Gather": lambda node, a, at: np.take(a, at, axis=node.attributes.get("axis", 0)),
    "Unsqueeze": lambda node, a, axes=None: np.expand_dims(a, tuple(np.ravel(node.attributes.get("axes", axes)).tolist())),
    "Concat": lambda node, *parts: np.concatenate(parts, axis=node.attributes["axis"]),
    "Cast": lambda node, a: a,
    "Neg": lambda node, a: -a,
    "Reciprocal": lambda node, a: 1 / a,
}
"""Of constants alone."""
