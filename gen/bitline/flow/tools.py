"""Outside tools, each run in a process and a folder of its own."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path


class ToolError(Exception):
    """Why a tool did not do what it was asked for: its last lines, or how to install it."""


def missing(tool: str) -> str:
    """How to install ``yosys`` or ``opensta`` where it is not; else nothing."""
    if tool == "yosys":
        return "" if importlib.util.find_spec("pyosys") else "needs Yosys: pip install bitline[synthesis]"
    return "" if shutil.which("sta") else "needs OpenSTA: apt install opensta"


def yosys(script: Iterable[str], place: Path) -> str:
    """What Yosys prints as it runs a script in a folder.

    It has a process of its own because it keeps state from one design to the next, and because its library, once loaded, shows its
    symbols to all others.

    Raises
    ------
    ToolError
        Where it is missing or reports an error.
    """
    _need("yosys")
    (place / "run.ys").write_text("".join(f"{line}\n" for line in script), encoding="utf-8")
    command = "from pyosys import libyosys; libyosys.run_pass('script run.ys', libyosys.Design())"
    return _run([sys.executable, "-c", command], place)


def yosys_version() -> str:
    """What the Yosys in use calls itself: ``Yosys 0.70``."""
    _need("yosys")
    said = _run([sys.executable, "-c", "from pyosys import libyosys; print(libyosys.yosys_maybe_version())"], Path())
    return " ".join(said.split()[:2])


def opensta(script: Iterable[str], place: Path) -> str:
    """What OpenSTA prints as it runs a script in a folder.

    Raises
    ------
    ToolError
        Where it is missing or reports an error.
    """
    _need("opensta")
    (place / "run.tcl").write_text("".join(f"{line}\n" for line in script), encoding="utf-8")
    return _run(["sta", "-exit", "run.tcl"], place)


def abc(script: Iterable[str], place: Path) -> str:
    """What ABC, which comes with Yosys, prints as it runs commands in a folder.

    Raises
    ------
    ToolError
        Where it is missing or reports an error.
    """
    _need("yosys")
    package = importlib.util.find_spec("pyosys")
    assert package is not None and package.origin is not None
    return _run([str(Path(package.origin).with_name("yosys-abc")), "-q", "; ".join(script)], place)


def _need(tool: str) -> None:
    remedy = missing(tool)
    if remedy:
        raise ToolError(remedy)


def _run(command: list[str], place: Path) -> str:
    """What a tool prints. OpenSTA's status is 0 whatever happens, so errors are looked for in its words."""
    # Yosys keeps what it made of a library among the temporary files, and takes it again after the library has changed
    surroundings = os.environ | {"TMPDIR": str(place)}
    done = subprocess.run(command, cwd=place, env=surroundings, capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    if done.returncode or re.search(r"^error", said, re.MULTILINE | re.IGNORECASE):
        raise ToolError("\n".join(said.splitlines()[-20:]))
    return said
