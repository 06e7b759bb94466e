"""Trained networks on disk: NumPy's archive of named arrays, no pickles, and of a size that is checked before memory is taken."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import numpy as np

from .idx import DataError

LARGEST = 1 << 24
"""Bytes that a file's arrays may have."""

Arrays = Mapping[str, np.ndarray]
Made = TypeVar("Made")


def write(arrays: Arrays, path: Path) -> None:
    """Write arrays; the archive is the same, byte for byte, whenever they are."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            content = io.BytesIO()
            np.save(content, array, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), content.getvalue())


def read(path: Path, make: Callable[[str, Arrays], Made]) -> Made:
    """What ``make`` makes of the file's stem and its arrays.

    Raises
    ------
    DataError
        Where the file is missing or damaged, or ``make`` misses an array (KeyError) or finds one wrong (ValueError).
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > LARGEST:
                raise ValueError(f"more than {LARGEST} bytes")
        with np.load(path, allow_pickle=False) as archive:
            return make(path.stem, dict(archive))
    except FileNotFoundError:
        raise DataError(f"{path}: no such file") from None
    except (KeyError, ValueError, OSError, zipfile.BadZipFile) as error:
        raise DataError(f"{path}: not a network as this version writes it: {error}") from None
