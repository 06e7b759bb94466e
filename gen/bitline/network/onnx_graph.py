"""ONNX files as plain graphs: nodes in their order, constants as arrays."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from .idx import DataError

LARGEST_FILE = 1 << 28
"""Bytes."""


@dataclass(frozen=True, eq=False)
class Node:
    """One operator, its inputs and outputs by name."""

    operator: str
    inputs: Sequence[str]
    outputs: Sequence[str]
    attributes: Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Graph:
    """A graph of one input and one output.

    Attributes
    ----------
    shape : tuple of int
        Of the input; a batch that is left open is 1.
    """

    name: str
    input: str
    shape: tuple[int, ...]
    output: str
    constants: Mapping[str, np.ndarray]
    nodes: Sequence[Node]


def read_graph(path: Path) -> Graph:
    """Read a file.

    Raises
    ------
    DataError
        Where it is missing, damaged, too large, keeps data in other files, or is no graph of one input and one output.
    """
    try:
        import onnx
        from google.protobuf.message import DecodeError
    except ModuleNotFoundError:
        raise DataError("reading ONNX files needs the package onnx: pip install 'bitline[onnx]'") from None
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise DataError(f"{path}: {size} bytes, more than the {LARGEST_FILE} that are read")
        model = onnx.load_model(path, load_external_data=False)
    except FileNotFoundError:
        raise DataError(f"{path}: no such file") from None
    except (DecodeError, OSError) as error:
        raise DataError(f"{path}: not an ONNX file: {error}") from None
    return _graph(path, model.graph)


def _graph(path: Path, graph: Any) -> Graph:
    constants = {tensor.name: _array(path, tensor) for tensor in graph.initializer}
    inputs = [value for value in graph.input if value.name not in constants]
    if len(inputs) != 1 or len(graph.output) != 1:
        raise DataError(f"{path}: {len(inputs)} inputs and {len(graph.output)} outputs; one of each is read")
    nodes = []
    for node in graph.node:
        attributes = {attribute.name: _attribute(path, attribute) for attribute in node.attribute}
        if node.op_type == "Constant":
            constants[node.output[0]] = _array(path, attributes["value"]) if "value" in attributes else _plain(path, attributes)
        else:
            nodes.append(_node(path, node, attributes))
    shape = tuple(size.dim_value or 1 for size in inputs[0].type.tensor_type.shape.dim)
    return Graph(path.stem, inputs[0].name, shape, graph.output[0].name, constants, nodes)


def _attribute(path: Path, attribute: Any) -> Any:
    from onnx import helper

    try:
        return helper.get_attribute_value(attribute)
    except (LookupError, TypeError, ValueError) as error:
        raise DataError(f"{path}: attribute {attribute.name!r} is damaged: {error}") from None


def _node(path: Path, node: Any, attributes: Mapping[str, Any]) -> Node:
    names = (node.op_type, *node.input, *node.output)
    if not all(isinstance(name, str) and name.isprintable() for name in names):
        raise DataError(f"{path}: a node with a name that is no text: {names}")
    if not node.output:
        raise DataError(f"{path}: {node.op_type} gives nothing")
    return Node(node.op_type, tuple(node.input), tuple(node.output), attributes)


def _plain(path: Path, attributes: Mapping[str, Any]) -> np.ndarray:
    for name in ("value_float", "value_floats", "value_int", "value_ints"):
        if name in attributes:
            return np.array(attributes[name])
    raise DataError(f"{path}: a constant that holds neither numbers nor a tensor")


def _array(path: Path, tensor: Any) -> np.ndarray:
    from onnx import TensorProto, numpy_helper

    if tensor.data_location == TensorProto.EXTERNAL or tensor.external_data:
        raise DataError(f"{path}: {tensor.name} is kept in another file, which is not read")
    # no element is stored in less than half a byte
    if math.prod(tensor.dims) > 2 * max(tensor.ByteSize(), 1):
        raise DataError(f"{path}: {tensor.name} claims {math.prod(tensor.dims)} elements and holds {tensor.ByteSize()} bytes")
    try:
        return numpy_helper.to_array(tensor)
    except (LookupError, TypeError, ValueError) as error:
        raise DataError(f"{path}: {tensor.name} is damaged: {error}") from None
