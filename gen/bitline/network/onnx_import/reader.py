"""Goes through a graph node by node."""

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ..idx import DataError
from ..integers import BYTES, IntegerNetwork
from ..onnx_graph import Graph, Node
from ..onnx_operators import ELEMENTWISE
from ..rescaling import Widths
from . import elementwise, products, quantizers, shapes
from .constants import FOLDED, folded
from .emitter import Emitter
from .expressions import Coded, Constant, Expression, Image, MisfitError, plain
from .simplify import simplified

MOST_VALUES = 1 << 24
"""Values that an image, or what a node makes of one, may have."""

QUANTIZERS: dict[str, Callable[..., Any]] = {
    "Quant": quantizers.quant,
    "BipolarQuant": quantizers.bipolar,
    "QuantizeLinear": quantizers.quantize_linear,
    "DequantizeLinear": quantizers.dequantize_linear,
}
"""Of constants too."""

ARITHMETIC: dict[str, Callable[..., Any]] = {
    "Add": elementwise.add,
    "Sub": elementwise.subtract,
    "Mul": elementwise.multiply,
    "Div": elementwise.divide,
    "BatchNormalization": elementwise.normalize,
    "Relu": elementwise.rectify,
    "Clip": elementwise.clip,
    "Round": elementwise.round_off,
}
"""Of an image the table says what becomes of each byte."""

OTHERS: dict[str, Callable[..., Any]] = {
    "Conv": products.convolution,
    "Gemm": products.gemm,
    "MatMul": products.matmul,
    "MaxPool": shapes.max_pool,
    "AveragePool": shapes.average_pool,
    "GlobalAveragePool": shapes.global_average,
    "ReduceMean": shapes.mean,
    "Concat": shapes.concat,
    "Flatten": shapes.flatten,
    "Reshape": shapes.reshape,
    "Transpose": shapes.transpose,
    "Shape": shapes.shape,
    "Identity": shapes.same,
    "Dropout": shapes.same,
    "Cast": shapes.same,
}

OPERATORS = QUANTIZERS | ARITHMETIC | OTHERS

WITHIN = frozenset({"QLinearConv", "QLinearMatMul", "ConvInteger", "MatMulInteger", "DynamicQuantizeLinear"})
"""Operators that quantize by themselves, which another way of export keeps apart from quantizers."""


class Reader:
    """Reads one graph.

    Parameters
    ----------
    path : Path
        Of the file, for messages.
    graph : Graph
    widths : Widths
        Of the requantizer.

    Attributes
    ----------
    values : dict
        What each name of the graph stands for, so far.
    """

    def __init__(self, path: Path, graph: Graph, widths: Widths) -> None:
        self._path, self._graph = path, simplified(graph)
        self.values: dict[str, Any] = dict(graph.constants)
        self._emitter = Emitter(widths)

    def network(self) -> IntegerNetwork:
        """The network as integers."""
        unknown = sorted({node.operator for node in self._graph.nodes} - {*OPERATORS, *FOLDED})
        if unknown:
            remedy = "; quantize statically with quant_format=QuantFormat.QDQ" if WITHIN.intersection(unknown) else ""
            raise self._error(f"operators that are not understood: {', '.join(unknown)}{remedy}")
        self.values[self._graph.input] = self._image()
        with np.errstate(all="ignore"):  # what comes of it is looked at where it is used
            for node in self._graph.nodes:
                self.values[node.outputs[0]] = self._guarded(node, lambda node=node: self._made(node))
            end = self.values.get(self._graph.output)
            if not isinstance(end, Expression) or self._emitter.entry is None:
                raise self._error("its output does not depend on its input by any layer")
            ending = Node("the output", (), (self._graph.output,), {})
            nodes, head = self._guarded(ending, lambda: self._emitter.ended(end))
        return IntegerNetwork(name=self._graph.name, entry=self._emitter.entry, nodes=nodes, head=head)

    def _error(self, why: str) -> DataError:
        return DataError(f"{self._path}: {why}")

    def _image(self) -> Image:
        """Bytes as ``byte / 255``."""
        sizes = self._graph.shape[1:]
        if not 1 <= len(sizes) <= 3 or math.prod(sizes) > MOST_VALUES or min(sizes) < 1:
            raise self._error(f"an input of the shape {list(self._graph.shape)} is no image")
        table = np.arange(BYTES, dtype=np.float32)[:, None] / np.float32(BYTES - 1)
        if len(sizes) == 1:
            return Image(table, sizes[0], (1, 1), True)
        channels, height, width = (1, *sizes)[-3:]
        return Image(table, channels, (height, width), False)

    def _guarded(self, node: Node, carry_out: Callable[[], Any]) -> Any:
        """What is carried out, with every way in which a damaged node can fail told in a sentence."""
        at = f"{node.operator} that gives {node.outputs[0]}" if node.inputs else node.operator
        try:
            return carry_out()
        except MisfitError as error:
            raise self._error(f"{at}: {error}") from None
        except (ArithmeticError, AttributeError, LookupError, MemoryError, TypeError, ValueError) as error:
            raise self._error(f"{at}: its inputs and attributes do not fit it ({' '.join(str(error).split())})") from None

    def _made(self, node: Node) -> Any:
        missing = [name for name in node.inputs if name and name not in self.values]
        if missing:
            raise MisfitError(f"reads {missing[0]}, which nothing before it gives")
        given = [self.values[name] if name else None for name in node.inputs]
        computed = [value for value in given if isinstance(value, (Image, Expression, Coded))]
        if not computed:
            made = QUANTIZERS[node.operator](self._emitter, node, *given) if node.operator in QUANTIZERS else folded(node, given)
        elif isinstance(computed[0], Image) and node.operator in {*ARITHMETIC, "Floor"}:
            made = _of_bytes(node, computed[0], given)
        elif node.operator not in OPERATORS:
            raise MisfitError("of what is computed is not understood")
        elif isinstance(computed[0], Coded) and node.operator not in ("Clip", "DequantizeLinear"):
            raise MisfitError("follows a QuantizeLinear: export in the format QDQ, DequantizeLinear before every operator")
        else:
            made = OPERATORS[node.operator](self._emitter, node, *given)
        self._check(made)
        return made

    def _check(self, made: Any) -> None:
        if isinstance(made, np.ndarray) and made.dtype.kind == "f" and np.isnan(made).any():
            raise MisfitError("gives NaN")
        if isinstance(made, Constant) and not np.isfinite(made.scale).all():
            raise MisfitError("gives NaN or infinity")
        if isinstance(made, Expression):
            if made.channels * math.prod(made.size) > MOST_VALUES:
                raise MisfitError(f"gives an image of {made.channels} x {made.size[0]} x {made.size[1]} values, too large")
            if not (np.isfinite(made.scale).all() and np.isfinite(made.offset).all()):
                raise MisfitError("gives NaN or infinity")


def _of_bytes(node: Node, image: Image, given: Sequence[Any]) -> Image:
    """An operator on an image: carried out on its table, in single precision."""
    row = (1, image.channels) if image.flat else (1, image.channels, 1, 1)
    others = []
    for value in given:
        if value is None or value is image:
            others.append(value if value is None else image.table)
            continue
        numbers = plain(value).astype(np.float32)
        if np.broadcast_shapes(numbers.shape, row) != row:
            raise MisfitError(f"has a constant of the shape {list(numbers.shape)} beside an image of {image.channels} channels")
        others.append(numbers.reshape(1, -1))
    table = np.asarray(ELEMENTWISE[node.operator](node, *others), np.float32)
    if not np.isfinite(table).all():
        raise MisfitError("makes NaN or infinity of the image")
    return Image(table, image.channels, image.size, image.flat)
