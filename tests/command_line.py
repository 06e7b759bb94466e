"""The command line as the tests call it."""

import contextlib
import io
import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import pytest

from bitline.cli import main

SMALL = """
family = "two_way"
name = "tiny"
array = { rows = 4, columns = 4, lines_per_read = 2 }
input.bits = 2
weight.bits = 2
adc = { bits = 2, share = 2 }
"""
"""A macro, small and right."""


@dataclass
class Ran:
    """A run of the command line."""

    status: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """Why it was refused: the one line on standard error, and nothing else anywhere."""
        assert (self.status, self.out) == (2, "")
        line = self.err.removesuffix("\n")
        assert "\n" not in line and line.startswith("bitline: ")
        return line.removeprefix("bitline: ")

    @property
    def object(self) -> dict[str, Any]:
        """The object on standard output, beside which there is nothing."""
        return json.loads(self.out)


def ran(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Ran:
    """The command line in this process."""
    monkeypatch.setattr("sys.argv", ["bitline", *arguments])
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), pytest.raises(SystemExit) as left:
        main()
    return Ran(int(left.value.code or 0), out.getvalue(), err.getvalue())


def process(*arguments: str, **how: Any) -> subprocess.Popen[str]:
    """The command line in a process of its own, which takes interruptions even where a shell's background job ignores them."""
    begin = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from bitline.cli import main; main()"
    return subprocess.Popen([sys.executable, "-c", begin, *arguments], stderr=subprocess.PIPE, text=True, **how)
