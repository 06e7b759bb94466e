"""What the array is for: the signs of sums, exactly."""

import numpy as np


def column_sums(codes: np.ndarray, cells: np.ndarray) -> np.ndarray:
    """The exact sums of the columns, in code steps: codes (n, rows), cells (rows, columns) of 0 and 1; int64, (n, columns)."""
    return np.asarray(codes, np.int64) @ (2 * np.asarray(cells, np.int64) - 1)


def decisions(codes: np.ndarray, cells: np.ndarray) -> np.ndarray:
    """What an ideal array decides: 1 where the sum is not negative."""
    return (column_sums(codes, cells) >= 0).astype(np.uint8)
