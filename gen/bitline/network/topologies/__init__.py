"""Topologies that come with Bitline: one file a family of networks, each a function of no arguments for every name."""

from collections.abc import Callable, Mapping

from ..workload import Workload
from . import densenet, examples, resnet, vgg

_ALL: Mapping[str, Callable[[], Workload]] = {**resnet.ALL, **densenet.ALL, **vgg.ALL, **examples.ALL}


def names() -> list[str]:
    """What there is."""
    return list(_ALL)


def named(name: str) -> Workload | None:
    """The topology of a name, or nothing where there is none."""
    return _ALL[name]() if name in _ALL else None
