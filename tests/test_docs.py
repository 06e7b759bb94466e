"""The documents' examples run: Python as it stands, ``bitline`` at its prompt, and every file and link that is named is there."""

import contextlib
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
PAGES += sorted(page for folder in ("docs", "examples", "benchmarks") for page in (ROOT / folder).glob("*.md"))
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
STATUS = re.compile(r"# exit status (\d)$")


def blocks(language: str) -> list:
    return [
        pytest.param(text, id=f"{page.name}-{number}")
        for page in PAGES
        for number, (its, text) in enumerate(BLOCK.findall(page.read_text(encoding="utf-8")))
        if its == language
    ]


@pytest.mark.parametrize("text", blocks("console"))
def test_commands_at_a_prompt(text: str, tmp_path: Path) -> None:
    """A block's commands, one after the other in one folder; files that it shows with ``cat`` are written first."""
    for prompted in re.split(r"^\$ ", text, flags=re.M)[1:]:
        command, _, shown = prompted.partition("\n")
        program, *arguments = shlex.split(command, comments=True)
        if program == "cat":
            (tmp_path / arguments[0]).write_text(shown, encoding="utf-8")
            continue
        assert program == "bitline", f"{command}: a prompt's command is bitline or cat"
        run = subprocess.run(
            [sys.executable, "-c", "from bitline.cli import main; main()", *arguments], cwd=tmp_path, capture_output=True, text=True
        )
        expected = STATUS.search(command)
        assert run.returncode == int(expected[1] if expected else 0), run.stdout + run.stderr
        printed = run.stdout + run.stderr
        for line in filter(None, map(str.strip, shown.splitlines())):
            assert line == "…" or line in printed, f"{command} prints no line {line!r} but\n{printed}"


@pytest.mark.parametrize("text", blocks("python"))
def test_python(text: str, tmp_path: Path) -> None:
    with contextlib.chdir(tmp_path):
        exec(compile(text, "example", "exec"), {})


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_is_named_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = [page.parent / link for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)]
    scripts = [ROOT / script for script in re.findall(r"\bpython ((?:benchmarks|examples)/\w+\.py)", text)]
    modules = [ROOT / module.replace(".", "/") for module in re.findall(r"\bpython -m (tests\.\w+)", text)]
    modules = [folder if folder.is_dir() else folder.with_suffix(".py") for folder in modules]
    tests = [ROOT / path for path in re.findall(r"`(tests/[\w/]+(?:\.py)?)`", text)]
    missing = [str(path) for path in (*links, *scripts, *modules, *tests) if not path.exists()]
    assert not missing
