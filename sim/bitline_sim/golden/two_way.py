"""The two-way macro in integers.

Stage 1, :func:`product`, is what the macro is for. Stage 2, :func:`results_of_codes`, is what its periphery makes of whatever
codes the converters gave; with every non-ideality on it must still equal the hardware bit for bit. :func:`drives` and
:func:`ideal_codes` connect the two.
"""

from dataclasses import dataclass

import numpy as np

from bitline.params.two_way import Direction, Read, TwoWay


@dataclass(frozen=True)
class Drives:
    """What stands on the array's lines in each evaluation of a product, in the macro's order.

    Attributes
    ----------
    digits : int64 array, (evaluations, lines)
    slot, plane : int64 arrays, (evaluations,)
    """

    digits: np.ndarray
    slot: np.ndarray
    plane: np.ndarray


def product(p: TwoWay, weights: np.ndarray, x: np.ndarray, direction: Direction) -> np.ndarray:
    """The exact product of one vector, (lines,), or of several, (n, lines), with the R x C weights; int64."""
    matrix = weights.T if direction == "backward" else weights
    return np.asarray(x, np.int64) @ matrix.astype(np.int64)


def check_input(p: TwoWay, x: np.ndarray, signed: bool) -> None:
    """Refuse inputs outside their format.

    Raises
    ------
    ValueError
        Naming the first such input.
    """
    _check_range(x, p.inputs[signed], f"a{' signed' if signed else 'n unsigned'} input")


def check_weights(p: TwoWay, weights: np.ndarray) -> None:
    """Refuse weights outside their format, like :func:`check_input`."""
    _check_range(weights, p.weights, "a weight")


def _check_range(values: np.ndarray, fmt: range, what: str) -> None:
    values = np.asarray(values)
    wrong = (values < fmt[0]) | (values > fmt[-1])
    if wrong.any():
        place = tuple(int(k) for k in np.argwhere(wrong)[0])
        raise ValueError(f"{int(values[place])} at {place} is no {what.split(' ', 1)[1]} of {fmt[0]} … {fmt[-1]}")


def cells(p: TwoWay, weights: np.ndarray) -> np.ndarray:
    """The bits that keep the weights: (…, planes), uint8, lowest plane first."""
    w = np.asarray(weights, np.int64)[..., None]
    bits = np.arange(p.weight.bits)
    if p.weight.sign == "differential":
        positive, negative = np.maximum(w, 0) >> bits[:-1], np.maximum(-w, 0) >> bits
        return (np.concatenate([positive, negative], axis=-1) & 1).astype(np.uint8)
    if p.weight.sign == "offset_binary":
        w = w + (1 << p.weight.bits - 1)
    return (w >> bits & 1).astype(np.uint8)


def weights_of_cells(p: TwoWay, bits: np.ndarray) -> np.ndarray:
    """The weights that cells (…, planes) stand for, as the read port shows them: the lowest ``weight.bits`` bits."""
    value = bits.astype(np.int64) @ np.array([plane.weight for plane in p.planes], np.int64)
    if p.weight.sign == "offset_binary":
        value = value - (1 << p.weight.bits - 1)
    return (value - p.weights[0]) % (1 << p.weight.bits) + p.weights[0]


def drives(p: TwoWay, x: np.ndarray, direction: Direction, signed: bool) -> Drives:
    """What a vector, (lines,), or several, (n, lines), put on the lines: slot by slot, read by read, group by group."""
    check_input(p, x, signed)
    side = p.sides[direction]
    x = np.atleast_2d(np.asarray(x, np.int64))
    group_of_line = np.arange(side.lines) // p.array.lines_per_read
    reads = side.reads(signed)
    passes = np.stack([digit(p, x, read, signed) for read in reads], axis=1)
    grouped = passes[:, :, None, :] * (group_of_line == np.arange(side.groups)[:, None])
    one_slot = grouped.reshape(len(x), -1, side.lines)
    planes = np.repeat([read.plane for read in reads], side.groups)
    share = p.adc.share
    return Drives(
        digits=np.tile(one_slot, (1, share, 1)).reshape(-1, side.lines),
        slot=np.tile(np.repeat(np.arange(share), one_slot.shape[1]), len(x)),
        plane=np.tile(planes, share * len(x)),
    )


def digit(p: TwoWay, x: np.ndarray, read: Read, signed: bool) -> np.ndarray:
    """One digit of each input, zero where the read leaves the line at rest."""
    driven, chosen = x, True
    if signed and p.input.sign == "sign_magnitude":
        driven, chosen = np.abs(x), (x < 0) == (read.polarity < 0)
    elif signed and p.input.sign == "offset_binary":
        driven = x + (1 << p.input.bits - 1)
    return (driven >> read.low & (1 << read.bits) - 1) * chosen


def line_sums(p: TwoWay, weights: np.ndarray, d: Drives, direction: Direction) -> np.ndarray:
    """The sum on each converter's line in each evaluation, in units: (evaluations, converters), int64."""
    side = p.sides[direction]
    bits = cells(p, weights).astype(np.int64)
    bits = bits.swapaxes(0, 1) if side.backward else bits  # lines, outputs, planes
    ends = bits.reshape(side.lines, side.lanes, p.adc.share, -1)
    sums = np.empty((len(d.digits), side.converters), np.int64)
    for slot in np.unique(d.slot):
        at = d.slot == slot
        chosen = _plane_sums(d.digits[at], ends[:, :, slot], d.plane[at], side.one_plane_at_a_time)
        sums[at, : side.lanes * len(side.planes)] = chosen
    if p.has_mid_line:
        sums[:, -1] = d.digits.sum(axis=1)
    return sums


def _plane_sums(digits: np.ndarray, ends: np.ndarray, plane: np.ndarray, one_at_a_time: bool) -> np.ndarray:
    sums = np.einsum("nl,ljp->njp", digits, ends, optimize=True)
    if one_at_a_time:
        return sums[np.arange(len(digits)), :, plane]
    return sums.reshape(len(digits), -1)


def converted(p: TwoWay, sums: np.ndarray) -> np.ndarray:
    """Ideal converters: to the nearest code, halves up, clipped to the codes there are."""
    return np.clip((2 * sums + p.adc.step) // (2 * p.adc.step), p.codes[0], p.codes[-1])


def ideal_codes(p: TwoWay, weights: np.ndarray, x: np.ndarray, direction: Direction, signed: bool) -> np.ndarray:
    """The codes of an ideal array: (evaluations, converters), int64."""
    d = drives(p, x, direction, signed)
    return converted(p, line_sums(p, weights, d, direction))


def results_of_codes(p: TwoWay, codes: np.ndarray, weights: np.ndarray, direction: Direction, signed: bool) -> np.ndarray:
    """The results that the periphery makes of the codes of n products, (n * evaluations, converters): (n, outputs), int64.

    ``weights`` are those that the cells held after they were last written, of which offset-binary inputs need the sums.
    """
    side = p.sides[direction]
    reads = side.reads(signed)
    codes = np.asarray(codes, np.int64).reshape(-1, p.adc.share, len(reads), side.groups, side.converters) * p.adc.step
    by_read = codes.sum(axis=3)
    ends = side.lanes * len(side.planes)
    lanes = by_read[..., :ends].reshape(*by_read.shape[:-1], side.lanes, len(side.planes))
    value = lanes @ np.array([plane.weight for plane in side.planes], np.int64)
    if p.has_mid_line:
        counts = np.array([side.terms[-1] if read.mid else 0 for read in reads], np.int64)
        value = value + (by_read[..., -1] * counts)[..., None]
    signs = np.array([(-1 if read.negative else 1) << read.exponent for read in reads], np.int64)
    slots = np.einsum("nsrj,r->nsj", value, signs)
    result = slots.swapaxes(1, 2).reshape(len(codes), side.outputs)
    if signed and p.keeps_sums:
        result = result - (1 << p.input.bits - 1) * np.asarray(weights, np.int64).sum(axis=1 if side.backward else 0)
    assert side.results[0] <= result.min() and result.max() <= side.results[-1], "a result left its format"
    return result
