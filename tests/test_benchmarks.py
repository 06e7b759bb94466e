"""Each benchmark's smallest case runs, its bounds hold, and it leaves nothing behind."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bitline.network.datasets import VARIABLE
from bitline_sim import runner

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


def benchmark(name: str, folder: Path, *arguments: str | Path) -> dict[str, Any]:
    """What a benchmark prints as JSON, run in a folder that it must leave empty."""
    command = [sys.executable, str(BENCHMARKS / f"{name}.py"), "--json", *map(str, arguments)]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert not list(folder.iterdir())
    return json.loads(ran.stdout)


LIBRARY = """library (benchmark) {
  delay_model : table_lookup;
  time_unit : "1ns";
  voltage_unit : "1V";
  current_unit : "1mA";
  pulling_resistance_unit : "1kohm";
  leakage_power_unit : "1nW";
  capacitive_load_unit (1, pf);
  input_threshold_pct_rise : 50;
  input_threshold_pct_fall : 50;
  output_threshold_pct_rise : 50;
  output_threshold_pct_fall : 50;
  slew_lower_threshold_pct_rise : 20;
  slew_lower_threshold_pct_fall : 20;
  slew_upper_threshold_pct_rise : 80;
  slew_upper_threshold_pct_fall : 80;
  lu_table_template (slew_load) {
    variable_1 : input_net_transition;
    variable_2 : total_output_net_capacitance;
    index_1 ("0.01, 1");
    index_2 ("0.001, 0.1, 0.5");
  }
"""


def cell(name: str, area: int, inputs: str, outputs: Mapping[str, str]) -> str:
    """A cell of a Liberty file, from each of its outputs' functions."""
    values = '(slew_load) { values ("0.1, 0.2, 0.6", "0.2, 0.3, 0.7"); }'
    tables = " ".join(f"{kind} {values}" for kind in ("cell_rise", "cell_fall", "rise_transition", "fall_transition"))
    timing = " ".join(f'timing () {{ related_pin : "{pin}"; timing_sense : non_unate; {tables} }}' for pin in inputs)
    pins = [f"pin ({pin}) {{ direction : input; capacitance : 0.002; }}" for pin in inputs]
    pins += [f'pin ({pin}) {{ direction : output; function : "{function}"; {timing} }}' for pin, function in outputs.items()]
    return f"  cell ({name}) {{ area : {area}; {' '.join(pins)} }}\n"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """Options that name a library of five cells, which stand in for osu018's."""
    pytest.importorskip("pyosys", reason="needs Yosys: pip install bitline[synthesis]")
    cells = [
        cell("INVX1", 1, "A", {"Y": "!A"}),
        cell("BUFX4", 2, "A", {"Y": "A"}),
        cell("NAND2X1", 2, "AB", {"Y": "!(A B)"}),
        cell("HAX1", 6, "AB", {"YS": "A ^ B", "YC": "A B"}),
        cell("FAX1", 12, "ABC", {"YS": "A ^ B ^ C", "YC": "(A B) + (C (A + B))"}),
    ]
    path = tmp_path_factory.mktemp("library") / "benchmark.lib"
    path.write_text(f"{LIBRARY}{''.join(cells)}}}\n", encoding="utf-8")
    return "--platform", "osu018", "--liberty", str(path)


def test_population_count(library: tuple[str, ...], tmp_path: Path) -> None:
    found = benchmark("population_count", tmp_path, *library, "--sizes", "16")
    ours = found["rows"][0]["figures"]
    assert found["ok"] and (ours["cells"], ours["full_adders"], ours["half_adders"], ours["area"]) == (15, 11, 4, 11 * 12 + 4 * 6)


def test_multi_operand(library: tuple[str, ...], tmp_path: Path) -> None:
    found = benchmark("multi_operand", tmp_path, *library, "--sums", "two_way")
    assert found["ok"] and min(row["area_ratio"] for row in found["rows"]) == 1


def test_emission(tmp_path: Path) -> None:
    found = benchmark("emission", tmp_path, "--columns", "64", "--shares", "8", "--runs", "1")
    assert found["ok"] and [run["columns"] for runs in found["runs"] for run in runs] == [64]


@pytest.mark.skipif(bool(runner.missing("icarus")), reason=runner.missing("icarus"))
def test_cosimulation(tmp_path: Path) -> None:
    smallest = ("--simulators", "icarus", "--rows", "16", "--products", "1", "2", "--runs", "1")
    found = benchmark("cosimulation", tmp_path, *smallest)
    assert found["ok"] and [(row["model"], row["array"]) for row in found["rows"]] == [
        ("numpy", "ideal"),
        ("numpy", "typical"),
        ("compiled", "ideal"),
        ("compiled", "typical"),
    ]


def test_signed_schemes(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    pytest.importorskip("pyosys", reason="needs Yosys: pip install bitline[synthesis]")
    target = tmp_path_factory.mktemp("target") / "tiny.toml"
    target.write_text(
        """
        family = "two_way"
        array = { rows = 2, columns = 2, lines_per_read = 2 }
        input.bits = 2
        weight.bits = 2
        adc = { bits = 2, share = 2 }
        """
    )
    found = benchmark("signed_schemes", tmp_path, target)
    cells = [scheme["cells_per_weight"] for scheme in found["schemes"]]
    assert found["ok"] and cells == [2, 2, 3] * 3
    cycles = {scheme["inputs"]: scheme["cycles"][0] for scheme in found["schemes"]}
    assert cycles["sign magnitude"] == 2 * cycles["twos complement"] == 2 * cycles["offset binary"]


def test_binary_repeats(tmp_path: Path) -> None:
    data = Path(os.environ.get(VARIABLE) or BENCHMARKS.parents[1] / "shared" / "data") / "mnist"
    if not data.exists():
        pytest.skip(f"needs MNIST's four files in mnist/ of what {VARIABLE} names")
    rows = benchmark("binary_repeats", tmp_path, "--data", data, "--digits", "300", "--chips", "1")["rows"]
    evaluations = [row["evaluations"] for row in rows]
    assert evaluations == sorted(evaluations) and evaluations[0] == 23
    assert rows[0]["typical"] < rows[-1]["typical"]


def test_no_library(tmp_path: Path) -> None:
    pytest.importorskip("pyosys", reason="needs Yosys: pip install bitline[synthesis]")
    command = [sys.executable, str(BENCHMARKS / "population_count.py"), "--liberty", str(tmp_path / "none.lib"), "--sizes", "16"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (2, "", f"--liberty: there is no file {tmp_path / 'none.lib'}\n")


def test_training(tmp_path: Path) -> None:
    found = benchmark("training", tmp_path, "--bits", "4", "--epochs", "1", "--examples", "32")
    assert found["ok"] and [(row["adc_bits"], row["step"], row["array"]) for row in found["rows"]] == [
        (4, 4, "ideal"),
        (4, 4, "typical"),
    ]


def test_fast_runs(tmp_path: Path) -> None:
    """The bound on times is for many vectors."""
    command = [sys.executable, str(BENCHMARKS / "fast_runs.py"), "--json", "--vectors", "40", "--held", "10", "--images", "1"]
    found = json.loads(subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False).stdout)
    assert [(row["differing"], row["error"] == 0) for row in found["rows"]] == [(0, True), (0, False), (0, True), (0, False)]
    assert found["typical_images_per_second"] > 0


def test_utilization(tmp_path: Path) -> None:
    found = benchmark("utilization", tmp_path, "--batch", "1")["phases"]
    at_work = {(each["network"], each["phase"]): each["at_work"] for each in found}
    assert at_work["perceptron 784-128-10", "forward"] > 0.9
    assert all(not share for (_, phase), share in at_work.items() if phase in ("gradient", "update"))


def test_gradient_units(tmp_path: Path) -> None:
    pytest.importorskip("pyosys", reason="needs Yosys: pip install bitline[synthesis]")
    small = tmp_path.parent / "small.toml"
    array = "array = { rows = 16, columns = 16, lines_per_read = 4 }"
    small.write_text(
        f'extends = "two_way_training"\n{array}\nadc = {{ bits = 2, share = 2 }}\ninput.bits = 4\n'
        "training = { activation_bits = 4, error_bits = 4 }\n"
    )
    multipliers, tall, flat = benchmark("gradient_units", tmp_path, small)["units"]
    assert multipliers["cycles"] < flat["cycles"] < tall["cycles"]
    assert (multipliers["converters"], flat["converters"], flat["f2"] < tall["f2"]) == (0, tall["converters"], True)
    assert all(unit["gates"] > 0 for unit in (multipliers, tall, flat))


def test_one_way(tmp_path: Path) -> None:
    pytest.importorskip("pyosys", reason="needs Yosys: pip install bitline[synthesis]")
    tiny = tmp_path.parent / "tiny.toml"
    tiny.write_text('extends = "two_way"\narray = { rows = 4, columns = 4, lines_per_read = 2 }\nadc = { bits = 2, share = 2 }\n')
    costs = {cost["what"]: cost for cost in benchmark("one_way", tmp_path, tiny)["costs"]}
    assert (costs["converters"]["both"], costs["converters"]["forward"]) == (32, 16)
    assert 0 < costs["gates"]["forward"] < costs["gates"]["both"]
