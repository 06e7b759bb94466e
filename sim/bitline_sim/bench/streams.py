"""Stream drivers: valid and ready, a transfer in each cycle in which both are high at the rising clock edge."""

import random
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any

import numpy as np
from cocotb.triggers import ClockCycles, RisingEdge


class Stream:
    """One stream of the device.

    Parameters
    ----------
    dut : handle
        The device: ports ``clk``, ``{name}_payload``, ``{name}_valid``, ``{name}_ready``.
    name : str
    idle : float
        Probability of a pause before each beat; 0 for full rate.
    seed : int
        Of the pauses.
    """

    def __init__(self, dut: Any, name: str, idle: float, seed: int) -> None:
        self._clk = dut.clk
        self._payload, self._valid, self._ready = (getattr(dut, f"{name}_{part}") for part in ("payload", "valid", "ready"))
        self._idle, self._random = idle, random.Random(f"{name} {seed}")

    async def send(self, payloads: Iterable[int], sent: Callable[[int], None] | None = None) -> None:
        """Send beats in order; ``sent`` is told the number of each as it is taken."""
        for number, payload in enumerate(payloads):
            if number == 0 or self._idle:
                await self._agree(self._valid)
            self._payload.value = payload
            await self._taken(self._ready)
            if sent:
                sent(number)
        self._valid.value = 0

    async def receive(self, count: int, received: Callable[[int], Any]) -> None:
        """Receive that many beats; ``received`` is given the payload of each as it is taken."""
        for number in range(count):
            if number == 0 or self._idle:
                await self._agree(self._ready)
            await self._taken(self._valid)
            received(self._payload.value.to_unsigned())
        self._ready.value = 0

    async def _agree(self, flag: Any) -> None:
        """Raise our own flag, perhaps after a pause."""
        if self._idle:
            flag.value = 0
            if self._random.random() < self._idle:
                await ClockCycles(self._clk, self._random.choice((1, 1, 2, 3, 5, 20)))
        flag.value = 1

    async def _taken(self, other: Any) -> None:
        """Wait for the clock edge at which the other side agrees; sleep through the cycles in which it does not."""
        await RisingEdge(self._clk)
        while not other.value:
            await RisingEdge(other)
            await RisingEdge(self._clk)


def packed(words: Sequence[int] | np.ndarray, bits: int) -> int:
    """Words of that many bits as one payload, the first lowest."""
    each = (np.asarray(words, np.int64)[:, None] >> np.arange(bits) & 1).astype(np.uint8)
    return int.from_bytes(np.packbits(each, bitorder="little").tobytes(), "little")


def unpacked(value: int, bits: int, count: int, signed: bool = False) -> list[int]:
    """The inverse of :func:`packed`."""
    mask, top = (1 << bits) - 1, 1 << bits - 1
    words = [value >> place * bits & mask for place in range(count)]
    return [word - (word & top) * 2 if signed else word for word in words]


Coroutine = Callable[[], Awaitable[None]]
