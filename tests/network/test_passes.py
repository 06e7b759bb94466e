"""Forward and backward through a network, against the formulas written out."""

import numpy as np
import pytest

from bitline_sim.network import passes

from .networks import examples, macro, network

P = macro()
NETWORK = network(P)
EXAMPLES = examples(40)


def test_forward_and_backward_by_their_formulas() -> None:
    ran = passes.run(NETWORK, EXAMPLES, passes.exact(NETWORK), P.inputs[True])
    first, last = NETWORK.layers
    x = EXAMPLES.images.reshape(40, 20).astype(object)
    sums = x @ first.weights.astype(object) + first.bias
    assert first.requantize is not None
    hidden = first.requantize(sums.astype(np.int64))
    assert np.array_equal(ran.forward.sums[0], sums) and np.array_equal(ran.forward.inputs[1], hidden)
    assert np.array_equal(ran.forward.scores, hidden @ last.weights + last.bias)
    errors = passes.score_errors(NETWORK, ran.forward.scores, EXAMPLES.labels, P.inputs[True])
    assert np.array_equal(ran.backward.errors[1], errors)
    inner = last.requantize_error(errors @ last.weights.T) * (sums > 0)
    assert np.array_equal(ran.backward.errors[0], inner)
    assert np.array_equal(ran.backward.products[0], inner @ first.weights.T)


def test_the_first_of_equal_scores_wins() -> None:
    assert passes.Forward([], [np.array([[1, 3, 3], [2, 2, 1]])]).classes.tolist() == [1, 0]


@pytest.mark.parametrize("count", [1, passes.BATCH, passes.BATCH + 1])
def test_tells_each_batch_once(count: int) -> None:
    told: list[int] = []
    passes.run(NETWORK, examples(count), passes.exact(NETWORK), P.inputs[True], told.append)
    assert sum(told) == 2 * count and max(told) <= passes.BATCH


def test_errors_of_scores_fill_their_format_and_point_the_right_way() -> None:
    scores, labels = np.array([[0, 0, 0], [90_000, 0, 0]]), np.array([1, 2])
    errors = passes.score_errors(NETWORK, scores, labels, range(-128, 128))
    assert 64 <= np.abs(errors).max() <= 127
    assert (errors[np.arange(2), labels] < 0).all() and (np.delete(errors[0], 1) > 0).all()
    assert np.abs(errors.sum(axis=1)).max() <= 2  # rounding apart, they sum to nothing


def test_certain_scores_have_no_errors() -> None:
    scores = np.array([[10**9, 0, 0]])
    assert not passes.score_errors(NETWORK, scores, np.array([0]), range(-128, 128)).any()
