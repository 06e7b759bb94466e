"""Labelled images: the digits that ship with scikit-learn, and MNIST from its four files."""

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .idx import DataError, read_idx

VARIABLE = "BITLINE_DATA"
"""Environment variable that names a folder of data."""

MNIST_FILES = {
    "train": ("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"),
    "test": ("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"),
}


@dataclass(frozen=True, eq=False)
class Examples:
    """Images and what they show.

    Attributes
    ----------
    images : uint8 array, (n, height, width)
    labels : uint8 array, (n,)
    """

    images: np.ndarray
    labels: np.ndarray

    def __len__(self) -> int:
        return len(self.labels)

    def at(self, places: slice | np.ndarray) -> "Examples":
        """Some of them."""
        return Examples(self.images[places], self.labels[places])


@dataclass(frozen=True)
class Dataset:
    """Examples to train with, and others to test with."""

    name: str
    train: Examples
    test: Examples

    @property
    def pixels(self) -> int:
        """Pixels of an image."""
        return self.train.images[0].size

    @property
    def classes(self) -> int:
        return int(self.train.labels.max()) + 1


def load(folder: Path | None = None) -> Dataset:
    """MNIST from the folder given or named by ``BITLINE_DATA``, else scikit-learn's digits.

    Raises
    ------
    DataError
        Where the folder's files are missing or damaged.
    """
    named = folder or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    return mnist(named) if named else digits()


def digits() -> Dataset:
    """scikit-learn's 1,797 digits of 8x8 pixels, spread to 0 … 255; every fourth one is for testing."""
    from sklearn.datasets import load_digits  # takes a second, and MNIST does not need it

    bunch = load_digits()
    images = np.rint(bunch.images * (255 / 16)).astype(np.uint8)  # pyright: ignore[reportAttributeAccessIssue]
    labels = bunch.target.astype(np.uint8)  # pyright: ignore[reportAttributeAccessIssue]
    tested = np.arange(len(labels)) % 4 == 3
    return Dataset("digits", Examples(images[~tested], labels[~tested]), Examples(images[tested], labels[tested]))


def mnist(folder: Path) -> Dataset:
    """MNIST, or anything in its format, from a folder that holds the four files, in ``mnist`` or by themselves.

    Raises
    ------
    DataError
        Where a file is missing or damaged, or images and labels do not match.
    """
    inner = folder / "mnist"
    parts = {name: _examples(inner if inner.is_dir() else folder, *files) for name, files in MNIST_FILES.items()}
    return Dataset("MNIST", **parts)


def _examples(folder: Path, images: str, labels: str) -> Examples:
    examples = Examples(read_idx(folder / images, 3), read_idx(folder / labels, 1))
    if len(examples.images) != len(examples.labels) or not len(examples):
        raise DataError(f"{folder}: {images} holds {len(examples.images)} images, {labels} {len(examples.labels)} labels")
    if examples.labels.max() > 9:
        raise DataError(f"{folder / labels}: label {examples.labels.max()} is no digit")
    return examples
