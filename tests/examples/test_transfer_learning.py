"""A network that is taught another task, at its smallest, as a user runs it."""

import json
import os
import subprocess
import sys
from pathlib import Path

from bitline.network.datasets import VARIABLE

SCRIPT = Path(__file__).parents[2] / "examples" / "transfer_learning.py"


def transfer(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    surroundings = {name: value for name, value in os.environ.items() if name != VARIABLE}
    return subprocess.run(command, capture_output=True, text=True, env=surroundings, check=False)


def test_learns_more_with_every_layer() -> None:
    ran = transfer("--epochs", "1", "--examples", "400", "--json")
    assert (ran.returncode, ran.stderr) == (0, "")
    rows = json.loads(ran.stdout)["rows"]
    assert [row["layers"] for row in rows] == [1, 2, 3] * 2
    assert all(row["after"] > row["before"] + 0.2 for row in rows)


def test_refuses_what_it_cannot_read(tmp_path: Path) -> None:
    ran = transfer("--data", tmp_path)
    assert (ran.returncode, ran.stderr) == (2, f"transfer_learning: {tmp_path / 'train-images-idx3-ubyte.gz'}: no such file\n")
