"""Where the array's pins, power straps and blockages lie: an estimate, in whole nanometres from its south-west corner."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..params import MacroParameters, ParameterError
from ..params.pins import SUPPLIES, Pin
from ..platforms import Layer, Platform


@dataclass(frozen=True)
class Shape:
    """A rectangle on a layer: west, south, east and north edge."""

    layer: str
    box: tuple[int, int, int, int]


@dataclass(frozen=True)
class ArrayLayout:
    """The array's outline and what a router sees of its inside.

    Attributes
    ----------
    width, height : int
    pins : mapping
        Each bit of each signal pin, by its name ``row_drive[0]``: one rectangle that touches its side, centred on a track.
    straps : mapping
        Power straps by their supply.
    blocked : tuple of Shape
        Where nothing else may be routed: all but a margin, in which the pins are reached, and the straps.
    """

    width: int
    height: int
    pins: Mapping[str, Shape]
    straps: Mapping[str, Sequence[Shape]]
    blocked: Sequence[Shape]


def array_layout(p: MacroParameters, platform: Platform) -> ArrayLayout:
    """The array's layout on a platform.

    Raises
    ------
    ParameterError
        Where a size that the user gives does not suit the platform's tracks or leaves no room for the pins.
    """
    width, height = _size(p, platform)
    straps = _straps(width, height, platform)
    pins = {
        name: shape
        for side in ("west", "east", "south", "north")
        for name, shape in _pins_of(side, p.array_pins, width, height, platform).items()
    }
    return ArrayLayout(width, height, pins, straps, _blocked(width, height, straps, platform))


def steps(platform: Platform) -> tuple[int, int]:
    """Multiples at which the array's size and place leave its pins and straps on the tracks, across and up."""
    used = {platform.array.horizontal, platform.array.vertical, platform.array.straps}
    pitch = {"horizontal": platform.site.height_nm, "vertical": platform.site.width_nm}
    for layer in map(platform.layers.__getitem__, used):
        pitch[layer.direction] = math.lcm(pitch[layer.direction], layer.pitch_nm)
    return pitch["vertical"], pitch["horizontal"]


def up_to(multiple: int, value: float) -> int:
    """The least multiple that is not below the value."""
    return multiple * math.ceil(value / multiple)


def um(nm: int) -> str:
    """A length in micrometres, to the nanometre."""
    return f"{'-' * (nm < 0)}{abs(nm) // 1000}.{abs(nm) % 1000:03}"


def _size(p: MacroParameters, platform: Platform) -> tuple[int, int]:
    """The size given, or one near a square for the area of the array's parts."""
    area = sum(part.count * part.f2 for part in p.array_parts) * platform.feature_nm**2
    across, up = steps(platform)
    width = _length("width_um", math.sqrt(area), across, ("south", "north"), p, platform)
    return width, _length("height_um", area / width, up, ("west", "east"), p, platform)


def _length(setting: str, estimate: float, step: int, sides: tuple[str, str], p: MacroParameters, platform: Platform) -> int:
    """The length given, or the estimate, but no less than the pins of both sides need."""
    layer = _pin_layer(sides[0], platform)
    least = (max(_count(p.array_pins, side) for side in sides) + 1) * layer.pitch_nm + 2 * margin(platform)
    given = round(getattr(p.physical, setting) * 1000)
    if not given:
        return up_to(step, max(estimate, least))
    if given % step:
        why = f"{given / 1000} um is no multiple of {step / 1000} um, the step of {platform.name}'s tracks"
        raise ParameterError(p.physical.key(setting), why)
    if given < least:
        why = f"{given / 1000} um is too short for the pins of its {sides[0]} or {sides[1]} side, which need {least / 1000} um"
        raise ParameterError(p.physical.key(setting), why)
    return given


def _pin_layer(side: str, platform: Platform) -> Layer:
    """The layer whose tracks run into a side."""
    return platform.layers[platform.array.vertical if side in ("south", "north") else platform.array.horizontal]


def margin(platform: Platform) -> int:
    """Width of the rim in which pins are reached: the longest pin and room for a wire."""
    layers = [platform.layers[name] for name in (platform.array.horizontal, platform.array.vertical)]
    return max(_depth(layer, platform) for layer in layers) + 2 * max(layer.pitch_nm for layer in layers)


def _depth(layer: Layer, platform: Platform) -> int:
    """Length of a pin: enough for the layer's least area."""
    return up_to(platform.grid_nm, max(layer.area_nm2 / layer.width_nm, 3 * layer.width_nm))


def _count(pins: Sequence[Pin], side: str) -> int:
    return sum(pin.width for pin in pins if pin.side == side)


def _tracks(layer: Layer, length: int, platform: Platform) -> range:
    """Centres of the layer's tracks between the rims of a side."""
    rim = margin(platform)
    first = layer.offset_nm + up_to(layer.pitch_nm, rim - layer.offset_nm)
    return range(first, length - rim + 1, layer.pitch_nm)


def _spread(count: int, tracks: range) -> list[int]:
    """So many of the tracks, evenly apart."""
    return [tracks[(2 * k + 1) * len(tracks) // (2 * count)] for k in range(count)]


def _pins_of(side: str, pins: Sequence[Pin], width: int, height: int, platform: Platform) -> dict[str, Shape]:
    """The pins of a side in the order of ``array_pins``, from west to east or from south to north."""
    names = [bit for pin in pins if pin.side == side for bit in pin.bits]
    across = side in ("south", "north")
    layer = _pin_layer(side, platform)
    depth, half = _depth(layer, platform), layer.width_nm // 2
    near = {"south": 0, "west": 0, "north": height - depth, "east": width - depth}[side]
    out = {}
    for name, centre in zip(names, _spread(len(names), _tracks(layer, width if across else height, platform)), strict=True):
        along = (centre - half, near, centre + half, near + depth)
        out[name] = Shape(layer.name, along if across else (near, centre - half, near + depth, centre + half))
    return out


def _straps(width: int, height: int, platform: Platform) -> dict[str, list[Shape]]:
    """Straps from rim to rim, the supplies by turns."""
    layer, rim, half = platform.layers[platform.array.straps], margin(platform), platform.array.strap_width_nm // 2
    upright = layer.direction == "vertical"
    tracks = _tracks(layer, width if upright else height, platform)
    pairs = max(1, (tracks[-1] - tracks[0]) // (2 * platform.array.strap_pitch_nm))
    straps: dict[str, list[Shape]] = {supply: [] for supply in SUPPLIES}
    for number, centre in enumerate(_spread(2 * pairs, tracks)):
        box = (centre - half, rim, centre + half, height - rim) if upright else (rim, centre - half, width - rim, centre + half)
        straps[SUPPLIES[number % 2]].append(Shape(layer.name, box))
    return straps


def _blocked(width: int, height: int, straps: Mapping[str, Sequence[Shape]], platform: Platform) -> list[Shape]:
    """Everything within the rim, on each layer up to that of the straps, and there between them."""
    rim, on = margin(platform), platform.layers[platform.array.straps]
    stack = [layer.name for layer in platform.layers.stack]
    out = [Shape(name, (rim, rim, width - rim, height - rim)) for name in stack[: stack.index(on.name)]]
    clearance = max(platform.array.strap_width_nm, 2 * on.spacing_nm)
    upright = on.direction == "vertical"
    low, high = (0, 2) if upright else (1, 3)
    edge = rim
    for box in sorted(strap.box for shapes in straps.values() for strap in shapes):
        out.append(_slice(on.name, edge, box[low] - clearance, upright, rim, width, height))
        edge = box[high] + clearance
    out.append(_slice(on.name, edge, (width if upright else height) - rim, upright, rim, width, height))
    return out


def _slice(layer: str, low: int, high: int, upright: bool, rim: int, width: int, height: int) -> Shape:
    return Shape(layer, (low, rim, high, height - rim) if upright else (rim, low, width - rim, high))
