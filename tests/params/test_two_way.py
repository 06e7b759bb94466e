"""Derived properties of the two-way macro, each against brute force."""

import dataclasses
import itertools

import pytest
from hypothesis import given

from bitline.params import preset
from bitline.params.two_way import Read, Side, TwoWay
from definitions import cells, digit
from parameters import two_way
from strategies import legal_two_way


def every_schedule(p: TwoWay) -> list[tuple[Side, bool]]:
    return [(side, signed) for side in p.sides.values() for signed in (False, True)]


# ---- schedules


def product_of_one_line(side: Side, signed: bool, x: int, w: int) -> int:
    """What the lane makes of one input and one weight, with converters that count exactly."""
    p, total = side.macro, 0
    for read in side.reads(signed):
        d = digit(p, read, x, signed)
        held = cells(p, w)
        codes = [d * held[read.plane]] if side.one_plane_at_a_time else [d * cell for cell in held]
        if p.has_mid_line:
            codes.append(d if read.mid else 0)
        added = sum(code * weight for code, weight in zip(codes, side.terms, strict=True))
        added -= w << side.correction_shift if read.correct else 0
        total = (total << read.shift) + (-added if read.negative else added)
    return total


@pytest.mark.parametrize("layout", ["planes", "interleaved"])
@pytest.mark.parametrize("weight_sign", ["twos_complement", "offset_binary", "differential"])
@pytest.mark.parametrize("sign", ["twos_complement", "sign_magnitude", "offset_binary"])
def test_reads_make_the_exact_product_of_every_input_and_weight(sign, weight_sign, layout):
    for (n, digit_bits), m in itertools.product(((1, 1), (2, 1), (2, 2), (3, 1), (3, 2), (4, 2)), (2, 3, 4)):
        operands = {"bits": n, "digit_bits": digit_bits, "sign": sign}
        p = two_way(array={"layout": layout}, input=operands, weight={"bits": m, "sign": weight_sign})
        for side, signed in every_schedule(p):
            pairs = list(itertools.product(p.inputs[signed], p.weights))
            assert [product_of_one_line(side, signed, x, w) for x, w in pairs] == [x * w for x, w in pairs]


@given(legal_two_way(small=False))
def test_reads_make_the_exact_product_at_the_ends(p):
    for side, signed in every_schedule(p):
        pairs = list(itertools.product(*({fmt[0], fmt[-1], 0, fmt[1]} for fmt in (p.inputs[signed], p.weights))))
        assert [product_of_one_line(side, signed, x, w) for x, w in pairs] == [x * w for x, w in pairs]


def read_count(side: Side, signed: bool) -> int:
    """Reads of a product, counted from the definitions."""
    p, m = side.macro, side.macro.weight.bits
    digits = -(-p.input.bits // p.input.digit_bits)
    sign_bit_alone = signed and p.input.sign == "twos_complement" and p.input.digit_bits == 2 and p.input.bits % 2 == 0
    polarities = 2 if signed and p.input.sign == "sign_magnitude" else 1
    bit_groups = (2 * m - 1 if p.weight.sign == "differential" else m) if side.one_plane_at_a_time else 1
    return (digits + sign_bit_alone) * polarities * bit_groups


@given(legal_two_way(small=False))
def test_number_of_reads(p):
    assert [len(side.reads(signed)) for side, signed in every_schedule(p)] == [read_count(*each) for each in every_schedule(p)]


@given(legal_two_way(small=False))
def test_reads_stay_within_the_hardware(p):
    for side, signed in every_schedule(p):
        reads = side.reads(signed)
        assert all(0 <= read.shift <= 2 and 1 <= read.bits <= p.input.digit_bits for read in reads)
        assert reads[0].shift == 0 and reads[-1].exponent == 0
        assert sum(read.correct for read in reads) == (signed and p.input.sign == "offset_binary")
        assert all(read.low + read.bits <= p.input.bits for read in reads)


# ---- number formats


def best(side: Side, read: Read, first_group: bool, sign: int) -> int:
    """The most (sign 1) or least (sign -1) that one addition can contribute: over the ends of every code and of the kept sum."""
    p = side.macro
    terms = side.terms if read.mid or not p.has_mid_line else side.terms[:-1]
    top = ((1 << p.adc.bits) - 1) * p.adc.step
    kept = [side.lines * w for w in (p.weights[0], p.weights[-1])] if read.correct and first_group else [0]
    weighed = (
        sum(term * code for term, code in zip(terms, codes, strict=True))
        for codes in itertools.product((0, top), repeat=len(terms))
    )
    added = (value - (k << side.correction_shift if k else 0) for value, k in itertools.product(weighed, kept))
    return sign * max(sign * (-value if read.negative else value) for value in added)


def reachable_partial_sums(side: Side, signed: bool) -> list[tuple[int, int]]:
    """The least and the greatest value after each addition."""
    ends, added = [], [(read, group == 0) for read in side.reads(signed) for group in range(side.groups)]
    for count in range(1, len(added) + 1):
        now = added[count - 1][0].exponent
        ends.append(tuple(sum(best(side, *each, sign) << each[0].exponent - now for each in added[:count]) for sign in (-1, 1)))
    return ends


def span_of(ends: list[tuple[int, int]]) -> range:
    return range(min(low for low, _ in ends), max(high for _, high in ends) + 1)


@given(legal_two_way())
def test_accumulator_holds_every_reachable_partial_sum_and_no_more(p):
    for side in p.sides.values():
        partial = [reachable_partial_sums(side, signed) for signed in (False, True)]
        assert side.accumulator == span_of(list(itertools.chain(*partial)))
        assert side.results == span_of([ends[-1] for ends in partial])


@given(legal_two_way())
def test_weighted_sum_holds_everything_a_conversion_adds(p):
    for side, signed in every_schedule(p):
        for read, first_group in itertools.product(side.reads(signed), (False, True)):
            ends = [best(side, dataclasses.replace(read, negative=False), first_group, sign) for sign in (-1, 1)]
            assert set(ends) <= set(side.weighted_sum())


@given(legal_two_way())
def test_results_hold_every_exact_product_where_sums_are_exact(p):
    if p.exact:
        for side, signed in every_schedule(p):
            products = [
                x * w * side.lines for x in (p.inputs[signed][0], p.inputs[signed][-1]) for w in (p.weights[0], p.weights[-1])
            ]
            assert set(products) <= set(side.results) and set(side.results) <= set(p.results)


@given(legal_two_way())
def test_operand_formats(p):
    n, m = p.input.bits, p.weight.bits
    assert list(p.inputs[False]) == [value for value in range(-300, 300) if 0 <= value < 2**n]
    assert list(p.inputs[True]) == [value for value in range(-300, 300) if -(2 ** (n - 1)) <= value < 2 ** (n - 1)]
    least = 0 if p.weight.sign == "unsigned" else -(2 ** (m - 1))
    assert list(p.weights) == [value for value in range(-300, 300) if least <= value < least + 2**m]
    assert list(p.codes) == list(range(2**p.adc.bits))
    assert {code * p.adc.step for code in p.codes} <= set(p.code_values)
    assert list(p.stretch) == list(range(2**p.timing.stretch_bits))


@given(legal_two_way())
def test_line_sums_and_exactness(p):
    assert p.line_sums == range(sum([2**p.input.digit_bits - 1] * p.array.lines_per_read) + 1)
    assert p.exact == (set(p.line_sums) <= {code * p.adc.step for code in p.codes})


@given(legal_two_way())
def test_kept_sums_hold_every_sum_of_weights_and_no_more(p):
    for side in p.sides.values():
        assert side.weight_sums == range(sum([p.weights[0]] * side.lines), sum([p.weights[-1]] * side.lines) + 1)


@given(legal_two_way(small=False))
def test_planes_stand_for_every_weight(p):
    offset = 1 << p.weight.bits - 1 if p.has_mid_line else 0
    stands_for = [sum(plane.weight * cell for plane, cell in zip(p.planes, cells(p, w), strict=True)) - offset for w in p.weights]
    assert stands_for == list(p.weights)


# ---- structure


@given(legal_two_way(small=False))
def test_lines_outputs_groups_lanes(p):
    assert list(p.sides) == (["forward", "backward"] if p.array.directions == "both" else ["forward"])
    for side in p.sides.values():
        ends = (side.outputs, side.lines) if side.backward else (side.lines, side.outputs)
        assert ends == (p.array.rows, p.array.columns)
        assert side.groups == len(range(0, side.lines, p.array.lines_per_read))
        assert side.lanes == len(range(0, side.outputs, p.adc.share))
    assert p.word_groups == len(range(0, p.array.columns, p.array.lines_per_read))
    assert p.lanes == max(side.lanes for side in p.sides.values())


@given(legal_two_way(small=False))
def test_converters(p):
    together = {"forward": len(p.planes), "backward": 1 if p.array.layout == "interleaved" else len(p.planes)}
    for direction, side in p.sides.items():
        assert side.converters == side.lanes * together[direction] + (p.weight.sign == "offset_binary")
        assert len(side.terms) == together[direction] + (p.weight.sign == "offset_binary")


# ---- cycles


@given(legal_two_way(small=False))
def test_evaluations_and_period(p):
    phases = p.timing.precharge + p.timing.evaluate + p.timing.sample
    conversion = sum(p.adc.compare_cycles for _ in range(p.adc.bits if p.adc.kind == "sar" else 1))
    assert (p.conversion_cycles, p.period) == (conversion, max(phases, conversion))
    for side, signed in every_schedule(p):
        loops = itertools.product(range(p.adc.share), side.reads(signed), range(0, side.lines, p.array.lines_per_read))
        evaluations = sum(1 for _ in loops)
        assert side.evaluations(signed) == evaluations
        assert p.product_cycles(side.direction, signed) == evaluations * p.period
        assert p.slot_cycles(side.direction, signed) * p.adc.share == evaluations * p.period


def held_up(p: TwoWay, depth: int) -> bool:
    """Whether a queue of that many places, reserved at a slot's last start and freed by its beat, ever delays the shortest slot."""
    every = min(p.slot_cycles(side.direction, signed) for side, signed in every_schedule(p))
    starts = range(0, 4 * (p.result_latency + every), every)
    return any(sum(start < now <= start + p.result_latency for start in starts) >= depth for now in starts)


@given(legal_two_way(small=False) | legal_two_way())
def test_queue_is_as_deep_as_full_rate_needs_and_no_deeper(p):
    assert not held_up(p, p.queue_depth)
    assert held_up(p, p.queue_depth - 1)


def test_queue_of_several_places():
    p = two_way(
        array={"rows": 4, "columns": 4, "lines_per_read": 4},
        input={"bits": 1},
        adc={"bits": 8, "share": 1},
        timing={"precharge": 1},
    )
    assert (p.period, p.result_latency, p.queue_depth) == (8, 15, 2)


@given(legal_two_way())
def test_documents_show_every_format_and_cycle_under_a_known_name(p):
    quantities = {name.split(".")[0] for name in (*p.formats, *p.cycles)}
    assert quantities <= set(p.glossary)
    assert all(fmt.step == 1 and len(fmt) > 1 for fmt in p.formats.values())


# ---- pins, registers, identity


def widths(p: TwoWay) -> dict[str, int]:
    return {pin.name: pin.width for pin in p.array_pins}


def test_pins_of_the_preset():
    assert widths(preset("two_way")) == {
        "row_drive": 128, "column_drive": 64, "backward": 1, "slot": 8, "precharge": 1, "evaluate": 1, "sample": 1,
        "forward_trial": 320, "forward_above": 64, "backward_trial": 640, "backward_above": 128,
        "row": 7, "word_group": 4, "write_data": 128, "write": 1, "read": 1, "read_data": 128,
    }  # fmt: skip


def test_pins_of_a_macro_that_is_read_one_way():
    two, one = preset("two_way"), two_way(array={"directions": "forward", "layout": "interleaved"})
    only = {name: width for name, width in widths(two).items() if "column" not in name and "backward" not in name}
    assert widths(one) == only


def test_rows_that_are_not_read_share_no_converters():
    assert two_way(array={"rows": 9, "columns": 8, "lines_per_read": 3, "directions": "forward"}).lanes == 1


def test_pins_of_a_flash_macro_with_interleaved_pairs():
    p = two_way(
        array={"rows": 5, "columns": 10, "layout": "interleaved", "lines_per_read": 4},
        input={"bits": 4, "digit_bits": 2},
        weight={"bits": 3, "sign": "differential"},
        adc={"kind": "flash", "bits": 3, "share": 5},
    )
    assert widths(p) == {
        "row_drive": 10, "column_drive": 20, "backward": 1, "slot": 5, "plane": 5, "precharge": 1, "evaluate": 1, "sample": 1,
        "forward_level": 2 * 5 * 7, "backward_level": 1 * 1 * 7,
        "row": 3, "word_group": 3, "write_data": 20, "write": 1, "read": 1, "read_data": 20,
    }  # fmt: skip


def test_pins_of_a_mid_level_line():
    p = two_way(
        array={"rows": 2, "columns": 2, "lines_per_read": 1},
        weight={"bits": 2, "sign": "offset_binary"},
        adc={"bits": 1, "share": 2},
    )
    assert widths(p) == {
        "row_drive": 2, "column_drive": 2, "backward": 1, "slot": 2, "precharge": 1, "evaluate": 1, "sample": 1,
        "forward_trial": 3, "forward_above": 3, "backward_trial": 3, "backward_above": 3,
        "row": 1, "word_group": 2, "write_data": 2, "write": 1, "read": 1, "read_data": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("bits", "names"), [(0, ["identity", "status", "evaluations"]), (8, ["identity", "phases", "status", "evaluations"])]
)
def test_phases_have_a_register_where_they_can_be_stretched(bits, names):
    assert [register.name for register in two_way(timing={"stretch_bits": bits}).registers] == names


@pytest.mark.parametrize("sign", ["twos_complement", "offset_binary"])
def test_kept_sums_have_a_flag_where_there_are_any(sign):
    fields = [field.name for register in two_way(input={"sign": sign}).registers for field in register.fields]
    assert ("sums_valid" in fields) == (sign == "offset_binary")


def test_identity_is_that_of_the_hardware():
    base = two_way()
    assert two_way(summary="other words", nonideal={"clip": 3.0}).fingerprint == base.fingerprint
    others = ({"name": "other"}, {"adc": {"bits": 4}}, {"timing": {"write": 3}}, {"input": {"sign": "offset_binary"}})
    assert len({base.fingerprint, *(two_way(**other).fingerprint for other in others)}) == 5
    assert all(0 <= two_way(**other).fingerprint < 1 << 32 for other in others)
