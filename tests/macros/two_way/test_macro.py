"""The whole macro with the array model on its pins: results, answers and cycles."""

import dataclasses
import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bitline.macros.two_way.shapes import Kind
from bitline.params.two_way import Direction, TwoWay
from bitline_sim.arrays.two_way import model
from bitline_sim.golden import two_way as golden
from hardware import Bench, idle, set_ports, simulate, tracer
from macros.two_way.cases import CASES
from macros.two_way.device import Device, Operation, Outcome, product, writing
from strategies import generators, legal_two_way, operands

CLEAR = Operation(Kind.CLEAR)

Product = tuple[Direction, np.ndarray, bool]
"""Direction, vector, and whether it is signed."""


def products(p: TwoWay, rng: np.random.Generator) -> list[Product]:
    """One product of each kind."""
    kinds = itertools.product(p.sides.items(), (False, True))
    return [(direction, operands(rng, p.inputs[signed], (side.lines,)), signed) for (direction, side), signed in kinds]


def predicted(p: TwoWay, asked: list[Product]) -> tuple[list[int], list[int]]:
    """Cycles in which a clear, a write of each row and then products are taken, and those of the results, without pauses."""
    accesses = [p.access_cycles("clear"), *[p.access_cycles("write")] * p.array.rows]
    op, y = [cycle - 1 for cycle in itertools.accumulate(accesses)], []
    begun = sum(accesses)
    for direction, _, signed in asked:
        y += [begun + p.result_cycle(direction, signed, slot) for slot in range(1, p.adc.share + 1)]
        begun += p.product_cycles(direction, signed)
        op.append(1 + begun - p.period)
    return op, y


def held(p: TwoWay, array: str, weights: np.ndarray) -> np.ndarray:
    """What the cells of that array hold once the weights are written: some may be stuck."""
    chip = model(p, array, seed=1)
    size, planes = p.array.lines_per_read, len(p.planes)
    for row, words in enumerate(weights):
        for group in range(p.word_groups):
            bits = np.zeros((size, planes), np.uint8)
            beat = golden.cells(p, words[group * size : (group + 1) * size])
            bits[: len(beat)] = beat
            chip.write(row, group, bits.ravel())
    return golden.weights_of_cells(p, chip.cells())


def check(p: TwoWay, rng: np.random.Generator, array: str, **pauses: list[int]) -> None:
    """Products of every kind, held against what the reference makes of the codes that the array gave."""
    device = Device(p, model(p, array, seed=1))
    weights = operands(rng, p.weights, (p.array.rows, p.array.columns))
    asked = products(p, rng)
    outcome = device.run([CLEAR, *writing(weights), *(product(*each) for each in asked)], **pauses)
    if not pauses:
        assert (outcome.cycles["op"], outcome.cycles["y"]) == predicted(p, asked)
    stored = held(p, array, weights)
    left = iter(device.codes)
    for (direction, x, signed), result in zip(asked, outcome.results, strict=True):
        codes = np.array(list(itertools.islice(left, p.sides[direction].evaluations(signed))))
        assert result == golden.results_of_codes(p, codes, stored, direction, signed)[0].tolist()
        if array == "ideal":
            assert np.array_equal(codes, golden.ideal_codes(p, weights, x, direction, signed))
    assert not list(left)


# ---- results


@pytest.mark.parametrize("case", CASES)
def test_products_of_an_ideal_array_and_their_cycles(case):
    check(CASES[case], np.random.default_rng(1), "ideal")


@pytest.mark.parametrize("case", ["plain", "flash", "all offset, interleaved", "magnitudes in two-bit digits"])
def test_products_of_any_array(case):
    check(CASES[case], np.random.default_rng(2), "typical")


@pytest.mark.parametrize("pauses", [{"op": [9, 0], "x": [0, 3, 1], "w": [2, 0], "y": [0, 1]}, {"x": [40, 1]}, {"y": [0, 90, 3]}])
@pytest.mark.parametrize("case", ["plain", "offset inputs"])
def test_idles_and_back_pressure(case, pauses):
    check(CASES[case], np.random.default_rng(3), "ideal", **pauses)


@settings(max_examples=settings.default.max_examples * 2 // 5)  # each of them is simulated
@given(legal_two_way(), generators(), st.lists(st.integers(0, 9), min_size=1, max_size=3))
def test_any_parameters(p, rng, pauses):
    assume(sum(p.product_cycles(direction, signed) for direction in p.sides for signed in (False, True)) < 2000)
    check(p, rng, "typical", op=pauses, x=pauses[::-1], w=pauses, y=pauses)


# ---- memory


@pytest.mark.parametrize("case", ["plain", "offset inputs", "pairs of cells", "interleaved", "ragged groups, mid-level line"])
def test_weights_are_read_and_verified(case):
    p, rng = CASES[case], np.random.default_rng(4)
    weights = operands(rng, p.weights, (p.array.rows, p.array.columns))
    other = np.where(rng.random(weights.shape) < 0.3, p.weights[0], weights)
    reads = [Operation(Kind.READ, row=row) for row in range(p.array.rows)]
    verifies = [dataclasses.replace(each, kind=Kind.VERIFY) for each in writing(other)]
    expected = [(row, [0] * len(row)) for row in weights.tolist()]
    expected += [(row, found) for row, found in zip(weights.tolist(), (weights != other).astype(int).tolist(), strict=True)]
    device = Device(p, model(p, "ideal", 0))
    assert device.run([*writing(weights), *reads, *verifies], r=[0, 5]).answers == expected


@pytest.mark.parametrize("case", ["plain", "mid-level line", "pairs of cells"])
def test_a_clear_leaves_weights_of_zero(case):
    p = CASES[case]
    reads = [Operation(Kind.READ, row=row) for row in range(p.array.rows)]
    zeros = [0] * p.array.columns
    assert Device(p, model(p, "ideal", 0)).run([CLEAR, *reads]).answers == [(zeros, zeros)] * p.array.rows


def test_rewritten_weights_count_at_once():
    p = CASES["offset inputs"]
    first, second = np.full((6, 4), -4), np.full((6, 4), 3)
    x = product("forward", [-4, 3, 0, 1, 2, -1], True)
    e = product("backward", [-4, 3, 0, 1], True)
    device = Device(p, model(p, "ideal", 0))
    results = device.run([CLEAR, *writing(first), x, e, writing(second)[1], x, e]).results
    first[1] = 3
    assert results[2:] == [(np.array(x.words) @ first).tolist(), (first @ np.array(e.words)).tolist()]
    assert results[:2] == [[-4] * 4, [0] * 6]


# ---- cycles


@pytest.mark.parametrize("stretch", [(3, 0, 0), (0, 1, 2), (3, 3, 3)])
@pytest.mark.parametrize("case", ["plain", "slow converters"])
def test_stretched_phases(case, stretch):
    p = CASES[case]
    device = Device(p, model(p, "ideal", 0))
    names = [f"stretch_{phase}" for phase in ("precharge", "evaluate", "sample")]
    lengthened = dict(zip(names, stretch, strict=True))
    y = device.run([product("forward", [0] * 6, False)] * 3, tracer(device.dut, [lengthened], [])).cycles["y"]
    each = p.sides["forward"].evaluations(False) // p.adc.share
    first = p.result_cycle("forward", False, 1) + (each - 1) * sum(stretch) + sum(stretch[:2])
    assert y == list(range(first, first + len(y) * each * (p.period + sum(stretch)), each * (p.period + sum(stretch))))


@pytest.mark.parametrize("case", ["plain", "offset inputs", "ragged groups", "long phases"])
def test_accesses_take_their_cycles(case):
    p = CASES[case]
    zeros = tuple([0] * p.array.columns)
    kinds = (Kind.WRITE, Kind.READ, Kind.CLEAR, Kind.VERIFY, Kind.WRITE)
    outcome = Device(p, model(p, "ideal", 0)).run([Operation(kind, row=1, words=zeros) for kind in kinds])
    cycles = [p.access_cycles(kind.name.lower()) for kind in kinds]
    assert outcome.cycles["op"] == [sum(cycles[: number + 1]) - 1 for number in range(len(kinds))]


# ---- status


def status(p: TwoWay, operations: list[Operation], cycles: int, *names: str, **pauses: list[int]) -> tuple[Outcome, list[tuple]]:
    """What status outputs show in each cycle beside the operations."""
    device = Device(p, model(p, "ideal", 0))
    outcome = device.run(operations, tracer(device.dut, [{}] * cycles, names), **pauses)
    return outcome, outcome.beside[0]


@pytest.mark.parametrize("y_pause", [0, 30])
@pytest.mark.parametrize("case", ["plain", "flash", "one lane"])
def test_busy_from_the_operation_to_the_last_beat(case, y_pause):
    p = CASES[case]
    outcome, seen = status(p, [product("forward", [1] * p.array.rows, True)], 400, "busy", y=[y_pause])
    last = outcome.cycles["y"][-1]
    assert [busy for (busy,) in seen] == [1] * (last + 1) + [0] * (399 - last)


def test_evaluations_are_counted():
    p = CASES["plain"]
    multiply = [product("forward", [1] * 6, True), product("backward", [1] * 4, False)]
    _, seen = status(p, multiply, 400, "evaluations")
    counts = [count for (count,) in seen]
    assert counts[0] == 0 and counts[-1] == p.sides["forward"].evaluations(True) + p.sides["backward"].evaluations(False)
    assert set(np.diff(counts)) == {0, 1}


def test_a_backward_product_of_a_one_way_macro_is_dropped_and_told():
    p = CASES["one way"]
    operations = [
        product("backward", [1] * 4, False),
        *writing(np.array([[1, 2, 3, -4]])),
        product("forward", [1] + [0] * 5, False),
    ]
    outcome, seen = status(p, operations, 400, "illegal")
    assert outcome.cycles["op"][0] == 0
    assert outcome.results == [[1, 2, 3, -4]]
    assert [illegal for (illegal,) in seen] == [0] + [1] * 399


def test_a_row_that_does_not_exist_is_dropped_and_told():
    operations = [*writing(np.array([[1, 2, 3, -4]])), Operation(Kind.READ, row=6), Operation(Kind.READ, row=0)]
    outcome, seen = status(CASES["plain"], operations, 60, "illegal")
    written, dropped, _ = outcome.cycles["op"]
    assert dropped == written + 1
    assert outcome.answers == [([1, 2, 3, -4], [0] * 4)]
    assert [illegal for (illegal,) in seen] == [0] * (dropped + 1) + [1] * (59 - dropped)


def test_kept_sums_are_valid_from_a_clear_on():
    outcome, seen = status(CASES["offset inputs"], [*writing(np.ones((1, 4), int)), CLEAR], 150, "sums_valid")
    assert [valid for (valid,) in seen] == [0] * (outcome.cycles["op"][1] + 1) + [1] * (149 - outcome.cycles["op"][1])


# ---- reset


def delayed(cycles: int, bench: Bench) -> Bench:
    async def run(ctx: Any) -> Any:
        await idle(ctx, cycles)
        return await bench(ctx)

    return run


@pytest.mark.parametrize("cycles", [1, 9, 20, 33])
@pytest.mark.parametrize("case", ["plain", "slow converters"])
def test_reset_in_the_middle_of_a_product(case, cycles):
    p, rng = CASES[case], np.random.default_rng(6)
    weights = operands(rng, p.weights, (p.array.rows, p.array.columns))
    device, asked = Device(p, model(p, "ideal", 0)), products(p, rng)
    dut, operations = device.dut, [*writing(weights), *(product(*each) for each in asked)]

    async def reset(ctx: Any) -> list[int]:
        set_ports(ctx, dut, {"op.valid": 1, "op.payload": {"kind": Kind.BACKWARD, "signed": 1}, "x.valid": 1})
        await idle(ctx, cycles)
        set_ports(ctx, dut, {"op.valid": 0, "x.valid": 0})
        ctx.set(device.reset, 1)
        await ctx.tick()
        ctx.set(device.reset, 0)
        return [ctx.get(status) for status in (dut.busy, dut.illegal, dut.evaluations, dut.y.valid)]

    streams = (delayed(cycles + 1, stream) for stream in device.streams(operations, {}))
    state, *taken = simulate(device.simulated, reset, *streams, answers=device.array_side)
    assert state == [0, 0, 0, 0]
    results = device.results(operations, [beat for _, beat in taken[3]])
    assert results == [golden.product(p, weights, x, direction).tolist() for direction, x, _ in asked]
