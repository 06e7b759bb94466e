"""ONNX graphs drawn at random, in both dialects of quantizers.

Scales are small numbers times powers of two, and biases whole sums, so that single precision is exact: what a runtime makes of a
graph is then the definition, to the last bit.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

Dialect = Literal["qcdq", "qonnx"]
DOMAIN = "qonnx.custom_op.general"


@dataclass(frozen=True)
class Tensor:
    """Quantized values: ``scale * (level - zero)``."""

    name: str
    channels: int
    side: int
    scale: float
    zero: int = 0


@dataclass
class Drawn:
    """A graph in the making."""

    rng: np.random.Generator
    dialect: Dialect
    channels: int = 1
    side: int = 8
    nodes: list = field(default_factory=list)
    constants: dict[str, np.ndarray] = field(default_factory=dict)
    quantized: list[str] = field(default_factory=list)
    """Names of what leaves a quantizer."""

    def constant(self, value: Any, kind: type = np.float32) -> str:
        name = f"c{len(self.constants)}"
        self.constants[name] = np.asarray(value, kind)
        return name

    def node(self, operator: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        out = f"t{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [out], domain=domain, **attributes))
        return out

    # ---- quantizers

    def quantize(self, x: str, scale: float, bits: int, signed: bool, zero: int = 0, back: float | None = None) -> str:
        """A quantizer of values; ``back`` is another scale with which levels become values again."""
        if self.dialect == "qonnx":
            given = [self.constant(each) for each in (scale, zero, bits)]
            out = self.node("Quant", x, *given, domain=DOMAIN, signed=int(signed), narrow=0, rounding_mode="ROUND")
            out = out if back is None else self.node("Mul", out, self.constant(back / scale))
        else:
            kind = np.int8 if signed else np.uint8
            offset = self.constant(zero, kind)
            code = self.node("QuantizeLinear", x, self.constant(scale), offset)
            if bits < 8:
                ends = (-(1 << bits - 1), (1 << bits - 1) - 1) if signed else (0, (1 << bits) - 1)
                code = self.node("Clip", code, *(self.constant(end, kind) for end in ends))
            out = self.node("DequantizeLinear", code, self.constant(scale if back is None else back), offset)
        self.quantized.append(out)
        return out

    def weights(self, levels: np.ndarray, scale: np.ndarray, bits: int) -> str:
        """Quantized weights, outputs outermost."""
        wide = scale.reshape(-1, *[1] * (levels.ndim - 1))
        if self.dialect == "qonnx":
            given = [self.constant(wide), self.constant(0), self.constant(bits)]
            real = self.constant(levels * wide)
            return self.node("Quant", real, *given, domain=DOMAIN, signed=1, narrow=0, rounding_mode="ROUND")
        zeros = self.constant(np.zeros(len(scale)), np.int8)
        return self.node("DequantizeLinear", self.constant(levels, np.int8), self.constant(scale), zeros, axis=0)

    def exponent(self, low: int, high: int) -> float:
        return 2.0 ** int(self.rng.integers(low, high + 1))

    # ---- layers

    def product(self, x: Tensor, outputs: int, kernel: int, stride: int, groups: int = 1) -> tuple[str, np.ndarray, int]:
        """A convolution: its values, what a unit of each channel's sums is worth, and their side."""
        bits = int(self.rng.integers(2, 6))
        shape = (outputs, x.channels // groups, kernel, kernel)
        levels = self.rng.integers(-(1 << bits - 1), 1 << bits - 1, shape)
        scale = self.rng.choice([1, 3, 5], outputs) * self.exponent(-6, -4)
        given = [self.weights(levels, scale, bits)]
        if self.rng.random() < 0.5:
            given.append(self.constant(self.rng.integers(-40, 41, outputs) * scale * x.scale))
        pad = kernel // 2
        out = self.node("Conv", x.name, *given, strides=[stride] * 2, pads=[pad] * 4, group=groups)
        return out, scale * x.scale, (x.side + 2 * pad - kernel) // stride + 1

    def normalize(self, x: str, unit: np.ndarray) -> tuple[str, np.ndarray]:
        """A normalization, some of whose factors are negative, and the unit afterwards."""
        count = len(unit)
        gamma = self.rng.choice([1, 3, -1, 5], count) * self.exponent(-2, 0)
        mean, beta = (self.rng.integers(-16, 17, count) * each for each in (unit, unit * gamma))
        given = [self.constant(each) for each in (gamma, beta, mean, np.ones(count))]
        return self.node("BatchNormalization", x, *given, epsilon=0.0), unit * np.abs(gamma)

    def finished(self, x: str, unit: np.ndarray, side: int) -> Tensor:
        """A rectifier, a pooling and a quantizer, or only the last."""
        rectified, zero = self.rng.random() < 0.7, 0
        if rectified:
            x = self.node("Relu", x)
        elif self.rng.random() < 0.5:
            zero = int(self.rng.integers(-3, 4))
        if side % 2 == 0 and self.rng.random() < 0.4:
            x, side = self.node("MaxPool", x, kernel_shape=[2, 2], strides=[2, 2]), side // 2
        bits = int(self.rng.integers(2, 9)) if zero == 0 else 8
        scale = 2.0 ** np.ceil(np.log2(unit.max())) * self.exponent(2, 5)
        return Tensor(self.quantize(x, scale, bits, not rectified, zero), len(unit), side, scale, zero)

    def convolution(self, x: Tensor) -> Tensor:
        groups = x.channels if self.rng.random() < 0.2 else 1
        outputs = x.channels * int(self.rng.integers(1, 3)) if groups > 1 else int(self.rng.integers(2, 9))
        out, unit, side = self.product(x, outputs, int(self.rng.choice([1, 3])), int(self.rng.choice([1, 1, 2])), groups)
        if self.rng.random() < 0.7:
            out, unit = self.normalize(out, unit)
        return self.finished(out, unit, side)

    def residual(self, x: Tensor) -> Tensor:
        """A block and the way round it; both sides quantized, or one. A zero point would be no whole number of the block's sums."""
        if x.zero:
            return self.convolution(x)
        out, unit, side = self.product(x, x.channels, 3, 1)
        out, unit = self.normalize(out, unit)
        if self.rng.random() < 0.5:
            scale = 2.0 ** np.ceil(np.log2(unit.max())) * self.exponent(2, 4)
            out, unit = self.quantize(out, scale, 8, True), np.full(x.channels, scale)
        return self.finished(self.node("Add", *self.rng.permutation([out, x.name])), np.maximum(unit, x.scale), side)

    def dense(self, x: Tensor) -> Tensor:
        """A layer's results beside what entered it, normalized anew."""
        out, unit, _ = self.product(x, int(self.rng.integers(1, 5)), 3, 1)
        scale = 2.0 ** np.ceil(np.log2(unit.max())) * self.exponent(2, 4)
        beside = self.quantize(out, scale, 4, True)
        joined = self.node("Concat", x.name, beside, axis=1)
        joined, unit = self.normalize(joined, np.concatenate([np.full(x.channels, x.scale), np.full(len(unit), scale)]))
        return self.finished(joined, unit, x.side)

    def averaged(self, x: Tensor) -> Tensor:
        if x.side % 2 or x.side < 2:
            return self.convolution(x)
        out = self.node("AveragePool", x.name, kernel_shape=[2, 2], strides=[2, 2])
        scale = x.scale * self.exponent(-1, 0)
        return Tensor(self.quantize(out, scale, 8, True), x.channels, x.side // 2, scale)

    def pooled(self, x: Tensor) -> Tensor:
        if x.side < 3:
            return self.convolution(x)
        out = self.node("MaxPool", x.name, kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1])
        return Tensor(out, x.channels, (x.side - 1) // 2 + 1, x.scale, x.zero)

    def scores(self, x: Tensor, outputs: int = 5) -> str:
        values = x.channels * x.side**2
        shape = [[1, -1], [-1, values], [0, values]][int(self.rng.integers(3))]
        flat = (
            self.node("Flatten", x.name)
            if self.rng.random() < 0.5
            else self.node("Reshape", x.name, self.constant(shape, np.int64))
        )
        levels, scale = self.rng.integers(-8, 8, (outputs, values)), np.full(outputs, self.exponent(-4, -2))
        bias = self.rng.integers(-40, 41, outputs) * scale * x.scale
        return self.node("Gemm", flat, self.weights(levels, scale, 4), self.constant(bias), transB=1)

    # ---- the whole

    def network(self) -> str:
        """A whole network; its output's name."""
        image = self.quantize("image", 1 / 15, 4, False, back=1 / 16)
        x = self.convolution(Tensor(image, self.channels, self.side, 1 / 16))
        for _ in range(int(self.rng.integers(1, 5))):
            kinds = [self.convolution, self.residual, self.dense, self.averaged, self.pooled]
            x = kinds[int(self.rng.integers(len(kinds)))](x)
        return self.scores(x)

    def model(self, outputs: list[str]) -> onnx.ModelProto:
        """The graph with some of its names as outputs."""
        graph = helper.make_graph(
            self.nodes,
            "drawn",
            [helper.make_tensor_value_info("image", TensorProto.FLOAT, [1, self.channels, self.side, self.side])],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs],
            [numpy_helper.from_array(value, name) for name, value in self.constants.items()],
        )
        imports = [helper.make_opsetid("", 17), helper.make_opsetid(DOMAIN, 1)]
        return helper.make_model(graph, opset_imports=imports, ir_version=9)


def drawn(seed: int, dialect: Dialect) -> tuple[Drawn, str]:
    """The graph of a seed and its output: the same network in both dialects."""
    graph = Drawn(np.random.default_rng(seed), dialect, channels=1 + seed % 3)
    return graph, graph.network()


def written(model: onnx.ModelProto, path: Path) -> Path:
    onnx.save(model, path)
    return path


def images(graph: Drawn, count: int) -> np.ndarray:
    return graph.rng.integers(0, 256, (count, graph.channels, graph.side, graph.side), dtype=np.uint8)
