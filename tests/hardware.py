"""Devices as functions: what keeps the clock of a simulation in Python out of the tests."""

import itertools
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any

from amaranth.hdl import Value
from amaranth.lib import data
from amaranth.sim import Simulator

Bench = Callable[[Any], Awaitable[Any]]
"""An async function of the simulation's context."""


def simulate(device: Any, *benches: Bench, answers: Iterable[Bench] = (), limit: int = 20_000) -> list[Any]:
    """Run benches side by side on a device until all have ended; what each of them returned.

    Parameters
    ----------
    device : Elaboratable
    answers : iterable of Bench
        Processes that stand in for circuits, such as a model on the pins of a black box.
    limit : int
        Cycles after which a bench that has not ended counts as hung.
    """
    returned: list[Any] = [None] * len(benches)

    def numbered(number: int, bench: Bench) -> Bench:
        async def run(ctx: Any) -> None:
            returned[number] = await bench(ctx)

        return run

    simulator = Simulator(device)
    simulator.add_clock(1e-6, if_exists=True)
    for number, bench in enumerate(benches):
        simulator.add_testbench(numbered(number, bench))
    for answer in answers:
        simulator.add_process(answer)
    for _ in range(2 * limit):
        if not simulator.advance():
            return returned
    raise AssertionError(f"a bench has not ended after {limit} cycles")


def settled(device: Any, inputs: Iterable[dict[str, Any]], output: str = "o") -> list[Any]:
    """What a combinational device answers to each setting of its ports."""

    async def bench(ctx: Any) -> list[Any]:
        out = []
        for setting in inputs:
            set_ports(ctx, device, setting)
            out.append(plain(ctx.get(getattr(device, output))))
        return out

    return simulate(device, bench)[0]


def trace(device: Any, stimulus: Iterable[dict[str, Any]], watched: Sequence[str]) -> list[tuple]:
    """Cycle by cycle: set ports (they keep their values), and see what the watched ones show before the clock edge."""
    return simulate(device, tracer(device, stimulus, watched))[0]


def tracer(device: Any, stimulus: Iterable[dict[str, Any]], watched: Sequence[str]) -> Bench:
    """The bench of :func:`trace`."""

    async def bench(ctx: Any) -> list[tuple]:
        seen = []
        for setting in stimulus:
            set_ports(ctx, device, setting)
            _, _, *shown = await ctx.tick().sample(*(_port(device, name) for name in watched))
            seen.append(tuple(plain(value) for value in shown))
        return seen

    return bench


async def idle(ctx: Any, cycles: int) -> None:
    """Let that many cycles pass, also none."""
    for _ in range(cycles):
        await ctx.tick()


def sender(port: Any, beats: Iterable[Any], pauses: Iterable[int] = (0,)) -> Bench:
    """A bench that sends beats, each after as many idle cycles as ``pauses`` say in turn; it returns the transfers' cycles."""

    async def bench(ctx: Any) -> list[int]:
        cycle, taken = 0, []
        for beat, pause in zip(beats, itertools.cycle(pauses)):
            ctx.set(port.valid, 0)
            await idle(ctx, pause)
            ctx.set(port.payload, beat)
            ctx.set(port.valid, 1)
            cycle += pause + await _until(ctx, port.ready)
            taken.append(cycle - 1)
        ctx.set(port.valid, 0)
        return taken

    return bench


def receiver(port: Any, count: int, pauses: Iterable[int] = (0,)) -> Bench:
    """A bench that takes beats, each after as many busy cycles as ``pauses`` say in turn; it returns them with their cycles."""

    async def bench(ctx: Any) -> list[tuple[int, Any]]:
        cycle, taken = 0, []
        for pause in itertools.islice(itertools.cycle(pauses), count):
            ctx.set(port.ready, 0)
            await idle(ctx, pause)
            ctx.set(port.ready, 1)
            waited, payload = await _until_with(ctx, port.valid, port.payload)
            cycle += pause + waited
            taken.append((cycle - 1, payload))
        ctx.set(port.ready, 0)
        return taken

    return bench


async def _until(ctx: Any, condition: Any) -> int:
    return (await _until_with(ctx, condition, condition))[0]


async def _until_with(ctx: Any, condition: Any, shown: Any) -> tuple[int, Any]:
    """Cycles up to and with the first in which the condition holds, and what is shown in it."""
    for waited in itertools.count(1):
        _, _, holds, value = await ctx.tick().sample(condition, shown)
        if holds:
            return waited, plain(value)
    raise AssertionError


def set_ports(ctx: Any, device: Any, setting: dict[str, Any]) -> None:
    """Set ports by name; a dotted name reaches into a stream, and a whole number sets the bits of any payload."""
    for name, value in setting.items():
        port = _port(device, name)
        ctx.set(Value.cast(port) if isinstance(value, int) else port, value)


def _port(device: Any, name: str) -> Any:
    for part in name.split("."):
        device = getattr(device, part)
    return device


def plain(value: Any) -> Any:
    """A sampled value as integers, lists and dictionaries."""
    if not isinstance(value, data.Const):
        return value
    if isinstance(value.shape(), data.StructLayout):
        return {name: plain(value[name]) for name, _ in value.shape()}
    return [plain(word) for word in value]
