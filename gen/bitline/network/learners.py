"""Networks that learn, by name: built-in ones at the sizes of the data sets, and topologies whose layers follow one another."""

import dataclasses

from ..params.settings import nearest
from . import topologies
from .idx import DataError
from .training import BUILT_IN, POOL, Layer, Learner, Map
from .workload import Layer as Shape
from .workload import Workload

SIZES = {"": (8, 8, 10), "mnist_": (28, 28, 10)}
"""Height, width and classes, by what stands before a built-in network's name: the digits', and MNIST's."""

NAMED = {f"{before}{name}": (name, size) for name in BUILT_IN for before, size in SIZES.items()}

BATCH = 64
"""Examples of a step of a topology."""


def learner_named(name: str) -> Learner:
    """The network of that name.

    Raises
    ------
    DataError
        Where there is none, or its layers do not follow one another.
    """
    if name in NAMED:
        built_in, size = NAMED[name]
        return BUILT_IN[built_in](*size)
    found = topologies.named(name)
    if found is None:
        known = [*NAMED, *topologies.names()]
        raise DataError(f"{name}: no network that learns{nearest(name, known)}; those are {', '.join(known)}")
    return learner_of(found)


def learner_of(workload: Workload) -> Learner:
    """A topology as the training engine can run it: products one after the other, windows of 2 x 2 between them.

    Raises
    ------
    DataError
        Naming the first layer that it cannot run.
    """
    layers: list[Layer] = []
    before = "input"
    for shape in workload.layers:
        if shape.sources != (before,):
            why = f"{shape.name} takes {' and '.join(shape.sources)}, and a training engine has one layer after the other"
            raise DataError(f"{workload.name}: {why}; such networks are estimated on two-way macros")
        before = shape.name
        if shape.multiplies:
            layers.append(_product(workload, shape))
        elif shape.kind == "max_pool" and (shape.kernel, shape.stride, shape.padding) == ((POOL, POOL), POOL, 0):
            layers[-1] = dataclasses.replace(layers[-1], pool=True)
        elif shape.kind != "normalization":
            raise DataError(f"{workload.name}: a training engine has no {shape.kind.replace('_', ' ')} like that of {shape.name}")
    return Learner(name=workload.name, layers=tuple(layers), batch=BATCH, epochs=1)


def _product(workload: Workload, shape: Shape) -> Layer:
    if shape.groups > 1 or len(set(shape.kernel)) > 1:
        raise DataError(f"{workload.name}: {shape.name} has groups or a kernel that is not square, which a training engine lacks")
    return Layer(
        name=shape.name,
        map=Map(*shape.in_size, shape.inputs),
        filters=shape.outputs,
        kernel=shape.kernel[0],
        stride=shape.stride,
        padding=shape.padding,
    )
