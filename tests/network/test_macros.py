"""Networks on macros: the fast way gives what the golden model gives one evaluation at a time."""

import dataclasses

import numpy as np
import pytest

from bitline.network.tiling import tiles
from bitline.params.two_way import Direction, TwoWay
from bitline_sim.arrays import two_way as arrays
from bitline_sim.golden import two_way as golden
from bitline_sim.network import passes
from bitline_sim.network.macros import Macros, on_macros

from .networks import examples, macro, network

EXACT = {
    "preset's signs": "",
    "magnitudes, differential": '[input]\nsign = "sign_magnitude"\n[weight]\nsign = "differential"',
    "offsets": '[input]\nsign = "offset_binary"\n[weight]\nsign = "offset_binary"',
    "digits of two bits": "[input]\ndigit_bits = 2",
    "narrow": "[input]\nbits = 4\n[weight]\nbits = 3",
}


@pytest.mark.parametrize("settings", EXACT.values(), ids=EXACT)
def test_ideal_macros_are_exact(settings: str) -> None:
    p = macro(settings)
    assert p.exact
    net, data = network(p), examples(40)
    got = passes.run(net, data, Macros(p, net, "ideal"), p.inputs[True])
    wanted = passes.run(net, data, passes.exact(net), p.inputs[True])
    for number in range(len(net.layers)):
        assert np.array_equal(got.forward.sums[number], wanted.forward.sums[number])
        assert np.array_equal(got.backward.products[number], wanted.backward.products[number])


def slow(p: TwoWay, matrix: np.ndarray, vectors: np.ndarray, direction: Direction, array: str, seed: int) -> np.ndarray:
    """Products vector by vector, tile by tile, and every evaluation by itself."""
    backward = direction == "backward"
    out = np.zeros((len(vectors), matrix.shape[0 if backward else 1]), np.int64)
    for number, tile in enumerate(tiles(matrix, p.array.rows, p.array.columns)):
        model, bits = arrays.model(p, array, seed + number), golden.cells(p, tile.weights)
        for row in range(p.array.rows):
            for group in range(p.word_groups):
                words = slice(group * p.array.lines_per_read, (group + 1) * p.array.lines_per_read)
                model.write(row, group, bits[row, words].ravel())
        lines, ends = (tile.columns, tile.rows) if backward else (tile.rows, tile.columns)
        for n, vector in enumerate(vectors[:, lines]):
            vector = np.pad(vector, (0, p.sides[direction].lines - len(vector)))
            d = golden.drives(p, vector, direction, backward)
            each = (slice(k, k + 1) for k in range(len(d.digits)))
            codes = np.concatenate([model.evaluate(direction, d.digits[k], d.slot[k], d.plane[k]) for k in each])
            result = golden.results_of_codes(p, codes, tile.weights, direction, backward)[0]
            out[n, ends] += result[: ends.stop - ends.start]
    return out


@pytest.mark.parametrize("array", ["ideal", "typical"])
@pytest.mark.parametrize("direction", ["forward", "backward"])
@pytest.mark.parametrize("settings", ["", "[nonideal]\nclip = 4.5\nretention_evaluations = 5000.0\nstuck_cells = 0.02"])
def test_as_the_golden_model_says(array: str, direction: Direction, settings: str) -> None:
    p = macro(settings)
    net = network(p)
    width = net.layers[0].weights.shape[1 if direction == "backward" else 0]
    fmt = p.inputs[direction == "backward"]
    vectors = np.random.default_rng(1).integers(fmt[0], fmt[-1] + 1, (3, width))
    got = Macros(p, net, array, seed=4)(0, direction, vectors)
    assert np.array_equal(got, slow(p, net.layers[0].weights, vectors, direction, array, 4))


def test_batches_make_no_difference() -> None:
    p = macro()
    net, data = network(p), examples(70)
    whole = Macros(p, net, "typical", 3)(0, "forward", net.entered(data.images))
    ran = passes.forward(net, data.images, Macros(p, net, "typical", 3))
    assert np.array_equal(ran.sums[0] - net.layers[0].bias, whole)


def test_each_tile_has_a_chip_of_its_own() -> None:
    p = macro()
    bank = Macros(p, network(p), "typical", seed=10).bank
    places = [bank.placed(number, job) for number in (0, 1) for job in bank.placement.jobs(number, [range(1)])]
    assert [(place.layer, place.tile.row, place.tile.column) for place in places] == [
        *((0, row, column) for row in (0, 12) for column in (0, 8)),
        (1, 0, 0),
    ]
    assert [place.seed for place in places] == [10, 11, 12, 13, 14]


def test_the_short_cut_is_taken_where_it_is_exact() -> None:
    coarse = dataclasses.replace(macro(), adc=dataclasses.replace(macro().adc, step=2))
    for p, array, short in ((macro(), "ideal", True), (macro(), "typical", False), (coarse, "ideal", False)):
        assert isinstance(on_macros(p, network(p), array), Macros) is not short
