"""The training engine in integers: what each of its units must give.

The products are the macro's own (:mod:`bitline_sim.golden.two_way`). Here is what is made of them, in the order of a step:
activations, the errors of the scores, the errors of every layer below, gradients, weights. Arrays are of int64; as far as the
errors, arrays of floating point that hold integers give the same, several times as fast.
"""

from dataclasses import dataclass

import numpy as np

from bitline.params import formats

from ..splitmix import words
from .requantizer import rounded

RIGHT, LEFT = 62, 22
"""Places of a shift beyond which nothing changes: right, words of 60 bits have become nothing; left, whatever is not zero lies
beyond every format that it is then clipped to."""

LARGE = 1 << 40
"""Magnitude from which likewise nothing changes where a word is multiplied."""


def rescale(values: np.ndarray, shift: int) -> np.ndarray:
    """``values / 2**shift``, rounded half to even; a negative shift multiplies."""
    values = np.asarray(values)
    if values.dtype.kind == "f":
        return np.rint(values * 2.0**-shift)
    if shift < 0:
        return np.clip(values.astype(np.int64), -LARGE, LARGE) << min(-shift, LEFT)
    return rounded(values, min(shift, RIGHT))


def clipped(values: np.ndarray, to: range) -> np.ndarray:
    """Values; those beyond an end of the format become that end."""
    return np.clip(values, to[0], to[-1])


def errors(bits: int) -> range:
    """Format of an error: signed and symmetric."""
    return formats.span(1 - (1 << bits - 1), (1 << bits - 1) - 1)


def scores(bits: int) -> range:
    """Format of scores and targets, whose differences are errors of that many bits."""
    return formats.twos_complement(bits - 1)


# ---- forward


def forward_value(sums: np.ndarray, shift: int, bits: int) -> tuple[np.ndarray, np.ndarray]:
    """Activations of a hidden layer's sums, and the mask of those that were cut neither at zero nor at the upper end."""
    values, to = rescale(sums, shift), formats.unsigned(bits)
    return clipped(values, to), (values > 0) & (values <= to[-1])


def pooled(maps: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The largest of every 2x2 values of maps (n, height, width, channels), and its place: 0 … 3 by rows, the first of equals."""
    values, *others = _quarters(maps)
    places = np.zeros(values.shape, np.uint8)
    for place, other in enumerate(others, 1):
        places = np.where(other > values, np.uint8(place), places)
        values = np.maximum(values, other)
    return values, places


def picked(maps: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Of every 2x2 values the one at its place."""
    out, *others = _quarters(maps)
    for place, other in enumerate(others, 1):
        out = np.where(places == place, other, out)
    return out


def routed(values: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Maps with the values at their places, and zeros beside them."""
    n, height, width, channels = values.shape
    out = np.zeros((n, height, 2, width, 2, channels), values.dtype)
    for place in range(4):
        out[:, :, place // 2, :, place % 2] = values * (places == place)
    return out.reshape(n, 2 * height, 2 * width, channels)


def _quarters(maps: np.ndarray) -> list[np.ndarray]:
    """The values of each place: four maps of half the height and width."""
    return [maps[:, y::2, x::2] for y in range(2) for x in range(2)]


# ---- backward


def output_error(sums: np.ndarray, shift: int, targets: np.ndarray, bits: int) -> np.ndarray:
    """Errors of the last layer: the scores, rescaled and clipped, less their targets."""
    return clipped(rescale(sums, shift), scores(bits)) - targets


def rescaled(products: np.ndarray, mask: np.ndarray, bits: int) -> tuple[np.ndarray, int]:
    """Errors of the layer below, and the shift that made them of the products: the least with which all of them fit.

    The largest may round up to one more than fits, and is clipped then.
    """
    masked = products * mask
    largest = int(np.abs(masked).max(initial=0))
    shift = max(0, largest.bit_length() - (bits - 1))
    return clipped(rescale(masked, shift), errors(bits)), shift


# ---- gradient and update


def weight_gradient(x: np.ndarray, e: np.ndarray) -> np.ndarray:
    """``Σ x·eᵀ`` over samples and positions: inputs (n, rows) and errors (n, columns) to (rows, columns)."""
    return np.asarray(x, np.int64).T @ np.asarray(e, np.int64)


@dataclass(frozen=True)
class Momentum:
    """Words beside the weights that remember past gradients. What is taken off them and off weights is rounded as a step is.

    Attributes
    ----------
    bits : int
        Of a word, signed.
    decay : int
        A step takes ``word / 2**decay`` off each.
    shift : int
        A weight changes by ``word / 2**shift``.
    """

    bits: int
    decay: int
    shift: int

    def stepped(self, kept: np.ndarray, step: np.ndarray, random: np.ndarray | None = None, random_bits: int = 0) -> np.ndarray:
        """What is kept after a step."""
        decayed = kept - rounded_step(kept, self.decay, random, random_bits)
        return clipped(decayed + step, formats.twos_complement(self.bits))

    def change(self, kept: np.ndarray, random: np.ndarray | None = None, random_bits: int = 0) -> np.ndarray:
        """By how much the weights change."""
        return rounded_step(kept, self.shift, random, random_bits)


def rounded_step(gradient: np.ndarray, shift: int, random: np.ndarray | None = None, random_bits: int = 0) -> np.ndarray:
    """``gradient / 2**shift``, to the nearest integer, or, where there is ``random``, to either neighbour by chance.

    The random words, unsigned of ``random_bits`` bits, count as fractions, each in the middle of its step.
    """
    if random is None or shift <= 0:
        return rescale(gradient, shift)
    finer = shift - random_bits
    if finer <= 0:
        return gradient + (random >> -finer) >> shift
    return (gradient >> min(finer - 1, 63)) + (2 * random + 1) >> random_bits + 1


def stepped(weights: np.ndarray, change: np.ndarray, to: range) -> np.ndarray:
    """Weights after an update, saturated."""
    return clipped(weights - change, to)


# ---- chance

LENGTH, TAP = 127, 63
"""The generator's recurrence, ``b[n] = b[n - 127] ^ b[n - 63]``: a primitive trinomial, so no bit repeats within 2**127 - 1."""


class Generator:
    """The rounding bits' generator: a shift register, which software runs far ahead at once.

    Parameters
    ----------
    seed : int or uint8 array, (127,)
        A number, or the bits to go on from, the oldest first.

    Raises
    ------
    ValueError
        Where the bits are not 127 zeros and ones, of which one at least is a one.
    """

    def __init__(self, seed: int | np.ndarray) -> None:
        bits = _seeded(seed) if isinstance(seed, int) else np.asarray(seed)
        if bits.shape != (LENGTH,) or not bits.any() or (bits > 1).any():
            raise ValueError(f"the generator's state is {LENGTH} bits, not all of them zero")
        self.state = bits.astype(np.uint8)

    def take(self, count: int, lanes: int, bits: int) -> np.ndarray:
        """The next random words, (count, lanes), each of that many bits, 16 at most, the lowest first."""
        octets = -(-bits // 8)
        drawn = np.zeros((count * lanes, 8 * octets), np.uint8)
        drawn[:, :bits] = self._bits(count * lanes * bits).reshape(-1, bits)
        packed = np.packbits(drawn.ravel(), bitorder="little")  # a flat array, which packs many times as fast
        return packed.view(f"<u{octets}").reshape(count, lanes).astype(np.int64)

    def _bits(self, count: int) -> np.ndarray:
        """The next bits, in long pieces: ``b[n] = b[n - 127·2**k] ^ b[n - 63·2**k]`` follows from the recurrence for every k."""
        out = np.concatenate([self.state, np.empty(count, np.uint8)])
        known = LENGTH
        while known < len(out):
            stride = 1 << (known // LENGTH).bit_length() - 1
            piece = min(TAP * stride, len(out) - known)
            far, near = known - LENGTH * stride, known - TAP * stride
            np.bitwise_xor(out[far : far + piece], out[near : near + piece], out=out[known : known + piece])
            known += piece
        self.state = out[-LENGTH:].copy()
        return out[LENGTH:]


def _seeded(seed: int) -> np.ndarray:
    """The first bits of SplitMix64's words of the seed."""
    octets = words(seed, np.arange(2)).astype("<u8").view(np.uint8)
    return np.unpackbits(octets, bitorder="little")[:LENGTH]
