"""Bench of the binary macro: runs operations on the device with the array model on its pins, and records everything.

Stimulus: ``kind``, ``row`` (operations), ``words`` (of the program stream, as little-endian bytes), ``inputs`` (one row a page),
``cells`` (one row a write, a verify or a reload), ``beats`` (how many come at ``y`` and ``r``), ``use_trim``, ``trim_repeats``.
Outcome: ``y`` (score, label and last of each beat), ``read`` and ``differs`` (one row a beat of ``r``), ``op_cycle``, ``y_cycle``,
``r_cycle``, ``strobe_cycle``, the transcript of the array (``codes``, ``decisions``, one row an evaluation; ``written``,
``fetched``, row and word group of each access, and their ``written_cells``, ``fetched_cells``), and the registers' fields as
``field_<name>``.
"""

from typing import Any

import cocotb
import numpy as np
from cocotb.triggers import ValueChange

from bitline.params import formats
from bitline.params.binary import Binary

from ..arrays import binary as arrays
from . import device, exchange
from .memory_link import MemoryLink
from .streams import Stream, packed, unpacked


class Transcript:
    """An array model that writes down what it is asked and what it answers."""

    def __init__(self, model: arrays.Array) -> None:
        self._model = model
        self.codes: list[np.ndarray] = []
        self.decisions: list[np.ndarray] = []
        self.accesses: dict[str, list[tuple[int, int]]] = {"written": [], "fetched": []}
        self.cells: dict[str, list[np.ndarray]] = {"written": [], "fetched": []}

    def evaluate(self, codes: np.ndarray) -> np.ndarray:
        """Decide once: codes (rows,), decisions (columns,)."""
        self.codes.append(codes)
        self.decisions.append(self._model.evaluate(codes[None])[0])
        return self.decisions[-1]

    def write(self, row: int, word_group: int, bits: np.ndarray) -> None:
        self._note("written", row, word_group, bits)
        self._model.write(row, word_group, bits)

    def read(self, row: int, word_group: int) -> np.ndarray:
        return self._note("fetched", row, word_group, self._model.read(row, word_group))

    def _note(self, kind: str, row: int, word_group: int, bits: np.ndarray) -> np.ndarray:
        self.accesses[kind].append((row, word_group))
        self.cells[kind].append(bits)
        return bits


class Bench:
    """One run: orders in, outcome out."""

    def __init__(self, dut: Any) -> None:
        p, self.settings, self.stimulus = exchange.read_orders(exchange.folder())
        assert isinstance(p, Binary)
        self.p, self.dut = p, dut
        self.transcript = Transcript(arrays.model(p, self.settings["array"], self.settings["seed"]))
        self.cycles: dict[str, list[int]] = {"op": [], "y": [], "r": [], "strobe": []}
        self.beats: dict[str, list[int]] = {"y": [], "r": []}
        self.begun = 0

    async def run(self) -> None:
        """Reset, run every operation, wait for the last answer and leave the outcome."""
        at_rest = {f"{name}_valid": 0 for name in ("op", "program", "x", "w")} | {f"{name}_ready": 0 for name in ("y", "r")}
        bus = dict.fromkeys(("psel", "penable", "pwrite", "paddr", "pwdata"), 0)
        await device.start(self.dut, {**at_rest, **bus})
        stub = device.inner(self.dut, *self.p.array_paths)
        MemoryLink(stub, self.transcript, self.p.array_pins).start()
        cocotb.start_soon(self._evaluations(stub))
        await device.write_fields(self.dut, self.p.registers, self._fields())
        self.begun = device.cycle()
        for task in [cocotb.start_soon(task) for task in self._streams()]:
            await task
        fields = await device.read_fields(self.dut, self.p.registers)
        while fields["busy"]:
            fields = await device.read_fields(self.dut, self.p.registers)
        exchange.write_arrays(exchange.folder() / "outcome.npz", self._outcome(fields))

    def _fields(self) -> dict[str, int]:
        """Register fields that are set before anything is done."""
        fields = {name: int(self.stimulus[name]) for name in ("use_trim", "trim_repeats")}
        if stretch := self.settings.get("stretch"):
            fields |= {
                f"stretch_{phase}": cycles for phase, cycles in zip(("precharge", "evaluate", "compare"), stretch, strict=True)
            }
        return fields

    async def _evaluations(self, stub: Any) -> None:
        """Answer the comparators' strobe."""
        sampled, bits = ValueChange(stub.sampled), self.p.array.code_bits
        while True:
            await sampled
            self.cycles["strobe"].append(device.cycle())
            codes = unpacked(stub.drive_seen.value.to_unsigned(), bits, self.p.array.rows)
            stub.decisions.value = packed(self.transcript.evaluate(np.array(codes)).tolist(), 1)

    def _streams(self) -> list[Any]:
        p, s = self.p, self.stimulus
        stream = {
            name: Stream(self.dut, name, self.settings["idle"], self.settings["seed"])
            for name in ("op", "program", "x", "w", "y", "r")
        }
        operations = [kind | row << 3 for kind, row in zip(s["kind"].tolist(), s["row"].tolist(), strict=True)]
        results, answers = s["beats"].tolist()
        return [
            stream["op"].send(operations, lambda _: self.cycles["op"].append(device.cycle())),
            stream["program"].send([int.from_bytes(word.tobytes(), "little") for word in s["words"]]),
            stream["x"].send(_beats(s["inputs"], p.input.lines, p.array.code_bits)),
            stream["w"].send(_beats(s["cells"], p.array.word, 1)),
            stream["y"].receive(results, lambda payload: self._took("y", payload)),
            stream["r"].receive(answers, lambda payload: self._took("r", payload)),
        ]

    def _took(self, name: str, payload: int) -> None:
        self.beats[name].append(payload)
        self.cycles[name].append(device.cycle())

    # ---- outcome

    def _outcome(self, fields: dict[str, int]) -> dict[str, np.ndarray]:
        p, transcript, word = self.p, self.transcript, self.p.array.word
        label_bits = formats.width(formats.index(p.program.classes))
        score_bits = p.program.score_bits
        results = [
            (beat & (1 << score_bits) - 1, beat >> score_bits & (1 << label_bits) - 1, beat >> score_bits + label_bits)
            for beat in self.beats["y"]
        ]
        return {
            "y": np.array(results, np.int64).reshape(-1, 3),
            "read": np.array([unpacked(beat, 1, word) for beat in self.beats["r"]], np.uint8).reshape(-1, word),
            "differs": np.array([unpacked(beat >> word, 1, word) for beat in self.beats["r"]], np.uint8).reshape(-1, word),
            **{f"{name}_cycle": np.array(cycles, np.int64) - self.begun for name, cycles in self.cycles.items()},
            "codes": np.array(transcript.codes, np.int64).reshape(-1, p.array.rows),
            "decisions": np.array(transcript.decisions, np.uint8).reshape(-1, p.array.columns),
            **{kind: np.array(places, np.int64).reshape(-1, 2) for kind, places in transcript.accesses.items()},
            **{f"{kind}_cells": np.array(cells, np.uint8).reshape(-1, word) for kind, cells in transcript.cells.items()},
            **{f"field_{name}": np.array(value) for name, value in fields.items()},
        }


def _beats(rows: np.ndarray, size: int, bits: int) -> list[int]:
    """Rows of words as beats of that many."""
    return [packed(row[start : start + size], bits) for row in rows for start in range(0, len(row), size)]


@cocotb.test()
async def operations(dut: Any) -> None:
    """Run the operations of this run's orders."""
    await Bench(dut).run()
