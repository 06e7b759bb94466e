"""Fully connected networks of 1-bit weights from QONNX files.

Between two quantizers everything is a function of one number a channel: of the pixel's byte before the first layer, of a column's
integer sum after a layer. So such functions are tabulated, each operator applied to the table in the single precision of its
reference, and thresholds are read off where the quantizer's output steps. Whatever stands between, the bits are those of the file.

An image of bytes enters as ``byte / 255``. A value of more than two levels becomes a bit for each of its steps, in columns of the
same weights, and the next layer has a row for each.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from ..idx import DataError
from ..onnx_graph import Graph, Node, read_graph
from ..onnx_operators import CONSTANT, ELEMENTWISE, QUANTIZERS
from .layers import BYTES, BinaryNetwork, Entry, Layer, Sums

LARGEST_TABLE = 1 << 26
MOST_STEPS = 31


@dataclass(frozen=True, eq=False)
class Tabulated:
    """Channels as functions of a number: of each pixel's byte, or of the sums of the layer just multiplied.

    Attributes
    ----------
    table : float32 array, (numbers, channels)
    lowest : int
        The first number.
    weights : int8 array, (values, channels), or None
        Those of the layer whose sums these are.
    """

    table: np.ndarray
    lowest: int
    weights: np.ndarray | None


@dataclass(frozen=True, eq=False)
class Levels:
    """Channels that take values ``low + step * level``.

    Attributes
    ----------
    bits : int64 array, (values,)
        For each value that enters the next layer its channel: levels are as many values as they have steps.
    highest : int
        The highest level.
    """

    low: float
    step: float
    bits: np.ndarray
    highest: int


State = Tabulated | Levels


def imported(path: Path) -> BinaryNetwork:
    """The network in a file.

    Raises
    ------
    DataError
        Where the file cannot be read, or holds what does not run on ±1 cells; operators that are not understood are all named.
    """
    return _Reader(path, read_graph(path)).network()


class _Reader:
    def __init__(self, path: Path, graph: Graph) -> None:
        self.path, self.graph = path, graph
        self.values: dict[str, Any] = dict(graph.constants)
        self.layers: list[Layer] = []
        self.entry: Entry | None = None

    def network(self) -> BinaryNetwork:
        unknown = sorted({node.operator for node in self.graph.nodes} - {*CONSTANT, *ELEMENTWISE, *SPECIAL})
        if unknown:
            raise self._error(f"operators that are not understood: {', '.join(unknown)}")
        pixels = int(np.prod(self.graph.shape))
        bytes_ = np.arange(BYTES, dtype=np.float32)[:, None] / np.float32(BYTES - 1)
        self.values[self.graph.input] = Tabulated(np.broadcast_to(bytes_, (BYTES, pixels)), 0, None)
        for node in self.graph.nodes:
            self._carry_out(node)
        return self._ended(self.values[self.graph.output])

    def _error(self, why: str) -> DataError:
        return DataError(f"{self.path}: {why}")

    def _carry_out(self, node: Node) -> None:
        missing = [name for name in node.inputs if name and name not in self.values]
        if missing:
            raise self._error(f"{node.operator} reads {missing[0]}, which nothing gives")
        given = [self.values[name] if name else None for name in node.inputs]
        if not any(isinstance(value, State) for value in given):
            if node.operator not in CONSTANT | ELEMENTWISE:
                raise self._error(f"{node.operator} of constants is not understood")
            result = (CONSTANT | ELEMENTWISE)[node.operator](node, *given)
        elif node.operator in SPECIAL:
            result = getattr(self, SPECIAL[node.operator])(node, *given)
        elif node.operator in ELEMENTWISE:
            result = self._elementwise(node, given)
        else:
            raise self._error(f"{node.operator} between layers is not understood")
        self.values[node.outputs[0]] = result

    # ---- what has the same channels afterwards

    def _shape(self, node: Node, given: State) -> np.ndarray:
        channels = given.table.shape[1] if isinstance(given, Tabulated) else len(given.bits)
        return np.array(self.graph.shape if node.inputs[0] == self.graph.input else (1, channels), np.int64)

    def _same(self, node: Node, given: State, *_: Any) -> State:
        """Reshaping keeps the order of channels; there is but one row of them."""
        return given

    def _elementwise(self, node: Node, given: list[Any]) -> State:
        states = [value for value in given if isinstance(value, State)]
        if len(states) > 1:
            raise self._error(f"{node.operator} joins two branches; layers must follow one another")
        if isinstance(states[0], Levels):
            return self._scaled(node, given)
        state = states[0]
        try:
            with np.errstate(divide="ignore", invalid="ignore"):
                table = ELEMENTWISE[node.operator](node, *(state.table if value is state else self._row(value) for value in given))
            table = np.broadcast_to(table, state.table.shape)
        except ValueError:
            raise self._error(f"{node.operator}: its constant fits neither a channel nor all of them") from None
        return self._quantized(replace(state, table=table)) if node.operator in QUANTIZERS else replace(state, table=table)

    def _row(self, value: Any) -> Any:
        """A constant beside a table: one number, or one a channel."""
        return (
            None
            if value is None
            else np.asarray(value, np.float32).reshape(-1)
            if np.size(value) > 1
            else np.float32(np.ravel(value)[0])
        )

    def _scaled(self, node: Node, given: list[Any]) -> Levels:
        """Levels stay levels where all are moved alike; a quantizer that changes none of them may follow."""
        state = next(value for value in given if isinstance(value, Levels))
        numbers = np.float32(state.low) + np.float32(state.step) * np.arange(state.highest + 1, dtype=np.float32)
        others = [np.unique(value) for value in given if value is not state and value is not None]
        if any(len(other) != 1 for other in others):
            raise self._error(f"{node.operator} scales the channels of a layer's input apart")
        moved = ELEMENTWISE[node.operator](
            node, *(numbers if value is state else self._row(np.unique(value)[:1]) for value in given)
        )
        steps = np.diff(moved)
        if not (steps > 0).all() or np.ptp(steps) > 1e-5 * steps.max():
            raise self._error(f"{node.operator} leaves a layer's input levels that are not evenly apart")
        return replace(state, low=float(moved[0]), step=float(steps[0]))

    # ---- quantizers

    def _quantized(self, state: Tabulated) -> Levels:
        values = np.unique(state.table)
        if len(values) < 2:
            values = np.array([values[0], values[0] + 1])
        step = float(np.diff(values).min())
        levels = np.rint((state.table - values[0]) / step).astype(np.int64)
        highest = int(levels.max(initial=1))
        if not np.allclose(values[0] + step * levels, state.table, rtol=1e-5, atol=1e-6 * step) or highest > MOST_STEPS:
            raise self._error(f"a layer's input has {len(values)} levels; they must be evenly apart, and {MOST_STEPS + 1} at most")
        if state.weights is None:
            return self._entered(levels, float(values[0]), step, highest)
        return self._stepped(state, levels, float(values[0]), step, highest)

    def _entered(self, levels: np.ndarray, low: float, step: float, highest: int) -> Levels:
        """Pixels as codes of the word lines."""
        if (levels != levels[:, :1]).any():
            raise self._error("pixels are quantized differently from each other")
        shape = [size for size in self.graph.shape if size > 1]
        if len(shape) != 2:
            raise self._error(f"an input of the shape {list(self.graph.shape)} is no image of one channel")
        pixels = np.arange(levels.shape[1])
        self.entry = Entry(shape=(shape[0], shape[1]), crop=0, size=0, table=levels[:, 0].astype(np.uint8), pixels=pixels)
        return Levels(low, step, pixels, highest)

    def _stepped(self, state: Tabulated, levels: np.ndarray, low: float, step: float, highest: int) -> Levels:
        """Thresholds where levels step, a column for each; columns whose levels fall with their sums have their weights turned."""
        assert state.weights is not None
        moves = np.diff(levels, axis=0)
        rising, falling = (moves >= 0).all(axis=0), (moves <= 0).all(axis=0)
        if not (rising | falling).all():
            raise self._error("a quantizer's output rises and falls with a layer's sum")
        turned = ~rising
        upward = np.where(turned, levels[::-1], levels)
        lowest = np.where(turned, -(state.lowest + len(levels) - 1), state.lowest)
        thresholds = np.stack([lowest + (upward < level).sum(axis=0) for level in range(1, highest + 1)], axis=1)
        weights = np.where(turned, -state.weights, state.weights)
        bits = np.repeat(np.arange(levels.shape[1]), highest)
        self.layers.append(Layer(weights=weights[None][:, :, bits], thresholds=thresholds.reshape(1, -1).astype(np.float64)))
        return Levels(low, step, bits, highest)

    # ---- layers

    def _transpose(self, node: Node, given: State) -> State:
        raise self._error("Transpose between layers changes the order of channels")

    def _gemm(self, node: Node, given: Any, weights: Any, bias: Any = None) -> State:
        turned, scales = node.attributes.get("transB", 0), [node.attributes.get(name, 1.0) for name in ("alpha", "beta")]
        if node.attributes.get("transA", 0) or scales != [1.0, 1.0]:
            raise self._error("Gemm with transA, alpha or beta is not understood")
        state = self._multiplied(node, given, np.asarray(weights).T if turned else weights)
        return state if bias is None else replace(state, table=state.table + np.asarray(bias, np.float32).reshape(-1))

    def _multiplied(self, node: Node, given: Any, weights: Any) -> Tabulated:
        if not isinstance(given, Levels) or isinstance(weights, State):
            raise self._error(f"{node.operator} needs a quantized input and constant weights")
        matrix = np.asarray(weights, np.float64)
        channels = int(given.bits.max()) + 1
        if matrix.ndim != 2 or len(matrix) != channels:
            raise self._error(f"weights of the shape {list(matrix.shape)} do not fit {channels} channels")
        scales = np.abs(matrix).max(axis=0)
        if not (scales > 0).all() or (np.abs(matrix) != scales).any():
            raise self._error("weights are not ±1 times a scale of their output")
        signs = np.sign(matrix).astype(np.int8)
        inputs_highest = given.highest if self._is_entry else 1
        reach = len(given.bits) * inputs_highest
        if (2 * reach + 1) * matrix.shape[1] > LARGEST_TABLE:
            raise self._error(f"a layer of {matrix.shape[0]} values and {matrix.shape[1]} outputs is too large")
        sums = np.arange(-reach, reach + 1, dtype=np.float64)[:, None]
        table = (scales * (given.low * signs.sum(axis=0) + given.step * sums)).astype(np.float32)
        return Tabulated(table, -reach, signs[given.bits])

    @property
    def _is_entry(self) -> bool:
        return not self.layers

    def _ended(self, state: Any) -> BinaryNetwork:
        """The last layer's sums as scores; where the classes differ by whole steps alone, these are taken off the sums."""
        if not isinstance(state, Tabulated) or state.weights is None or self.entry is None:
            raise self._error("the output must be what follows the last layer, and a quantizer must stand before the first")
        table = state.table.astype(np.float64)
        scale = (table[-1] - table[0]) / (len(table) - 1)
        offset = table[0] - scale * state.lowest
        numbers = state.lowest + np.arange(len(table))[:, None]
        if not np.allclose(scale * numbers + offset, table, rtol=1e-4, atol=1e-4 * np.abs(table).max()):
            raise self._error("what follows the last layer is not linear in its sums")
        classes = state.weights.shape[1]
        steps = (offset.max() - offset) / scale
        whole = bool((scale > 0).all() and np.ptp(scale) < 1e-5 * scale[0] and np.abs(steps - np.rint(steps)).max() < 1e-2)
        last = Layer(weights=state.weights[None], thresholds=np.rint(steps)[None] if whole else np.zeros((1, classes)))
        head = Sums(classes) if whole else Sums(classes, scale, offset)
        return BinaryNetwork(name=self.graph.name, entry=self.entry, layers=(*self.layers, last), head=head)


SPECIAL = {
    "Shape": "_shape",
    "Reshape": "_same",
    "Flatten": "_same",
    "Dropout": "_same",
    "Transpose": "_transpose",
    "MatMul": "_multiplied",
    "Gemm": "_gemm",
}
"""Methods of the reader, for what is not constant."""
