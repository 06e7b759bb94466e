"""The array of ±1 cells: word-line converters, two bit lines a column, a comparator between them.

A cell of 1 discharges its column's true line, one of 0 the complement; the comparator fires where the true line has fallen at
least as far. All arithmetic is in integers of ``1 / UNIT`` of a code step, so that sums do not depend on the order in which they
are made and a model in another language takes the same decisions. Randomness that belongs to a chip is drawn once from its seed;
the noise of a decision from the number of the evaluation and of the column (:mod:`bitline_sim.arrays.noise`), so that evaluations
one by one and many at once decide alike.
"""

import dataclasses

import numpy as np

from bitline.params.binary import Binary, Nonideal

from . import noise

LEVEL = 1 << 6
"""One code step of a word line's drive."""

GAIN = 1 << 10
"""Current of a nominal cell at a drive of one."""

UNIT = 1 << 10
"""One code step of a column's sum."""

SHARE = 1 << 20
"""A loss of everything, to the falling supply."""

_SUM_SHIFT = (LEVEL * GAIN // UNIT).bit_length() - 1

Over = tuple[slice, np.ndarray]
"""Rows, and the cells that stand in them: (n, rows of the slice, columns)."""

IDEAL = Nonideal(
    **{field.name: 0.0 for field in dataclasses.fields(Nonideal)},
)


class Array:
    """One chip's array.

    Parameters
    ----------
    p : Binary
    nonideal : Nonideal
        What departs from the ideal.
    seed : int
        Of the chip and of its noise.

    Attributes
    ----------
    evaluations : int
        Evaluations so far: the counter of the noise.
    offsets : int64 array, (columns,)
        What each comparator adds to its column's sum, in ``1 / UNIT`` of a code step.
    stuck : int8 array, (rows, columns)
        The value that a cell holds for ever, -1 for a good one.
    dead : int8 array, (columns,)
        The answer that a comparator always gives, -1 for a good one.
    """

    def __init__(self, p: Binary, nonideal: Nonideal = IDEAL, seed: int = 0) -> None:
        self.p, self.nonideal, self.seed = p, nonideal, seed
        self.evaluations = 0
        shape = (p.array.rows, p.array.columns)
        rng = np.random.default_rng([seed, 1])
        self._stored = rng.integers(0, 2, shape, dtype=np.uint8)  # what a memory holds before it is written
        self.levels = self._drawn_levels(rng)
        self._gains = [self._drawn_gains(rng, shape) for _ in (0, 1)]
        self.offsets = np.rint(rng.standard_normal(p.array.columns) * nonideal.offset_sigma * self._product).astype(np.int64)
        self.stuck = _stuck(rng, shape, nonideal.stuck_cells)
        self.dead = _stuck(rng, (p.array.columns,), nonideal.dead_columns)
        self.noise_table = noise.quantiles(nonideal.noise_sigma * self._product)
        self._lines: list[np.ndarray] | None = None
        self._last: tuple[np.ndarray, slice, np.ndarray] | None = None

    @property
    def _product(self) -> int:
        """What a nominal cell adds at the highest code."""
        return self.p.codes[-1] * UNIT

    @property
    def _full_load(self) -> int:
        """All rows at the highest code, in code steps."""
        return self.p.array.rows * self.p.codes[-1]

    # ---- what a chip is

    def _drawn_levels(self, rng: np.random.Generator) -> np.ndarray:
        """Drive of each row at each code: (rows, codes), rising from 0."""
        codes, top = np.arange(len(self.p.codes)), self.p.codes[-1]
        bowed = codes + self.nonideal.bow * np.sin(np.pi * codes / top)
        spread = 1 + rng.standard_normal((self.p.array.rows, 1)) * self.nonideal.row_sigma
        return np.rint(np.maximum(bowed * spread, 0) * LEVEL).astype(np.int64)

    def _drawn_gains(self, rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
        """Current of each cell while it holds 0, or while it holds 1: these are different transistors."""
        spread = rng.standard_normal(shape) * self.nonideal.cell_sigma
        return np.rint(np.maximum(1 + spread, 0) * GAIN).astype(np.int64)

    def tables(self) -> dict[str, np.ndarray]:
        """Everything a model in another language needs to be this chip.

        ``chip`` holds the seed, the loss to the supply, knee, headroom, and whether there is noise.
        """
        return {
            "level": self.levels,
            "gain_0": self._gains[0],
            "gain_1": self._gains[1],
            "offset": self.offsets,
            "stuck": self.stuck,
            "dead": self.dead,
            "stored": self._stored,
            "noise": self.noise_table,
            "chip": np.array([self.seed, self._droop, self.knee, self.headroom, self.nonideal.noise_sigma > 0], np.int64),
        }

    # ---- memory

    def write(self, row: int, word_group: int, bits: np.ndarray) -> None:
        """Write a word group."""
        self._stored[row, self._word(word_group)] = bits
        self._lines = None
        self._last = None

    def read(self, row: int, word_group: int) -> np.ndarray:
        """The cells of a word group."""
        return self.cells()[row, self._word(word_group)]

    def _word(self, word_group: int) -> slice:
        return slice(word_group * self.p.array.word, (word_group + 1) * self.p.array.word)

    def cells(self) -> np.ndarray:
        """What each cell holds: uint8, (rows, columns)."""
        return self._held(self._stored, slice(None))

    def _held(self, stored: np.ndarray, rows: slice) -> np.ndarray:
        return np.where(self.stuck[rows] < 0, stored, self.stuck[rows]).astype(np.uint8)

    # ---- evaluations

    def evaluate(
        self,
        codes: np.ndarray,
        numbers: np.ndarray | None = None,
        over: Over | None = None,
        columns: slice = slice(None),
    ) -> np.ndarray:
        """Decide.

        Parameters
        ----------
        codes : integer array, (n, rows)
        numbers : integer array, (n,), optional
            Numbers of the evaluations, for their noise; without, the next ones, which are counted.
        over : (slice, integer array (n, rows of the slice, columns)), optional
            Cells that stand in those rows instead of the stored ones, evaluation by evaluation.
        columns : slice, optional
            The columns whose decisions are wanted.

        Returns
        -------
        uint8 array, (n, columns wanted)
            1 where the comparator fires.
        """
        codes = np.asarray(codes)
        if numbers is None:
            numbers = self.evaluations + np.arange(len(codes))
            self.evaluations += len(codes)
        value = self._differences(codes, over, columns) + self.offsets[columns]
        if self.nonideal.noise_sigma:
            counters = np.asarray(numbers)[:, None] * self.p.array.columns + np.arange(self.p.array.columns)[columns]
            value += noise.samples(self.noise_table, self.seed, counters)
        fires, dead = (value >= 0).view(np.uint8), self.dead[columns]
        return np.where(dead < 0, fires, dead.view(np.uint8))

    def _differences(self, codes: np.ndarray, over: Over | None, columns: slice) -> np.ndarray:
        """By how much the true line has fallen further than the complement: (n, columns), int64."""
        if over is None and self._last and self._last[1] == columns and np.array_equal(self._last[0], codes):
            return self._last[2]  # decisions are often repeated
        drive = self.levels[np.arange(self.p.array.rows), codes].astype(np.float64)
        complement, true = (self._sum(drive, value, over, columns) for value in (0, 1))
        if self.nonideal.droop:
            keep = SHARE - self._droop * codes.sum(axis=1, dtype=np.int64)[:, None] // self._full_load
            complement, true = (discharge * keep >> 20 for discharge in (complement, true))
        differences = self._fallen(true) - self._fallen(complement)
        self._last = None if over is not None else (codes.copy(), columns, differences)
        return differences

    def _sum(self, drive: np.ndarray, value: int, over: Over | None, columns: slice) -> np.ndarray:
        """Discharge of the lines that cells of a value discharge; in doubles, which hold every such integer."""
        line = self._discharging()[value][:, columns]
        if over is None:
            total = drive @ line
        else:
            rows, stored = over
            kept = line.copy()
            kept[rows] = 0
            cells = (self._gains[value][rows] * (self._held(stored, rows) == value))[..., columns]
            total = drive @ kept + np.einsum("nr,nrc->nc", drive[:, rows], cells.astype(np.float64), optimize=True)
        return total.astype(np.int64) >> _SUM_SHIFT

    def _discharging(self) -> list[np.ndarray]:
        """Current of each cell on the complement and on the true line."""
        if self._lines is None:
            cells = self.cells()
            self._lines = [(self._gains[value] * (cells == value)).astype(np.float64) for value in (0, 1)]
        return self._lines

    def _fallen(self, discharge: np.ndarray) -> np.ndarray:
        """A bit line's fall: c·k / (k + c) with the loss given at full load, and the end of its headroom."""
        if self.nonideal.saturation:
            discharge = discharge * self.knee // (self.knee + discharge)
        if self.nonideal.headroom:
            discharge = np.minimum(discharge, self.headroom)
        return discharge

    @property
    def knee(self) -> int:
        loss = self.nonideal.saturation
        return 0 if loss == 0 else round(self._full_load * UNIT * (1 - loss) / loss)

    @property
    def headroom(self) -> int:
        return round(self.nonideal.headroom * self._full_load * UNIT)

    @property
    def _droop(self) -> int:
        return round(self.nonideal.droop * SHARE)


def _stuck(rng: np.random.Generator, shape: tuple[int, ...], share: float) -> np.ndarray:
    """Values that things are stuck at, -1 for those that are not."""
    stuck = rng.random(shape) < share
    return np.where(stuck, rng.integers(0, 2, shape), -1).astype(np.int8)


def model(p: Binary, kind: str, seed: int) -> Array:
    """The ideal array, or the typical one with every non-ideality at the parameters' values."""
    return Array(p, p.nonideal if kind == "typical" else IDEAL, seed)
