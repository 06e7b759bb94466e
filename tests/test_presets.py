"""``rtl/`` and ``constraints/`` are what the generator emits today, byte for byte."""

import pytest

from bitline.params import family_presets
from presets import committed, emitted


@pytest.mark.parametrize("name", family_presets())
def test_files_are_those_of_a_fresh_emission(name: str) -> None:
    held = committed()
    changed = [path for path, text in emitted(name).items() if held.get(path) != text]
    assert not changed, "the hardware has changed: review the difference that `make rtl` makes, and commit it"


def test_there_are_no_others() -> None:
    stems = tuple(f"{folder}/{name}" for name in family_presets() for folder in ("rtl", "constraints"))
    assert [path for path in committed() if not path.startswith(stems)] == []
