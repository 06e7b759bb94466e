"""Import from QONNX, held against graphs carried out node by node here, and against QONNX's own execution where it is installed."""

import itertools
import os
from pathlib import Path

import numpy as np
import pytest

from bitline.network.binary.layers import Sums
from bitline.network.binary.mapping import mapped
from bitline.network.binary.qonnx import imported
from bitline.network.datasets import VARIABLE, mnist
from bitline.network.idx import DataError
from bitline.params import preset
from bitline.params.binary import Binary
from bitline_sim.arrays.binary import IDEAL, Array
from bitline_sim.network.binary import OnMacro, exact

onnx = pytest.importorskip("onnx", reason="reads QONNX files: pip install 'bitline[onnx]'")

DOMAIN = "qonnx.custom_op.general"
SIZES = (16, 12, 10, 4)
"""Images of 4x4 bytes, three layers."""


class Made:
    """A network as a graph, and what the graph gives for values that enter it, in single precision."""

    def __init__(self, rng: np.random.Generator, activation: str = "BipolarQuant", **attributes) -> None:
        self.rng, self.activation, self.attributes = rng, activation, attributes
        self.nodes: list = []
        self.constants: dict[str, np.ndarray] = {}
        self.at = "image"

    def constant(self, name: str, value) -> str:
        self.constants[name] = np.asarray(value, np.float32)
        return name

    def add(self, operator: str, *inputs: str, domain: str = "", **attributes) -> None:
        before, self.at = self.at, f"t{len(self.nodes)}"
        self.nodes.append(onnx.helper.make_node(operator, [before, *inputs], [self.at], domain=domain, **attributes))

    def quantize(self, name: str, scale: float) -> None:
        if self.activation == "BipolarQuant":
            self.add("BipolarQuant", self.constant(f"{name}_scale", scale), domain=DOMAIN)
        else:
            parameters = [self.constant(f"{name}_{what}", value) for what, value in (("scale", scale), ("zero", 0), ("bits", 2))]
            self.add("Quant", *parameters, domain=DOMAIN, **{"narrow": 0, "rounding_mode": "ROUND", "signed": 0} | self.attributes)

    def layer(self, number: int, fan_in: int, outputs: int) -> None:
        weights = self.rng.choice([-0.25, 0.25], (fan_in, outputs))
        self.add("MatMul", self.constant(f"weights_{number}", weights))
        scale = self.rng.uniform(0.5, 2, outputs) * self.rng.choice([-1, 1], outputs)
        bias, mean = self.rng.normal(0, 0.5, outputs), self.rng.normal(0, 1, outputs)
        variance = self.rng.uniform(0.5, 3, outputs)
        names = [
            self.constant(f"{what}_{number}", value)
            for what, value in (("scale", scale), ("bias", bias), ("mean", mean), ("variance", variance))
        ]
        self.add("BatchNormalization", *names, epsilon=1e-5)

    def written(self, path: Path) -> Path:
        tensor = onnx.TensorProto.FLOAT
        graph = onnx.helper.make_graph(
            self.nodes,
            "made",
            [onnx.helper.make_tensor_value_info("image", tensor, [1, 1, 4, 4])],
            [onnx.helper.make_tensor_value_info(self.at, tensor, [1, SIZES[-1]])],
            [onnx.numpy_helper.from_array(value, name) for name, value in self.constants.items()],
        )
        onnx.save(onnx.helper.make_model(graph), path)
        return path


def made(rng: np.random.Generator, activation: str = "BipolarQuant", **attributes) -> Made:
    graph = Made(rng, activation, **attributes)
    graph.add("Flatten")
    graph.add("Mul", graph.constant("two", 2))
    graph.add("Sub", graph.constant("one", 1))
    graph.quantize("entry", 1.0 if activation == "BipolarQuant" else 0.3)
    for number, (fan_in, outputs) in enumerate(itertools.pairwise(SIZES)):
        graph.layer(number, fan_in, outputs)
        if number < len(SIZES) - 2:
            graph.quantize(f"layer_{number}", 0.5)
    return graph


def carried_out(graph: Made, images: np.ndarray) -> np.ndarray:
    """The graph's output for images, node by node as the operators are defined."""
    x, constants = (images / np.float32(255)).astype(np.float32), graph.constants
    for node in graph.nodes:
        given = [constants[name] for name in node.input[1:]]
        attributes = {attribute.name: onnx.helper.get_attribute_value(attribute) for attribute in node.attribute}
        if node.op_type == "Flatten":
            x = x.reshape(len(x), -1)
        elif node.op_type == "Mul":
            x = x * given[0]
        elif node.op_type == "Sub":
            x = x - given[0]
        elif node.op_type == "MatMul":
            x = x @ given[0]
        elif node.op_type == "BatchNormalization":
            scale, bias, mean, variance = given
            x = (x - mean) / np.sqrt(variance + np.float32(attributes["epsilon"])) * scale + bias
        elif node.op_type == "BipolarQuant":
            x = np.where(x >= 0, np.float32(1), np.float32(-1)) * given[0]
        else:
            low, high = (-2, 1) if attributes["signed"] else (0, 3)
            x = np.rint(np.clip(x / given[0], low + attributes["narrow"] * attributes["signed"], high)) * given[0]
    return x


@pytest.mark.parametrize("kind", ["one bit", "two bits", "two bits, signed", "three levels"])
@pytest.mark.parametrize("seed", range(4))
def test_labels_are_those_of_the_graph(tmp_path, kind, seed):
    quant = {"two bits": {}, "two bits, signed": {"signed": 1}, "three levels": {"signed": 1, "narrow": 1}}
    rng = np.random.default_rng(seed)
    graph = made(rng) if kind == "one bit" else made(rng, "Quant", **quant[kind])
    network = imported(graph.written(tmp_path / "made.onnx"))
    images = rng.integers(0, 256, (200, 4, 4), dtype=np.uint8)
    wanted = carried_out(graph, images)
    top = np.sort(wanted, axis=1)
    clear = top[:, -1] - top[:, -2] > 1e-4  # where two classes are as good, rounding decides
    assert clear.mean() > 0.8
    assert np.array_equal(exact(network, images).labels[clear], wanted.argmax(axis=1)[clear])


def test_values_of_two_bits_take_three_comparisons_a_channel(tmp_path):
    network = imported(made(np.random.default_rng(1), "Quant").written(tmp_path / "made.onnx"))
    assert [layer.outputs for layer in network.layers] == [3 * 12, 3 * 10, 4]
    assert [layer.fan_in for layer in network.layers] == [16, 3 * 12, 3 * 10]
    assert network.entry.highest == 3


def test_what_is_imported_runs_on_the_macro(tmp_path):
    p = preset("binary")
    assert isinstance(p, Binary)
    rng = np.random.default_rng(2)
    network = imported(made(rng, "Quant").written(tmp_path / "made.onnx"))
    images = rng.integers(0, 256, (50, 4, 4), dtype=np.uint8)
    assert np.array_equal(OnMacro(mapped(p, network), Array(p, IDEAL)).scores(images), exact(network, images).scores)


# ---- what is refused


def refusal(path: Path) -> str:
    with pytest.raises(DataError) as refused:
        imported(path)
    return str(refused.value).removeprefix(f"{path}: ")


def test_all_operators_that_are_not_understood_are_named(tmp_path):
    graph = made(np.random.default_rng(3))
    graph.add("Softmax")
    graph.add("Exp")
    assert refusal(graph.written(tmp_path / "made.onnx")) == "operators that are not understood: Exp, Softmax"


def test_weights_of_several_sizes(tmp_path):
    graph = made(np.random.default_rng(3))
    graph.constants["weights_1"][0, 0] *= 2
    assert refusal(graph.written(tmp_path / "made.onnx")) == "weights are not ±1 times a scale of their output"


def test_pixels_that_no_code_can_carry(tmp_path):
    graph = Made(np.random.default_rng(3))
    graph.add("Flatten")
    graph.layer(0, 16, 4)
    assert refusal(graph.written(tmp_path / "made.onnx")) == "MatMul needs a quantized input and constant weights"


def test_data_in_other_files(tmp_path):
    graph = made(np.random.default_rng(3))
    model = onnx.load(graph.written(tmp_path / "made.onnx"))
    onnx.save(model, tmp_path / "apart.onnx", save_as_external_data=True, size_threshold=0, location="data.bin")
    assert refusal(tmp_path / "apart.onnx").endswith("is kept in another file, which is not read")


def test_a_tensor_that_claims_more_than_it_holds(tmp_path):
    path = made(np.random.default_rng(3)).written(tmp_path / "made.onnx")
    model = onnx.load(path)
    tensor = model.graph.initializer[0]
    del tensor.dims[:]
    tensor.dims.extend([1 << 20, 1 << 20])
    onnx.save(model, path)
    assert "claims 1099511627776 elements and holds" in refusal(path)


@pytest.mark.parametrize("content", [b"", b"\x00\xff nothing of the kind", b"GIF89a" * 100])
def test_files_that_are_none(tmp_path, content):
    path = tmp_path / "none.onnx"
    path.write_bytes(content)
    assert refusal(path)


def test_a_file_that_is_missing(tmp_path):
    assert refusal(tmp_path / "none.onnx") == "no such file"


# ---- a published network


def published() -> tuple[Path, Path]:
    """TFC-1W1A and the folder with MNIST."""
    folder = Path(os.environ.get(VARIABLE) or Path(__file__).parents[3].parent / "shared" / "data")
    file = folder / "qonnx" / "TFC_1W1A.onnx"
    if not file.exists():
        pytest.skip(
            f"needs {file.name} of fastmachinelearning/qonnx_model_zoo in qonnx/ and MNIST in mnist/ of what {VARIABLE} names"
        )
    return file, folder


def test_the_published_network_has_its_published_accuracy():
    file, folder = published()
    test = mnist(folder).test
    network = imported(file)
    assert isinstance(network.head, Sums) and network.head.scale is None
    assert (exact(network, test.images).labels == test.labels).mean() == pytest.approx(0.9296, abs=1e-9)


def test_the_published_network_on_the_macro_gives_the_same_scores():
    file, folder = published()
    images, network = mnist(folder).test.images[:100], imported(file)
    p = preset("binary")
    assert isinstance(p, Binary)
    mapping = mapped(p, network)
    assert (mapping.evaluations, [errors.any() for errors in mapping.errors]) == (72, [False] * 4)
    assert np.array_equal(OnMacro(mapping, Array(p, IDEAL)).scores(images), exact(network, images).scores)


@pytest.mark.filterwarnings("ignore")  # the reference's packages have warnings of their own
def test_every_bit_of_the_published_network_is_the_reference_executions():
    pytest.importorskip("qonnx", reason="QONNX's own execution: pip install qonnx")
    from qonnx.core.modelwrapper import ModelWrapper
    from qonnx.core.onnx_exec import execute_onnx
    from qonnx.transformation.change_batchsize import ChangeBatchSize
    from qonnx.transformation.infer_shapes import InferShapes
    from qonnx.util.cleanup import cleanup_model

    file, folder = published()
    images = mnist(folder).test.images
    model = cleanup_model(ModelWrapper(str(file))).transform(ChangeBatchSize(len(images))).transform(InferShapes())
    values = (images[:, None] / np.float32(255)).astype(np.float32)
    found = execute_onnx(model, {model.graph.input[0].name: values}, return_full_exec_context=True)
    passed = exact(imported(file), images)
    quantizers = [node.output[0] for node in model.graph.node if node.op_type == "BipolarQuant"]
    activations = [found[name] for name in quantizers if len(found[name]) == len(images)][1:]
    assert len(activations) == 3
    for bits, activation in zip(passed.bits, activations, strict=True):
        assert np.array_equal(bits, activation > 0)
    assert np.array_equal(passed.labels, found[model.graph.output[0].name].argmax(axis=1))
