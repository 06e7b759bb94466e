"""What an evaluation drives, as the bits that the array's stand-in sees."""

import numpy as np

from bitline.params.two_way import DIRECTIONS, Direction, TwoWay

from ...golden.two_way import Drives


class DriveBits:
    """Packs and unpacks drives: digit of each row, digit of each column, direction, slot, bit group; lowest bits first.

    Columns and direction are left out of an array that is read forward alone.
    """

    def __init__(self, p: TwoWay) -> None:
        self._shifts = np.arange(p.input.digit_bits)
        self._lines = {direction: side.lines for direction, side in p.sides.items()}
        self._slots = p.adc.share
        self._planes = len(p.planes) if p.drives_planes else 0

    def packed(self, direction: Direction, drives: Drives) -> list[bytes]:
        """One string of bytes an evaluation."""
        count = len(drives.digits)
        lines = [
            self._bits(drives.digits) if direction == driven else np.zeros((count, lines * len(self._shifts)), np.uint8)
            for driven, lines in self._lines.items()
        ]
        backward = np.full((count, len(lines) - 1), DIRECTIONS.index(direction), np.uint8)
        selects = [_one_hot(drives.slot, self._slots), _one_hot(drives.plane, self._planes)]
        bits = np.concatenate([*lines, backward, *selects], axis=1)
        return [row.tobytes() for row in np.packbits(bits, axis=1, bitorder="little")]

    def unpacked(self, drive: bytes) -> tuple[Direction, Drives]:
        """One evaluation."""
        bits = np.unpackbits(np.frombuffer(drive, np.uint8), bitorder="little")
        sizes = [lines * len(self._shifts) for lines in self._lines.values()]
        *lines, backward, selects = np.split(bits, np.cumsum([*sizes, len(sizes) - 1]))
        direction = DIRECTIONS[backward.sum()]
        digits = lines[backward.sum()].reshape(-1, len(self._shifts)) @ (1 << self._shifts)
        slot, plane = np.split(selects, [self._slots])
        return direction, Drives(digits[None], _index(slot), _index(plane[: self._planes]))

    def _bits(self, digits: np.ndarray) -> np.ndarray:
        return (digits[..., None] >> self._shifts & 1).astype(np.uint8).reshape(len(digits), -1)


def _one_hot(numbers: np.ndarray, count: int) -> np.ndarray:
    return (numbers[:, None] == np.arange(count)).astype(np.uint8)


def _index(one_hot: np.ndarray) -> np.ndarray:
    return np.array([one_hot.argmax() if one_hot.size else 0])
