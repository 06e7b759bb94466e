"""A sweep of a thousand points on a Dask cluster of two workers, killed again and again, against one process.

    python -m tests.evidence.sweep

Exit status 0: both give the same CSV, byte for byte; 1: they do not.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click
from distributed import LocalCluster

SWEEP = """
network = ["resnet18", "densenet121", "vgg8"]
on = "two_way_28nm"

[parameters]
"array.rows" = [32, 64, 96, 128, 192, 256, 512]
"adc.share" = [1, 2, 4, 7]
"adc.bits" = [4, 5, 6]

[conditions]
mode = ["inference", "training"]
pipeline = ["none", "layers"]
"""

COMMAND = [sys.executable, "-c", "from bitline.cli import main; main()", "sweep", "sweep.toml"]


@click.command()
@click.option("--kills", type=click.IntRange(0, 100), default=5, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="Of the moments of the kills.")
def main(kills: int, seed: int) -> None:
    """Sweep in one process and on a cluster, and compare."""
    drawn = random.Random(seed)
    with tempfile.TemporaryDirectory() as name, LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        folder = Path(name)
        (folder / "sweep.toml").write_text(SWEEP)
        single = _finished(folder, "-o", "single.jsonl", "--workers", "1")
        on_cluster = ("-o", "cluster.jsonl", "--scheduler", cluster.scheduler_address)
        kept = [_killed(folder, drawn.uniform(2, 6), *on_cluster) for _ in range(kills)]
        resumed = _finished(folder, *on_cluster)
        same = (folder / "single.csv").read_bytes() == (folder / "cluster.csv").read_bytes()
    print(f"one process: {single['points']} points, {single['refused']} refused, {single['seconds']:.1f} s")
    print(f"two workers: killed {kills} times, at {', '.join(map(str, kept))} rows; then {resumed['seconds']:.1f} s")
    print("the same CSV" if same else "another CSV")
    sys.exit(not same)


def _finished(folder: Path, *arguments: str) -> dict:
    ran = subprocess.run([*COMMAND, *arguments, "--json"], cwd=folder, capture_output=True, text=True, check=True)
    return json.loads(ran.stdout)


def _killed(folder: Path, seconds: float, *arguments: str) -> int:
    """Kill it after that time; how many rows there are then."""
    with subprocess.Popen([*COMMAND, *arguments], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        time.sleep(seconds)
        running.kill()
    path = folder / "cluster.jsonl"
    return max(path.read_bytes().count(b"\n") - 1, 0) if path.exists() else 0


if __name__ == "__main__":
    main()
