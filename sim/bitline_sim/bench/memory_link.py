"""The memory side of an array's stand-in."""

from collections.abc import Sequence
from typing import Any, Protocol

import cocotb
import numpy as np
from cocotb.triggers import ValueChange

from bitline.params.pins import Pin

from .streams import packed, unpacked


class Memory(Protocol):
    """What every array model's memory does."""

    def write(self, row: int, word_group: int, bits: np.ndarray) -> None: ...

    def read(self, row: int, word_group: int) -> np.ndarray: ...


class MemoryLink:
    """Answers the strobes ``write`` and ``read`` with a model.

    Parameters
    ----------
    stub : handle
        The stand-in: ``written`` and ``fetched`` toggle with the strobes; ``access_seen`` holds row, word group and cells;
        what is read goes to ``cells_shown``.
    model : Memory
    pins : sequence of Pin
        The array's.
    """

    def __init__(self, stub: Any, model: Memory, pins: Sequence[Pin]) -> None:
        self._stub, self._model = stub, model
        width = {pin.name: pin.width for pin in pins}
        self._row_bits, self._groups, self._cells = width["row"], width["word_group"], width["write_data"]

    def start(self) -> None:
        """Begin to answer."""
        for answer in (self._writes, self._reads):
            cocotb.start_soon(answer())

    async def _writes(self) -> None:
        written = ValueChange(self._stub.written)
        while True:
            await written
            row, group, cells = self._access()
            self._model.write(row, group, cells)

    async def _reads(self) -> None:
        fetched = ValueChange(self._stub.fetched)
        while True:
            await fetched
            row, group, _ = self._access()
            self._stub.cells_shown.value = packed(self._model.read(row, group), 1)

    def _access(self) -> tuple[int, int, np.ndarray]:
        seen = self._stub.access_seen.value.to_unsigned()
        group = (seen >> self._row_bits & (1 << self._groups) - 1).bit_length() - 1
        cells = unpacked(seen >> self._row_bits + self._groups, 1, self._cells)
        return seen & (1 << self._row_bits) - 1, group, np.array(cells, np.uint8)
