# amaranth: UnusedElaboratable=no
"""Blocks whose outputs follow from their inputs by a formula: they equal it."""

from functools import reduce
from operator import add

from amaranth.hdl import Const, Mux, Signal, Value

from bitline.periphery.argmax import Argmax
from bitline.periphery.compressor import PopulationCount
from bitline.periphery.line_driver import DigitSelector, LineDriver
from bitline.periphery.lowest_bits import LowestBits
from bitline.periphery.requantizer import Requantizer
from bitline.periphery.sar import Sar
from bitline.periphery.thermometer import Thermometer
from bitline.periphery.up_down_count import UpDownCount

from .claim import Claim, Proof


def population_is_the_sum(claim: Claim) -> None:
    dut = claim.dut
    claim.holds(dut.o == reduce(add, dut.i))
    claim.reaches(dut.o == dut.n)


def ups_less_downs(claim: Claim) -> None:
    dut = claim.dut
    claim.holds(dut.o == reduce(add, (Mux(bit, Mux(down, -1, 1), 0) for bit, down in zip(dut.i, dut.down, strict=True))))
    claim.reaches(dut.o == -dut.n)


def lowest_come_first(claim: Claim) -> None:
    """Each choice is the lowest bit of what the choices before it have left."""
    dut = claim.dut
    left = dut.i
    for choice in dut.chosen:
        claim.holds(choice == (left & -left)[: dut.n])
        left = left & (left - 1)[: dut.n]
    claim.holds(dut.rest == left)
    claim.reaches(dut.rest != 0)


def every_bit_is_chosen(claim: Claim) -> None:
    dut = claim.dut
    for place, choice in enumerate(dut.chosen):
        claim.holds(choice == dut.i & 1 << place)
    claim.holds(dut.rest == 0)
    claim.reaches(dut.i.all())


def digit_of_every_word(claim: Claim) -> None:
    """Some bits of each word; with signs zero where the word's sign is not the one that is driven."""
    dut = claim.dut
    for number, (low, bits) in enumerate(dut.digits):
        for word, digit in zip(dut.words, dut.o, strict=True):
            driven = word[dut.bits] == dut.negative if dut.signs else Const(1)
            wanted = Mux(driven, word >> low & (1 << bits) - 1, 0)
            claim.holds((dut.digit != number) | (digit == wanted))
    claim.reaches(Value.cast(dut.o).all())


def lines_show_the_loaded_group(claim: Claim) -> None:
    dut = claim.dut
    wanted = Signal.like(dut.drive)
    with claim.m.If(dut.load):
        place = dut.group * (dut.group_lines * dut.digit_bits)
        claim.m.d.sync += wanted.eq(Mux(dut.enable, Value.cast(dut.digits) << place, 0))
    claim.holds(dut.drive == wanted)
    claim.reaches(dut.drive[-1])


def code_is_the_sample(claim: Claim) -> None:
    """A comparator that says whether a sample is not below the trial leads to the sample."""
    dut, m = claim.dut, claim.m
    sample = claim.constant(dut.bits)
    step = Signal(dut.bits, init=1 << dut.bits - 1)
    with m.If(dut.decide):
        m.d.sync += step.eq(step >> 1)
    claim.drives(dut.step, step)
    claim.drives(dut.above, dut.trial <= sample)
    claim.holds((step != 0) | (dut.code == sample))
    claim.reaches((step == 0) & (dut.code == (1 << dut.bits) - 2))


def code_is_the_number_of_levels(claim: Claim) -> None:
    dut = claim.dut
    levels = claim.past(reduce(add, dut.level))
    claim.holds(~claim.past(dut.decide) | (dut.code == levels))
    claim.reaches(dut.code == (1 << dut.bits) - 1)


def first_of_the_highest(claim: Claim) -> None:
    """Against all values of the series: none is higher, none before it is as high, and it is the one of its number."""
    dut, m = claim.dut, claim.m
    values = [Signal(dut.values, name=f"value_{k}") for k in range(dut.count)]
    taken = Signal(range(dut.count + 1))
    claim.assume(taken < dut.count)
    claim.drives(dut.first, taken == 0)
    claim.drives(dut.at, taken)
    with m.If(dut.take):
        m.d.sync += taken.eq(taken + 1)
    for k, value in enumerate(values):
        with m.If(dut.take & (taken == k)):
            m.d.sync += value.eq(dut.value)
        seen = Mux(taken == k, dut.value, value)
        claim.holds((k > taken) | (seen < dut.highest) | ((seen == dut.highest) & (dut.number <= k)))
        claim.holds((dut.number != k) | ((k <= taken) & (seen == dut.highest)))
    claim.reaches((taken == dut.count - 1) & (dut.number == 1))


def requantized(claim: Claim) -> None:
    """The formula, on a value that is followed from ``i`` to ``o``."""
    dut, m, i = claim.dut, claim.m, claim.dut.i.payload
    shift, zero, low, high = (claim.held(getattr(dut, name)) for name in ("shift", "zero_point", "low", "high"))
    claim.assume(low <= high)
    total = (i.value + i.bias) * i.multiplier
    if dut.residual:
        total = total + i.residual * claim.held(dut.residual_multiplier)
    floor = total >> shift
    twice_rest = (total - (floor << shift)) << 1
    unit = Const(1) << shift
    level = floor + ((twice_rest > unit) | ((twice_rest == unit) & floor[0])) + zero
    clipped = Mux(level < low, low, Mux(level > high, high, level))

    wanted, tag, there = Mux(i.plain, i.value, clipped), i.tag, dut.i.valid
    with m.If(~dut.o.valid | dut.o.ready):
        for stage in range(4 + dut.residual):
            held = [Signal.like(Value.cast(value), name=f"{name}_{stage}") for name, value in (("wanted", wanted), ("tag", tag))]
            held_there = Signal(name=f"there_{stage}")
            m.d.sync += [held[0].eq(wanted), held[1].eq(tag), held_there.eq(there)]
            wanted, tag, there = *held, held_there
    claim.holds(dut.o.valid == there)
    claim.holds(~there | ((dut.o.payload.value == wanted) & (dut.o.payload.tag == tag)))
    claim.reaches(there & (wanted == -2) & ~dut.o.ready)


def _requantizer(residual: bool, value: range = range(-4, 4)) -> Requantizer:
    return Requantizer(
        value=value, bias=range(-1, 1), multiplier=range(4), output=range(-2, 2), shift=range(3), residual=residual, tag=1
    )


DIGITS = ((0, 2), (2, 2), (3, 1))

PROOFS = {
    "population count": Proof(lambda: PopulationCount(9), population_is_the_sum),
    "up-down count": Proof(lambda: UpDownCount(6), ups_less_downs),
    "lowest bits": Proof(lambda: LowestBits(9, 3), lowest_come_first),
    "lowest bits, all": Proof(lambda: LowestBits(3, 3), every_bit_is_chosen, quick=False),
    "digit selector": Proof(
        lambda: DigitSelector(lines=2, bits=4, signs=False, digits=DIGITS, digit_bits=2), digit_of_every_word, quick=False
    ),
    "digit selector, signs": Proof(
        lambda: DigitSelector(lines=2, bits=4, signs=True, digits=DIGITS, digit_bits=2), digit_of_every_word
    ),
    "line driver": Proof(lambda: LineDriver(lines=5, group_lines=2, digit_bits=2, role="row"), lines_show_the_loaded_group),
    "successive approximation": Proof(lambda: Sar(4), code_is_the_sample),
    "thermometer": Proof(lambda: Thermometer(3), code_is_the_number_of_levels),
    "argmax": Proof(lambda: Argmax(range(-4, 4), 4), first_of_the_highest),
    "requantizer": Proof(lambda: _requantizer(residual=False, value=range(-2, 2)), requantized),
    "requantizer, wider": Proof(lambda: _requantizer(residual=False), requantized, quick=False),
    "requantizer, residual": Proof(lambda: _requantizer(residual=True), requantized, "bounded", 8, quick=False),
}
