"""The whole macro: results, what is read back, counters and cycles."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bitline.params.entry_counting import EntryCounting, Operand
from bitline_sim.scoreboard.entry_counting import Program, random_stimulus
from bitline_sim.scoreboard.verdict import Verdict
from macros.entry_counting.cases import CASES, small
from macros.entry_counting.device import judged, run
from strategies import legal_entry_counting

PLAIN = CASES["plain"]


def right(verdict: Verdict) -> bool:
    assert verdict.ok, f"{verdict.first_wrong}; {verdict.cycles_counted} cycles, {verdict.cycles_predicted} predicted"
    return verdict.operations > 0


def random_program(p: EntryCounting, count: int, seed: int) -> Program:
    return Program.of(p, random_stimulus(p, count, seed))


@pytest.mark.parametrize("case", CASES)
def test_every_dataflow_at_full_rate(case: str) -> None:
    p = CASES[case]
    assert right(judged(p, random_program(p, 8, seed=1)))


@pytest.mark.parametrize(
    "pauses", [{"x": [3, 0, 0]}, {"y": [9]}, {"op": [5], "w": [1, 2]}, {"r": [4], "fill": [7], "residual": [0, 6]}]
)
@pytest.mark.parametrize("case", ["plain", "two halves"])
def test_idles_and_back_pressure(case: str, pauses: dict[str, list[int]]) -> None:
    p = CASES[case]
    assert right(judged(p, random_program(p, 8, seed=2), **pauses))


@settings(max_examples=settings.default.max_examples // 5)  # each of them is simulated
@given(legal_entry_counting(), st.integers(0, 99), st.lists(st.integers(0, 5), max_size=2))
def test_any_parameters(p: EntryCounting, seed: int, pauses: list[int]) -> None:
    streams = dict.fromkeys(("op", "x", "w", "y", "r"), pauses) if pauses else {}
    assert right(judged(p, random_program(p, 3, seed), **streams))


# ---- by hand, and at the extremes


def dot_products(
    p: EntryCounting, weights: list[int], activations: list[int], stored: Operand = "weight"
) -> tuple[list[int], list[int]]:
    """The sums of one stored word with one streamed one, and the event counters."""
    words = {"weight": np.array([weights]), "activation": np.array([activations])}
    streamed: Operand = "activation" if stored == "weight" else "weight"
    program = Program(p)
    program.write(0, words[stored], stored)
    program.product(words[streamed], streamed, end="spill")
    assert right(judged(p, program))
    outcome = run(p, program)
    return outcome["results"].tolist(), outcome["events"].tolist()[-2:]


@pytest.mark.parametrize("stored", ["weight", "activation"])
@pytest.mark.parametrize(
    ("weights", "activations", "result", "searched"),
    [
        ([1, -2, 3, 0, -1, 2], [3, 2, 1, 0, 0, 3], 3 - 4 + 3 + 6, 9),
        ([2, -2, 2, -2, 2, -1], [1, 0, 1, 0, 0, 0], 2 + 2, 2),
        ([3] * 6, [3] * 6, 54, 1),
        ([-3] * 6, [3] * 6, -54, 1),
        ([3, -3] * 3, [3] * 6, 0, 1),
        ([1] * 6, [0] * 6, 0, 0),
        ([0] * 6, [0] * 6, 0, 0),
        ([0, 0, 0, 3, 2, 1], [3, 2, 1, 0, 0, 0], 0, 9),
    ],
)
def test_by_hand(stored: Operand, weights: list[int], activations: list[int], result: int, searched: int) -> None:
    """Where all lanes match, none do, all count down; and in both roles. The last counters are searches made and saved."""
    assert dot_products(PLAIN, weights, activations, stored) == ([result], [searched, 9 - searched])


def test_the_negative_zero_counts_four() -> None:
    p = CASES["three-bit LSQ"]
    assert dot_products(p, [-4] * 6, [7] * 6) == ([-168], [1, 27])
    assert dot_products(p, [-4, 3, 0, -4, 1, 0], [1, 0, 7, 7, 2, 0]) == ([-4 - 28 + 2], [9, 19])


# ---- what is refused


@pytest.mark.parametrize(("operand", "level"), [("weight", -4), ("activation", 4), ("activation", 7)])
def test_a_level_outside_its_set_is_told_and_counts_as_zero(operand: Operand, level: int) -> None:
    other: Operand = "activation" if operand == "weight" else "weight"
    words = np.ones((3, 6), np.int64)
    words[1, 4] = level
    program = Program(PLAIN)
    program.write(0, words, operand)
    program.product(np.ones((1, 6), np.int64), other, end="spill", outputs=3)
    program.read(0, 3)
    assert right(judged(PLAIN, program))
    outcome = run(PLAIN, program)
    assert outcome["results"].tolist() == [6, 0, 6]
    assert outcome["status"] & 0b10
    assert outcome["events"][2] == 1


def test_a_refused_streamed_word_counts_as_zeros() -> None:
    words = np.full((2, 6), 3)
    words[0, 5] = 5
    program = Program(PLAIN)
    program.write(0, np.full((1, 6), 3), "weight")
    program.product(words, "activation", end="spill", repetitions=2)
    assert right(judged(PLAIN, program))
    assert run(PLAIN, program)["results"].tolist() == [0, 54]


def test_two_words_of_one_operand_are_told() -> None:
    program = Program(PLAIN)
    program.write(0, np.ones((1, 6), np.int64), "weight")
    program.product(np.ones((1, 6), np.int64), "weight", end="spill")
    outcome = run(PLAIN, program)
    assert right(judged(PLAIN, program)) and outcome["status"] & 0b10 and outcome["results"].tolist() == [0]


def test_a_verify_tells_the_lanes_that_differ() -> None:
    kept = np.array([[1, 2, 3, -3, 0, -1]])
    program = Program(PLAIN)
    program.write(2, kept, "weight")
    program.verify(2, np.array([[1, 2, -3, -3, 0, 1]]), "weight")
    outcome = run(PLAIN, program)
    assert right(judged(PLAIN, program)) and outcome["status"] & 0b100
    assert outcome["differs"].tolist() == [[0, 0, 1, 0, 0, 1]] and outcome["read"].tolist() == kept.tolist()


def test_an_overflow_is_told() -> None:
    p = CASES["sums of one dot product"]
    program = Program(p)
    program.write(0, np.full((1, 6), 3), "weight")
    program.product(np.full((3, 6), 3), "activation", end="hold", repetitions=1)
    program.product(np.full((1, 6), 3), "activation", begin="continue", end="spill")
    program.streamed = program.streamed[:2]
    outcome = run(p, program)
    assert right(judged(p, program)) and outcome["status"] & 0b1000


def test_a_half_is_loaded_and_verified_while_the_other_one_computes() -> None:
    """Results leave while words arrive, each of which is read back; and while all of them are verified again."""
    p = small(store={"words": 16, "double_buffer": True})
    words, inputs = np.full((8, 6), 3), np.tile([1, 2, 3, 1, 2, 3], (6, 1))
    program = Program(p)
    program.write(0, np.full((2, 6), 2), "weight")
    program.write(8, words, "weight")
    program.product(inputs, "activation", end="spill", repetitions=6, outputs=2)
    program.verify(8, words, "weight")
    program.product(inputs, "activation", end="spill", repetitions=6, outputs=2)
    program.product(inputs[:1], "activation", end="spill", word=8)
    assert right(judged(p, program))
    outcome = run(p, program)
    assert outcome["results"].tolist() == [24] * 24 + [36] and outcome["status"] == 0
    assert outcome["y_cycle"][0] < outcome["op_cycle"][1] + 8 * p.word_cycles
    assert outcome["r_cycle"][0] < outcome["y_cycle"][12] < outcome["y_cycle"][23] < outcome["r_cycle"][-1]
