"""Nodes whose inputs are all constant."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ..onnx_graph import Node
from ..onnx_operators import CONSTANT, ELEMENTWISE
from .expressions import Constant, MisfitError, plain

MOVING: dict[str, Callable[..., np.ndarray]] = {
    "Transpose": CONSTANT["Transpose"],
    "Unsqueeze": CONSTANT["Unsqueeze"],
    "Reshape": lambda node, a, shape: np.reshape(a, np.ravel(shape).tolist()),
    "Flatten": lambda node, a: np.reshape(a, (np.shape(a)[0], -1)),
    "Squeeze": lambda node, a, axes=None: np.squeeze(a, None if axes is None else tuple(np.ravel(axes).tolist())),
    "Identity": lambda node, a: a,
}
"""What moves numbers and changes none, so that levels stay levels."""

FOLDED = {*MOVING, *CONSTANT, *ELEMENTWISE, "Shape"} - {"Sign"}


def folded(node: Node, given: Sequence[Any]) -> np.ndarray | Constant:
    """What a node makes of constants."""
    if node.operator in MOVING:
        first, *rest = given
        move = MOVING[node.operator]
        if isinstance(first, Constant):
            return Constant(move(node, first.levels, *rest), move(node, first.scale, *rest))
        return np.asarray(move(node, first, *rest))
    if node.operator == "Round":
        levels = np.rint(plain(given[0]))
        return Constant(levels.astype(np.int64), np.ones(levels.shape))
    if node.operator == "Mul" and isinstance(given[0], Constant) and isinstance(given[1], np.ndarray) and (given[1] > 0).all():
        return Constant(given[0].levels, np.broadcast_to(given[0].scale * given[1], given[0].levels.shape))
    if node.operator == "Shape":
        return np.array(np.shape(plain(given[0])), np.int64)
    if node.operator not in FOLDED:
        raise MisfitError("of constants is not understood")
    made = (CONSTANT | ELEMENTWISE)[node.operator](node, *(None if value is None else plain(value) for value in given))
    return np.asarray(made)
