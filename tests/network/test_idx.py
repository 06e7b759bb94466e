"""idx files: what was written is read, and what is damaged is refused in one sentence."""

import gzip
import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from bitline.network.idx import DataError, read_idx


def idx(content: np.ndarray) -> bytes:
    """An idx file of bytes, unzipped."""
    return bytes([0, 0, 8, content.ndim]) + struct.pack(f">{content.ndim}I", *content.shape) + content.tobytes()


@given(content=hnp.arrays(np.uint8, hnp.array_shapes(min_dims=1, max_dims=3, max_side=7)))
def test_reads_what_was_written(content: np.ndarray, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("idx") / "file.gz"
    path.write_bytes(gzip.compress(idx(content)))
    assert np.array_equal(read_idx(path, content.ndim), content)


IMAGES = idx(np.zeros((5, 4, 4), np.uint8))
LIAR = b"\0\0\x08\x03" + struct.pack(">3I", 2**32 - 1, 2**32 - 1, 2**32 - 1)

REFUSED = {
    "plain text": (b"hello", "is damaged or no gzip file: Not a gzipped file (b'he')"),
    "empty": (b"", "begins with , and an idx file of bytes in 3 dimensions with 00000803"),
    "cut off": (
        gzip.compress(IMAGES)[:-12],
        "is damaged or no gzip file: Compressed file ended before the end-of-stream marker was reached",
    ),
    "labels": (
        gzip.compress(idx(np.zeros(5, np.uint8))),
        "begins with 00000801, and an idx file of bytes in 3 dimensions with 00000803",
    ),
    "header only in part": (
        gzip.compress(IMAGES[:9]),
        "begins with 00000803, and an idx file of bytes in 3 dimensions with 00000803",
    ),
    "too few": (gzip.compress(IMAGES[:-1]), "its header claims 80 bytes and 79 follow"),
    "too many": (gzip.compress(IMAGES + b"\0"), "its header claims 80 bytes and more follow"),
    "a size no memory holds": (
        gzip.compress(LIAR),
        f"its header claims {(2**32 - 1) ** 3} bytes, more than a file of {len(gzip.compress(LIAR))} can hold",
    ),
}


@pytest.mark.parametrize(("content", "why"), REFUSED.values(), ids=REFUSED)
def test_refuses(content: bytes, why: str, tmp_path: Path) -> None:
    path = tmp_path / "images.gz"
    path.write_bytes(content)
    with pytest.raises(DataError) as error:
        read_idx(path, 3)
    assert str(error.value) == f"{path}: {why}"


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(DataError) as missing:
        read_idx(tmp_path / "none.gz", 1)
    assert str(missing.value) == f"{tmp_path / 'none.gz'}: no such file"
    with pytest.raises(DataError) as folder:
        read_idx(tmp_path, 1)
    assert str(folder.value) == f"{tmp_path}: cannot be read: Is a directory"


@given(garbage=st.binary(max_size=60), at=st.integers(0, 200))
def test_damage_is_data_error_or_harmless(garbage: bytes, at: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    whole = gzip.compress(IMAGES)
    path = tmp_path_factory.mktemp("idx") / "file.gz"
    path.write_bytes(whole[:at] + garbage + whole[at + len(garbage) :])
    try:
        assert read_idx(path, 3).dtype == np.uint8
    except DataError as error:
        assert str(error).startswith(f"{path}: ")
