"""Built-in topologies: published counts, and the trained networks of the same names."""

import pytest

from bitline.network import builtin, topologies
from bitline.network.binary import store as binary
from bitline.network.entry_counting import store as few_levels
from bitline.network.workload import Workload

COUNTS = {
    "resnet18": (1_814_073_344, 11_689_512, 30_234),
    "resnet34": (3_663_761_408, 21_797_672, 41_308),
    "resnet50": (4_089_184_256, 25_557_032, 61_398),
    "densenet121": (2_834_161_664, 7_978_856, 84_085),
}
"""Products, parameters and output positions: torchvision's parameters, and the sums of its convolutions and linear layers."""


def topology(name: str) -> Workload:
    found = topologies.named(name)
    assert found is not None
    return found


@pytest.mark.parametrize("name", COUNTS)
def test_published_counts(name: str) -> None:
    found = topology(name)
    assert (found.macs, found.parameters, found.positions) == COUNTS[name]
    assert (found.products[0].macs, found.products[0].positions) == (118_013_952, 12_544)
    assert (found.layers[-1].outputs, found.layers[-1].macs) == (1000, found.layers[-1].inputs * 1000)


def test_vgg8_by_hand() -> None:
    found = topology("vgg8")
    weights = [3 * 128 * 9, 128 * 128 * 9, 128 * 256 * 9, 256 * 256 * 9, 256 * 512 * 9, 512 * 512 * 9, 8192 * 1024, 1024 * 10]
    positions = [1024, 1024, 256, 256, 64, 64, 1, 1]
    assert [(layer.weights, layer.positions) for layer in found.products] == list(zip(weights, positions, strict=True))


@pytest.mark.parametrize("name", ["mnist_lsq", "digits_lsq"])
def test_networks_of_few_levels_as_trained(name: str) -> None:
    file = builtin.path(name)
    assert file is not None
    network, found = few_levels.load(file), topology(name)
    assert (network.side, network.side) == found.size
    side = network.side
    for trained, layer in zip(network.layers, found.products, strict=True):
        assert (trained.weights.size, trained.matrix.shape) == (layer.weights, (layer.outputs, layer.fan_in))
        assert trained.size(side) ** 2 == layer.positions
        side = trained.size(side) // trained.pool


def test_the_binary_network_as_trained() -> None:
    file = builtin.path("mnist_binary")
    assert file is not None
    network, found = binary.load(file), topology("mnist_binary")
    assert (network.entry.size, network.entry.size) == found.size
    trained = [(layer.weights.size, layer.places * layer.fan_in * layer.outputs) for layer in network.layers]
    assert trained == [(layer.weights, layer.macs) for layer in found.products]


@pytest.mark.parametrize("name", topologies.names())
def test_layers_join(name: str) -> None:
    """What leaves a layer is what enters those that read it."""
    found = topology(name)
    leaving = {"input": (found.channels, found.size)}
    assert found.name == name and len({layer.name for layer in found.layers}) == len(found.layers)
    for layer in found.layers:
        entering = [leaving[source] for source in layer.sources]
        assert {size for _, size in entering} == {layer.in_size} or layer.kind == "linear"
        channels = sum(count for count, _ in entering) if layer.kind == "concat" else entering[0][0]
        values = channels * entering[0][1][0] * entering[0][1][1]
        assert layer.in_values == values
        assert layer.kind != "add" or len({count for count, _ in entering}) == 1
        leaving[layer.name] = (layer.outputs, layer.out_size)
    assert [name for name, readers in found.consumers.items() if not readers] == [found.layers[-1].name]


def test_no_topology_of_that_name() -> None:
    assert topologies.named("alexnet") is None
