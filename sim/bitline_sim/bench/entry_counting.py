"""Bench of the entry-counting macro: runs operations on the device and records everything.

Stimulus: ``operations`` (one row each, fields in the order of the port), ``written`` and ``streamed`` (levels, one row a word) with
``written_operand`` and ``streamed_operand``, ``fill``, ``residual`` and ``scales`` (one row a beat).
Outcome: ``results`` (beats of ``y``), ``read`` and ``differs`` (one row a word), ``op_cycle``, ``y_cycle``, ``r_cycle`` (cycle of
each beat taken), and the registers when all is done: ``events`` in the order of their addresses, ``status``.
"""

from typing import Any

import cocotb
import numpy as np

from bitline.params import formats
from bitline.params.entry_counting import OPERANDS, EntryCounting, Operation
from bitline.params.registers import addressed

from . import device, exchange
from .streams import Stream, packed, unpacked


class Bench:
    """One run: orders in, outcome out."""

    def __init__(self, dut: Any) -> None:
        p, self.settings, self.stimulus = exchange.read_orders(exchange.folder())
        assert isinstance(p, EntryCounting)
        self.p, self.dut = p, dut
        self.cycles: dict[str, list[int]] = {"op": [], "y": [], "r": []}
        self.beats: dict[str, list[int]] = {"y": [], "r": []}

    async def run(self) -> None:
        """Reset, run every operation, wait for the last answer and leave the outcome."""
        sent = ["op", "w", "x", "fill", "scales", *(["residual"] if self.p.requantizer.residual else [])]
        at_rest = {f"{name}_{part}": 0 for name in sent for part in ("valid", "payload")}
        bus = dict.fromkeys(("psel", "penable", "pwrite", "paddr", "pwdata"), 0)
        await device.start(self.dut, {**at_rest, "y_ready": 0, "r_ready": 0, **bus})
        self.begun = device.cycle()
        for task in [cocotb.start_soon(task) for task in self._streams(sent)]:
            await task
        registers = await self._registers()
        exchange.write_arrays(exchange.folder() / "outcome.npz", self._outcome(registers))

    def _streams(self, sent: list[str]) -> list[Any]:
        idle, seed = self.settings["idle"], self.settings["seed"]
        operations = [Operation.of_codes(row) for row in self.stimulus["operations"].tolist()]
        stream = {name: Stream(self.dut, name, idle, seed) for name in (*sent, "y", "r")}
        payloads = {
            "op": [_joined(row, self.p.operation_fields.values()) for row in self.stimulus["operations"].tolist()],
            "w": self._word_beats("written"),
            "x": self._word_beats("streamed"),
            "scales": [_joined(row, self.p.scale_fields.values()) for row in self.stimulus["scales"].tolist()],
            "fill": self._numbers("fill", self.p.sums),
            "residual": self._numbers("residual", self.p.outputs),
        }
        noted = {"op": lambda _: self.cycles["op"].append(device.cycle())}
        return [
            *(stream[name].send(payloads[name], noted.get(name)) for name in sent),
            stream["y"].receive(sum(op.beats for op in operations), lambda payload: self._took("y", payload)),
            stream["r"].receive(sum(op.answers for op in operations) * self.p.beats, lambda payload: self._took("r", payload)),
        ]

    def _word_beats(self, name: str) -> list[int]:
        """Words beat by beat, each with the operand above the levels."""
        size, bits = self.p.store.lanes_per_beat, self.p.word_bits
        words = zip(self.stimulus[name].tolist(), self.stimulus[f"{name}_operand"].tolist(), strict=True)
        return [
            packed(levels[start : start + size], bits) | operand << size * bits
            for levels, operand in words
            for start in range(0, self.p.store.lanes, size)
        ]

    def _numbers(self, name: str, fmt: range) -> list[int]:
        return [packed([number], formats.width(fmt)) for number in self.stimulus[name].tolist()]

    def _took(self, name: str, payload: int) -> None:
        self.beats[name].append(payload)
        self.cycles[name].append(device.cycle())

    async def _registers(self) -> dict[str, int]:
        """Every register, once the macro is not busy any more."""
        addresses = {register.name: address for address, register in addressed(self.p.registers)}
        while await device.read_register(self.dut, addresses["status"]) & 1:
            pass
        return {name: await device.read_register(self.dut, address) for name, address in addresses.items()}

    # ---- outcome

    def _outcome(self, registers: dict[str, int]) -> dict[str, np.ndarray]:
        results = self.p.results
        return {
            "results": np.array([unpacked(beat, formats.width(results), 1, True)[0] for beat in self.beats["y"]], np.int64),
            **self._read_back(),
            **{f"{name}_cycle": np.array(cycles, np.int64) - self.begun for name, cycles in self.cycles.items()},
            "status": np.array(registers["status"]),
            "events": np.array([value for name, value in registers.items() if name not in ("identity", "status")]),
        }

    def _read_back(self) -> dict[str, np.ndarray]:
        size, bits = self.p.store.lanes_per_beat, self.p.word_bits
        read, differs = [], []
        for beat in self.beats["r"]:
            operand = OPERANDS[beat >> size * bits & 1]
            read.append(unpacked(beat, bits, size, self.p.operands[operand].signed))
            differs.append(unpacked(beat >> size * bits + 1, 1, size))
        shape = (-1, self.p.store.lanes)
        return {"read": np.array(read, np.int64).reshape(shape), "differs": np.array(differs, np.int64).reshape(shape)}


def _joined(values: list[int], fields: Any) -> int:
    """Fields as one payload, the first lowest."""
    payload, low = 0, 0
    for value, fmt in zip(values, fields, strict=True):
        payload |= packed([value], formats.width(fmt)) << low
        low += formats.width(fmt)
    return payload


@cocotb.test()
async def operations(dut: Any) -> None:
    """Run the operations of this run's orders."""
    await Bench(dut).run()
