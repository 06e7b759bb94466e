"""The entry-counting macro in integers.

Stage 1, :func:`dot_products`, is what the macro is for. Stage 2, :func:`class_counts`, tells by classes how the macro comes to it:
what is searched, what is skipped, and the count of each class. :class:`Reference` runs whole operations.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from bitline.params.entry_counting import EVENTS, DotProduct, EntryCounting, Operand, Operation

from .requantizer import requantized


def dot_products(stored: np.ndarray, streamed: np.ndarray) -> np.ndarray:
    """The exact dot products of words, (…, lanes) each; int64."""
    return (np.asarray(stored, np.int64) * np.asarray(streamed, np.int64)).sum(axis=-1)


def legal(p: EntryCounting, levels: np.ndarray, operand: Operand) -> np.ndarray:
    """Whether each level is of the operand's set."""
    known = p.operands[operand].levels
    return (np.asarray(levels) >= known[0]) & (np.asarray(levels) <= known[-1])


def class_counts(p: EntryCounting, weights: np.ndarray, activations: np.ndarray) -> np.ndarray:
    """For each class the lanes that hold it, counted up where the product is positive and down where it is negative.

    Parameters
    ----------
    weights, activations : int array, (…, lanes)

    Returns
    -------
    int64 array, (…, classes)
    """
    weights, activations = np.asarray(weights, np.int64), np.asarray(activations, np.int64)
    signs = np.sign(weights) * np.sign(activations)
    matches = [(np.abs(weights) == i) & (np.abs(activations) == j) for i, j in p.classes]
    return np.stack([(match * signs).sum(axis=-1) for match in matches], axis=-1)


def live_classes(p: EntryCounting, weights: np.ndarray, activations: np.ndarray) -> np.ndarray:
    """Classes whose two magnitudes are both present, each in any lane: (…, classes), bool."""
    i, j = np.array(p.classes).T
    present = [(np.abs(words)[..., None] == magnitudes).any(axis=-2) for words, magnitudes in ((weights, i), (activations, j))]
    return present[0] & present[1]


def weighed(p: EntryCounting, counts: np.ndarray) -> np.ndarray:
    """Dot products from counts, (…, classes)."""
    return np.asarray(counts, np.int64) @ np.array([i * j for i, j in p.classes], np.int64)


@dataclass
class Word:
    """One word of all lanes as it arrives: levels and whose they are."""

    levels: np.ndarray
    operand: Operand


@dataclass
class Scale:
    """One beat of stream ``scales``."""

    bias: int = 0
    multiplier: int = 1
    residual_multiplier: int = 0
    shift: int = 0
    zero_point: int = 0
    low: int = 0
    high: int = 0


@dataclass
class Outcome:
    """What operations lead to.

    Attributes
    ----------
    results : list of int
        Beats of ``y``.
    read, differs : list of arrays, (lanes,)
        For each word read or verified.
    live : list of int
        Live classes of each dot product.
    events : dict
        Counters, by the names of ``EVENTS``.
    illegal, differing, overflow : bool
        Sticky status.
    """

    results: list[int] = field(default_factory=list)
    read: list[np.ndarray] = field(default_factory=list)
    differs: list[np.ndarray] = field(default_factory=list)
    live: list[int] = field(default_factory=list)
    events: dict[str, int] = field(default_factory=lambda: dict.fromkeys(EVENTS, 0))
    illegal: bool = False
    differing: bool = False
    overflow: bool = False


class Reference:
    """The macro at the level of operations: no cycles, no codes, no classes but for their number.

    Parameters
    ----------
    p : EntryCounting
    written, streamed : iterables of Word
        What streams ``w`` and ``x`` bring.
    fill, residual : iterables of int
    scales : iterable of Scale
    """

    def __init__(
        self,
        p: EntryCounting,
        written: Iterable[Word] = (),
        streamed: Iterable[Word] = (),
        fill: Iterable[int] = (),
        residual: Iterable[int] = (),
        scales: Iterable[Scale] = (),
    ) -> None:
        self.p = p
        self._written, self._streamed, self._scales = iter(written), iter(streamed), iter(scales)
        self._fill, self._residual = iter(fill), iter(residual)
        self._kept = np.zeros((p.store.words, p.store.lanes), np.int64)  # what the cells hold
        nothing = Word(np.zeros(p.store.lanes, np.int64), "weight")
        self._store = [nothing] * p.store.words  # what dot products see: a refused word is all zeros
        self._sums = [0] * p.accumulator.count
        self._table = [Scale()] * p.requantizer.entries
        self._shared = Scale()
        self.outcome = Outcome()

    def run(self, operations: Iterable[Operation]) -> Outcome:
        """Carry operations out in their order."""
        for operation in operations:
            {"write": self._write, "read": self._read, "verify": self._verify, "scale": self._scale, "product": self._product}[
                operation.kind
            ](operation)
        return self.outcome

    def _accepted(self, word: Word) -> Word:
        """The word as it counts; refused, it is all zeros."""
        if legal(self.p, word.levels, word.operand).all():
            return word
        self.outcome.events["refused_words"] += 1
        self.outcome.illegal = True
        return Word(np.zeros_like(word.levels), word.operand)

    def _write(self, op: Operation) -> None:
        for place in range(op.word, op.word + op.steps):
            word = next(self._written)
            good = legal(self.p, word.levels, word.operand).reshape(self.p.beats, -1).all(axis=1)
            lanes = np.repeat(good, self.p.store.lanes_per_beat)
            self._kept[place, lanes] = np.asarray(word.levels)[lanes]
            self._store[place] = self._accepted(word)
            self.outcome.events["store_writes"] += 1

    def _read(self, op: Operation) -> None:
        for place in range(op.word, op.word + op.steps):
            self.outcome.read.append(self._kept[place].copy())
            self.outcome.differs.append(np.zeros(self.p.store.lanes, bool))

    def _verify(self, op: Operation) -> None:
        for place in range(op.word, op.word + op.steps):
            expected = self._accepted(next(self._written))
            self.outcome.read.append(self._kept[place].copy())
            self.outcome.differs.append(self._kept[place] != expected.levels)
            self.outcome.differing |= bool(self.outcome.differs[-1].any())

    def _scale(self, op: Operation) -> None:
        for place in range(op.entry, op.entry + op.steps):
            self._table[place] = next(self._scales)
        self._shared = self._table[op.entry]

    def _product(self, op: Operation) -> None:
        streamed, number = Word(np.zeros(self.p.store.lanes), "weight"), -1
        windows: dict[int, list[int]] = {}
        for dot in op.dot_products():
            if dot.streamed != number:
                streamed, number = self._accepted(next(self._streamed)), dot.streamed
                self.outcome.events["streamed_words"] += 1
            value = self._in_format(self._begin(op, dot) + self._searched(self._store[dot.word], streamed))
            self._sums[dot.accumulator] = value
            if dot.last and op.end != "hold":
                self._leave(op, dot, value, windows)
            else:
                self.outcome.events["accumulator_writes"] += 1

    def _begin(self, op: Operation, dot: DotProduct) -> int:
        """What a dot product is added to."""
        if dot.first and op.begin == "clear":
            return 0
        if dot.first and op.begin == "fill":
            self.outcome.events["fills"] += 1
            return next(self._fill)
        self.outcome.events["accumulator_reads"] += 1
        return self._sums[dot.accumulator]

    def _searched(self, stored: Word, streamed: Word) -> int:
        """The dot product of two words, noting what is searched for it; zero where they cannot be multiplied."""
        if stored.operand == streamed.operand:
            self.outcome.illegal = True
            live = 0
        else:
            weights, activations = (stored, streamed) if stored.operand == "weight" else (streamed, stored)
            live = int(live_classes(self.p, weights.levels, activations.levels).sum())
        self.outcome.live.append(live)
        self.outcome.events["searches"] += live
        self.outcome.events["searches_saved"] += len(self.p.classes) - live
        return int(dot_products(stored.levels, streamed.levels)) if live else 0

    def _in_format(self, value: int) -> int:
        """A sum as an accumulator keeps it: one that has no place wraps round, and is told."""
        sums = self.p.sums
        self.outcome.overflow |= value not in sums
        return (value - sums[0]) % len(sums) + sums[0]

    def _leave(self, op: Operation, dot: DotProduct, value: int, windows: dict[int, list[int]]) -> None:
        if op.end == "spill":
            self.outcome.events["spills"] += 1
            self.outcome.results.append(value)
            return
        channel = dot.repetition if op.by_repetition else dot.output
        window = windows.setdefault(channel, [])
        window.append(self._requantized(op, value, channel))
        if len(window) == op.pool:
            self.outcome.results.append(max(window))
            window.clear()

    def _requantized(self, op: Operation, value: int, channel: int) -> int:
        scale, shared = self._table[op.entry + channel], self._shared
        residual = next(self._residual) * shared.residual_multiplier if op.residual else 0
        bounds = shared.shift, shared.zero_point, shared.low, shared.high
        return int(requantized(np.array(value), np.array(scale.bias), np.array(scale.multiplier), *bounds, np.array(residual)))
