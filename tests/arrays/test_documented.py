"""Every non-ideality stands in the documentation with its default and its unit."""

import dataclasses
from pathlib import Path

import pytest

from bitline.params import preset

TEXT = (Path(__file__).parents[2] / "docs" / "models.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("family", ["two_way", "binary"])
def test_every_non_ideality_is_documented(family: str) -> None:
    for field in dataclasses.fields(type(preset(family).nonideal)):
        about = field.metadata["about"]
        cells = (f"`{field.name}`", f"{field.default:g}", about.unit, about.help)
        assert " | ".join(cells).replace("|  |", "| |") in TEXT
