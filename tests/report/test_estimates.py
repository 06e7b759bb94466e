"""Reports of estimates and of sweeps: self-contained, complete, and the front is what nothing beats."""

import re

import pytest

from bitline.estimate.conditions import Conditions
from bitline.estimate.costs import PARTS
from bitline.estimate.networks import estimate
from bitline.params import preset
from bitline.report import estimate as of_estimate
from bitline.report import sweep as of_sweep
from emit.test_datasheet import Page

from .test_page import pictures

FOUND = estimate(preset("two_way_28nm"), "mnist_perceptron", Conditions(mode="training"))


def test_an_estimate_needs_no_other_file() -> None:
    text = of_estimate.page(FOUND, "bitline report")
    assert not re.search(r"""(src|href)=["'](?!data:|#)""", text)
    assert text == of_estimate.page(FOUND, "bitline report")


def test_parts_phases_and_layers_are_drawn_and_listed() -> None:
    page = Page(of_estimate.page(FOUND, "bitline report"))
    drawn = [" ".join(picture.itertext()) for picture in pictures(page)]
    assert len(drawn) == 3
    assert all(part in drawn[0] for part in PARTS) and all(phase in drawn[0] for phase in ("forward", "backward", "gradient"))
    assert "layer 1" in drawn[1] and "TOPS" in drawn[2]
    assert all(name in page.text for name in ("physical.product_fj", "memory_pj", "layer 2"))


def test_utilization_is_at_most_one() -> None:
    assert all(0 <= of_estimate.utilization(step) <= 1 for step in FOUND.steps)


ROWS = [
    {"point": 0, "network": "a", "rows": 64, "fps": 10.0, "tops_per_w": 1.0, "area_mm2": 1.0, "energy_uj": 1.0, "error": ""},
    {"point": 1, "network": "a", "rows": 128, "fps": 20.0, "tops_per_w": 3.0, "area_mm2": 2.0, "energy_uj": 1.0, "error": ""},
    {"point": 2, "network": "a", "rows": 256, "fps": 15.0, "tops_per_w": 2.0, "area_mm2": 3.0, "energy_uj": 1.0, "error": ""},
    {"point": 3, "network": "a", "rows": 7, "error": "rows: 7 is odd"},
]


def test_the_front_is_what_nothing_beats() -> None:
    built = [row for row in ROWS if not row["error"]]
    assert [row["point"] for row in of_sweep.front(built, "area_mm2", "fps")] == [0, 1]
    assert [row["point"] for row in of_sweep.front(built, "fps", "tops_per_w")] == [1]


def test_chips_are_averaged() -> None:
    chips = [{**ROWS[0], "point": seed, "seed": seed, "accuracy": accuracy} for seed, accuracy in enumerate((0.9, 1.0))]
    (row,) = of_sweep.averaged(chips)
    assert (row["accuracy"], row["chips"]) == (pytest.approx(0.95), 2) and "seed" not in row


def test_a_sweep_is_drawn_and_says_what_cannot_be_built() -> None:
    page = Page(of_sweep.page("some.jsonl", ROWS))
    assert len(pictures(page)) == 2 and of_sweep.varied(ROWS[:3]) == ["rows"]
    assert "rows: 7 is odd (1 point)" in " ".join(page.text.split())
