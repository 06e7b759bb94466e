"""The array's layout: pins on tracks at their sides, nothing in each other's way; and its place on the die."""

import dataclasses
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitline import platforms
from bitline.emit.floorplan import floorplan
from bitline.emit.layout import Shape, array_layout, steps, um
from bitline.params import MacroParameters, ParameterError, preset
from bitline.params.two_way import TwoWay
from bitline.platforms import Platform
from strategies import legal_two_way

KITS = [platforms.load(name) for name in platforms.names()]
kits = st.sampled_from(KITS)


def near(one: Shape, other: Shape, space: int) -> bool:
    """Whether two shapes of a layer are closer than that."""
    west, south, east, north = one.box
    return one.layer == other.layer and (
        west - space < other.box[2]
        and other.box[0] < east + space
        and south - space < other.box[3]
        and other.box[1] < north + space
    )


def centre(shape: Shape, upright: bool) -> int:
    west, south, east, north = shape.box
    return (west + east) // 2 if upright else (south + north) // 2


@given(legal_two_way(), kits)
def test_every_bit_has_one_pin(p: TwoWay, kit: Platform):
    assert sorted(array_layout(p, kit).pins) == sorted(bit for pin in p.array_pins for bit in pin.bits)


@given(legal_two_way(), kits)
def test_pins_touch_their_side_on_a_track(p: TwoWay, kit: Platform):
    layout = array_layout(p, kit)
    edges = {"west": (0, 0), "south": (1, 0), "east": (2, layout.width), "north": (3, layout.height)}
    for pin in p.array_pins:
        number, edge = edges[pin.side]
        layer = kit.layers[kit.array.vertical if pin.side in ("south", "north") else kit.array.horizontal]
        for bit in pin.bits:
            shape = layout.pins[bit]
            assert shape.layer == layer.name and shape.box[number] == edge
            assert (centre(shape, layer.direction == "vertical") - layer.offset_nm) % layer.pitch_nm == 0
            assert (shape.box[2] - shape.box[0]) * (shape.box[3] - shape.box[1]) >= layer.area_nm2


@given(legal_two_way(), kits)
def test_bits_of_a_side_follow_each_other(p: TwoWay, kit: Platform):
    layout = array_layout(p, kit)
    for side in ("west", "east", "south", "north"):
        places = [
            centre(layout.pins[bit], side in ("south", "north")) for pin in p.array_pins if pin.side == side for bit in pin.bits
        ]
        assert places == sorted(set(places))


@given(legal_two_way(), kits)
def test_nothing_is_in_a_pins_way(p: TwoWay, kit: Platform):
    layout = array_layout(p, kit)
    straps = [strap for shapes in layout.straps.values() for strap in shapes]
    pins = list(layout.pins.values())
    for pin in pins:
        space = kit.layers[pin.layer].spacing_nm
        assert not any(near(pin, other, space) for other in (*straps, *layout.blocked))
    for pin, other in itertools.combinations(pins, 2):
        assert not near(pin, other, kit.layers[pin.layer].spacing_nm)


@given(legal_two_way(), kits)
def test_straps_keep_clear_of_each_other_and_of_what_is_blocked(p: TwoWay, kit: Platform):
    layout = array_layout(p, kit)
    straps = [strap for shapes in layout.straps.values() for strap in shapes]
    space = 2 * kit.layers[kit.array.straps].spacing_nm
    assert {supply: len(shapes) > 0 for supply, shapes in layout.straps.items()} == {"VDD": True, "VSS": True}
    assert not any(near(one, other, space) for one, other in itertools.combinations(straps, 2))
    assert not any(near(strap, shape, space) for strap in straps for shape in layout.blocked)


@given(legal_two_way(), kits)
def test_all_is_inside_and_on_the_manufacturing_grid(p: TwoWay, kit: Platform):
    layout = array_layout(p, kit)
    shapes = [*layout.pins.values(), *layout.blocked, *(strap for each in layout.straps.values() for strap in each)]
    for shape in shapes:
        west, south, east, north = shape.box
        assert 0 <= west < east <= layout.width and 0 <= south < north <= layout.height
        assert all(edge % kit.grid_nm == 0 for edge in shape.box)


@given(legal_two_way(), kits)
def test_the_area_is_at_least_that_of_the_parts(p: TwoWay, kit: Platform):
    layout = array_layout(p, kit)
    assert layout.width * layout.height >= sum(part.count * part.f2 for part in p.array_parts) * kit.feature_nm**2


@given(legal_two_way(), kits)
def test_wherever_it_lies_pins_are_on_tracks(p: TwoWay, kit: Platform):
    layout = array_layout(p, kit)
    plan = floorplan(p, kit, layout)
    across, up = steps(kit)
    assert layout.width % across == layout.height % up == plan.array[0] % across == plan.array[1] % up == 0
    halo, (west, south, east, north) = kit.array.halo_nm, plan.core
    assert west + halo - across < plan.array[0] and plan.array[0] + layout.width + halo <= east
    assert south + halo - up < plan.array[1] and plan.array[1] + layout.height + halo <= north
    assert plan.die[:2] == (0, 0) and 0 < west < east < plan.die[2] and 0 < south < north < plan.die[3]
    assert (east - west) % kit.site.width_nm == (north - south) % kit.site.height_nm == 0


def sized(**physical: float) -> MacroParameters:
    p = preset("two_way")
    return dataclasses.replace(p, physical=dataclasses.replace(p.physical, **physical))


def test_a_given_size_is_kept():
    layout = array_layout(sized(width_um=920.0, height_um=544.0), platforms.load("sky130hd"))
    assert (layout.width, layout.height) == (920_000, 544_000)


@pytest.mark.parametrize(
    ("physical", "sentence"),
    [
        ({"width_um": 920.1}, "physical.width_um: 920.1 um is no multiple of 0.92 um, the step of sky130hd's tracks"),
        (
            {"width_um": 92.0},
            "physical.width_um: 92.0 um is too short for the pins of its south or north side, which need 304.9 um",
        ),
        (
            {"height_um": 27.2},
            "physical.height_um: 27.2 um is too short for the pins of its west or east side, which need 527.44 um",
        ),
    ],
)
def test_a_size_that_cannot_be(physical: dict[str, float], sentence: str):
    with pytest.raises(ParameterError) as refused:
        array_layout(sized(**physical), platforms.load("sky130hd"))
    assert str(refused.value) == sentence


@pytest.mark.parametrize(("nm", "text"), [(0, "0.000"), (9, "0.009"), (1_215_320, "1215.320"), (12_345_678, "12345.678")])
def test_micrometres(nm: int, text: str):
    assert um(nm) == text
