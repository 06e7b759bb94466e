"""Where the kernels and windows of a node lie."""

from ..integers import Window
from ..onnx_graph import Node
from ..workload import Size
from .expressions import MisfitError


def window(node: Node, kernel: Size) -> Window:
    """The window of a Conv or a pooling, of which stride and padding are alike on every side."""
    attributes = node.attributes
    strides = set(attributes.get("strides", [1]))
    pads = set(attributes.get("pads", [0]))
    if len(strides) > 1 or len(pads) > 1:
        raise MisfitError(f"has strides {sorted(strides)} and pads {sorted(pads)}; they must be alike on every side")
    automatic = attributes.get("auto_pad", b"NOTSET")
    if automatic not in (b"NOTSET", b"VALID"):
        raise MisfitError(f"has auto_pad {automatic.decode()}; export it with explicit pads")
    if set(attributes.get("dilations", [1])) != {1} or attributes.get("ceil_mode", 0):
        raise MisfitError("has dilations or ceil_mode, which are not understood")
    found = Window(*kernel, stride=int(strides.pop()), padding=int(pads.pop()))
    if found.stride < 1 or found.padding < 0 or min(kernel) < 1:
        raise MisfitError(f"has a kernel of {kernel}, stride {found.stride} and padding {found.padding}")
    return found


def fitting(found: Window, size: Size) -> Window:
    """The window, if any of it lies in an image of the size."""
    if min(found.results(size)) < 1:
        raise MisfitError(f"has a kernel of {found.height} x {found.width}, larger than the image of {size[0]} x {size[1]}")
    return found
