"""What a process makes of bits: energies and areas of additions, buffers, wires and memory, each with its source.

A table is a TOML file beside this one, called as ``physical.technology`` calls it. Sources have the labels of ``docs/papers.md``;
numbers of one library never stand in the table of another.
"""

import importlib.resources
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Constant:
    """A number that an estimate rests on."""

    name: str
    value: float
    unit: str
    source: str


@dataclass(frozen=True)
class Technology:
    """A process: its constants by name.

    Attributes
    ----------
    name, title : str
    constants : mapping
    """

    name: str
    title: str
    constants: Mapping[str, Constant]

    def __getitem__(self, name: str) -> float:
        return self.constants[name].value

    def mm2(self, f2: float) -> float:
        """An area given in squares of the feature size."""
        return f2 * self["feature_nm"] ** 2 * 1e-12


@cache
def table(name: str) -> Technology:
    """The technology of that name."""
    text = (importlib.resources.files(__package__ or "") / f"{name}.toml").read_text(encoding="utf-8")
    content = tomllib.loads(text)
    title = content.pop("title")
    return Technology(name, title, {key: Constant(key, **value) for key, value in content.items()})
