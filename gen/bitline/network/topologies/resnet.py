"""Residual networks for images of 224 x 224 pixels (He and others, 2016), strides where torchvision has them."""

from functools import partial

from ..workload import Workload
from .builder import Builder, Values

CHANNELS = (64, 128, 256, 512)
EXPANSION = 4


def _resnet(depth: int, blocks: tuple[int, ...], bottleneck: bool) -> Workload:
    b = Builder(f"resnet{depth}", f"ResNet-{depth}, ImageNet, 224 x 224", 3, 224)
    x = b.max_pool("maxpool", b.convolution("conv1", b.input, 64, 7, 2, 3), 3, 2, 1)
    block = _bottleneck if bottleneck else _basic
    for stage, (channels, count) in enumerate(zip(CHANNELS, blocks, strict=True), 1):
        for number in range(count):
            x = block(b, f"layer{stage}.{number}", x, channels, 2 if stage > 1 and number == 0 else 1)
    b.linear("fc", b.average_pool("avgpool", x, 7, 7), 1000)
    return b.workload()


def _basic(b: Builder, name: str, x: Values, channels: int, stride: int) -> Values:
    y = b.convolution(f"{name}.conv1", x, channels, 3, stride, 1)
    y = b.convolution(f"{name}.conv2", y, channels, 3, 1, 1)
    return b.add(f"{name}.add", y, _shortcut(b, name, x, channels, stride))


def _bottleneck(b: Builder, name: str, x: Values, channels: int, stride: int) -> Values:
    y = b.convolution(f"{name}.conv1", x, channels, 1)
    y = b.convolution(f"{name}.conv2", y, channels, 3, stride, 1)
    y = b.convolution(f"{name}.conv3", y, EXPANSION * channels, 1)
    return b.add(f"{name}.add", y, _shortcut(b, name, x, EXPANSION * channels, stride))


def _shortcut(b: Builder, name: str, x: Values, channels: int, stride: int) -> Values:
    """The way round a block: a convolution only where channels or sizes change."""
    if stride == 1 and x.channels == channels:
        return x
    return b.convolution(f"{name}.downsample", x, channels, 1, stride)


ALL = {
    "resnet18": partial(_resnet, 18, (2, 2, 2, 2), bottleneck=False),
    "resnet34": partial(_resnet, 34, (3, 4, 6, 3), bottleneck=False),
    "resnet50": partial(_resnet, 50, (3, 4, 6, 3), bottleneck=True),
}
