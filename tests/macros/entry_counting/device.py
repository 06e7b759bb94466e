"""The entry-counting macro as a function from programs to outcomes."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from bitline.macros.entry_counting import Macro
from bitline.macros.entry_counting.events import FLAGS
from bitline.params.entry_counting import EVENTS, OPERANDS, EntryCounting
from bitline_sim.scoreboard.entry_counting import Program, Stimulus, judge
from bitline_sim.scoreboard.verdict import Verdict
from hardware import Bench, idle, receiver, sender, simulate

SETTLES = 40
"""Cycles after which the last operation has left no trace but in the counters."""


def judged(p: EntryCounting, program: Program, **pauses: Sequence[int]) -> Verdict:
    """The verdict on a program's run, its streams pausing as told."""
    return judge(p, program.stimulus(), run(p, program, **pauses), ideal=True, full_rate=not pauses)


def run(p: EntryCounting, program: Program, **pauses: Sequence[int]) -> Stimulus:
    """The outcome of a program as the bench records it; the macro is simulated in Python."""
    dut, s = Macro(p), program.stimulus()
    sent = {
        "op": [dict(zip(p.operation_fields, row, strict=True)) for row in s["operations"].tolist()],
        "w": _beats(p, s, "written"),
        "x": _beats(p, s, "streamed"),
        "fill": s["fill"].tolist(),
        "scales": [dict(zip(p.scale_fields, row, strict=True)) for row in s["scales"].tolist()],
        **({"residual": s["residual"].tolist()} if p.requantizer.residual else {}),
    }
    taken = {"r": sum(op.answers for op in program.operations) * p.beats, "y": sum(op.beats for op in program.operations)}
    benches = {name: sender(getattr(dut, name), payloads, pauses.get(name, [0])) for name, payloads in sent.items()}
    benches |= {name: receiver(getattr(dut, name), count, pauses.get(name, [0])) for name, count in taken.items()}
    *streams, (flags, events) = simulate(dut, *_ended_by(dut, list(benches.values())))
    found = dict(zip(benches, streams, strict=True))
    return {
        "results": np.array([payload for _, payload in found["y"]], np.int64),
        **_read_back(p, [payload for _, payload in found["r"]]),
        # the bench's cycles are those of edges, each of which ends the cycle before it
        "op_cycle": np.array(found["op"], np.int64) + 1,
        **{f"{name}_cycle": np.array([cycle for cycle, _ in found[name]], np.int64) + 1 for name in taken},
        "status": np.array(sum(flag << place for place, flag in enumerate(flags, 1))),
        "events": np.array(events),
    }


def _ended_by(dut: Any, benches: list[Bench]) -> list[Bench]:
    """The benches, and one that shows flags and counters a while after all of them have ended."""
    under_way = len(benches)

    def counted(bench: Bench) -> Bench:
        async def run(ctx: Any) -> Any:
            nonlocal under_way
            returned = await bench(ctx)
            under_way -= 1
            return returned

        return run

    async def at_the_end(ctx: Any) -> tuple[list[int], list[int]]:
        while under_way:
            await ctx.tick()
        await idle(ctx, SETTLES)
        return [ctx.get(getattr(dut, name)) for name in FLAGS], [ctx.get(getattr(dut, name)) for name in EVENTS]

    return [*map(counted, benches), at_the_end]


def _beats(p: EntryCounting, s: Stimulus, name: str) -> list[dict[str, Any]]:
    size = p.store.lanes_per_beat
    words = zip(s[name].tolist(), s[f"{name}_operand"].tolist(), strict=True)
    return [
        {"words": [level % (1 << p.word_bits) for level in levels[start : start + size]], "operand": operand}
        for levels, operand in words
        for start in range(0, p.store.lanes, size)
    ]


def _read_back(p: EntryCounting, beats: list[dict[str, Any]]) -> Stimulus:
    size, read, differs = p.store.lanes_per_beat, [], []
    for beat in beats:
        top = 1 << p.word_bits - 1 if p.operands[OPERANDS[beat["operand"].value]].signed else 0
        read.append([(word ^ top) - top for word in beat["words"]])
        differs.append([int(beat["differs"]) >> lane & 1 for lane in range(size)])
    shape = (-1, p.store.lanes)
    return {"read": np.array(read, np.int64).reshape(shape), "differs": np.array(differs, np.int64).reshape(shape)}
