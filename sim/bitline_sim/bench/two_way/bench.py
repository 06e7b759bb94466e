"""Bench of the two-way macro: runs operations on the device with the array model on its pins, and records everything.

Stimulus: ``kind``, ``signed``, ``row`` (operations), ``vectors`` (one row a product, padded) and ``weights`` (one row a write or
verify). Outcome: ``results`` (one row a product, padded), ``read`` and ``differs`` (one row a read or verify), ``op_cycle``,
``y_cycle`` (cycle of each beat taken), the arrays of :class:`bitline_sim.bench.two_way.transcript.Transcript`, and where the
setting ``record`` names a first cycle and a number of cycles, the waves of :class:`bitline_sim.bench.recorder.Recorder`.
"""

from typing import Any

import cocotb
import numpy as np

from bitline.params import formats
from bitline.params.two_way import DIRECTIONS, TwoWay

from ...arrays.two_way import model
from .. import device, exchange
from ..recorder import Recorder
from ..streams import Stream, packed, unpacked
from .compiled import Compiled
from .link import Link

FORWARD, BACKWARD, WRITE, READ, VERIFY, CLEAR = range(6)


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
        array = device.inner(dut, *p.array_paths)
        if self.settings["model"] == "compiled":
            self.array = Compiled(p, array, exchange.folder() / exchange.TRANSCRIPT)
        else:
            self.array = Link(p, array, model(p, self.settings["array"], self.settings["seed"]), self.stimulus)
        self.recorder: Recorder | None = None

    async def run(self) -> None:
        """Reset, run every operation, wait for the last answer and leave the outcome."""
        at_rest = {f"{name}_valid": 0 for name in ("op", "x", "w")} | {f"{name}_ready": 0 for name in ("y", "r")}
        bus = dict.fromkeys(("psel", "penable", "pwrite", "paddr", "pwdata"), 0)
        await device.start(self.dut, {**at_rest, **bus})
        self.array.start()
        await self._set_stretch()
        self.begun = device.cycle()
        if window := self.settings.get("record"):
            self.recorder = Recorder(self.dut.clk, self._watched())
            cocotb.start_soon(self.recorder.record(*window))
        tasks = [cocotb.start_soon(task) for task in self._streams()]
        for task in tasks:
            await task
        await self._leave()

    def _watched(self) -> dict[str, Any]:
        """What is recorded: the handshake of each stream, and the array's pins."""
        handshake = [f"{name}_{part}" for name in ("op", "x", "w", "y", "r") for part in ("valid", "ready")]
        array = device.inner(self.dut, *self.p.array_paths)
        return {name: getattr(self.dut, name) for name in handshake} | {
            pin.name: getattr(array, pin.name) for pin in self.p.array_pins
        }

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
            starts = range(0, lines, p.array.lines_per_read)
            out += [packed(vector[start : min(start + p.array.lines_per_read, lines)], p.input.bits) for start in starts]
        return out

    def _word_beats(self, name: str, bits: int) -> list[int]:
        size = self.p.array.lines_per_read
        return [
            packed(row[start : start + size], bits) for row in self.stimulus[name] for start in range(0, self.p.array.columns, size)
        ]

    def _took_result(self, payload: int) -> None:
        self.y.append(payload)
        self.y_cycle.append(device.cycle())

    async def _set_stretch(self) -> None:
        stretch = self.settings.get("stretch") or [0, 0, 0]
        if any(stretch):
            bits = self.p.timing.stretch_bits
            await device.write_register(self.dut, self.settings["stretch_address"], packed(stretch, bits))

    # ---- outcome

    async def _leave(self) -> None:
        transcript = await self.array.finish()
        arrays = {
            "results": self._results(),
            **self._read_back(),
            "op_cycle": np.array(self.op_cycle) - self.begun,
            "y_cycle": np.array(self.y_cycle) - self.begun,
            **transcript.arrays(),
            **(self.recorder.arrays() if self.recorder else {}),
        }
        exchange.write_arrays(exchange.folder() / "outcome.npz", arrays)

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
        beats = [unpacked(beat, p.weight.bits, size, formats.signed(p.weights)) for beat in self.r]
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
