"""Bench of the training engine: runs operations on the device with array models on its macros' pins, and records everything.

Stimulus: ``kind`` (operations), ``words`` (of the program stream, as little-endian bytes), ``inputs`` (words of stream x, a lane a
column) and ``beats`` (how many come at y). Outcome: ``y`` (words of stream y), ``op_cycle``, ``y_cycle``, the records of
:class:`bitline_sim.bench.two_way_training.link.Link` of each macro k as ``codes_k``, ``drives_k`` and ``accesses_k``,
``written_values`` and ``written_sums`` (address and lanes of each write to a memory), and the registers' fields as
``field_<name>``.
"""

from typing import Any

import cocotb
import numpy as np

from bitline.params.memory import Memory
from bitline.params.two_way_training import TwoWayTraining

from ...arrays.two_way import model
from .. import device, exchange
from ..streams import Stream, packed, unpacked
from .link import Link


class Bench:
    """One run: orders in, outcome out."""

    def __init__(self, dut: Any) -> None:
        p, self.settings, self.stimulus = exchange.read_orders(exchange.folder())
        assert isinstance(p, TwoWayTraining)
        self.p, self.dut = p, dut
        self.links = [
            Link(macro, device.inner(dut, path), model(macro, self.settings["array"], self.settings["seed"] + number))
            for number, (macro, path) in enumerate(zip(p.all_macros, p.array_paths, strict=True))
        ]
        self.cycles: dict[str, list[int]] = {"op": [], "y": []}
        self.y: list[int] = []
        self.before: dict[str, int] = {}

    async def run(self) -> None:
        """Reset, run every operation, wait for the last word and leave the outcome."""
        at_rest = {f"{name}_valid": 0 for name in ("op", "program", "x")} | {"y_ready": 0}
        bus = dict.fromkeys(("psel", "penable", "pwrite", "paddr", "pwdata"), 0)
        await device.start(self.dut, {**at_rest, **bus})
        # before the reset a netlist's flip-flops are anything, and may write anywhere
        self.before = {memory.name: len(_lines(memory)) for memory in self.p.memories.values()}
        for link in self.links:
            link.start()
        if stretch := self.settings.get("stretch"):
            names = (f"stretch_{phase}" for phase in ("precharge", "evaluate", "sample"))
            await device.write_fields(self.dut, self.p.registers, dict(zip(names, stretch, strict=True)))
        begun = device.cycle()
        for task in [cocotb.start_soon(task) for task in self._streams()]:
            await task
        fields = await device.read_fields(self.dut, self.p.registers)
        exchange.write_arrays(exchange.folder() / "outcome.npz", self._outcome(fields, begun))

    def _streams(self) -> list[Any]:
        s, bits = self.stimulus, self.p.training.sum_bits
        stream = {
            name: Stream(self.dut, name, self.settings["idle"], self.settings["seed"]) for name in ("op", "program", "x", "y")
        }
        return [
            stream["op"].send(s["kind"].tolist(), lambda _: self.cycles["op"].append(device.cycle())),
            stream["program"].send([int.from_bytes(word.tobytes(), "little") for word in s["words"]]),
            stream["x"].send([packed(word, bits) for word in s["inputs"]]),
            stream["y"].receive(int(s["beats"]), self._took),
        ]

    def _took(self, payload: int) -> None:
        self.y.append(payload)
        self.cycles["y"].append(device.cycle())

    # ---- outcome

    def _outcome(self, fields: dict[str, int], begun: int) -> dict[str, np.ndarray]:
        p, lanes = self.p, self.p.array.lines_per_read
        y = [unpacked(word, p.training.sum_bits, lanes, True) for word in self.y]
        return {
            "y": np.array(y, np.int64).reshape(-1, lanes),
            **{f"{name}_cycle": np.array(cycles, np.int64) - begun for name, cycles in self.cycles.items()},
            **{f"{name}_{k}": rows for k, link in enumerate(self.links) for name, rows in link.record().items()},
            "written_values": self._written(p.memories["values"], p.value_bits, signed=False),
            "written_sums": self._written(p.memories["sums"], p.training.sum_bits, signed=True),
            **{f"field_{name}": np.array(value) for name, value in fields.items()},
        }

    def _written(self, memory: Memory, bits: int, signed: bool) -> np.ndarray:
        """What a memory's model has noted since the reset."""
        lanes, lines = self.p.array.lines_per_read, _lines(memory)[self.before[memory.name] :]
        rows = [[int(address, 16), *unpacked(int(word, 16), bits, lanes, signed)] for address, word in map(str.split, lines)]
        return np.array(rows, np.int64).reshape(-1, 1 + lanes)


def _lines(memory: Memory) -> list[str]:
    """What a memory's model has noted, a line a write."""
    return (exchange.folder() / f"{memory.name}.txt").read_text().splitlines()


@cocotb.test()
async def operations(dut: Any) -> None:
    """Run the operations of this run's orders."""
    await Bench(dut).run()
