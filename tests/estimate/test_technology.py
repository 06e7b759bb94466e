"""Technology tables: complete, with a source for every number, and scaled as they say."""

import json
import os
import subprocess
import sys
import typing
from importlib.resources import files
from pathlib import Path

import pytest

from bitline.estimate import technology
from bitline.estimate.technology import Technology, table
from bitline.params import preset
from bitline.params.entry_counting import EntryCounting
from bitline.params.physical import Physical

NAMES = typing.get_args(typing.get_type_hints(Physical)["technology"])
SCALED = [name for name in NAMES if name.endswith("nm")]


def test_every_choice_has_a_table_and_every_table_is_a_choice() -> None:
    assert sorted(NAMES) == sorted(
        path.name.removesuffix(".toml") for path in files(technology).iterdir() if path.name.endswith("toml")
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_number_has_a_unit_and_a_source(name: str) -> None:
    found = table(name)
    assert list(found.constants) == list(table("28nm").constants)
    assert all(each.value > 0 and each.unit and each.source for each in found.constants.values())


@pytest.mark.parametrize("name", SCALED)
def test_energies_scale_with_feature_size_and_supply_squared(name: str) -> None:
    found = table(name)
    factor = found["feature_nm"] / 45 * (found["supply_v"] / 0.9) ** 2
    assert found["addition_fj"] == pytest.approx(30 / 8 * factor, rel=0.005)
    assert found["buffer_fj"] == pytest.approx(10_000 / 64 * factor, rel=0.005)
    assert found["level_fj"] == pytest.approx(factor / (28 / 45), rel=0.005)


@pytest.mark.parametrize("name", NAMES)
def test_a_bit_on_a_wire_costs_a_quarter_of_c_v2(name: str) -> None:
    found = table(name)
    picofarads = 0.15 if name == "sky130hd" else 0.2
    assert found["wire_fj_mm"] == pytest.approx(1000 * picofarads * found["supply_v"] ** 2 / 4)


@pytest.mark.parametrize("name", SCALED)
def test_no_number_of_a_library_stands_in_a_table_of_a_process(name: str) -> None:
    assert not any("sky130" in each.source or "[M]" in each.source for each in table(name).constants.values())


HOME = Path(os.environ.get("PLATFORM_HOME", Path(__file__).parents[3] / "shared" / "platforms"))


@pytest.mark.skipif(not (HOME / "sky130hd").is_dir(), reason="no sky130hd library: name its folder's parent with PLATFORM_HOME")
def test_the_library_says_what_its_table_says() -> None:
    script = Path(__file__).parents[2] / "benchmarks" / "technology.py"
    ran = subprocess.run([sys.executable, script, "--json"], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert set(json.loads(ran.stdout)) == {"addition_fj", "buffer_fj", "buffer_f2"}


def test_a_preset_in_a_library_has_that_librarys_energy() -> None:
    """Two population counts, and half of the CAM cells."""
    p = preset("entry_counting_sky130hd")
    assert isinstance(p, EntryCounting)
    counting = 2 * 120 * table(p.physical.technology)["addition_fj"]
    search = counting + 64 * p.physical.cell_energy_fj
    assert p.store.lanes * p.physical.search_fj == pytest.approx(search, rel=1e-3)
    assert p.physical.count_share == pytest.approx(counting / search, abs=0.005)


def test_areas() -> None:
    assert Technology("", "", table("28nm").constants).mm2(1e6) == pytest.approx(28**2 * 1e-6)
