"""The eight-layer network for images of 32 x 32 pixels that estimators of in-memory computing are compared on."""

from ..workload import Workload
from .builder import Builder

CHANNELS = (128, 256, 512)
HIDDEN = 1024


def _vgg8() -> Workload:
    b = Builder(
        "vgg8", "VGG-8, CIFAR-10, 32 x 32: pairs of 3 x 3 convolutions of 128, 256 and 512 channels, 1024 hidden neurons", 3, 32
    )
    x = b.input
    for stage, channels in enumerate(CHANNELS, 1):
        for number in (1, 2):
            x = b.convolution(f"conv{stage}.{number}", x, channels, 3, 1, 1)
        x = b.max_pool(f"pool{stage}", x, 2, 2)
    b.linear("fc2", b.linear("fc1", x, HIDDEN), 10)
    return b.workload()


ALL = {"vgg8": _vgg8}
