"""The two-way reference: stage 1 against independent tables, stage 2 against a slow loop."""

import itertools

import numpy as np
import pytest
from hypothesis import assume, given

import definitions
from bitline.params.two_way import DIRECTIONS, TwoWay
from bitline_sim.golden import two_way as golden
from parameters import two_way, variant
from strategies import generators, legal_two_way, operands

INPUT_SIGNS = ("twos_complement", "sign_magnitude", "offset_binary")
WEIGHT_SIGNS = ("twos_complement", "offset_binary", "differential")


TINY = two_way(
    array={"rows": 4, "columns": 2, "lines_per_read": 2}, input={"bits": 3}, weight={"bits": 3}, adc={"bits": 3, "share": 2}
)
"""Four rows of two weights of three bits, two lines a read, inputs of three bits, converters that suffice."""


def schemes() -> list[TwoWay]:
    """Every input sign with every weight sign, layout and digit width."""
    choices = itertools.product(INPUT_SIGNS, WEIGHT_SIGNS, ("planes", "interleaved"), (1, 2))
    return [
        variant(TINY, input={"sign": sign, "digit_bits": digit_bits}, weight={"sign": weight_sign}, array={"layout": layout})
        for sign, weight_sign, layout, digit_bits in choices
    ]


def name_of(p: TwoWay) -> str:
    return f"{p.input.sign}-{p.weight.sign}-{p.array.layout}-{p.input.digit_bits}"


def through_codes(p: TwoWay, weights: np.ndarray, x: np.ndarray, direction, signed: bool) -> np.ndarray:
    """Stage 2 of an ideal array's codes."""
    return golden.results_of_codes(p, golden.ideal_codes(p, weights, x, direction, signed), weights, direction, signed)


# ---- tables made by hand

WEIGHTS = np.array([[1, -2], [3, -4], [-1, 2], [-3, 0]])

TABLE = [
    # direction, signed, input, result
    ("forward", False, [1, 0, 0, 0], [1, -2]),
    ("forward", False, [7, 7, 7, 7], [0, -28]),
    ("forward", False, [1, 2, 3, 4], [1 + 6 - 3 - 12, -2 - 8 + 6]),
    ("forward", True, [-4, -4, -4, -4], [0, 16]),
    ("forward", True, [3, -4, 3, -4], [3 - 12 - 3 + 12, -6 + 16 + 6]),
    ("forward", True, [-1, 0, 1, 2], [-1 - 1 - 6, 2 + 2]),
    ("backward", False, [7, 7], [-7, -7, 7, -21]),
    ("backward", False, [0, 5], [-10, -20, 10, 0]),
    ("backward", True, [-4, 3], [-4 - 6, -12 - 12, 4 + 6, 12]),
    ("backward", True, [-4, -4], [4, 4, -4, 12]),
    ("backward", True, [3, -4], [3 + 8, 9 + 16, -3 - 8, -9]),
]


@pytest.mark.parametrize(("direction", "signed", "x", "result"), TABLE)
def test_exact_products_made_by_hand(direction, signed, x, result):
    assert golden.product(TINY, WEIGHTS, np.array(x), direction).tolist() == result


@pytest.mark.parametrize("p", schemes(), ids=name_of)
def test_every_scheme_gives_the_products_made_by_hand(p):
    made = [through_codes(p, WEIGHTS, np.array(x), direction, signed)[0].tolist() for direction, signed, x, _ in TABLE]
    assert made == [result for *_, result in TABLE]


@pytest.mark.parametrize(
    ("sign", "planes"),
    [
        ("twos_complement", {3: [1, 1, 0], 0: [0, 0, 0], -1: [1, 1, 1], -4: [0, 0, 1], 2: [0, 1, 0]}),
        ("offset_binary", {3: [1, 1, 1], 0: [0, 0, 1], -1: [1, 1, 0], -4: [0, 0, 0], 2: [0, 1, 1]}),
        ("differential", {3: [1, 1, 0, 0, 0], 0: [0] * 5, -1: [0, 0, 1, 0, 0], -4: [0, 0, 0, 0, 1], 2: [0, 1, 0, 0, 0]}),
    ],
)
def test_cells_made_by_hand(sign, planes):
    assert golden.cells(variant(TINY, weight={"sign": sign}), np.array(list(planes))).tolist() == list(planes.values())


@pytest.mark.parametrize(
    ("sign", "signed", "driven"),
    [
        ("twos_complement", False, [[1, 1], [0, 0], [1, 0]]),  # 5 and 4, from the highest bit on
        ("twos_complement", True, [[1, 0], [0, 1], [1, 1]]),  # -3 and 3
        ("offset_binary", True, [[0, 1], [0, 1], [1, 1]]),  # 1 and 7
        ("sign_magnitude", True, [[0, 0], [0, 0], [0, 1], [1, 0], [0, 1], [1, 0]]),  # 3 then 3, for each bit
    ],
)
def test_drives_made_by_hand(sign, signed, driven):
    x = np.array([-3, 3] if signed else [5, 4])
    d = golden.drives(variant(TINY, input={"sign": sign}), x, "backward", signed)
    assert d.digits.tolist() == driven * 2
    assert d.slot.tolist() == [0] * len(driven) + [1] * len(driven)


# ---- stage 1


@given(legal_two_way(), generators())
def test_product_is_the_matrix_product(p, rng):
    weights = operands(rng, p.weights, (p.array.rows, p.array.columns))
    for direction, side in p.sides.items():
        x = operands(rng, p.inputs[True], (3, side.lines))
        expected = [definitions.product(side, weights.tolist(), vector) for vector in x.tolist()]
        assert golden.product(p, weights, x, direction).tolist() == expected
        assert golden.product(p, weights.astype(np.int8), x[0].astype(np.int8), direction).tolist() == expected[0]


@given(legal_two_way(), generators())
def test_any_scheme_gives_the_exact_product_where_sums_are_codes(p, rng):
    assume(p.exact)
    weights = operands(rng, p.weights, (p.array.rows, p.array.columns))
    for (direction, side), signed in itertools.product(p.sides.items(), (False, True)):
        x = operands(rng, p.inputs[signed], (4, side.lines))
        assert np.array_equal(through_codes(p, weights, x, direction, signed), golden.product(p, weights, x, direction))


@pytest.mark.parametrize("p", schemes(), ids=name_of)
@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize("bits", [2, 3])
def test_every_input_and_weight_at_once(p, bits, signed):
    """Each weight value beside each other one, against each input value beside each other one."""
    p = variant(p, input={"bits": bits}, weight={"bits": bits})
    x = np.array(list(itertools.product(p.inputs[signed], repeat=2)))
    for weights in np.array(list(itertools.product(p.weights, repeat=2))).reshape(-1, 4, 2):
        assert np.array_equal(through_codes(p, weights, x, "backward", signed), x @ weights.T)


# ---- stage 2


@given(legal_two_way(), generators())
def test_stage_2_is_the_slow_loop_for_any_codes(p, rng):
    weights = operands(rng, p.weights, (p.array.rows, p.array.columns))
    for (direction, side), signed in itertools.product(p.sides.items(), (False, True)):
        codes = operands(rng, p.codes, (2, side.evaluations(signed), side.converters))
        made = golden.results_of_codes(p, codes.reshape(-1, side.converters), weights, direction, signed)
        assert made.tolist() == [definitions.results(side, product.tolist(), weights.tolist(), signed) for product in codes]


@given(legal_two_way(), generators())
def test_ideal_codes_are_the_slow_loop(p, rng):
    weights = operands(rng, p.weights, (p.array.rows, p.array.columns))
    for (direction, side), signed in itertools.product(p.sides.items(), (False, True)):
        x = operands(rng, p.inputs[signed], (2, side.lines))
        sums = [row for vector in x.tolist() for row in definitions.line_sums(side, weights.tolist(), vector, signed)]
        assert golden.line_sums(p, weights, golden.drives(p, x, direction, signed), direction).tolist() == sums
        codes = [[definitions.code(p, each) for each in row] for row in sums]
        assert golden.ideal_codes(p, weights, x, direction, signed).tolist() == codes


@given(legal_two_way(), generators())
def test_drives_follow_the_loops(p, rng):
    for (direction, side), signed in itertools.product(p.sides.items(), (False, True)):
        x = operands(rng, p.inputs[signed], (2, side.lines))
        d = golden.drives(p, x, direction, signed)
        expected = [
            ([definitions.digit(p, read, vector[line], signed) * (line in lines) for line in range(side.lines)], slot, read.plane)
            for vector in x.tolist()
            for slot, read, lines in definitions.evaluations(side, signed)
        ]
        assert list(zip(d.digits.tolist(), d.slot.tolist(), d.plane.tolist(), strict=True)) == expected


@pytest.mark.parametrize("step", [1, 2, 4, 64])
def test_converters_round_halves_up_and_clip(step):
    p = variant(TINY, adc={"step": step})
    sums = np.arange(12 * step)
    assert golden.converted(p, sums).tolist() == [definitions.code(p, each) for each in sums.tolist()]


# ---- cells


@given(legal_two_way(small=False))
def test_cells_keep_every_weight(p):
    values = np.array(p.weights)
    assert golden.cells(p, values).tolist() == [definitions.cells(p, w) for w in p.weights]
    assert golden.weights_of_cells(p, golden.cells(p, values)).tolist() == list(p.weights)


@pytest.mark.parametrize("sign", WEIGHT_SIGNS)
def test_weights_of_any_cells_wrap_as_the_read_port_does(sign):
    p = variant(TINY, weight={"sign": sign})
    every = list(itertools.product((0, 1), repeat=len(p.planes)))
    offset = 4 if sign == "offset_binary" else 0
    sums = [sum(plane.weight * bit for plane, bit in zip(p.planes, bits, strict=True)) - offset for bits in every]
    assert golden.weights_of_cells(p, np.array(every)).tolist() == [(value + 4) % 8 - 4 for value in sums]


# ---- refusals


@pytest.mark.parametrize(
    ("signed", "x", "sentence"),
    [
        (False, [0, 8, 9], "^8 at \\(1,\\) is no unsigned input of 0 … 7$"),
        (False, [[0, 7], [7, -1]], "^-1 at \\(1, 1\\) is no unsigned input of 0 … 7$"),
        (True, [-5], "^-5 at \\(0,\\) is no signed input of -4 … 3$"),
        (True, [3, 4], "^4 at \\(1,\\) is no signed input of -4 … 3$"),
    ],
)
def test_inputs_beyond_their_format(signed, x, sentence):
    with pytest.raises(ValueError, match=sentence):
        golden.check_input(TINY, np.array(x), signed)


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_drives_refuse_such_inputs(direction):
    x = np.full(TINY.sides[direction].lines, 4)
    with pytest.raises(ValueError, match=r"^4 at \(0,\) is no signed input of -4 … 3$"):
        golden.drives(TINY, x, direction, True)


def test_weights_beyond_their_format():
    with pytest.raises(ValueError, match=r"^-5 at \(2, 0\) is no weight of -4 … 3$"):
        golden.check_weights(TINY, np.array([[3, -4], [0, 0], [-5, 9]]))


def test_ends_are_within_their_formats():
    golden.check_weights(TINY, np.array([[3, -4]]))
    golden.check_input(TINY, np.array([-4, 3]), True)
    golden.check_input(TINY, np.array([0, 7]), False)
