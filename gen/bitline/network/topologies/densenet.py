"""Densely connected networks for images of 224 x 224 pixels (Huang and others, 2017)."""

from ..workload import Workload
from .builder import Builder, Values

GROWTH = 32
BLOCKS = (6, 12, 24, 16)


def _densenet121() -> Workload:
    b = Builder("densenet121", "DenseNet-121, ImageNet, 224 x 224", 3, 224)
    x = b.max_pool("pool0", b.convolution("conv0", b.input, 2 * GROWTH, 7, 2, 3), 3, 2, 1)
    for block, count in enumerate(BLOCKS, 1):
        for number in range(1, count + 1):
            x = _dense_layer(b, f"denseblock{block}.denselayer{number}", x)
        if block < len(BLOCKS):
            x = _transition(b, f"transition{block}", x)
    x = b.normalization("norm5", x)
    b.linear("classifier", b.average_pool("avgpool", x, 7, 7), 1000)
    return b.workload()


def _dense_layer(b: Builder, name: str, x: Values) -> Values:
    """Normalization comes first here, since each layer normalizes the joined channels anew."""
    y = b.convolution(f"{name}.conv1", b.normalization(f"{name}.norm1", x), 4 * GROWTH, 1)
    y = b.convolution(f"{name}.conv2", y, GROWTH, 3, 1, 1, normalized=False)
    return b.concat(f"{name}.concat", x, y)


def _transition(b: Builder, name: str, x: Values) -> Values:
    y = b.convolution(f"{name}.conv", b.normalization(f"{name}.norm", x), x.channels // 2, 1, normalized=False)
    return b.average_pool(f"{name}.pool", y, 2, 2)


ALL = {"densenet121": _densenet121}
