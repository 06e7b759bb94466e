"""The idx format of the MNIST files: a header with the shape, then plain bytes, all of it gzipped."""

import gzip
import math
import struct
import zlib
from pathlib import Path

import numpy as np

BYTES = 0x08
"""The header's code of unsigned bytes, the only element type read here."""

LARGEST_EXPANSION = 1032
"""Bytes that one byte of a deflate stream can become at most."""


class DataError(ValueError):
    """Why a data set cannot be read: one sentence that names the file."""


def read_idx(path: Path, dimensions: int) -> np.ndarray:
    """The bytes of a gzipped idx file, uint8, of that many dimensions.

    The size that the header claims is held against the file's before memory is taken for it.

    Raises
    ------
    DataError
        Where the file is missing, damaged, or holds something else.
    """
    try:
        with gzip.open(path) as file:
            shape = _shape(path, file.read(4 * (1 + dimensions)), dimensions)
            size = math.prod(shape)
            if size > LARGEST_EXPANSION * path.stat().st_size:
                raise DataError(f"{path}: its header claims {size} bytes, more than a file of {path.stat().st_size} can hold")
            content = file.read(size + 1)
    except FileNotFoundError:
        raise DataError(f"{path}: no such file") from None
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise DataError(f"{path}: is damaged or no gzip file: {str(error).rstrip('.')}") from None
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror}") from None
    if len(content) != size:
        found = "more" if len(content) > size else len(content)
        raise DataError(f"{path}: its header claims {size} bytes and {found} follow")
    return np.frombuffer(content, np.uint8).reshape(shape)


def _shape(path: Path, header: bytes, dimensions: int) -> tuple[int, ...]:
    wanted = bytes([0, 0, BYTES, dimensions])
    if header[:4] != wanted or len(header) < 4 * (1 + dimensions):
        raise DataError(
            f"{path}: begins with {header[:4].hex()}, and an idx file of bytes in {dimensions} dimensions with {wanted.hex()}"
        )
    return struct.unpack(f">{dimensions}I", header[4:])
