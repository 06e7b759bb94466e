"""Set-up of every test: how many cases hypothesis draws, and the command line."""

from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings

import command_line

# the same cases each time, so that a test fails for a change and for nothing else
settings.register_profile("repeatable", max_examples=25, deadline=None, derandomize=True)
# new cases each time, for long campaigns: pytest --hypothesis-profile=evidence
settings.register_profile("evidence", max_examples=1000, deadline=None)
settings.load_profile("repeatable")


@pytest.fixture
def bitline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Runs the command line in a folder that holds ``chip.toml``."""
    monkeypatch.chdir(tmp_path)
    Path("chip.toml").write_text(command_line.SMALL)
    return partial(command_line.ran, monkeypatch)
