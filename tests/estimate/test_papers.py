"""The papers' tables: what is calibrated meets its figure, what is arithmetic follows, and what is a test is called one."""

import pytest

from bitline.estimate.papers import Row, names, rows_of
from bitline.params import families, preset

ROWS = {name: rows_of(name) for name in names()}
TABLES = {name: {(row.figure, row.unit, row.kind): row for row in rows} for name, rows in ROWS.items()}


def row(family: str, figure: str, unit: str, kind: str) -> Row:
    return TABLES[family][figure, unit, kind]


def test_every_paper_is_of_a_family_and_has_a_preset() -> None:
    assert set(names()) <= set(families())
    assert [preset(name).family for name in ("two_way_28nm", "entry_counting_65nm", "binary_130nm")] == sorted(
        names(), reverse=True
    )


@pytest.mark.parametrize("family", names())
def test_rows_say_all_there_is_to_say(family: str) -> None:
    assert len(TABLES[family]) == len(ROWS[family])
    for each in ROWS[family]:
        assert each.figure and each.unit and each.source and each.assumption and each.without and each.ours > 0
        assert (each.error is None) == (each.published is None)


@pytest.mark.parametrize("family", names())
def test_calibration_and_arithmetic_meet_their_figures(family: str) -> None:
    for each in ROWS[family]:
        if each.kind in ("calibration", "arithmetic"):
            assert each.error == pytest.approx(0, abs=0.05)


def test_two_way_bounds_are_met_by_the_network_that_nothing_was_fitted_to() -> None:
    """DenseNet-121 by the macros that ResNet-18 needs, and by as many copies: both above the published 300."""
    for figure in ("DenseNet-121, training", "DenseNet-121, training, by copies"):
        found = row("two_way", figure, "frames/s", "test")
        assert found.least and found.ours > 300


def test_two_way_energy_comes_near_without_a_fit() -> None:
    assert abs(row("two_way", "ResNet-18, training", "TOPS/W", "prediction").error or 1) < 0.2
    assert abs(row("two_way", "DenseNet-121, training", "TOPS/W", "test").error or 1) < 0.3


def test_entry_counting() -> None:
    assert row("entry_counting", "peak at 143 MHz", "GOPS", "prediction").ours == pytest.approx(2 * 128 / 9 * 0.143, rel=1e-6)
    assert row("entry_counting", "multiplications saved", "times", "arithmetic").ours == 12.8
    assert row("entry_counting", "ResNet-18, one macro", "frames/s", "prediction").published is None


def test_binary() -> None:
    assert row("binary", "array at work", "TOPS/W", "calibration").ours == pytest.approx(2000 / 2.86)
    assert row("binary", "digital energy of the same products", "times the array's", "prediction").ours < 26
