"""LibreLane's own reader on the configurations that are emitted; its kits' files are not here, so it goes no further."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from bitline.emit.bundle import bundle
from bitline.params import family_presets, preset

VARIABLE = "BITLINE_LIBRELANE"
"""Names a Python that has LibreLane, in an environment of its own, since it wants an older click than ours."""
READER = Path(__file__).with_name("librelane_reader.py")


@pytest.fixture(autouse=True)
def _there() -> None:
    if VARIABLE not in os.environ:
        pytest.skip(f"python3 -m venv ll; ll/bin/pip install librelane; then set {VARIABLE}=$PWD/ll/bin/python")


def said(name: str, where: Path, **more: object) -> list[str]:
    """What LibreLane says of a preset's configuration; ``more`` are other keys."""
    for path, text in bundle(preset(name)).items():
        (where / path).parent.mkdir(parents=True, exist_ok=True)
        (where / path).write_text(text, encoding="utf-8")
    file = where / "flow/librelane/config.json"
    text = file.read_text(encoding="utf-8")
    for layout in re.findall(r"dir::(\w+\.gds)", text):  # which its Makefile makes
        (file.parent / layout).touch()
    file.write_text(json.dumps(json.loads(text) | more), encoding="utf-8")
    (where / "kits/sky130A").mkdir(parents=True)
    command = [os.environ[VARIABLE], str(READER), str(file), str(where / "kits")]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


@pytest.mark.parametrize("name", family_presets())
def test_all_is_there_but_what_a_kit_brings(name: str, tmp_path: Path) -> None:
    found = said(name, tmp_path)
    assert found
    assert [each for each in found if not each.startswith("Required PDK variable")] == []


@pytest.mark.parametrize(
    ("key", "value"), [("DIE_AREAS", [0, 0, 1, 1]), ("CLOCK_PERIOD", "short"), ("PNR_SDC_FILE", "dir::none.sdc")]
)
def test_a_key_or_a_value_that_it_does_not_know_is_seen(key: str, value: object, tmp_path: Path) -> None:
    assert any(key in each for each in said("two_way", tmp_path, **{key: value}))
