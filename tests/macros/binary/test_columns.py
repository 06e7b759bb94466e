"""Columns as a function from decisions to bits, and when they come."""

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from bitline.macros.binary.columns import Columns
from bitline.params.binary import Binary
from hardware import trace
from macros.binary.cases import ENDS, SMALL, WIDE
from strategies import generators, legal_binary

Taken = dict[str, Any]
"""Fields of a tag, and the decisions that ``fires`` shows."""

SHOWN = ("taken", "fired", "summed", "negative", "act", "bits")


def shown(p: Binary, evaluations: list[Taken], mask: int) -> list[tuple[dict[str, int], dict[str, int]]]:
    """What each evaluation shows one cycle after its decisions are taken, and once the accumulators hold them."""
    device, stimulus, wait = Columns(p), [], p.addition_cycles
    for each in evaluations:
        tag = {name: value for name, value in each.items() if name != "fires"}
        stimulus.append({"take": 1, "fires": each["fires"], "i_tag": tag, "mask": mask})
        stimulus += [{"take": 0, "fires": ~each["fires"] & (1 << p.array.columns) - 1}] * wait
    seen = [dict(zip(SHOWN, one, strict=True)) for one in trace(device, stimulus, SHOWN)]
    out = []
    for start in range(0, len(seen), wait + 1):
        now, *between, then = seen[start + 1 : start + 1 + wait]
        assert not any(one["taken"] or one["summed"] or one["act"] for one in between)
        out.append((now, then))
    return out


def tagged(**fields: int) -> Taken:
    return {"accumulate": 0, "fresh": 0, "initial": 0, "place": 0, "deferred": 0, **fields}


def random_evaluation(p: Binary, rng: np.random.Generator, number: int) -> Taken:
    accumulate = int(number == 0 or rng.integers(2))
    return tagged(
        fires=int(rng.integers(1 << p.array.columns)),
        accumulate=accumulate,
        fresh=accumulate and int(number == 0 or rng.random() < 0.3),
        initial=int(rng.choice([p.accumulators[0], p.accumulators[-1], int(rng.integers(*_ends(p.accumulators)))])),
        place=int(rng.integers(p.accumulator.bits)),
        deferred=accumulate and int(rng.integers(2)),
    )


def _ends(fmt: range) -> tuple[int, int]:
    return fmt[0], fmt[-1] + 1


@given(legal_binary(), generators())
def test_decisions_and_signs_of_their_sums(p: Binary, rng: np.random.Generator) -> None:
    mask = int(rng.integers(1 << p.array.columns))
    evaluations = [random_evaluation(p, rng, number) for number in range(8)]
    held, size = [0] * p.array.columns, len(p.accumulators)
    for each, (now, then) in zip(evaluations, shown(p, evaluations, mask), strict=True):
        assert (now["taken"], now["fired"], then["fired"]) == (1, each["fires"], each["fires"])
        if each["accumulate"]:
            begun = [each["initial"]] * len(held) if each["fresh"] else held
            held = [_wrapped(h + ((each["fires"] >> c & 1) << each["place"]), size) for c, h in enumerate(begun)]
        negative = sum((h < 0) << c for c, h in enumerate(held))
        assert (then["negative"], then["summed"]) == (negative, each["accumulate"])
        bits = ~negative if each["deferred"] else each["fires"]
        acting = then if each["deferred"] else now
        assert acting["bits"] == bits & mask
        assert (now["act"], then["act"]) == ((0, 1) if each["deferred"] else (1, 0))


def _wrapped(total: int, size: int) -> int:
    return (total + size // 2) % size - size // 2


@pytest.mark.parametrize("p", [SMALL, ENDS, WIDE], ids=["small", "ends", "wide"])
def test_accumulators_wrap_around_at_both_ends(p: Binary) -> None:
    every, top = (1 << p.array.columns) - 1, p.accumulators[-1]
    one = tagged(fires=every, accumulate=1, fresh=1, deferred=1)
    over, under = one | {"initial": top}, one | {"initial": -1}
    results = [then["bits"] for _, then in shown(p, [over, under, under | {"fires": 0}], every)]
    assert results == [0, every, 0]  # the highest and one is the lowest; -1 and one is 0, which fires; -1 does not


def test_evaluations_that_do_not_accumulate_follow_each_other_at_once() -> None:
    p = SMALL
    decisions = [0b101010, 0b010101, 0b111111, 0]
    stimulus = [{"take": 1, "fires": fires, "i_tag": tagged(), "mask": 0b011111} for fires in decisions]
    seen = trace(Columns(p), [*stimulus, {"take": 0}], ("act", "bits"))
    assert seen[1:] == list(itertools.product([1], [fires & 0b011111 for fires in decisions]))
