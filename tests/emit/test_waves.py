"""The waves that a datasheet draws, against the blocks that make them."""

import pytest
from amaranth.lib.data import StructLayout

from bitline.emit.timing_diagram import Lane, Waves
from bitline.emit.waves import Evaluation, evaluations, handshake, write_access
from bitline.periphery.array_port import Access, ArrayPort
from bitline.periphery.conversion import Conversion
from hardware import idle, sender, simulate, tracer


def lanes(waves: Waves) -> dict[str, Lane]:
    return {lane.name: lane for lane in waves.lanes}


def levels(lane: Lane, cycles: int) -> list[int]:
    """A signal cycle by cycle."""
    return [int(any(span.start <= cycle < span.end for span in lane.spans)) for cycle in range(cycles)]


def numbers(lane: Lane, cycles: int) -> list[int | None]:
    """Which span of a bus stands in each cycle."""
    return [next((n for n, span in enumerate(lane.spans) if span.start <= cycle < span.end), None) for cycle in range(cycles)]


@pytest.mark.parametrize("phases", [(2, 2, 1), (1, 1, 1), (3, 1, 4), (1, 5, 2)])
@pytest.mark.parametrize(("steps", "compare_cycles"), [(5, 1), (1, 1), (1, 3), (4, 3)])
def test_evaluations(phases: tuple[int, int, int], steps: int, compare_cycles: int) -> None:
    precharge, evaluate, sample = phases
    period = max(sum(phases), steps * compare_cycles)
    names = [f"b{bit}" for bit in reversed(range(steps))]
    waves = evaluations(Evaluation(precharge, evaluate, sample, names, compare_cycles, period), "lines", "steps", period + 20)
    device = Conversion(
        precharge=precharge, evaluate=evaluate, hold=sample, steps=steps, compare_cycles=compare_cycles, stretch_bits=0, tag=1
    )
    shown = ("precharge", "evaluate", "sample", "o_valid", "step")
    starts, traced = simulate(device, sender(device.i, [0, 1]), tracer(device, [{}] * waves.cycles, shown))
    drawn = lanes(waves)
    assert starts == [span.start for span in drawn["start"].spans]
    columns = dict(zip(shown, zip(*traced, strict=True), strict=True))
    for name in ("precharge", "evaluate", "sample"):
        assert list(columns[name]) == levels(drawn[name], waves.cycles)
    assert list(columns["o_valid"]) == levels(drawn["codes complete"], waves.cycles)
    steps_drawn = [None if n is None else 1 << steps - 1 - n % steps for n in numbers(drawn["steps"], waves.cycles)]
    assert [step or None for step in columns["step"]] == steps_drawn


@pytest.mark.parametrize("groups", [1, 2, 4])
@pytest.mark.parametrize(("write", "read"), [(1, 0), (3, 0), (1, 1), (2, 3)])
def test_write(groups: int, write: int, read: int) -> None:
    waves = write_access(groups=groups, write=write, read=read)
    beats = [5 + n for n in range(groups)]
    device = ArrayPort(rows=2, groups=groups, cells=4, cleared=0, write=write, read=max(read, 1), follow=read > 0)
    shown = ("word_group", "w.ready", "write_data", "write", "read")

    async def order(ctx) -> int:
        layout = device.i.payload.shape()
        assert isinstance(layout, StructLayout)
        ctx.set(device.i.payload, layout.const({"access": Access.WRITE, "row": 1}))
        ctx.set(device.i.valid, 1)
        cycle = 0
        while not ctx.get(device.i.ready):
            await idle(ctx, 1)
            cycle += 1
        await idle(ctx, 1)
        ctx.set(device.i.valid, 0)
        return cycle

    done, _, traced = simulate(device, order, sender(device.w, beats), tracer(device, [{}] * waves.cycles, shown))
    drawn = lanes(waves)
    assert drawn["op_valid"].spans[0].end == done + 1
    columns = dict(zip(shown, zip(*traced, strict=True), strict=True))
    for name, lane in (("w.ready", "w_ready"), ("write", "write"), ("read", "read")):
        expected = levels(drawn[lane], waves.cycles) if lane in drawn else [0] * waves.cycles
        assert list(columns[name]) == expected, name
    for cycle, (group, data) in enumerate(
        zip(numbers(drawn["word_group"], waves.cycles), numbers(drawn["write_data"], waves.cycles), strict=True)
    ):
        assert group is None or columns["word_group"][cycle] == 1 << group
        assert data is None or columns["write_data"][cycle] == beats[data]


def test_handshake() -> None:
    waves = handshake()
    valid, ready, transfer = (levels(lanes(waves)[name], waves.cycles) for name in ("valid", "ready", "transfer"))
    assert transfer == [v & r for v, r in zip(valid, ready, strict=True)]
    beats = numbers(lanes(waves)["payload"], waves.cycles)
    assert [beat is not None for beat in beats] == [bool(v) for v in valid]
    assert [beat for beat, moved in zip(beats, transfer, strict=True) if moved] == [0, 1, 2]
