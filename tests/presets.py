"""Emits the presets' Verilog and constraints anew into ``rtl/`` and ``constraints/``: ``make rtl``."""

from pathlib import Path

from bitline.emit.bundle import bundle
from bitline.emit.write import write_file
from bitline.params import family_presets, preset

REPOSITORY = Path(__file__).parents[1]
FOLDERS = ("rtl", "constraints")


def emitted(name: str) -> dict[str, str]:
    """A preset's files in the two folders, by path."""
    return {path: text for path, text in bundle(preset(name)).items() if path.startswith(FOLDERS)}


def committed() -> dict[str, str]:
    """What the two folders hold."""
    paths = (path for folder in FOLDERS for path in (REPOSITORY / folder).iterdir())
    return {path.relative_to(REPOSITORY).as_posix(): path.read_bytes().decode() for path in sorted(paths)}


def main() -> None:
    files = {path: text for name in family_presets() for path, text in emitted(name).items()}
    for path, text in files.items():
        write_file(text, REPOSITORY / path)
    for path in committed().keys() - files.keys():
        (REPOSITORY / path).unlink()


if __name__ == "__main__":
    main()
