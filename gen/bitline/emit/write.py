"""The only place where files are written: all of a bundle, or nothing."""

import hashlib
import json
import signal
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

MANIFEST = "manifest.json"


class OutputError(Exception):
    """Why an output could not be written: one sentence that names the place and the remedy."""


def write_bundle(files: Mapping[str, str], where: Path) -> None:
    """Write a bundle to a folder that does not exist, is empty, or holds a bundle that nobody has edited.

    The files are written beside the folder and moved into place at the end, so that a killed run or a full disk leaves what was
    there before.

    Raises
    ------
    OutputError
        Where the folder holds anything else, or cannot be written.
    """
    check_replaceable(where)
    with _refusals(where):
        where = where.resolve()
        with _beside(where) as fresh:
            for path, text in files.items():
                (fresh / path).parent.mkdir(parents=True, exist_ok=True)
                (fresh / path).write_text(text, encoding="utf-8", newline="\n")
            _exchange(fresh, where)


def check_replaceable(where: Path) -> None:
    """Refuse a place that a bundle must not take.

    Raises
    ------
    OutputError
        Where it is a file, or a folder that holds anything but a bundle that nobody has edited.
    """
    if not where.exists():
        return
    if not where.is_dir():
        raise OutputError(f"{where}: is a file, and a bundle is a folder; choose another -o")
    others = edited(where)
    if others:
        more = f" and {len(others) - 1} more" if len(others) > 1 else ""
        remedy = "choose another -o or empty the folder"
        raise OutputError(f"{where}: holds {others[0]}{more}, which this program did not write so; {remedy}")


def write_file(text: str, where: Path) -> None:
    """Write one file, all of it or nothing.

    Raises
    ------
    OutputError
        Where it cannot be written.
    """
    with _refusals(where):
        where = where.resolve()
        if where.exists() and not where.is_file() and not where.is_dir():  # a pipe or a device
            where.write_text(text, encoding="utf-8", newline="\n")
            return
        with _beside(where) as fresh:
            fresh.write_text(text, encoding="utf-8", newline="\n")
            fresh.replace(where)


def digests(files: Mapping[str, str]) -> dict[str, str]:
    """SHA-256 of each file."""
    return {path: hashlib.sha256(text.encode()).hexdigest() for path, text in files.items()}


def edited(where: Path) -> list[str]:
    """Files of a written bundle that are not what its manifest says: changed, added or missing; all of them without a manifest."""
    present = {str(path.relative_to(where)) for path in where.rglob("*") if path.is_file()}
    try:
        known = json.loads((where / MANIFEST).read_text(encoding="utf-8"))["files"]
        same = {path for path, digest in known.items() if path in present and _digest(where / path) == digest}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return sorted(present)
    return sorted((present | set(known)) - same - {MANIFEST})


@contextmanager
def _refusals(where: Path) -> Iterator[None]:
    """What the system refuses, as a sentence."""
    try:
        yield
    except (FileExistsError, NotADirectoryError):
        raise OutputError(f"{where}: cannot be written: {where.parent} is not a folder; nothing was changed") from None
    except OSError as error:
        raise OutputError(f"{where}: cannot be written: {error.strerror}; nothing was changed") from None


@contextmanager
def _beside(where: Path) -> Iterator[Path]:
    """A place for what is to become ``where``, on the same disk; it is gone afterwards, with all that is still there."""
    where.parent.mkdir(parents=True, exist_ok=True)
    with _uninterrupted():
        temporary = tempfile.TemporaryDirectory(prefix=f".{where.name}-", dir=where.parent)
    try:
        yield Path(temporary.name) / "new"
    finally:
        with _uninterrupted():
            temporary.cleanup()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Interruptions wait until it is over, so that no folder is made or removed by half."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _exchange(fresh: Path, where: Path) -> None:
    """Move a folder to where another one may be, which takes its place; both of them or neither."""
    if not where.exists():
        fresh.rename(where)
        return
    old = fresh.with_name("old")
    where.rename(old)
    try:
        fresh.rename(where)
    except BaseException:
        old.rename(where)
        raise


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
