"""Networks of integers from ONNX files: equal to a runtime's results, in both dialects, and refusals in a sentence."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnx", reason="reads ONNX files: pip install 'bitline[onnx]'")

import onnx

from bitline.network.idx import DataError
from bitline.network.integers import IntegerNetwork, Product
from bitline.network.onnx_graph import read_graph
from bitline.network.onnx_import import imported
from bitline.network.onnx_import.reader import Reader
from bitline.network.rescaling import Widths
from bitline.network.workloads import workload_of
from bitline_sim.network.integers import levels, scores

from .onnx_graphs import DOMAIN, Drawn, drawn, images, written
from .onnx_runtime import compared
from .onnx_topologies import drawn_topology


@pytest.mark.parametrize("seed", range(8))
def test_every_quantizer_gives_what_a_runtime_gives(seed: int, tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason="carries ONNX files out: pip install 'bitline[dev]'")
    graph, output = drawn(seed, "qcdq")
    assert compared(graph, output, images(graph, 3), tmp_path) > 0


@pytest.mark.parametrize("seed", range(8))
def test_both_dialects_are_the_same_network(seed: int, tmp_path: Path) -> None:
    found = []
    for dialect in ("qcdq", "qonnx"):
        graph, output = drawn(seed, dialect)
        network = imported(written(graph.model([output]), tmp_path / f"{dialect}.onnx"))
        found.append(levels(network, images(graph, 3)))
    assert all(np.array_equal(a, b) for a, b in zip(*(one.values() for one in found), strict=True))


@pytest.mark.parametrize("name", ["resnet18", "densenet121"])
def test_networks_of_imagenet_s_size(name: str, tmp_path: Path) -> None:
    """Residuals and concatenations: the layers are those of the topology, and an image comes through."""
    graph, output, workload = drawn_topology(name)
    network = imported(written(graph.model([output]), tmp_path / "drawn.onnx"))
    found = workload_of(network)
    assert [layer.macs for layer in found.products] == [layer.macs for layer in workload.products]
    assert found.positions == workload.positions
    assert np.unique(scores(network, images(graph, 1))).size > 100


def made(build: Callable[[Drawn, str], str], tmp_path: Path, dialect="qonnx") -> IntegerNetwork:
    """A network whose image has levels 0 … 15 of 1/15 each."""
    graph = Drawn(np.random.default_rng(0), dialect, channels=2, side=4)
    output = build(graph, graph.quantize("image", 1 / 15, 4, False))
    return imported(written(graph.model([output]), tmp_path / "made.onnx"))


def flat_product(graph: Drawn, x: str, count: int = 32, scale: float = 0.5) -> str:
    weights = graph.weights(np.ones((3, count)), np.full(3, scale), 4)
    return graph.node("Gemm", graph.node("Flatten", x), weights, transB=1)


def test_a_folded_layer_by_hand(tmp_path: Path) -> None:
    """Bias, normalization, rectifier: ``relu((0.5 / 15 · sum + 0.25 - 0.05) · 4 / 2 + 0.3)`` in steps of 0.4."""

    def build(graph: Drawn, x: str) -> str:
        kernel = np.zeros((1, 2, 1, 1))
        kernel[0, :, 0, 0] = 3, -2
        y = graph.node("Conv", x, graph.weights(kernel, np.array([0.5]), 4), graph.constant([0.25]))
        y = graph.node("BatchNormalization", y, *(graph.constant([each]) for each in (4, 0.3, 0.05, 4)), epsilon=0.0)
        return flat_product(graph, graph.quantize(graph.node("Relu", y), 0.4, 4, False), 16)

    network = made(build, tmp_path)
    image = np.random.default_rng(1).integers(0, 256, (1, 2, 4, 4), dtype=np.uint8)
    entering = np.rint(image[0] / 17)
    real = np.maximum((0.5 / 15 * (3 * entering[0] - 2 * entering[1]) + 0.2) * 2 + 0.3, 0)
    wanted = np.clip(np.rint(real / 0.4), 0, 15)
    assert np.abs(levels(network, image)["conv 1"][0, :, :, 0] - wanted).max() == 0
    assert scores(network, image)[0, 0] == wanted.sum()


def test_scores_are_worth_what_the_file_says(tmp_path: Path) -> None:
    network = made(lambda graph, x: graph.node("Add", flat_product(graph, x), graph.constant([0.0, 0.1, 0.25])), tmp_path)
    assert np.allclose(network.head.scale, 0.5 / 15) and np.allclose(network.head.offset, [0, 0.1, 0.25])


def test_levels_that_stay_take_no_node(tmp_path: Path) -> None:
    """A quantizer of the same scale, and a rectifier of what is not negative."""
    network = made(lambda graph, x: flat_product(graph, graph.node("Relu", graph.quantize(x, 1 / 15, 4, False))), tmp_path)
    assert [type(node) for node in network.nodes] == [Product]


def test_rounding_that_learns(tmp_path: Path) -> None:
    """What LSQ's quantizers become when they are exported, weights carried out or not: the same network as with quantizers."""

    def learned(graph: Drawn, x: str, scale: float, low: int, high: int) -> str:
        clipped = graph.node("Clip", graph.node("Div", x, graph.constant(scale)), graph.constant(low), graph.constant(high))
        difference = graph.node("Sub", graph.node("Round", clipped), clipped)
        return graph.node("Mul", graph.node("Add", difference, clipped), graph.constant(scale))

    def built(carried_out: bool) -> Callable[[Drawn, str], str]:
        def build(graph: Drawn, x: str) -> str:
            real = np.random.default_rng(2).normal(0, 0.3, (3, 2, 3, 3))
            levels = np.clip(np.rint(real / np.float32(0.2)), -3, 3)
            weights = graph.constant(levels * 0.2) if carried_out else learned(graph, graph.constant(real), 0.2, -3, 3)
            y = graph.node("Relu", graph.node("Conv", x, weights))
            return flat_product(graph, learned(graph, y, 0.3, 0, 3), 12)

        return build

    image = np.random.default_rng(1).integers(0, 256, (5, 2, 4, 4), dtype=np.uint8)
    networks = [made(built(carried_out), tmp_path) for carried_out in (False, True)]
    assert networks[0].formats["conv 1"] == range(4)
    assert np.array_equal(networks[0].products[0].layer.weights, networks[1].products[0].layer.weights)
    assert np.array_equal(scores(networks[0], image), scores(networks[1], image))


def test_probabilities_at_the_end_are_left_out(tmp_path: Path) -> None:
    network = made(lambda graph, x: graph.node("Softmax", flat_product(graph, x), axis=1), tmp_path)
    assert [type(node) for node in network.nodes] == [Product]


def test_signs(tmp_path: Path) -> None:
    """Bits between layers of ±1, some thresholds turned, one neuron dead, one sum right at its threshold."""
    rng = np.random.default_rng(3)
    weights, factor = rng.choice([-1, 1], (6, 32)), np.array([1, -1, 2, -0.5, 0, 1])
    threshold = np.array([3, -2, 5, 0, -1, 0]) / 15

    def build(graph: Drawn, x: str) -> str:
        y = graph.node("Gemm", graph.node("Flatten", x), graph.weights(weights, np.ones(6), 2), transB=1)
        y = graph.node("Mul", graph.node("Sub", y, graph.constant(threshold)), graph.constant(factor))
        bits = graph.node("BipolarQuant", y, graph.constant(0.5), domain=DOMAIN)
        return flat_product(graph, bits, 6)

    some = rng.integers(0, 256, (200, 2, 4, 4), dtype=np.uint8)
    sums = np.rint(some / 17).astype(int).reshape(200, -1) @ weights.T
    wanted = (sums - np.rint(threshold * 15)) * factor >= 0
    network = made(build, tmp_path)
    assert np.array_equal(levels(network, some)["linear 1"][:, 0, 0], wanted)
    assert np.array_equal(scores(network, some)[:, 0], wanted.sum(axis=1))


def test_an_image_without_a_quantizer_is_its_bytes(tmp_path: Path) -> None:
    graph = Drawn(np.random.default_rng(0), "qonnx", channels=2, side=4)
    output = flat_product(graph, graph.node("Sub", graph.node("Mul", "image", graph.constant(2)), graph.constant(1)))
    network = imported(written(graph.model([output]), tmp_path / "made.onnx"))
    image = np.random.default_rng(1).integers(0, 256, (5, 2, 4, 4), dtype=np.uint8)
    assert network.formats["input"] == range(256)
    assert np.array_equal(scores(network, image)[:, 0], image.sum(axis=(1, 2, 3)))


def test_groups_become_zeros(tmp_path: Path) -> None:
    def build(graph: Drawn, x: str) -> str:
        y = graph.node("Conv", x, graph.weights(np.array([[[[3]]], [[[5]]]]), np.ones(2), 4), group=2)
        return flat_product(graph, graph.quantize(y, 1.0, 8, True))

    assert made(build, tmp_path).products[0].layer.weights[:, 0, 0].tolist() == [[3, 0], [0, 5]]


REFUSED: dict[str, tuple[Callable[[Drawn, str], str], str]] = {
    "operators": (
        lambda graph, x: graph.node("Tanh", graph.node("LSTM", graph.node("Erf", x))),
        r"operators that are not understood: Erf, LSTM, Tanh",
    ),
    "another export": (
        lambda graph, x: graph.node("QLinearConv", x),
        r"operators that are not understood: QLinearConv; quantize statically with quant_format=QuantFormat\.QDQ",
    ),
    "weights": (
        lambda graph, x: graph.node("Gemm", graph.node("Flatten", x), graph.constant(graph.rng.normal(size=(32, 3)))),
        r"Gemm that gives t2: has weights that are not quantized; put a quantizer before them",
    ),
    "two layers": (
        lambda graph, x: flat_product(graph, flat_product(graph, x), 3),
        r"Gemm that gives t6: needs a quantized input; put a quantizer before it",
    ),
    "shapes": (
        lambda graph, x: flat_product(graph, x, 30),
        r"Gemm that gives t3: has weights of the shape \[3, 30\] for a vector of 32 values",
    ),
    "NaN in weights": (
        lambda graph, x: graph.node("Gemm", x, graph.node("Mul", graph.constant([np.nan]), graph.constant([1]))),
        r"Mul that gives t1: gives NaN",
    ),
    "NaN beside values": (
        lambda graph, x: graph.node(
            "Mul", graph.node("Conv", x, graph.weights(np.ones((1, 2, 1, 1)), np.ones(1), 2)), graph.constant(np.nan)
        ),
        r"Mul that gives t3: has a constant that holds NaN or infinity",
    ),
    "a scale of zero": (
        lambda graph, x: graph.quantize(x, 0, 4, False),
        r"Quant that gives t1: has a scale that is not above zero",
    ),
    "a rounding of another kind": (
        lambda graph, x: graph.node("Quant", x, *map(graph.constant, (0.5, 0, 4)), signed=0, narrow=0, rounding_mode="FLOOR"),
        r"Quant that gives t1: has rounding_mode FLOOR; hardware rounds to the nearest level, halves to even: export with ROUND",
    ),
    "a name of nothing": (
        lambda graph, x: graph.node("Relu", "nowhere"),
        r"Relu that gives t1: reads nowhere, which nothing before it gives",
    ),
    "an image at the end": (lambda graph, x: x, r"the output: gives an image of 4 x 4, not one score a class"),
    "a kernel beyond the image": (
        lambda graph, x: graph.node("Conv", x, graph.weights(np.ones((1, 2, 5, 5)), np.ones(1), 2)),
        r"Conv that gives t2: has a kernel of 5 x 5, larger than the image of 4 x 4",
    ),
    "channels of different scales": (
        lambda graph, x: flat_product(graph, graph.node("Mul", x, graph.constant([[[1]], [[2]]]))),
        r"Gemm that gives t4: does not fit: its input is scaled differently from channel to channel; put a quantizer .*",
    ),
    "attributes of another type": (
        lambda graph, x: graph.node("MaxPool", x, kernel_shape="a"),
        r"MaxPool that gives t1: its inputs and attributes do not fit it \(.*\)",
    ),
    "padding without a level": (
        lambda graph, x: graph.node(
            "Conv", graph.node("Add", x, graph.constant(0.3)), graph.weights(np.ones((1, 2, 3, 3)), np.ones(1), 2), pads=[1] * 4
        ),
        r"Conv that gives t3: pads with zeros, which its input has no level for",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_done_is_refused(what: str, tmp_path: Path) -> None:
    build, sentence = REFUSED[what]
    with pytest.raises(DataError, match=rf"^\S+/made\.onnx: {sentence}$"):
        made(build, tmp_path)


def test_half_a_quantizer_is_refused(tmp_path: Path) -> None:
    def build(graph: Drawn, x: str) -> str:
        return graph.node("Relu", graph.node("QuantizeLinear", x, graph.constant(0.5), graph.constant(0, np.uint8)))

    with pytest.raises(DataError, match=r"Relu that gives t4: follows a QuantizeLinear: export in the format QDQ, .*$"):
        made(build, tmp_path, "qcdq")


def test_damaged_files_end_in_a_sentence(tmp_path: Path) -> None:
    """Bytes cut off or changed: the file is still a network, or is refused; nothing else happens."""
    graph, output = drawn(3, "qcdq")
    whole = graph.model([output]).SerializeToString()
    rng = np.random.default_rng(0)
    cut = [whole[: int(end)] for end in rng.integers(0, len(whole), 60)]
    changed = []
    for _ in range(150):
        content = bytearray(whole)
        content[rng.integers(len(content))] = rng.integers(256)
        changed.append(bytes(content))
    refused = 0
    for content in cut + changed:
        (tmp_path / "damaged.onnx").write_bytes(content)
        try:
            imported(tmp_path / "damaged.onnx")
        except DataError as error:
            refused += 1
            assert str(error).startswith(str(tmp_path)) and "\n" not in str(error)
    assert refused > 60


@pytest.mark.parametrize("shape", [[], [1], [1, 1 << 20, 1 << 20], [1, 2, 3, 4, 5]])
def test_inputs_that_are_no_images_are_refused(shape: list[int], tmp_path: Path) -> None:
    graph = Drawn(np.random.default_rng(0), "qonnx")
    model = graph.model([graph.quantize("image", 1 / 15, 4, False)])
    model.graph.input[0].CopyFrom(onnx.helper.make_tensor_value_info("image", onnx.TensorProto.FLOAT, shape))
    with pytest.raises(DataError, match=rf": an input of the shape \[{', '.join(map(str, shape))}\] is no image$"):
        imported(written(model, tmp_path / "made.onnx"))


def test_multipliers_have_the_width_of_the_hardware(tmp_path: Path) -> None:
    graph, output = drawn(1, "qcdq")
    path = written(graph.model([output]), tmp_path / "made.onnx")
    for bits in (6, 12, 16):
        network = Reader(path, read_graph(path), Widths(multiplier_bits=bits)).network()
        used = [np.abs(node.layer.rescale.multiplier).max() for node in network.products if node.layer.rescale is not None]
        assert max(used) < 1 << bits - 1 <= 4 * max(used)
