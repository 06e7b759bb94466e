"""Process kits: whole, sourced, and consistent in themselves."""

import dataclasses
import itertools
import tomllib
from importlib import resources

import pytest

from bitline import platforms
from bitline.params import ParameterError
from bitline.platforms import Layer, Platform

KITS = [platforms.load(name) for name in platforms.names()]
each_kit = pytest.mark.parametrize("kit", KITS, ids=platforms.names())


def test_names():
    assert platforms.names() == ["asap7", "gf180", "ihp-sg13g2", "nangate45", "osu018", "sky130hd"]


def test_unknown_name():
    with pytest.raises(ParameterError) as refused:
        platforms.load("sky130")
    assert str(refused.value) == (
        "platform: 'sky130' is not one of 'asap7', 'gf180', 'ihp-sg13g2', 'nangate45', 'osu018', 'sky130hd'"
        " (did you mean 'sky130hd'?)"
    )


@each_kit
def test_every_table_has_a_source(kit: Platform):
    tree = tomllib.loads((resources.files("bitline.platforms") / f"{kit.name}.toml").read_text(encoding="utf-8"))
    tables = {key: table for key, table in tree.items() if isinstance(table, dict) and key != "cells"}
    assert tree["source"] and all(table["source"] for table in tables.values())


@each_kit
def test_all_lengths_are_on_the_manufacturing_grid(kit: Platform):
    lengths = [
        length for layer in kit.layers.stack for length in (layer.pitch_nm, layer.width_nm, layer.offset_nm, layer.spacing_nm)
    ]
    lengths += [kit.site.width_nm, kit.site.height_nm, kit.array.strap_width_nm // 2, kit.array.strap_pitch_nm]
    assert all(length % kit.grid_nm == 0 for length in lengths)


@each_kit
def test_pins_lie_on_layers_that_run_into_their_sides(kit: Platform):
    array = kit.array
    assert kit.layers[array.horizontal].direction == "horizontal"
    assert kit.layers[array.vertical].direction == "vertical"
    assert array.grid[0][0] == array.straps and kit.layers[array.straps] in kit.layers.stack
    assert all(below[1] == above[0] for below, above in itertools.pairwise(array.grid))


@each_kit
def test_layers_alternate(kit: Platform):
    directions = [layer.direction for layer in kit.layers.stack]
    assert all(below != above for below, above in itertools.pairwise(directions))
    assert all(
        0 <= layer.offset_nm < layer.pitch_nm and layer.width_nm + layer.spacing_nm <= layer.pitch_nm for layer in kit.layers.stack
    )


@each_kit
def test_adder_cells_name_all_their_pins(kit: Platform):
    pins = {"full_adder": {"cell", "a", "b", "c", "total", "carry"}, "half_adder": {"cell", "a", "b", "total", "carry"}}
    assert {kind: set(names) for kind, names in kit.cells.items()} in ({}, pins)


@each_kit
def test_units(kit: Platform):
    cells = kit.library
    assert (cells.ns, cells.pf) in ((1, 1), (1, 1000), (1000, 1000))
    assert 0 < cells.slew_low < 50 < cells.slew_high < 100
    assert 0 < cells.min_transition < cells.max_transition and kit.driver.load < cells.max_capacitance


def test_a_kit_is_immutable():
    with pytest.raises(dataclasses.FrozenInstanceError):
        KITS[0].layers.stack[0].pitch_nm = 1  # pyright: ignore[reportAttributeAccessIssue]
    assert isinstance(KITS[0].layers.stack[0], Layer)
