"""Codes made before they are asked for, many at once."""

from collections import deque
from collections.abc import Iterator
from itertools import groupby

import numpy as np

from bitline.params.two_way import DIRECTIONS, Direction, TwoWay

from ...arrays.two_way import Array
from ...golden import two_way as golden
from .drives import DriveBits

AHEAD = 1024
"""Evaluations looked ahead, about: enough that numpy's calls cost little for each, few enough to stay in a cache."""

Product = tuple[Direction, bool, np.ndarray]
"""Direction, signedness, vector."""


class Foresight:
    """Answers evaluations one by one with the codes that the model gives, which it makes for many evaluations in one call.

    The drives of a run of products are known before the device drives them. Codes that were made ahead are given only for
    the very drives they were made for; at any other the model is taken back to that evaluation and asked for it alone, as it is
    after :meth:`forget`. What is answered is therefore what the model answers to the drives that come, one after the other.

    Parameters
    ----------
    p : TwoWay
    model : Array
    runs : iterator of lists of Product
        The products that the device will be given; between two lists cells may be written.
    """

    def __init__(self, p: TwoWay, model: Array, runs: Iterator[list[Product]]) -> None:
        self._p, self._model, self._bits = p, model, DriveBits(p)
        self._batches = (batch for run in runs for batch in _batches(p, run))
        self._ahead: deque[tuple[bytes, bytes]] = deque()

    def codes(self, drive: bytes) -> bytes:
        """The next evaluation's codes, a byte a converter."""
        if not self._ahead:
            self._look_ahead()
        if self._ahead and self._ahead[0][0] == drive:
            return self._ahead.popleft()[1]
        self.forget()
        if self._ahead:
            self._ahead.popleft()
        return self._made(*self._bits.unpacked(drive))[0]

    def forget(self) -> None:
        """Take the model back to the present, before its cells are read or written."""
        made = sum(1 for drive, _ in self._ahead if drive)
        if made:
            self._model.rewind(made)
            self._ahead = deque((b"", b"") for _ in self._ahead)

    def _look_ahead(self) -> None:
        for direction, signed, vectors in self._batches:
            drives = golden.drives(self._p, vectors, direction, signed)
            self._ahead.extend(zip(self._bits.packed(direction, drives), self._made(direction, drives), strict=True))
            return

    def _made(self, direction: Direction, drives: golden.Drives) -> list[bytes]:
        codes = self._model.evaluate(direction, drives.digits, drives.slot, drives.plane)
        return [row.tobytes() for row in codes.astype(np.uint8)]


def _batches(p: TwoWay, run: list[Product]) -> Iterator[tuple[Direction, bool, np.ndarray]]:
    """Products of one kind that follow each other, some at a time."""
    for (direction, signed), alike in groupby(run, lambda product: product[:2]):
        vectors = np.array([vector for _, _, vector in alike])
        size = max(1, AHEAD // p.sides[direction].evaluations(signed))
        for start in range(0, len(vectors), size):
            yield direction, signed, vectors[start : start + size]


def runs(p: TwoWay, stimulus: dict[str, np.ndarray]) -> Iterator[list[Product]]:
    """The products of a stimulus, from one access of the cells to the next."""
    vectors = iter(stimulus["vectors"])
    run: list[Product] = []
    for kind, signed in zip(stimulus["kind"].tolist(), stimulus["signed"].tolist(), strict=True):
        if kind < len(DIRECTIONS):
            direction = DIRECTIONS[kind]
            run.append((direction, bool(signed), next(vectors)[: p.sides[direction].lines]))
        elif run:
            yield run
            run = []
    yield run
