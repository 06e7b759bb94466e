"""Mapped networks on ideal arrays give the integer network's scores, whatever does not fit the array at once."""

import dataclasses
import itertools

import numpy as np
import pytest

from bitline.estimate.binary_network import decision
from bitline.network.binary.drives import drives
from bitline.network.binary.layers import BinaryNetwork, Layer, Sums, Votes
from bitline.network.binary.mapping import mapped
from bitline.network.binary.placement import Faults
from bitline.params import ParameterError
from bitline.params.binary import Binary
from bitline_sim.arrays.binary import IDEAL, Array
from bitline_sim.golden.binary import Machine
from bitline_sim.network.binary import OnMacro, exact
from network.binary.networks import flat, images, random_network
from parameters import binary

SMALL = binary(
    array={"rows": 40, "columns": 16, "word": 16},
    bias={"rows": 20, "entries": 4},
    trim={"digits": 2, "step": 4},
    program={"steps": 200, "pages": 12, "classes": 4, "score_bits": 16},
    accumulator={"bits": 10},
    input={"lines": 6},
)
"""Eighteen data rows and sixteen columns."""


def scores(p: Binary, network: BinaryNetwork, given: np.ndarray, faults: Faults | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Scores of the macro, and those of the network that its cells make."""
    mapping = mapped(p, network, faults)
    array = Array(p, IDEAL)
    if faults is not None:
        array.stuck, array.dead = faults.stuck, faults.dead
    return OnMacro(mapping, array).scores(given), exact(mapping.network, given).scores


NETWORKS = {
    "one loading, votes": ((18, 8, 8), Votes(4), 1),
    "codes of pixels, staggered votes": ((12, 6, 8), Votes(4, (-1, 0, 2)), 31),
    "more outputs than columns": ((10, 17, 8), Votes(4), 3),
    "more values than rows": ((40, 8, 8), Votes(4), 1),
    "much more than fits": ((50, 40, 24, 4), Sums(4), 1),
    "sums of a wide layer": ((30, 30, 4), Sums(4), 1),
    "sums with values of two bits": ((18, 6, 4), Sums(4), 3),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_scores_are_those_of_the_integer_network(name):
    sizes, head, highest = NETWORKS[name]
    for seed in range(3):
        rng = np.random.default_rng(seed)
        network = random_network(rng, sizes, head=head, highest=highest)
        given = images(rng, network, 40)
        got, wanted = scores(SMALL, network, given)
        assert np.array_equal(got, wanted)


@pytest.mark.parametrize("name", [name for name, (_, _, highest) in NETWORKS.items() if highest < 4])
def test_thresholds_are_met_exactly_where_values_weigh_several_code_steps(name):
    sizes, head, highest = NETWORKS[name]
    rng = np.random.default_rng(9)
    network = random_network(rng, sizes, head=head, highest=highest)
    mapping = mapped(SMALL, network)
    assert not any(errors.any() for errors in mapping.errors)
    given = images(rng, network, 50)
    assert np.array_equal(exact(mapping.network, given).scores, exact(network, given).scores)


def test_the_sign_of_a_sum_is_not_what_the_signs_of_its_parts_add_up_to():
    rng = np.random.default_rng(10)
    network = random_network(rng, (40, 8, 8), head=Votes(4))
    given, (layer, _) = images(rng, network, 40), network.layers
    values, parts = given.reshape(40, 40).astype(int), drives(SMALL, network)[0][0].parts
    sums = [values[:, part.start : part.stop] @ layer.weights[0, part.start : part.stop].astype(int) for part in parts]
    signs = np.sum([2 * (total >= layer.thresholds[0] / len(parts)) - 1 for total in sums], axis=0)
    bits = exact(network, given).bits[0]
    assert np.array_equal(bits, np.sum(sums, axis=0) >= layer.thresholds[0])
    assert ((signs >= 0) != bits).mean() > 0.05
    got, wanted = scores(SMALL, network, given)
    assert np.array_equal(got, wanted)


def test_errors_of_thresholds_are_told():
    rng = np.random.default_rng(1)
    network = random_network(rng, (12, 6, 8), head=Votes(4), highest=31)
    mapping = mapped(SMALL, network)
    ceilings = np.ceil(network.layers[0].thresholds)
    assert np.array_equal(mapping.errors[0], (ceilings % 2 == 0).astype(int))  # biases are odd, a value weighs one code step
    assert np.abs(np.ceil(mapping.network.layers[0].thresholds) - ceilings).max() <= 1


def test_exact_is_what_its_definition_says():
    rng = np.random.default_rng(2)
    network = random_network(rng, (6, 5, 4), head=Votes(2, (0, 1)))
    for image in images(rng, network, 20):
        first, last = network.layers
        values = image.ravel().tolist()
        bits = [
            int(sum(int(w) * v for w, v in zip(first.weights[0, :, k], values, strict=True)) >= first.thresholds[0, k])
            for k in range(5)
        ]
        counts = [0, 0]
        for k, shift in itertools.product(range(4), (0, 1)):
            total = sum(int(w) * b for w, b in zip(last.weights[0, :, k], bits, strict=True))
            counts[k // 2] += total >= last.thresholds[0, k] + shift
        passed = exact(network, image[None])
        assert (passed.bits[0][0].tolist(), passed.scores[0].tolist()) == (bits, counts)


def test_places_share_a_kernel_or_have_their_own():
    rng = np.random.default_rng(3)
    shared = Layer(weights=rng.choice([-1, 1], (1, 6, 4)).astype(np.int8), thresholds=np.zeros((1, 4)), places=4, repeats=1)
    own = Layer(weights=rng.choice([-1, 1], (2, 8, 4)).astype(np.int8), thresholds=np.ones((2, 4)), places=2)
    last = Layer(weights=rng.choice([-1, 1], (1, 8, 4)).astype(np.int8), thresholds=np.zeros((1, 4)))
    network = BinaryNetwork(name="places", entry=flat(24, 31), layers=(shared, own, last), head=Votes(2))
    given = images(rng, network, 40)
    got, wanted = scores(SMALL, network, given)
    assert np.array_equal(got, wanted)
    mapping = mapped(SMALL, network)
    assert (mapping.evaluations, mapping.row_writes, len(mapping.pages)) == (4 * 2 + 2 + 1, 0, 4)


def test_faults_are_gone_round():
    p, rng = SMALL, np.random.default_rng(4)
    network = random_network(rng, (18, 4, 4), head=Votes(4))
    given = images(rng, network, 40)
    array = Array(p, IDEAL)
    array.stuck[3, 2], array.stuck[21, 6] = 0, 1
    array.dead[0] = 1
    found = Machine(p, array).self_test()
    got, wanted = scores(p, network, given, Faults(found.stuck, found.dead))
    assert np.array_equal(got, wanted)
    assert np.array_equal(wanted, exact(network, given).scores)


def test_stuck_cells_that_cannot_be_gone_round_are_counted_with():
    p, rng = SMALL, np.random.default_rng(5)
    network = random_network(rng, (18, 8, 8), head=Votes(4))
    faults = Faults.none(p)
    faults.stuck[:, :] = np.where(rng.random(faults.stuck.shape) < 0.1, rng.integers(0, 2, faults.stuck.shape), -1)
    got, wanted = scores(p, network, images(rng, network, 40), faults)
    assert np.array_equal(got, wanted)


TOO_SMALL = {
    "array.columns: 16 cannot hold the last layer's 20 outputs": ({}, (18, 20), Votes(4)),
    "array.rows: votes of 20 values need as many data rows, not 18: signs of parts do not add up to the sign of their sum": (
        {},
        (20, 8),
        Votes(4),
    ),
    "bias.rows: 3 are too few to search sums of values up to 1, and signs of parts do not add up to the sign of their sum": (
        {"bias": {"rows": 3}, "array": {"rows": 23}},
        (20, 8, 8),
        Votes(4),
    ),
    "program.pages: 1 are too few for the bits between the layers of this network": (
        {"program": {"pages": 1}},
        (18, 20, 8, 8),
        Votes(4),
    ),
    "array.columns: 0 good ones have no 8 beside each other": ({}, (18, 8), Votes(4)),
}


@pytest.mark.parametrize("why", TOO_SMALL)
def test_what_does_not_fit_is_refused_with_the_setting_that_is_too_small(why):
    sections, sizes, head = TOO_SMALL[why]
    changed = {name: dataclasses.replace(getattr(SMALL, name), **settings) for name, settings in sections.items()}
    p = dataclasses.replace(SMALL, **changed)
    faults = Faults.none(p)
    if "good ones" in why:
        faults.dead[:] = 0
    network = random_network(np.random.default_rng(6), sizes, head=head)
    with pytest.raises(ParameterError) as refused:
        mapped(p, network, faults)
    assert str(refused.value) == why


def test_the_cost_of_a_decision():
    p = SMALL
    mapping = mapped(p, random_network(np.random.default_rng(7), (18, 8, 8), head=Votes(4)))
    cost = decision(mapping)
    assert (cost.evaluations, cost.row_writes, cost.products) == (2, 0, 18 * 8 + 8 * 8)
    assert cost.energy_nj == pytest.approx(2 * 40 * 16 * 2.86e-6)
    assert cost.microseconds == pytest.approx(cost.cycles / 300)
