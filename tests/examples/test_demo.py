"""The main job, at its smallest, as a user runs it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bitline.network.datasets import VARIABLE
from bitline_sim import runner
from network.test_datasets import write_mnist

DEMO = Path(__file__).parents[2] / "examples" / "demo.py"


def demo(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(DEMO), *map(str, arguments)]
    surroundings = {name: value for name, value in os.environ.items() if name != VARIABLE}
    return subprocess.run(command, capture_output=True, text=True, env=surroundings, check=False)


@pytest.mark.skipif(all(map(runner.missing, runner.SIMULATORS)), reason="no simulator: apt install iverilog")
def test_runs_and_reports(tmp_path: Path) -> None:
    ran = demo("--samples", "1", "--output", tmp_path / "out")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "Verilog: 0 of " in ran.stdout and "report: " in ran.stdout
    assert (tmp_path / "out/two_way/rtl/two_way.v").exists()
    text = (tmp_path / "out/report.html").read_text(encoding="utf-8")
    assert text.startswith("<!DOCTYPE html>") and text.rstrip().endswith("</html>")


def test_refuses_what_it_cannot_read(tmp_path: Path) -> None:
    ran = demo("--data", tmp_path, "--output", tmp_path / "out")
    assert (ran.returncode, ran.stderr) == (2, f"demo: {tmp_path / 'train-images-idx3-ubyte.gz'}: no such file\n")
    assert not (tmp_path / "out").exists()
    write_mnist(tmp_path, test_labels=(1, 77))
    ran = demo("--data", tmp_path, "--output", tmp_path / "out")
    assert (ran.returncode, ran.stderr) == (2, f"demo: {tmp_path / 't10k-labels-idx1-ubyte.gz'}: label 77 is no digit\n")


@pytest.mark.parametrize(
    ("option", "value"), [("--samples", "0"), ("--samples", "many"), ("--seed", "-1"), ("--seed", "4294967296")]
)
def test_refuses_numbers_that_make_no_sense(option: str, value: str) -> None:
    ran = demo(option, value)
    assert ran.returncode == 2 and option in ran.stderr and value in ran.stderr and "Traceback" not in ran.stderr
