"""What an array was asked, and what it answered."""

from collections.abc import Iterable

import numpy as np

from bitline.params.two_way import TwoWay

from ...golden import two_way as golden


class Transcript:
    """Evaluations in their order, and the weights that the cells held when they were last written."""

    def __init__(self, p: TwoWay) -> None:
        self._p = p
        self._held = np.zeros((p.array.rows, p.word_groups, p.array.lines_per_read), np.int64)
        self._drives: list[bytes] = []
        self._codes: list[bytes] = []

    def evaluated(self, drive: bytes, codes: bytes) -> None:
        """Note an evaluation: the bits that decided it, and its codes, a byte a converter."""
        self._drives.append(drive)
        self._codes.append(codes)

    def written(self, row: int, word_group: int, cells: np.ndarray) -> None:
        """Note what the cells of a word group hold after a write."""
        self._held[row, word_group] = golden.weights_of_cells(self._p, cells.reshape(-1, len(self._p.planes)))

    def arrays(self) -> dict[str, np.ndarray]:
        """``drives`` and ``codes``, one row an evaluation, the codes padded to the larger side; ``held``, (rows, columns)."""
        most = max(side.converters for side in self._p.sides.values())
        return {
            "drives": _rows(self._drives, 1),
            "codes": _rows([codes.ljust(most, b"\0") for codes in self._codes], most),
            "held": self._held.reshape(self._p.array.rows, -1)[:, : self._p.array.columns],
        }

    def read(self, lines: Iterable[str]) -> None:
        """Note what a model in Verilog has written down."""
        cells = self._p.array.lines_per_read * len(self._p.planes)
        for line in lines:
            kind, *words = line.split()
            if kind == "evaluate":
                self.evaluated(_number_bytes(words[0]), _number_bytes(words[1]))
            else:
                bits = np.frombuffer(_number_bytes(words[2]), np.uint8)
                self.written(int(words[0]), int(words[1]), np.unpackbits(bits, bitorder="little")[:cells])


def _rows(rows: list[bytes], width: int) -> np.ndarray:
    return np.frombuffer(b"".join(rows), np.uint8).reshape(len(rows), -1) if rows else np.zeros((0, width), np.uint8)


def _number_bytes(word: str) -> bytes:
    """Bytes of a hexadecimal number, lowest first."""
    return bytes.fromhex("0" + word if len(word) % 2 else word)[::-1]
