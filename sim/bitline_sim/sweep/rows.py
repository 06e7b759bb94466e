"""Rows on disk: a file that is only ever appended to, and that a kill at any moment leaves usable.

A line is one row as JSON; the first line tells which sweep it is. A line that a kill has cut off is taken away when the file is
opened again, and its point is worked out anew. Only one process writes, and holds a lock on the file while it does.
"""

import csv
import fcntl
import io
import json
import os
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from .points import SweepError


class Rows:
    """The rows of a sweep.

    Parameters
    ----------
    path : Path
        Made where it does not exist.
    fingerprint : str
        That of the sweep.

    Raises
    ------
    SweepError
        Where the file holds another sweep, something else, or is being written by another process.
    """

    def __init__(self, path: Path, fingerprint: str) -> None:
        self.path = path
        self._file = path.open("a+b")
        try:
            self.rows = self._opened(fingerprint)
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()

    @property
    def numbers(self) -> set[int]:
        """Points that there are rows of."""
        return {row["point"] for row in self.rows}

    def append(self, row: dict[str, Any]) -> None:
        """Keep a row; it is on the disk when this returns."""
        self._write(row)
        self.rows.append(row)

    def _opened(self, fingerprint: str) -> list[dict[str, Any]]:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SweepError(f"{self.path}: another sweep is writing it") from None
        self._file.seek(0)
        content = self._file.read()
        whole = content[: content.rfind(b"\n") + 1]
        self._file.truncate(len(whole))
        if not whole:
            self._write({"sweep": fingerprint})
            return []
        return read_rows(self.path, whole, fingerprint)

    def _write(self, line: dict[str, Any]) -> None:
        self._file.write(json.dumps(line).encode() + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())


def read_rows(path: Path, content: bytes, fingerprint: str | None = None) -> list[dict[str, Any]]:
    """The rows in a file's whole lines, of any sweep where no fingerprint is given.

    Raises
    ------
    SweepError
        Where they are none, or those of another sweep.
    """
    try:
        first, *rows = (json.loads(line) for line in content.decode().splitlines())
        found = first["sweep"]
    except (ValueError, KeyError, TypeError):
        raise SweepError(f"{path}: holds no rows of a sweep; choose another -o") from None
    if fingerprint not in (None, found):
        raise SweepError(f"{path}: holds rows of another sweep; choose another -o")
    return rows


def as_csv(rows: Iterable[dict[str, Any]]) -> str:
    """Rows in the order of their points, columns in the order in which they first occur."""
    ordered = sorted(rows, key=lambda row: row["point"])
    columns = list(dict.fromkeys(column for row in ordered for column in row))
    file = io.StringIO()
    writer = csv.DictWriter(file, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(ordered)
    return file.getvalue()
