"""Macros that answer as the ones in the co-simulation were recorded to have answered."""

import numpy as np

from bitline.params import formats
from bitline.params.two_way import Direction
from bitline.params.two_way_training import TwoWayTraining

from ...golden import two_way as golden
from ..verdict import Verdict


class Recorded:
    """Holds each product and each access against the record, and answers from it.

    Parameters
    ----------
    p : TwoWayTraining
    outcome : dict of arrays
        The bench's: ``codes_k``, ``drives_k`` and ``accesses_k`` of each macro k.
    verdict : Verdict
    ideal : bool
        Whether the codes must be those of an ideal array.
    """

    def __init__(self, p: TwoWayTraining, outcome: dict[str, np.ndarray], verdict: Verdict, ideal: bool) -> None:
        self.macros, self.verdict, self.ideal = p.all_macros, verdict, ideal
        macros = range(len(self.macros))
        self._codes = [outcome[f"codes_{k}"] for k in macros]
        self._drives = [outcome[f"drives_{k}"] for k in macros]
        self._accesses = [outcome[f"accesses_{k}"] for k in macros]
        self.evaluations = [0 for _ in macros]
        self.accessed = [0 for _ in macros]
        self.weights = [np.zeros((macro.array.rows, macro.array.columns), np.int64) for macro in self.macros]
        self._summed = [np.zeros_like(weights) for weights in self.weights]

    def product(self, macro: int, direction: Direction, signed: bool, vector: np.ndarray) -> np.ndarray:
        p, first = self.macros[macro], self.evaluations[macro]
        side = p.sides[direction]
        count = side.evaluations(signed)
        self.evaluations[macro] += count
        codes = self._codes[macro][first : first + count, : side.converters]
        name = f"macro {macro}, evaluation {first} ({direction})"
        driven = np.zeros((count, sum(each.lines for each in p.sides.values())), np.int64)
        at = slice(p.array.rows, None) if side.backward else slice(p.array.rows)
        driven[:, at] = golden.drives(p, vector, direction, signed).digits
        self._hold("lines driven", self._drives[macro][first : first + count], driven, name)
        if len(codes) < count:
            codes = np.zeros((count, side.converters), np.int64)
        if self.ideal:
            self._hold("codes", codes, golden.ideal_codes(p, self.weights[macro], vector, direction, signed), name)
        return golden.results_of_codes(p, codes, self._kept(macro, direction), direction, signed)[0]

    def _kept(self, macro: int, direction: Direction) -> np.ndarray:
        """Weights whose sums are those that the macro keeps, in registers as wide as the sums of weights are."""
        p, weights, axis = self.macros[macro], self._summed[macro], int(direction == "backward")
        if not p.keeps_sums:
            return weights
        fmt = p.sides[direction].weight_sums
        sums, lowest = weights.sum(axis=axis), -(1 << formats.width(fmt) - 1) if formats.signed(fmt) else 0
        kept = np.zeros_like(weights)
        np.moveaxis(kept, axis, 0)[0] = (sums - lowest) % (1 << formats.width(fmt)) + lowest
        return kept

    def write(self, macro: int, row: int, group: int, weights: np.ndarray, clearing: bool = False) -> None:
        """A write; where sums of weights are kept, it reads what it replaces, unless it clears, and what is there then.

        The sums are told the difference. A cell that has lost its bit meanwhile is subtracted as what it reads, so what it had
        added stays in them until the array is cleared.
        """
        at, keeps_sums = (row, self._at(group)), self.macros[macro].keeps_sums
        replaced = self.read(macro, row, group) if keeps_sums and not clearing else self._summed[macro][at]
        self._next(macro, "cells written", np.array([1, row, group, *self._cells(macro, weights)]))
        self.weights[macro][at] = weights
        if keeps_sums:
            self.weights[macro][at] = self.read(macro, row, group)
            self._summed[macro][at] += self.weights[macro][at] - replaced

    def read(self, macro: int, row: int, group: int) -> np.ndarray:
        held = self.weights[macro][row, self._at(group)]
        cells = self._next(macro, "", np.array([0, row, group, *self._cells(macro, held)]))
        p = self.macros[macro]
        seen = golden.weights_of_cells(p, cells[:, None] >> np.arange(len(p.planes)) & 1)
        if self.ideal:
            self._hold("weights read", seen, held, f"macro {macro}, row {row}")
        return seen

    def verify(self, macro: int, row: int, group: int, weights: np.ndarray) -> int:
        """How many words have other cells than those of the weights."""
        wanted = self._cells(macro, weights)
        return int((self._next(macro, "", np.array([0, row, group, *wanted])) != wanted).sum())

    def _cells(self, macro: int, weights: np.ndarray) -> np.ndarray:
        """Each weight's cells as a number, the lowest plane first."""
        p = self.macros[macro]
        return golden.cells(p, weights).astype(np.int64) @ (1 << np.arange(len(p.planes)))

    def finish(self) -> None:
        """Nothing more was recorded than has been asked for."""
        for macro, (codes, accesses) in enumerate(zip(self._codes, self._accesses, strict=True)):
            counts = np.array([len(codes), len(accesses)])
            self._hold(
                "number of evaluations and accesses",
                counts,
                np.array([self.evaluations[macro], self.accessed[macro]]),
                f"macro {macro}",
            )

    def _at(self, group: int) -> slice:
        size = self.macros[0].array.lines_per_read
        return slice(group * size, (group + 1) * size)

    def _next(self, macro: int, kind: str, wanted: np.ndarray) -> np.ndarray:
        """The next access on record, which must be to the row and group wanted; what it wrote or read."""
        number = self.accessed[macro]
        self.accessed[macro] += 1
        if number >= len(self._accesses[macro]):
            return wanted[3:]
        got = self._accesses[macro][number]
        name = f"macro {macro}, access {number}"
        self._hold("rows and word groups", got[:3], wanted[:3], name)
        if kind:
            self._hold(kind, got[3:], wanted[3:], name)
        return got[3:]

    def _hold(self, kind: str, got: np.ndarray, wanted: np.ndarray, name: str) -> None:
        if got.shape != wanted.shape:
            self.verdict.hold("number of each", np.array(len(got)), np.array(len(wanted)), f"{name}, {kind}")
            return
        self.verdict.hold(kind, got, wanted, name)
