"""How each layer meets the array: with which codes, in how many parts, by one decision or by a search; and the bias rows for it."""

import itertools
from dataclasses import dataclass

import numpy as np

from ...params import ParameterError
from ...params.binary import Bias, Binary, Digits, binary_digits, spread
from .bias import constant_codes
from .layers import BinaryNetwork, Layer, Sums, Votes

NO_SHORTCUT = "signs of parts do not add up to the sign of their sum"
"""Why a layer wider than the rows needs sums."""

SEARCH_UNIT = 2
"""Code steps of a value in a search. Its biases are odd, so that with two steps a value every threshold is exact."""


@dataclass(frozen=True)
class Drive:
    """How a layer meets the array.

    Attributes
    ----------
    unit : int
        The code with which a value of 1 is driven.
    parts : tuple of range
        The values of a place that stand on the rows at one time.
    searched : bool
        Whether sums are resolved by successive approximation, part by part, and added up; otherwise each decision is an output.
    """

    unit: int
    parts: tuple[range, ...]
    searched: bool


@dataclass(frozen=True)
class BiasTable:
    """The bias rows: constant ones, then those that tell the comparisons of a vote apart, then the digits of a search.

    Attributes
    ----------
    constant : tuple of int
    shifts : tuple of tuple of int
        What raises the sums in each comparison of the votes, and not at all in the first.
    digits : Digits
        Without rows where nothing is searched.
    """

    constant: tuple[int, ...]
    shifts: tuple[tuple[int, ...], ...]
    digits: Digits

    @property
    def kept(self) -> int:
        """Rows whose cells stay as they are written."""
        return len(self.constant) + len(self.shifts[0])

    @property
    def entries(self) -> tuple[Bias, ...]:
        """One for each comparison of the votes, of which the first serves all other decisions; then that of the searches."""
        decided = tuple(Bias(self.constant + shift) for shift in self.shifts)
        searched = (Bias.searching(self.constant + self.shifts[0], self.digits),) if self.digits.rows else ()
        return decided + searched

    @property
    def place(self) -> int:
        """The place of a search's first decision."""
        return len(self.digits.begins)


@dataclass(frozen=True)
class _Search:
    """Parts of a searched layer, the largest bias it needs, and the place of its first decision."""

    parts: tuple[range, ...]
    reach: int
    place: int


def drives(p: Binary, network: BinaryNetwork) -> tuple[tuple[Drive, ...], BiasTable]:
    """How all layers of a network meet the array, and the bias rows for them.

    Raises
    ------
    ParameterError
        Where the macro cannot run the network; the setting that is too small is named.
    """
    top = p.codes[-1]
    shift_rows = _shift_rows(network, top)
    searches = {number: _search(p, network, number, shift_rows) for number in _searched(p, network)}
    digits = _digits(max((search.place for search in searches.values()), default=0), top)
    most = _most_reach(p, p.bias.rows - shift_rows - digits.rows)
    out, reaches = [], [search.reach for search in searches.values()]
    for number, layer in enumerate(network.layers):
        if number in searches:
            out.append(Drive(SEARCH_UNIT, searches[number].parts, searched=True))
            continue
        largest = float(np.abs(raised_thresholds(network, number)).max())
        unit = max(1, min(top // network.highest(number), int(most / max(largest, 1))))
        out.append(Drive(unit, (range(layer.fan_in),), searched=False))
        reaches.append(min(most, int(np.ceil(unit * largest))))
    return tuple(out), BiasTable(constant_codes(max(reaches), top), _shifts(network, out[-1].unit, shift_rows, top), digits)


def raised_thresholds(network: BinaryNetwork, number: int) -> np.ndarray:
    """A layer's thresholds, in votes those of the highest comparison: float64, (kernels, outputs)."""
    head = network.head if number == len(network.layers) - 1 else None
    return network.layers[number].thresholds + (max(head.shifts) if isinstance(head, Votes) else 0)


def search_biases(layer: Layer, parts: tuple[range, ...], highest: int) -> np.ndarray:
    """What the bias rows add in each part of a search, in code steps: odd, int64, (parts, kernels, outputs).

    Each part's sums lie evenly about 0 but for its share of what is left of the threshold. The sums with their biases, halved and
    rounded down, add up to the layer's sum less its threshold rounded up.
    """
    even = np.stack([-(_sums(layer, part) * highest // 2) for part in parts])
    left = -np.ceil(layer.thresholds).astype(np.int64) - even.sum(axis=0)
    share, more = left // len(parts), left % len(parts)
    return 2 * (even + share + (np.arange(len(parts))[:, None, None] < more)) + 1


# ---- searches


def _searched(p: Binary, network: BinaryNetwork) -> list[int]:
    """Layers that need sums, and not their signs alone."""
    last = len(network.layers) - 1
    wide = [number for number, layer in enumerate(network.layers) if layer.fan_in > p.data_rows]
    if isinstance(network.head, Sums):
        return sorted({*wide, last})
    if last in wide:
        values = network.layers[last].fan_in
        raise ParameterError("array.rows", f"votes of {values} values need as many data rows, not {p.data_rows}: {NO_SHORTCUT}")
    return wide


def _search(p: Binary, network: BinaryNetwork, number: int, shift_rows: int) -> _Search:
    """The search of a layer's sums, in as few parts as the bias rows allow."""
    layer, highest, top = network.layers[number], network.highest(number), p.codes[-1]
    if SEARCH_UNIT * highest > top:
        raise ParameterError("array.code_bits", f"sums of values up to {highest} are searched with twice that, above {top}")
    if layer.fan_in * highest not in p.accumulators:
        raise ParameterError("accumulator.bits", f"{p.accumulator.bits} do not hold sums of {layer.fan_in} values up to {highest}")
    for count in range(-(-layer.fan_in // p.data_rows), layer.fan_in + 1):
        search = _search_in(layer, _parts(layer.fan_in, count), highest)
        rows = len(constant_codes(search.reach, top)) + _digits(search.place, top).rows
        if rows + shift_rows <= p.bias.rows:
            return search
    raise ParameterError("bias.rows", f"{p.bias.rows} are too few to search sums of values up to {highest}, and {NO_SHORTCUT}")


def _search_in(layer: Layer, parts: tuple[range, ...], highest: int) -> _Search:
    biases = search_biases(layer, parts, highest)
    sums = np.stack([_sums(layer, part) for part in parts])
    sizes = np.array([len(part) for part in parts])[:, None, None]
    lowest, most = biases - highest * (sizes - sums), biases + highest * (sizes + sums)
    span = int(max(most.max(), (-lowest - 1).max()))
    return _Search(parts, int(np.abs(biases).max()), max(1, (span // SEARCH_UNIT).bit_length()))


def _sums(layer: Layer, part: range) -> np.ndarray:
    """What the weights of a part add up to: (kernels, outputs)."""
    return layer.weights[:, part.start : part.stop].sum(axis=1, dtype=np.int64)


def _parts(fan_in: int, count: int) -> tuple[range, ...]:
    """So many parts, as equal as can be."""
    bounds = [fan_in * k // count for k in range(count + 1)]
    return tuple(range(start, stop) for start, stop in itertools.pairwise(bounds))


def _digits(place: int, top: int) -> Digits:
    return binary_digits(place, SEARCH_UNIT, top) if place else Digits((), frozenset())


# ---- bias rows


def _most_reach(p: Binary, rows: int) -> int:
    """The largest bias that constant codes on so many rows can make."""
    top = p.codes[-1]
    if rows < len(constant_codes(0, top)):
        raise ParameterError(
            "bias.rows", f"{p.bias.rows} leave {rows} for thresholds, and those need {len(constant_codes(0, top))}"
        )
    reaches = (reach for reach in itertools.count() if len(constant_codes(reach + 1, top)) > rows)
    return next(reaches)


def _shift_rows(network: BinaryNetwork, top: int) -> int:
    """Rows that raise the sums of votes, by the highest codes that the values can have."""
    if not isinstance(network.head, Votes):
        return 0
    most = max(network.head.shifts) - min(network.head.shifts)
    return -(-most * (top // network.highest(len(network.layers) - 1)) // top)


def _shifts(network: BinaryNetwork, unit: int, rows: int, top: int) -> tuple[tuple[int, ...], ...]:
    """Codes of the rows that raise the sums, comparison by comparison, the highest threshold first."""
    if not isinstance(network.head, Votes):
        return ((),)
    shifts = sorted(network.head.shifts, reverse=True)
    raised = [spread((shifts[0] - shift) * unit, top) if shift < shifts[0] else () for shift in shifts]
    return tuple(codes + (0,) * (rows - len(codes)) for codes in raised)
