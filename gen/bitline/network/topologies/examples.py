"""The perceptrons and small convolutional networks of the examples."""

from functools import partial

from ..workload import Workload
from .builder import Builder


def _perceptron(name: str, summary: str, side: int, *outputs: int, bias: bool = True) -> Workload:
    b = Builder(name, summary, 1, side)
    x = b.input
    for number, count in enumerate(outputs, 1):
        x = b.linear(f"layer {number}", x, count, bias=bias)
    return b.workload()


def _few_levels(name: str, summary: str, side: int, strides: tuple[int, int, int]) -> Workload:
    """What ``examples/train_lsq.py`` trains."""
    b = Builder(name, summary, 1, side)
    x = b.input
    for number, (channels, stride) in enumerate(zip((16, 16, 32), strides, strict=True), 1):
        x = b.convolution(f"convolution {number}", x, channels, 3, stride, 1)
    b.linear("scores", b.max_pool("pool", x, 2, 2), 10, bias=False)
    return b.workload()


def _mnist_binary() -> Workload:
    """What ``examples/train_binary.py`` trains: the middle layer has weights of its own at each of four places."""
    b = Builder("mnist_binary", "binary convolutional network, MNIST reduced to 21 x 21", 1, 21)
    x = b.convolution("layer 1", b.input, 24, 9, 4, normalized=False)
    x = b.linear("layer 2", x, 64, bias=False, groups=4)
    b.linear("layer 3", x, 40, bias=False)
    return b.workload()


ALL = {
    "digits_perceptron": partial(_perceptron, "digits_perceptron", "the demonstration's perceptron, digits of 8 x 8", 8, 64, 10),
    "mnist_perceptron": partial(_perceptron, "mnist_perceptron", "the demonstration's perceptron, MNIST", 28, 128, 10),
    "tfc": partial(_perceptron, "tfc", "TFC of the QONNX model zoo, 784-64-64-64-10, MNIST", 28, 64, 64, 64, 10, bias=False),
    "digits_lsq": partial(_few_levels, "digits_lsq", "convolutional network of few levels, digits of 8 x 8", 8, (1, 2, 1)),
    "mnist_lsq": partial(_few_levels, "mnist_lsq", "convolutional network of few levels, MNIST", 28, (2, 2, 1)),
    "mnist_binary": _mnist_binary,
}
