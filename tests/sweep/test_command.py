"""``bitline sweep``: the same rows from this process, from several, and from a cluster, and after a kill on the way."""

import importlib.util
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from command_line import process

SWEEP = """
network = ["digits_lsq", "mnist_perceptron", "digits_perceptron"]
on = "two_way_28nm"

[parameters]
"array.rows" = [32, 64, 128, 256]
"adc.share" = [1, 7, 8]

[conditions]
mode = ["inference", "training"]
"""
POINTS, REFUSED = 72, 24

needs_dask = pytest.mark.skipif(importlib.util.find_spec("distributed") is None, reason="no Dask: pip install bitline[cluster]")


@pytest.fixture
def single(bitline) -> bytes:
    """The CSV of one process."""
    Path("sweep.toml").write_text(SWEEP)
    ran = bitline("sweep", "sweep.toml", "-o", "single.jsonl", "--workers", "1", "--json")
    assert ran.status == 0 and (ran.object["points"], ran.object["resumed"], ran.object["refused"]) == (POINTS, 0, REFUSED)
    return Path("single.csv").read_bytes()


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a Dask cluster of two workers."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as made:
        yield made.scheduler_address


def killed_after(rows: int, *arguments: str) -> None:
    """Run the command line until its file has so many rows, and kill it."""
    path = Path(arguments[arguments.index("-o") + 1])
    with process(*arguments) as running:
        while running.poll() is None and (not path.exists() or path.read_bytes().count(b"\n") <= rows):
            time.sleep(0.002)
        running.kill()


def test_a_finished_sweep_is_not_done_again(bitline, single: bytes) -> None:
    ran = bitline("sweep", "sweep.toml", "-o", "single.jsonl", "--json")
    assert ran.object["resumed"] == POINTS and Path("single.csv").read_bytes() == single


def test_processes_and_a_kill(bitline, single: bytes) -> None:
    arguments = ("sweep", "sweep.toml", "-o", "several.jsonl", "--workers", "2")
    killed_after(10, *arguments)
    ran = bitline(*arguments[:-1], "1", "--json")
    assert 10 <= ran.object["resumed"] <= POINTS and Path("several.csv").read_bytes() == single


@needs_dask
@pytest.mark.filterwarnings("ignore")  # Dask's own
def test_a_cluster_and_a_kill(bitline, single: bytes, cluster: str) -> None:
    arguments = ("sweep", "sweep.toml", "-o", "cluster.jsonl", "--scheduler", cluster)
    killed_after(10, *arguments)
    with process(*arguments, "--json") as running:
        assert running.wait() == 0
    assert Path("cluster.csv").read_bytes() == single


@needs_dask
def test_no_cluster_there(bitline, single: bytes) -> None:
    arguments = ("sweep", "sweep.toml", "-o", "none.jsonl", "--scheduler", "nonsense://here:1")
    assert bitline(*arguments).sentence.startswith("nonsense://here:1: no Dask scheduler answers there: ")


def test_rows_are_no_csv(bitline, single: bytes) -> None:
    sentence = "rows.csv: rows are JSON lines, and the CSV is written beside; end its name in .jsonl"
    assert bitline("sweep", "sweep.toml", "-o", "rows.csv").sentence == sentence


def test_a_report_of_the_rows(bitline, single: bytes) -> None:
    assert bitline("report", "single.jsonl", "-o", "page.html").status == 0
    assert "24 of them combinations that cannot be built" in Path("page.html").read_text()
    assert Path("page.csv").read_bytes() == single
