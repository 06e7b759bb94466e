"""A process kit: what a flow and the views of an array need to know of it."""

import dataclasses
import importlib.resources
import tomllib
import typing
from collections.abc import Mapping
from typing import Any, Literal

from ..params.errors import ParameterError
from ..params.settings import nearest


@dataclasses.dataclass(frozen=True)
class Site:
    """The site of the standard cells."""

    name: str
    width_nm: int
    height_nm: int
    source: str


@dataclasses.dataclass(frozen=True)
class Layer:
    """A routing layer; its tracks lie at ``offset + k * pitch``."""

    name: str
    direction: Literal["horizontal", "vertical"]
    pitch_nm: int
    offset_nm: int
    width_nm: int
    spacing_nm: int
    area_nm2: int = 0
    gds: tuple[int, int] = (0, 0)


@dataclasses.dataclass(frozen=True)
class Layers:
    """The routing layers, from the lowest to the highest that an array uses."""

    stack: tuple[Layer, ...]
    source: str

    def __getitem__(self, name: str) -> Layer:
        return next(layer for layer in self.stack if layer.name == name)


@dataclasses.dataclass(frozen=True)
class Library:
    """The standard cells: files as OpenROAD-flow-scripts lays them out, the Liberty's units and thresholds, and its default limits.

    Times and loads are in the Liberty's units.
    """

    liberty: tuple[str, ...]
    lef: tuple[str, ...]
    time_unit: Literal["ns", "ps"]
    capacitance_unit: Literal["pf", "ff"]
    leakage_unit: Literal["uW", "nW", "pW"]
    corner: str
    voltage: float
    temperature: float
    slew_low: float
    slew_high: float
    min_transition: float
    max_transition: float
    max_capacitance: float
    source: str

    @property
    def ns(self) -> float:
        """A nanosecond in the Liberty's unit."""
        return {"ns": 1.0, "ps": 1e3}[self.time_unit]

    @property
    def pf(self) -> float:
        """A picofarad in the Liberty's unit, and so a picojoule in that of its energies."""
        return {"pf": 1.0, "ff": 1e3}[self.capacitance_unit]

    @property
    def uw(self) -> float:
        """A microwatt in the Liberty's unit of leakage."""
        return {"uW": 1.0, "nW": 1e3, "pW": 1e6}[self.leakage_unit]


@dataclasses.dataclass(frozen=True)
class Driver:
    """The cell that stands for the surroundings: it drives the inputs, and the outputs drive ``load``."""

    cell: str
    pin: str
    load: float
    source: str


@dataclasses.dataclass(frozen=True)
class Rails:
    """How a cell of the library's rows gets its power and shows its pins: the supplies' pins, the layer and width of their rails,
    and the layer of the other pins."""

    power: str
    ground: str
    layer: str
    width_nm: int
    pins: str
    source: str


@dataclasses.dataclass(frozen=True)
class Array:
    """How an array meets the kit: the layers of its pins and power straps, and the load of its lines.

    ``grid`` lists pairs of layers that connect the straps to the core's power grid; ``stripes`` are layers on the way, each as
    name, width and pitch.
    """

    horizontal: str
    vertical: str
    straps: str
    strap_width_nm: int
    strap_pitch_nm: int
    halo_nm: int
    wire_ff_per_um: float
    grid: tuple[tuple[str, str], ...]
    source: str
    stripes: tuple[tuple[str, int, int], ...] = ()


@dataclasses.dataclass(frozen=True)
class OpenRoad:
    """Names within OpenROAD-flow-scripts: the platform's power grid, and the variables that take further Liberty files."""

    pdn: str
    libraries: tuple[str, ...]
    source: str


@dataclasses.dataclass(frozen=True)
class LibreLane:
    """Names within LibreLane: the kit, its cell library and power nets; and the GDS layer of a macro's outline."""

    pdk: str
    scl: str
    supplies: tuple[str, str]
    outline: tuple[int, int]
    source: str


@dataclasses.dataclass(frozen=True)
class Platform:
    """A process kit.

    Attributes
    ----------
    feature_nm : int
        The F of areas given in squares of the feature size.
    grid_nm : int
        Manufacturing grid.
    cells : mapping
        Adder cells: ``full_adder`` and ``half_adder`` to their ``cell`` and its pins ``a``, ``b``, ``c``, ``total`` and ``carry``,
        an inverted output with a ``!`` before it.
    dont_use : tuple of str
        Cells, as patterns, that synthesis leaves out.
    openroad, librelane
        Names within these flows, where they know the kit.
    """

    name: str
    title: str
    licence: str
    feature_nm: int
    grid_nm: int
    source: str
    dont_use: tuple[str, ...]
    site: Site
    library: Library
    driver: Driver
    rails: Rails
    array: Array
    layers: Layers
    cells: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    openroad: OpenRoad | None = None
    librelane: LibreLane | None = None


def names() -> list[str]:
    """Names of the platforms, in alphabetical order."""
    return sorted(entry.name.removesuffix(".toml") for entry in _files().iterdir() if entry.name.endswith(".toml"))


def load(name: str) -> Platform:
    """The platform of that name.

    Raises
    ------
    ParameterError
        Where there is none.
    """
    if name not in names():
        raise ParameterError("platform", f"{name!r} is not one of {', '.join(map(repr, names()))}{nearest(name, names())}")
    tree = tomllib.loads((_files() / f"{name}.toml").read_text(encoding="utf-8"))
    return _built(Platform, {"name": name, **tree})


def _built(kind: Any, value: Any) -> Any:
    """A value of TOML as the type that an attribute has."""
    if isinstance(value, list):
        return tuple(_built(typing.get_args(kind)[0], each) for each in value)
    table: Any = next((each for each in (kind, *typing.get_args(kind)) if dataclasses.is_dataclass(each)), None)
    if not isinstance(value, dict) or table is None:
        return value
    kinds = typing.get_type_hints(table)
    return table(**{key: _built(kinds[key], inner) for key, inner in value.items()})


def _files():
    return importlib.resources.files(__package__ or "")
