"""The sequencer: evaluations and accesses of programs in their order, whatever they wait for."""

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from amaranth.lib import data

from bitline.macros.binary.sequencer import Sequencer
from bitline.macros.binary.shapes import Kind, operation
from bitline.params.binary import Binary, Program, Step
from bitline_sim.scoreboard.binary import random_program
from hardware import sender, simulate
from macros.binary.cases import ENDS, SMALL, WIDE
from macros.binary.surroundings import SLOT, Event, Surroundings, run_events

LOAD, RUN = {"kind": Kind.LOAD, "row": 0}, {"kind": Kind.RUN, "row": 0}

PAUSES: dict[str, dict[str, Sequence[int]]] = {
    "at full rate": {},
    "with pauses": {"ready": (0, 0, 1), "page": (0, 0, 0, 0, 0, 0, 0, 1), "rows": (0, 0, 0, 1), "shown": (0, 1)},
}


def events(p: Binary, program: Program, operations: Sequence[Any], use_trim: bool = False, **pauses: Sequence[int]) -> list[Event]:
    """What the sequencer does after a program has been loaded."""
    device = Sequencer(p)
    around = Surroundings(device, program, words=[0], **pauses)

    async def settings(ctx: Any) -> None:
        ctx.set(device.use_trim, use_trim)

    return simulate(device, settings, around, sender(device.op, [LOAD, *operations]))[1]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("pauses", PAUSES)
@pytest.mark.parametrize("p", [SMALL, ENDS, WIDE], ids=["small", "ends", "wide"])
def test_runs_of_programs_at_random(p: Binary, pauses: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    program, use_trim = random_program(p, rng), bool(rng.integers(2))
    expected = [*run_events(p, program, use_trim)] * 2
    assert events(p, program, [RUN, RUN], use_trim, **PAUSES[pauses]) == expected


@pytest.mark.parametrize("pauses", PAUSES)
@pytest.mark.parametrize("p", [SMALL, ENDS, WIDE], ids=["small", "ends", "wide"])
def test_every_row_can_be_accessed_in_every_way(p: Binary, pauses: str) -> None:
    kinds = {Kind.WRITE: 0, Kind.READ: 1, Kind.VERIFY: 2}
    operations = [{"kind": kind, "row": row} for kind in kinds for row in (0, p.array.rows - 1)]
    found = events(p, Program(steps=()), operations, **PAUSES[pauses])
    assert found == [("order", kinds[each["kind"]], each["row"], "STREAM") for each in operations]


@pytest.mark.parametrize("pauses", PAUSES)
@pytest.mark.parametrize("repeats", [0, 2])
@pytest.mark.parametrize("p", [SMALL, ENDS, WIDE], ids=["small", "ends", "wide"])
def test_a_trim_takes_digit_after_digit(p: Binary, repeats: int, pauses: str) -> None:
    device, found = Sequencer(p), []
    around = Surroundings(device, **PAUSES[pauses])

    async def settings(ctx: Any) -> None:
        ctx.set(device.trim_repeats, repeats)

    for event in simulate(device, settings, around, sender(device.op, [{"kind": Kind.TRIM, "row": 0}]))[1]:
        if event[0] == "order":
            found.append(event)
        else:
            _, tag, driven = event
            assert (tag["accumulate"], tag["place"], driven["source"], driven["bias_stop"]) == (1, 0, 0, 0)
            found.append((tag["fresh"], tag["initial"] if tag["fresh"] else None, driven["trim_stop"]))
    expected, ends = [], [*sorted(p.trim_digits.begins), p.trim_digits.rows]
    for start, stop in itertools.pairwise(ends):
        half = (1 << repeats) + 1 >> 1
        expected += [(1, -half, start), *[(0, None, start)] * ((1 << repeats) - 1)]
        expected += [("order", 0, p.trim_rows.start + row, "COLUMNS") for row in range(start, stop)]
    assert found == expected


def test_evaluations_follow_each_other_without_a_gap() -> None:
    p, device = SMALL, Sequencer(SMALL)
    program = Program(steps=tuple(Step(one_code=number % 8) for number in range(p.program.steps)))
    around = Surroundings(device, program, words=[0])
    cycles: list[int] = []

    async def watch(ctx: Any) -> None:
        cycle = 0
        async for _, _, starts in ctx.tick().sample(device.start_valid & device.start_ready):
            if starts:
                cycles.append(cycle)
            cycle += 1
            if len(cycles) == len(program.steps):
                return

    simulate(device, watch, around, sender(device.op, [LOAD, RUN]))
    assert set(np.diff(cycles)) == {SLOT}


# ---- what is refused


FLAGS = ("illegal", "ready", "bad_program", "bad_word", "evaluations")


def flags(*operations: Any, words: Sequence[int] = (), program_words: int = 1) -> dict[str, int]:
    """What the status says after operations, and the word that was refused."""
    device = Sequencer(SMALL)
    around = Surroundings(device, Program(steps=(Step(),)), words=words, program_words=program_words)

    async def bench(ctx: Any) -> dict[str, int]:
        await around(ctx)
        return {name: ctx.get(getattr(device, name)) for name in FLAGS}

    return simulate(device, bench, sender(device.op, operations))[0]


def test_a_run_needs_a_program() -> None:
    assert flags(RUN) == {"illegal": 1, "ready": 0, "bad_program": 0, "bad_word": 0, "evaluations": 0}
    assert flags(LOAD, RUN, words=[0]) == {"illegal": 0, "ready": 1, "bad_program": 0, "bad_word": 0, "evaluations": 1}


BEYOND = {"a row": {"kind": Kind.WRITE, "row": SMALL.array.rows}, "a kind": data.Const(operation(SMALL), len(Kind))}


@pytest.mark.parametrize("what", BEYOND)
def test_what_does_not_exist_is_dropped(what: str) -> None:
    said = flags(BEYOND[what], LOAD, RUN, words=[0])
    assert (said["illegal"], said["ready"], said["evaluations"]) == (1, 1, 1)


def test_a_program_with_a_bad_word_is_not_run_and_another_is() -> None:
    bad = [0, 1, 0, 1]
    refused = {"illegal": 1, "ready": 0, "bad_program": 1, "bad_word": 1, "evaluations": 0}
    assert flags(LOAD, RUN, words=bad, program_words=4) == refused
    again = flags(LOAD, RUN, LOAD, RUN, words=[*bad, 0, 0, 0, 0], program_words=4)
    assert again == {"illegal": 1, "ready": 1, "bad_program": 0, "bad_word": 3, "evaluations": 1}
