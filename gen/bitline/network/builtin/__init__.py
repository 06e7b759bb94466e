"""Trained networks that come with Bitline, each a file of its name, with the training script that made it in ``examples``."""

from pathlib import Path

_FOLDER = Path(__file__).parent


def path(name: str) -> Path | None:
    """The file of a network, or nothing where there is none of that name."""
    found = [file for file in _files() if file.stem == name]
    return found[0] if found else None


def names() -> list[str]:
    """What there is."""
    return [file.stem for file in _files()]


def _files() -> list[Path]:
    return sorted(_FOLDER.glob("*.npz"))
