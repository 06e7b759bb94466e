"""The numpy array on the pins of the macro."""

from typing import Any

import cocotb
import numpy as np
from cocotb.handle import Immediate
from cocotb.triggers import ValueChange

from bitline.params.two_way import TwoWay

from ...arrays.two_way import Array
from ..memory_link import MemoryLink
from .foresight import Foresight, runs
from .transcript import Transcript


class Link:
    """The array model on the pins of the array's stand-in.

    Parameters
    ----------
    stub : handle
        The stand-in.
    model : Array
    stimulus : dict of arrays
        What the device will do, so that codes can be made ahead; it changes no code.
    """

    def __init__(self, p: TwoWay, stub: Any, model: Array, stimulus: dict[str, np.ndarray]) -> None:
        self._stub, self._model = stub, model
        self._foresight = Foresight(p, model, runs(p, stimulus))
        self._memory = MemoryLink(stub, self, p.array_pins)
        self.transcript = Transcript(p)
        self._codes = [getattr(stub, f"{direction}_code") for direction in p.sides]
        self._bytes = (len(stub.drive_seen) + 7) // 8
        self._backward = sum(pin.width for pin in p.array_pins if pin.role == "drive") if "backward" in p.sides else None

    def start(self) -> None:
        """Begin to answer the array's strobes."""
        self._memory.start()
        cocotb.start_soon(self._evaluations())

    async def finish(self) -> Transcript:
        """What happened."""
        return self.transcript

    async def _evaluations(self) -> None:
        sampled, seen, codes_of = ValueChange(self._stub.sampled), self._stub.drive_seen, self._foresight.codes
        while True:
            await sampled
            number = seen.value.to_unsigned()
            drive = number.to_bytes(self._bytes, "little")
            codes = codes_of(drive)
            side = 0 if self._backward is None else number >> self._backward & 1
            # nothing but this writes the codes, and they are read from the next clock edge on: no need to wait for the step's end
            self._codes[side].value = Immediate(int.from_bytes(codes, "little"))
            self.transcript.evaluated(drive, codes)

    def write(self, row: int, word_group: int, bits: np.ndarray) -> None:
        """Write the model's cells, and note what they hold then."""
        self._foresight.forget()
        self._model.write(row, word_group, bits)
        self.transcript.written(row, word_group, self._model.read(row, word_group))

    def read(self, row: int, word_group: int) -> np.ndarray:
        """The model's cells."""
        self._foresight.forget()
        return self._model.read(row, word_group)
