"""The sequencer: the order of a product's evaluations, and what an operation waits for."""

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

import definitions
from bitline.macros.two_way.sequencer import Sequencer
from bitline.macros.two_way.shapes import Kind
from bitline.params.two_way import Direction, TwoWay
from bitline_sim.golden import two_way as golden
from hardware import plain, sender, simulate, trace
from macros.two_way.cases import CASES
from macros.two_way.device import PRODUCTS
from parameters import two_way
from strategies import operands

Started = dict[str, Any]
"""What the sequencer says in the cycle in which an evaluation starts."""

SAID = ("group", "digit", "polarity", "plane", "start_tag", "done")


def started(device: Sequencer, operations: list[dict[str, Any]], count: int, ready: Sequence[int] = (1,)) -> list[Started]:
    """That many evaluations of an array that is ready in turn; inputs are there, and beats leave as soon as they can."""

    async def array(ctx: Any) -> list[Started]:
        out, ended = [], False
        ctx.set(device.loaded, max(side.groups for side in device.p.sides.values()))
        for is_ready in itertools.cycle(ready):
            ctx.set(device.start_ready, is_ready)
            ctx.set(device.taken, ended)
            _, _, starts, *said = await ctx.tick().sample(device.start_valid & is_ready, *(getattr(device, name) for name in SAID))
            if starts:
                out.append(dict(zip(SAID, map(plain, said), strict=True)))
            if len(out) == count:
                return out
            ended = starts and out[-1]["start_tag"]["end"]
        raise AssertionError

    return simulate(device, array, sender(device.op, operations))[0]


def driven(device: Sequencer, each: Started, x: list[int], signed: bool) -> list[int]:
    """What stands on the lines when the drivers do as the sequencer says."""
    p, out = device.p, []
    low, bits = device.digits[each["digit"]]
    for line, value in enumerate(x):
        chosen = line // p.array.lines_per_read == each["group"]
        if signed and p.input.sign == "sign_magnitude":
            chosen = chosen and (value < 0) == each["polarity"]
        out.append((definitions.driven(p, value, signed) >> low & (1 << bits) - 1) * chosen)
    return out


def tags(p: TwoWay, direction: Direction, signed: bool) -> list[dict[str, int]]:
    """What goes along with each evaluation of a product."""
    side, reads = p.sides[direction], p.sides[direction].reads(signed)
    loops = itertools.product(range(p.adc.share), enumerate(reads), range(side.groups))
    return [
        {
            "backward": direction == "backward",
            "first": number == group == 0,
            "shift": read.shift if group == 0 else 0,
            "negative": read.negative,
            "mid": read.mid,
            "correct": read.correct and group == 0,
            "slot": 1 << slot,
            "end": number == len(reads) - 1 and group == side.groups - 1,
            "last": slot == p.adc.share - 1,
        }
        for slot, (number, read), group in loops
    ]


@pytest.mark.parametrize("ready", [(1,), (0, 0, 1, 0)])
@pytest.mark.parametrize("case", CASES)
def test_evaluations_follow_the_reference(case, ready):
    p, rng = CASES[case], np.random.default_rng(1)
    kinds = [(direction, signed) for direction in p.sides for signed in (False, True)]
    device = Sequencer(p)
    vectors = [operands(rng, p.inputs[signed], (p.sides[direction].lines,)) for direction, signed in kinds]
    operations = [{"kind": PRODUCTS[direction], "signed": signed} for direction, signed in kinds]
    evaluations = [p.sides[direction].evaluations(signed) for direction, signed in kinds]
    said = iter(started(device, operations, sum(evaluations), ready))
    for (direction, signed), x, count in zip(kinds, vectors, evaluations, strict=True):
        mine, d = list(itertools.islice(said, count)), golden.drives(p, x, direction, signed)
        assert [driven(device, each, x.tolist(), signed) for each in mine] == d.digits.tolist()
        assert [each["plane"] for each in mine] == [1 << plane for plane in d.plane.tolist()]
        assert [each["start_tag"] for each in mine] == tags(p, direction, signed)
        assert [each["done"] for each in mine] == [0] * (count - 1) + [1]


# ---- what an operation waits for

PLAIN = CASES["plain"]  # two line groups forward, one backward
FORWARD = {"op.valid": 1, "op.payload": {"kind": Kind.FORWARD}}
WRITE = {"op.valid": 1, "op.payload": {"kind": Kind.WRITE, "row": 5}}


def seen(stimulus: list[dict[str, Any]], *watched: str, p: TwoWay = PLAIN) -> list[tuple]:
    return trace(Sequencer(p), stimulus, watched)


def test_an_evaluation_waits_for_its_inputs():
    stimulus = [FORWARD | {"loaded": loaded, "start_ready": 1} for loaded in (0, 0, 1, 1, 1, 2, 2)]
    assert seen(stimulus, "start_valid", "group") == [(0, 0), (0, 0), (1, 0), (0, 1), (0, 1), (1, 1), (1, 0)]


def test_an_evaluation_waits_for_the_array():
    stimulus = [FORWARD | {"loaded": 2, "start_ready": ready} for ready in (0, 0, 1, 0, 1)]
    assert seen(stimulus, "start_valid", "group") == [(1, 0), (1, 0), (1, 0), (1, 1), (1, 1)]


@pytest.mark.parametrize(("sample", "depth"), [(1, 2), (20, 1)])
def test_a_slot_waits_for_a_place_in_the_queue(sample, depth):
    array = {"rows": 4, "columns": 4, "lines_per_read": 4}
    adc = {"kind": "flash", "share": 1}  # with one input bit and one line group, a slot is one evaluation
    p = two_way(array=array, input={"bits": 1}, adc=adc, timing={"sample": sample})
    assert p.queue_depth == depth
    waiting = [FORWARD | {"loaded": 1, "start_ready": 1, "taken": 0}] * 9
    starts = [start for (start,) in seen([*waiting, {"taken": 1}, *waiting], "start_valid", p=p)]
    assert starts == [1] * depth + [0] * (10 - depth) + [1] + [0] * 8


def test_an_access_waits_until_no_evaluation_is_under_way():
    stimulus = [WRITE | {"idle": idle, "access_ready": ready} for idle, ready in ((0, 0), (0, 1), (1, 0), (1, 0), (1, 1))]
    expected = [(0, 0, 0), (0, 0, 0), (1, 0, 0), (1, 0, 0), (1, 1, 0)]
    assert seen(stimulus, "access_valid", "op.ready", "start_valid") == expected


@pytest.mark.parametrize(("kind", "product", "groups"), [(Kind.FORWARD, 1, 2), (Kind.BACKWARD, 1, 1), (Kind.READ, 0, 2)])
def test_the_input_buffer_is_told_what_to_load(kind, product, groups):
    assert seen([{"op.valid": 1, "op.payload": {"kind": kind}}], "product", "groups") == [(product, groups)]


@pytest.mark.parametrize("kind", range(8))
def test_an_operation_or_a_row_that_does_not_exist_is_dropped(kind):
    for row in range(8):
        exists = kind < 6 and (row < 6 or kind not in (Kind.WRITE.value, Kind.READ.value, Kind.VERIFY.value))
        stimulus = [{"op.valid": 1, "op.payload": kind | row << 4, "idle": 1}, {"op.valid": 0}, {}]
        assert seen(stimulus, "op.ready", "illegal") == ([(0, 0)] * 3 if exists else [(1, 0), (0, 1), (0, 1)])


def test_every_row_exists_where_their_number_is_a_power_of_two():
    p = CASES["one lane"]
    stimulus = [{"op.valid": 1, "op.payload": {"kind": Kind.READ, "row": row}, "idle": 1, "access_ready": 1} for row in range(4)]
    assert seen([*stimulus, {"op.valid": 0}], "access_valid", "illegal", p=p) == [(1, 0)] * 4 + [(0, 0)]
