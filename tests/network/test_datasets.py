"""Data sets: the digits that a package ships, and MNIST's four files."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from bitline.network.datasets import MNIST_FILES, VARIABLE, digits, load
from bitline.network.idx import DataError

from .test_idx import idx


def write_mnist(folder: Path, *, test_labels: tuple[int, ...] = (9, 8)) -> None:
    folder.mkdir(exist_ok=True)
    images = np.arange(3 * 4 * 4, dtype=np.uint8).reshape(3, 4, 4)
    contents = {"train": (images, np.array([1, 2, 0], np.uint8)), "test": (images[:2], np.array(test_labels, np.uint8))}
    for part, names in MNIST_FILES.items():
        for name, content in zip(names, contents[part], strict=True):
            (folder / name).write_bytes(gzip.compress(idx(content)))


def test_digits_are_bytes_and_each_is_in_one_part() -> None:
    data = digits()
    assert (len(data.train), len(data.test)) == (1348, 449)
    assert data.train.images.shape == (1348, 8, 8)
    assert data.train.images.dtype == np.uint8 and data.train.images.max() == 255
    assert data.classes == 10 and data.pixels == 64
    both = np.concatenate([data.train.images, data.test.images]).reshape(-1, 64)
    assert len(np.unique(both, axis=0)) == len(both)


@pytest.mark.parametrize("inner", ["", "mnist"])
def test_mnist_from_its_folder_or_the_one_above(inner: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_mnist(tmp_path / inner)
    given = load(tmp_path)
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    named = load()
    for data in (given, named):
        assert data.name == "MNIST"
        assert data.train.images[1, 0].tolist() == [16, 17, 18, 19]
        assert data.test.labels.tolist() == [9, 8]


def test_without_a_folder_the_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert load().name == "digits"


def test_refuses_labels_that_do_not_match(tmp_path: Path) -> None:
    write_mnist(tmp_path, test_labels=(1, 2, 3))
    with pytest.raises(DataError, match=r"holds 2 images, t10k-labels-idx1-ubyte\.gz 3 labels$"):
        load(tmp_path)
    write_mnist(tmp_path, test_labels=(1, 10))
    with pytest.raises(DataError, match=r"t10k-labels-idx1-ubyte\.gz: label 10 is no digit$"):
        load(tmp_path)


def test_names_the_missing_file(tmp_path: Path) -> None:
    with pytest.raises(DataError) as error:
        load(tmp_path)
    assert str(error.value) == f"{tmp_path / 'train-images-idx3-ubyte.gz'}: no such file"
