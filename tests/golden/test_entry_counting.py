"""The entry-counting reference: stage 1 against tables made by hand, stage 2 against stage 1, and events dataflow by dataflow."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given

from bitline.params.entry_counting import EntryCounting, Operand, Operation
from bitline.params.entry_counting.operations import End
from bitline_sim.golden import entry_counting as golden
from bitline_sim.golden.entry_counting import Reference, Scale, Word
from parameters import entry_counting
from strategies import generators, legal_entry_counting, operands

FOUR = entry_counting(store={"lanes": 4, "lanes_per_beat": 4, "words": 2})

BY_HAND = [
    # weights, activations, dot product, counts of the classes (1,1) (1,2) (1,3) (2,1) (2,2) (2,3) (3,1) (3,2) (3,3), live classes
    ([1, -1, 2, -3], [1, 1, 3, 0], 1 - 1 + 6, [0, 0, 0, 0, 0, 1, 0, 0, 0], 6),
    ([-3, -3, -3, -3], [3, 3, 3, 3], -36, [0, 0, 0, 0, 0, 0, 0, 0, -4], 1),
    ([3, 3, 3, 3], [3, 3, 3, 3], 36, [0, 0, 0, 0, 0, 0, 0, 0, 4], 1),
    ([0, 0, 0, 0], [3, 2, 1, 0], 0, [0] * 9, 0),
    ([2, -2, 0, 1], [0, 0, 3, 0], 0, [0] * 9, 2),
    ([1, 2, 3, -1], [1, 2, 3, 2], 1 + 4 + 9 - 2, [1, -1, 0, 0, 1, 0, 0, 0, 1], 9),
]


@pytest.mark.parametrize(("weights", "activations", "product", "counts", "live"), BY_HAND)
def test_examples_made_by_hand(weights: list[int], activations: list[int], product: int, counts: list[int], live: int) -> None:
    pair = np.array(weights), np.array(activations)
    assert golden.dot_products(*pair) == product
    assert golden.class_counts(FOUR, *pair).tolist() == counts
    assert golden.live_classes(FOUR, *pair).sum() == live


@given(legal_entry_counting(small=False), generators())
def test_counts_weigh_up_to_the_dot_product(p: EntryCounting, rng: np.random.Generator) -> None:
    weights, activations = (operands(rng, levels.levels, (6, p.store.lanes)) for levels in p.operands.values())
    counts = golden.class_counts(p, weights, activations)
    assert golden.weighed(p, counts).tolist() == [int(w @ a) for w, a in zip(weights, activations, strict=True)]
    assert not counts[~golden.live_classes(p, weights, activations)].any()


# ---- the three dataflows: two tiles of four lanes of two channels of two pixels

WEIGHTS = np.array([[[1, 2, 3, 0], [-1, 0, 1, 0]], [[3, 3, 3, 3], [0, 0, 0, -1]]])  # tile, channel, lane
PIXELS = np.array([[[1, 1, 1, 1], [0, 1, 2, 3]], [[2, 0, 0, 1], [3, 3, 3, 3]]])  # tile, pixel, lane
SUMS = np.einsum("tcl,tpl->pc", WEIGHTS, PIXELS)  # pixel, channel


def words(levels: np.ndarray, operand: Operand) -> list[Word]:
    return [Word(word, operand) for word in levels.reshape(-1, 4)]


def test_weight_stationary() -> None:
    """Both tiles of both channels stored once, pixels streamed."""
    p = entry_counting(store={"lanes": 4, "lanes_per_beat": 4, "words": 4})
    reference = Reference(p, words(WEIGHTS, "weight"), words(PIXELS.swapaxes(0, 1), "activation"))
    out = reference.run([Operation(kind="write", steps=4), product(steps=2, outputs=2, repetitions=2)])
    assert out.results == SUMS.ravel().tolist()
    assert traffic(out) == {"store_writes": 4, "streamed_words": 4, "accumulator_reads": 4, "accumulator_writes": 4, "spills": 4}


def test_input_stationary() -> None:
    """The same with roles swapped: pixels stored, channels streamed."""
    p = entry_counting(store={"lanes": 4, "lanes_per_beat": 4, "words": 4})
    reference = Reference(p, words(PIXELS, "activation"), words(WEIGHTS.swapaxes(0, 1), "weight"))
    out = reference.run([Operation(kind="write", steps=4), product(steps=2, outputs=2, repetitions=2)])
    assert out.results == SUMS.T.ravel().tolist()
    assert traffic(out) == {"store_writes": 4, "streamed_words": 4, "accumulator_reads": 4, "accumulator_writes": 4, "spills": 4}


def test_output_stationary() -> None:
    """A store that holds one tile only: the sums stay in their accumulators while it is loaded again."""
    reference = Reference(FOUR, words(WEIGHTS, "weight"), words(PIXELS, "activation"))
    write = Operation(kind="write", steps=2)
    hold, spill = product(end="hold", outputs=2, repetitions=2), product(begin="continue", outputs=2, repetitions=2)
    out = reference.run([write, hold, write, spill])
    assert out.results == SUMS.ravel().tolist()
    assert traffic(out) == {"store_writes": 4, "streamed_words": 4, "accumulator_reads": 4, "accumulator_writes": 4, "spills": 4}


def test_partial_sums_that_go_out_and_come_back() -> None:
    """The same with no accumulators to spare: what is spilled is filled in again."""
    write, fill = Operation(kind="write", steps=2), product(begin="fill", outputs=2, repetitions=2)
    first = Reference(FOUR, words(WEIGHTS[:1], "weight"), words(PIXELS[:1], "activation"))
    partial = first.run([write, product(outputs=2, repetitions=2)]).results
    second = Reference(FOUR, words(WEIGHTS[1:], "weight"), words(PIXELS[1:], "activation"), fill=partial)
    out = second.run([write, fill])
    assert out.results == SUMS.ravel().tolist()
    assert out.events["fills"] == out.events["spills"] == 4 and out.events["accumulator_reads"] == 0


def product(end: End = "spill", **fields: Any) -> Operation:
    return Operation(kind="product", end=end, **fields)


def traffic(out: golden.Outcome) -> dict[str, int]:
    return {
        name: out.events[name] for name in ("store_writes", "streamed_words", "accumulator_reads", "accumulator_writes", "spills")
    }


# ---- what is refused, and what leaves


def test_a_word_outside_its_set_counts_as_zeros() -> None:
    reference = Reference(FOUR, words(np.array([[4, 1, 1, 1], [1, 1, 1, 1]]), "weight"), words(np.full((1, 4), 3), "activation"))
    out = reference.run([Operation(kind="write", steps=2), product(outputs=2)])
    assert out.results == [0, 12] and out.illegal and out.events["refused_words"] == 1


def test_two_words_of_one_operand_are_not_multiplied() -> None:
    reference = Reference(FOUR, words(np.ones((1, 4), int), "weight"), words(np.ones((1, 4), int), "weight"))
    out = reference.run([Operation(kind="write"), product()])
    assert out.results == [0] and out.illegal and out.events["searches"] == 0


def test_results_are_rescaled_and_pooled() -> None:
    """By hand: sums 3, 6, 9, 12 plus 1, times 3, over 4 are 3, 5.25, 7.5, 9.75; halves go to the even one; the larger of two."""
    streamed = [Word(np.array([1, 0, 0, 0]) * level, "activation") for level in (1, 2, 3)] + [
        Word(np.array([3, 1, 0, 0]), "activation")
    ]
    scales = [Scale(bias=1, multiplier=3, shift=2, low=0, high=9)]
    reference = Reference(FOUR, words(np.array([[3, 3, 0, 0]]), "weight"), streamed, scales=scales)
    out = reference.run([Operation(kind="write"), Operation(kind="scale"), Operation(kind="product", repetitions=4, pool=2)])
    assert out.results == [5, 9]
