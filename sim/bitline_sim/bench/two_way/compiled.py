"""The array compiled into the simulation: its own model in Verilog on the pins of the macro."""

from pathlib import Path
from typing import Any

from cocotb.triggers import Timer

from bitline.params.two_way import TwoWay

from .transcript import Transcript


class Compiled:
    """The array's model in Verilog; nothing is asked of this process until the end.

    Parameters
    ----------
    model : handle
    file : Path
        Where the model leaves its transcript.
    """

    def __init__(self, p: TwoWay, model: Any, file: Path) -> None:
        self._p, self._model, self._file = p, model, file

    def start(self) -> None:
        """The model answers by itself."""

    async def finish(self) -> Transcript:
        """What happened."""
        self._model.over.value = 1
        await Timer(1, "ns")
        transcript = Transcript(self._p)
        with self._file.open() as lines:
            transcript.read(lines)
        return transcript
