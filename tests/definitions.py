"""The two-way macro's schemes from their definitions, once more and slowly: plain integers, one cell after the other."""

from collections.abc import Iterator
from fractions import Fraction
from math import floor

from bitline.params.two_way import Read, Side, TwoWay

Matrix = list[list[int]]


def cells(p: TwoWay, w: int) -> list[int]:
    """The cells of one weight, plane by plane."""
    m = p.weight.bits
    values = {
        "twos_complement": [(w % (1 << m), m)],
        "offset_binary": [(w + (1 << m - 1), m)],
        "differential": [(max(w, 0), m - 1), (max(-w, 0), m)],
        "unsigned": [(w, m)],
    }[p.weight.sign]
    return [value >> k & 1 for value, bits in values for k in range(bits)]


def driven(p: TwoWay, x: int, signed: bool) -> int:
    """The bits of one input as they are driven."""
    forms = {"twos_complement": x % (1 << p.input.bits), "sign_magnitude": abs(x), "offset_binary": x + (1 << p.input.bits - 1)}
    return forms[p.input.sign] if signed else x


def digit(p: TwoWay, read: Read, x: int, signed: bool) -> int:
    """What one line is driven with in a read."""
    at_rest = (read.polarity > 0 and x < 0) or (read.polarity < 0 and x >= 0)
    return 0 if at_rest else driven(p, x, signed) >> read.low & (1 << read.bits) - 1


def transposed(side: Side, weights: Matrix) -> Matrix:
    """The weights line by line, as the direction drives them."""
    return [list(column) for column in zip(*weights, strict=True)] if side.backward else weights


def product(side: Side, weights: Matrix, x: list[int]) -> list[int]:
    """The exact product."""
    w = transposed(side, weights)
    return [sum(x[line] * w[line][output] for line in range(side.lines)) for output in range(side.outputs)]


def evaluations(side: Side, signed: bool) -> Iterator[tuple[int, Read, range]]:
    """Slot, read and driven lines of each evaluation of a product."""
    size = side.macro.array.lines_per_read
    for slot in range(side.macro.adc.share):
        for read in side.reads(signed):
            for start in range(0, side.lines, size):
                yield slot, read, range(start, min(start + size, side.lines))


def line_sums(side: Side, weights: Matrix, x: list[int], signed: bool) -> Matrix:
    """The sum on each converter's line in each evaluation."""
    p, w = side.macro, transposed(side, weights)
    out = []
    for slot, read, lines in evaluations(side, signed):
        digits = {line: digit(p, read, x[line], signed) for line in lines}
        sums = []
        for lane in range(side.lanes):
            held = {line: cells(p, w[line][lane * p.adc.share + slot]) for line in lines}
            read_at_once = [read.plane] if side.one_plane_at_a_time else range(len(p.planes))
            sums += [sum(digits[line] * held[line][plane] for line in lines) for plane in read_at_once]
        out.append(sums + [sum(digits.values())] * p.has_mid_line)
    return out


def code(p: TwoWay, line_sum: int) -> int:
    """What an ideal converter makes of a sum: the nearest code, halves up, clipped."""
    return min(max(floor(Fraction(line_sum, p.adc.step) + Fraction(1, 2)), 0), (1 << p.adc.bits) - 1)


def results(side: Side, codes: Matrix, weights: Matrix, signed: bool) -> list[int]:
    """What shift-and-add makes of the codes of one product."""
    p, w = side.macro, transposed(side, weights)
    out = [0] * side.outputs
    planes = len(side.planes)
    for (slot, read, lines), row in zip(evaluations(side, signed), codes, strict=True):
        for lane in range(side.lanes):
            output = lane * p.adc.share + slot
            counted = list(row[lane * planes : (lane + 1) * planes]) + ([row[-1] if read.mid else 0] if p.has_mid_line else [])
            added = sum(each * p.adc.step * weight for each, weight in zip(counted, side.terms, strict=True))
            if read.correct and lines[0] == 0:
                added -= sum(line[output] for line in w) << side.correction_shift
            if lines[0] == 0:
                out[output] <<= read.shift
            out[output] += -added if read.negative else added
    return out
