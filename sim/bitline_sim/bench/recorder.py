"""What signals of the device do, cycle by cycle, for a while."""

from typing import Any

import numpy as np
from cocotb.triggers import ClockCycles, FallingEdge


class Recorder:
    """Samples signals in the middle of each cycle of a window, when everything has settled.

    Parameters
    ----------
    clk : handle
    signals : dict of handles
    """

    def __init__(self, clk: Any, signals: dict[str, Any]) -> None:
        self._clk, self._signals = clk, signals
        self._seen: dict[str, list[bytes]] = {name: [] for name in signals}

    async def record(self, first: int, cycles: int) -> None:
        """Record that many cycles from the one numbered ``first``, counted from the present clock edge."""
        if first:
            await ClockCycles(self._clk, first)
        for _ in range(cycles):
            await FallingEdge(self._clk)
            for name, signal in self._signals.items():
                self._seen[name].append(_bytes(signal))

    def arrays(self) -> dict[str, np.ndarray]:
        """``wave_<signal>``: uint8, one row a cycle, lowest byte first; undefined bits of a signal make it 0."""
        return {
            f"wave_{name}": np.frombuffer(b"".join(rows), np.uint8).reshape(len(rows), -1)
            for name, rows in self._seen.items()
            if rows
        }


def _bytes(signal: Any) -> bytes:
    bits = str(signal.value)
    number = int(bits, 2) if set(bits) <= {"0", "1"} else 0
    return number.to_bytes((len(bits) + 7) // 8, "little")
