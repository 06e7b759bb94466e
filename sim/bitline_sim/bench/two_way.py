"""Bench of the two-way macro: runs operations on the device with the array model on its pins, and records everything.

Stimulus: ``kind``, ``signed``, ``row`` (operations), ``vectors`` (one row a product, padded) and ``weights`` (one row a write or verify).
Outcome: ``results`` (one row a product, padded), ``read`` and ``differs`` (one row a read or verify), ``op_cycle``, ``y_cycle``
(cycle of each beat taken), ``held`` (the weights that the cells held when last written), the transcript of the array, ``drives``
and ``codes`` (one row an evaluation), and where the setting
``record`` names a first cycle and a number of cycles, the waves of :class:`bitline_sim.bench.recorder.Recorder`.
"""

from typing import Any

import cocotb
import numpy as np
from cocotb.triggers import ValueChange

from bitline.params import formats
from bitline.params.two_way import DIRECTIONS, Direction, TwoWay

from ..arrays import two_way as arrays
from ..golden import two_way as golden
from . import device, exchange
from .memory_link import MemoryLink
from .recorder import Recorder
from .streams import Stream, packed, unpacked

FORWARD, BACKWARD, WRITE, READ, VERIFY, CLEAR = range(6)
ARRAY_PATH = ("macro", "u_array")


class Link:
    """The array model on the pins of the array's stand-in."""

    def __init__(self, p: TwoWay, stub: Any, model: arrays.Array) -> None:
        self.p, self._stub, self._model = p, stub, model
        self._memory = MemoryLink(stub, self, p.array_pins)
        self.held = np.zeros((p.array.rows, p.word_groups, p.array.lines_per_read), np.int64)
        self.drives: list[bytes] = []
        self.codes: list[bytes] = []
        digit = p.input.digit_bits
        self._lines = {"forward": p.array.rows * digit, "backward": p.array.columns * digit}
        self._code = {direction: getattr(stub, f"{direction}_code") for direction in DIRECTIONS}
        self._shifts = np.arange(digit)
        self._bytes = (len(stub.drive_seen) + 7) // 8

    def start(self) -> None:
        """Begin to answer the array's strobes."""
        self._memory.start()
        cocotb.start_soon(self._evaluations())

    async def _evaluations(self) -> None:
        sampled, seen = ValueChange(self._stub.sampled), self._stub.drive_seen
        while True:
            await sampled
            drive = seen.value.to_unsigned().to_bytes(self._bytes, "little")
            direction, digits, slot, plane = self._drive(drive)
            codes = self._model.evaluate(direction, digits, slot, plane)[0].astype(np.uint8).tobytes()
            self._code[direction].value = int.from_bytes(codes, "little")
            self.drives.append(drive)
            self.codes.append(codes)

    def write(self, row: int, word_group: int, bits: np.ndarray) -> None:
        """Write the model's cells, and note what they hold then."""
        self._model.write(row, word_group, bits)
        self.held[row, word_group] = golden.weights_of_cells(self.p, self.read(row, word_group).reshape(-1, len(self.p.planes)))

    def read(self, row: int, word_group: int) -> np.ndarray:
        """The model's cells."""
        return self._model.read(row, word_group)

    def _drive(self, drive: bytes) -> tuple[Direction, np.ndarray, np.ndarray, np.ndarray]:
        """Lines, slot and bit group of one evaluation, from the bits that the stand-in has seen."""
        bits = np.unpackbits(np.frombuffer(drive, np.uint8), bitorder="little")
        rows, columns = self._lines.values()
        backward = bits[rows + columns]
        direction = DIRECTIONS[backward]
        lines = bits[rows : rows + columns] if backward else bits[:rows]
        digits = lines if len(self._shifts) == 1 else lines.reshape(-1, 2) @ (1 << self._shifts)
        after = rows + columns + 1
        slot = bits[after : after + self.p.adc.share].argmax()
        plane = bits[after + self.p.adc.share :].argmax() if self.p.array.layout == "interleaved" else 0
        return direction, digits[None], np.array([slot]), np.array([plane])


class Bench:
    """One run: orders in, outcome out."""

    def __init__(self, dut: Any) -> None:
        p, self.settings, self.stimulus = exchange.read_orders(exchange.folder())
        assert isinstance(p, TwoWay)
        self.p, self.dut = p, dut
        self.op_cycle: list[int] = []
        self.y_cycle: list[int] = []
        self.y: list[int] = []
        self.r: list[int] = []
        self.link: Link | None = None
        self.recorder: Recorder | None = None

    async def run(self) -> None:
        """Reset, run every operation, wait for the last answer and leave the outcome."""
        at_rest = {f"{name}_{part}": 0 for name, part in (("op", "valid"), ("x", "valid"), ("w", "valid"), ("y", "ready"), ("r", "ready"))}
        bus = {name: 0 for name in ("psel", "penable", "pwrite", "paddr", "pwdata")}
        if self.settings["link"]:
            model = arrays.model(self.p, self.settings["array"], self.settings["seed"])
            self.link = Link(self.p, device.inner(self.dut, ARRAY_PATH), model)
        await device.start(self.dut, {**at_rest, **bus})
        if self.link:
            self.link.start()
        await self._set_stretch()
        self.begun = device.cycle()
        if window := self.settings.get("record"):
            self.recorder = Recorder(self.dut.clk, self._watched())
            cocotb.start_soon(self.recorder.record(*window))
        tasks = [cocotb.start_soon(task) for task in self._streams()]
        for task in tasks:
            await task
        self._leave()

    def _watched(self) -> dict[str, Any]:
        """What is recorded: the handshake of each stream, and the array's pins."""
        handshake = [f"{name}_{part}" for name in ("op", "x", "w", "y", "r") for part in ("valid", "ready")]
        array = device.inner(self.dut, ARRAY_PATH)
        return {name: getattr(self.dut, name) for name in handshake} | {pin.name: getattr(array, pin.name) for pin in self.p.array_pins}

    def _streams(self) -> list[Any]:
        p, kinds = self.p, self.stimulus["kind"]
        idle, seed = self.settings["idle"], self.settings["seed"]
        stream = {name: Stream(self.dut, name, idle, seed) for name in ("op", "x", "w", "y", "r")}
        rows = self._word_beats("weights", p.weight.bits)
        products = np.isin(kinds, (FORWARD, BACKWARD)).sum()
        reads = np.isin(kinds, (READ, VERIFY)).sum()
        return [
            stream["op"].send(self._operations(), lambda _: self.op_cycle.append(device.cycle())),
            stream["x"].send(self._input_beats()),
            stream["w"].send(rows),
            stream["y"].receive(int(products) * p.adc.share, self._took_result),
            stream["r"].receive(int(reads) * p.word_groups, self.r.append),
        ]

    def _operations(self) -> list[int]:
        fields = (self.stimulus[name].tolist() for name in ("kind", "signed", "row"))
        return [kind | signed << 3 | row << 4 for kind, signed, row in zip(*fields, strict=True)]

    def _input_beats(self) -> list[int]:
        p, out = self.p, []
        products = [kind for kind in self.stimulus["kind"] if kind in (FORWARD, BACKWARD)]
        for kind, vector in zip(products, self.stimulus["vectors"], strict=True):
            lines = p.sides[DIRECTIONS[kind]].lines
            for start in range(0, lines, p.array.lines_per_read):
                out.append(packed(vector[start : min(start + p.array.lines_per_read, lines)], p.input.bits))
        return out

    def _word_beats(self, name: str, bits: int) -> list[int]:
        size = self.p.array.lines_per_read
        return [packed(row[start : start + size], bits) for row in self.stimulus[name] for start in range(0, self.p.array.columns, size)]

    def _took_result(self, payload: int) -> None:
        self.y.append(payload)
        self.y_cycle.append(device.cycle())

    async def _set_stretch(self) -> None:
        stretch = self.settings.get("stretch") or [0, 0, 0]
        if any(stretch):
            bits = self.p.timing.stretch_bits
            await device.write_register(self.dut, self.settings["stretch_address"], packed(stretch, bits))

    # ---- outcome

    def _leave(self) -> None:
        link = self.link
        arrays_ = {
            "results": self._results(),
            **self._read_back(),
            "op_cycle": np.array(self.op_cycle) - self.begun,
            "y_cycle": np.array(self.y_cycle) - self.begun,
            "held": link.held.reshape(self.p.array.rows, -1)[:, : self.p.array.columns] if link else self.stimulus["weights"],
            "drives": np.frombuffer(b"".join(link.drives), np.uint8).reshape(len(link.drives), -1) if link and link.drives else np.zeros((0, 1), np.uint8),
            "codes": self._codes(),
            **(self.recorder.arrays() if self.recorder else {}),
        }
        np.savez(exchange.folder() / "outcome.npz", **arrays_)

    def _codes(self) -> np.ndarray:
        """One row an evaluation, padded to the larger side."""
        width = max(side.converters for side in self.p.sides.values())
        rows = self.link.codes if self.link else []
        return np.array([np.frombuffer(row.ljust(width, b"\0"), np.uint8) for row in rows], np.uint8).reshape(-1, width)

    def _results(self) -> np.ndarray:
        p, kinds = self.p, [kind for kind in self.stimulus["kind"] if kind in (FORWARD, BACKWARD)]
        bits, signed = formats.width(p.results), formats.signed(p.results)
        out = np.zeros((len(kinds), max(p.array.rows, p.array.columns)), np.int64)
        for number, kind in enumerate(kinds):
            side = p.sides[DIRECTIONS[kind]]
            for slot in range(p.adc.share):
                beat = self.y[number * p.adc.share + slot]
                out[number, slot : side.outputs : p.adc.share] = unpacked(beat, bits, side.lanes, signed)
                assert beat >> p.lanes * bits == (slot == p.adc.share - 1), f"product {number}: 'last' is wrong in slot {slot}"
        return out

    def _read_back(self) -> dict[str, np.ndarray]:
        p, size = self.p, self.p.array.lines_per_read
        beats = [unpacked(beat, p.weight.bits, size, True) for beat in self.r]
        differs = [unpacked(beat >> size * p.weight.bits, 1, size) for beat in self.r]
        shape = (-1, p.word_groups * size)
        return {
            "read": np.array(beats, np.int64).reshape(shape)[:, : p.array.columns],
            "differs": np.array(differs, np.int64).reshape(shape)[:, : p.array.columns],
        }


@cocotb.test()
async def operations(dut: Any) -> None:
    """Run the operations of this run's orders."""
    await Bench(dut).run()
