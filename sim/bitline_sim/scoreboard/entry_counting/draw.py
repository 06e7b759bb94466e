"""Programs drawn at random."""

from typing import Any

import numpy as np

from bitline.params.entry_counting import BEGINS, ENDS, OPERANDS, EntryCounting, Operand

from ...golden.entry_counting import Scale
from .program import Program, Stimulus

LONGEST = 4
"""Repetitions of a product, at the most."""


def random_stimulus(p: EntryCounting, count: int, seed: int) -> Stimulus:
    """That many products of random words, in every dataflow, between writes of the store; at the end all of it is read."""
    return Draw(p, np.random.default_rng([seed, 3])).program(count).stimulus()


def levels(rng: np.random.Generator, fmt: range, shape: tuple[int, int]) -> np.ndarray:
    """Words, (n, lanes), each with a choice of the levels: all of them, few of them, one alone."""
    words = np.zeros(shape, np.int64)
    for word in words:
        some = rng.choice(np.array(fmt), size=rng.integers(1, len(fmt) + 1), replace=False)
        word[:] = rng.choice(some, size=len(word)) * (rng.random(len(word)) < rng.choice([0.2, 0.7, 1.0]))
    return words


class Draw:
    """Draws one program; it remembers which operand is stored and which accumulators hold a sum.

    Parameters
    ----------
    p : EntryCounting
    rng : Generator
    """

    def __init__(self, p: EntryCounting, rng: np.random.Generator) -> None:
        self.p, self._rng = p, rng
        self._program = Program(p)
        self._stored: list[Operand] = ["weight"] * p.halves
        self._held = 0  # accumulators, from the first on, that hold a sum

    def program(self, count: int) -> Program:
        """So many products, and all that they need."""
        self._scales()
        for half in range(self.p.halves):
            self._write(half, self.p.half_words)
        for number in range(count):
            if self._rng.random() < 0.4:
                self._write(number % self.p.halves, int(self._rng.integers(1, self.p.half_words + 1)))
            if self._rng.random() < 0.2:
                self._scales()
            self._product(int(self._rng.integers(self.p.halves)))
        for half in range(self.p.halves):
            self._program.read(half * self.p.half_words, self.p.half_words)
        return self._program

    def _one_of(self, most: int) -> int:
        """A number from 1 to ``most``, often at an end."""
        return (1, most, int(self._rng.integers(1, most + 1)))[self._rng.integers(3)]

    def _levels(self, operand: Operand, count: int) -> np.ndarray:
        return levels(self._rng, self.p.operands[operand].levels, (count, self.p.store.lanes))

    def _write(self, half: int, count: int) -> None:
        """Write a half's first words, all of them where the operand changes, and verify them."""
        operand = OPERANDS[self._rng.integers(2)]
        if operand != self._stored[half]:
            self._stored[half], count = operand, self.p.half_words
        words = self._levels(operand, count)
        self._program.write(half * self.p.half_words, words, operand)
        if self._rng.random() < 0.3:
            self._program.verify(half * self.p.half_words, words, operand)

    def _scales(self) -> None:
        count = self._one_of(self.p.requantizer.entries)
        fields = {name: [self._number(fmt) for _ in range(count)] for name, fmt in self.p.scale_fields.items()}
        scales = [Scale(**{name: values[k] for name, values in fields.items()}) for k in range(count)]
        for scale in scales:
            scale.low, scale.high = sorted((scale.low, scale.high))
        self._program.scale(0, [*scales, *[scales[0]] * (self.p.requantizer.entries - count)])

    def _number(self, fmt: range) -> int:
        return int(self._rng.choice([fmt[0], fmt[-1], 0, *self._rng.integers(fmt[0], fmt[-1] + 1, 3)]))

    def _product(self, half: int) -> None:
        p, rng = self.p, self._rng
        begin, end = (str(rng.choice(choices)) for choices in (BEGINS, ENDS))
        by_repetition = bool(rng.integers(2))
        outputs = self._one_of(min(p.half_words, p.accumulator.count, p.requantizer.entries))
        steps = self._one_of(p.half_words // outputs)
        repetitions = self._one_of(LONGEST)
        if begin == "continue" or end == "hold":
            repetitions = min(repetitions, p.accumulator.count // outputs)
        if begin == "continue" and self._held < repetitions * outputs:
            begin = "clear"
        if by_repetition:
            repetitions = min(repetitions, p.requantizer.entries)
        kept = begin == "continue" or end == "hold"
        channels, window = (repetitions, outputs) if by_repetition else (outputs, repetitions)
        residual = end == "finish" and p.requantizer.residual and bool(rng.integers(2))
        sums = repetitions * outputs
        streamed: Operand = OPERANDS[1 - OPERANDS.index(self._stored[half])]
        fields: dict[str, Any] = {"begin": begin, "end": end, "by_repetition": by_repetition}
        self._program.product(
            self._levels(streamed, repetitions * steps),
            streamed,
            fill=[self._number(range(p.sums[0] // 2, p.sums[-1] // 2)) for _ in range(sums if begin == "fill" else 0)],
            residual=[self._number(p.outputs) for _ in range(sums if residual else 0)],
            word=half * p.half_words + int(rng.integers(p.half_words - steps * outputs + 1)),
            steps=steps,
            outputs=outputs,
            repetitions=repetitions,
            accumulator=0 if kept else int(rng.integers(p.accumulator.count - outputs + 1)),
            entry=int(rng.integers(p.requantizer.entries - channels + 1)),
            pool=self._one_of(min(window, p.requantizer.pool)),
            **fields,
        )
        self._held = max(self._held, sums if kept else 0)
