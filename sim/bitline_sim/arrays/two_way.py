"""The transposable array: cells, bit lines, converters.

All arithmetic is in integers of ``1 / UNIT`` of a product, so that sums do not depend on the order in which they are made and
a model in another language can give the same codes. Randomness that belongs to a chip is drawn once from its seed; the noise
of a conversion from the number of the evaluation and of the converter (:mod:`bitline_sim.arrays.noise`).
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from bitline.params.two_way import Direction, Nonideal, TwoWay

from . import noise

UNIT = 1 << 12
"""Charge of one product of 1 by 1 in a nominal cell."""

EVER = np.int64(1) << 62


class Array:
    """One chip's array.

    Parameters
    ----------
    p : TwoWay
    nonideal : Nonideal or None
        What departs from the ideal; None for nothing.
    seed : int
        Of the chip and of its noise.

    Attributes
    ----------
    evaluations : int
        Evaluations so far: the counter of the noise and the clock of retention.
    """

    def __init__(self, p: TwoWay, nonideal: Nonideal | None = None, seed: int = 0) -> None:
        self.p, self.seed = p, seed
        self.nonideal = nonideal or Nonideal(
            cell_sigma=0, compression=0, adc_offset_sigma=0, adc_gain_sigma=0, adc_inl=0, noise_sigma=0
        )
        self.evaluations = 0
        shape = (p.array.rows, p.array.columns, len(p.planes))
        rng = np.random.default_rng([seed, 1])
        self._stored = rng.integers(0, 2, shape, dtype=np.uint8)  # what a memory holds before it is written
        self._gain = self._gains(rng, shape)
        self._mid = {
            "forward": self._gains(rng, (p.array.rows, 1)),
            "backward": self._gains(rng, (p.array.columns, len(p.planes))),
        }
        self.thresholds = {direction: self._thresholds(rng, p.sides[direction].converters) for direction in p.sides}
        self._stuck = self._stuck_cells(rng, shape)
        self._life = self._lives(rng, shape)
        self._preferred = rng.integers(0, 2, shape, dtype=np.uint8)
        self._written_at = np.zeros((p.array.rows, p.word_groups), np.int64)
        self.noise_table = noise.quantiles(self.nonideal.noise_sigma * p.adc.step * UNIT)
        self._stride = max(side.converters for side in p.sides.values())
        self._stale = True

    # ---- what a chip is

    def _gains(self, rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
        spread = rng.standard_normal(shape) * self.nonideal.cell_sigma
        return np.rint(np.maximum(1 + spread, 0) * UNIT).astype(np.int64)

    def _thresholds(self, rng: np.random.Generator, converters: int) -> np.ndarray:
        """The sum from which each code is given, (converters, codes - 1), rising; the ideal ones lie half a step below the code."""
        top = self.p.codes[-1]
        codes = np.arange(1, top + 1)
        offset = rng.standard_normal((converters, 1)) * self.nonideal.adc_offset_sigma
        gain = 1 + rng.standard_normal((converters, 1)) * self.nonideal.adc_gain_sigma
        bow = rng.uniform(-1, 1, (converters, 1)) * self.nonideal.adc_inl * np.sin(np.pi * codes / (top + 1))
        steps = (codes - 0.5 + bow) * gain + offset
        return np.maximum.accumulate(np.ceil(steps * self.p.adc.step * UNIT).astype(np.int64), axis=1)

    def _stuck_cells(self, rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
        """-1 for a good cell, else the value it is stuck at."""
        stuck = rng.random(shape) < self.nonideal.stuck_cells
        return np.where(stuck, rng.integers(0, 2, shape), -1).astype(np.int8)

    def _lives(self, rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
        """Evaluations that a written bit lives."""
        mean = self.nonideal.retention_evaluations
        return np.full(shape, EVER) if mean == 0 else np.ceil(rng.exponential(mean, shape)).astype(np.int64)

    def tables(self) -> dict[str, np.ndarray]:
        """Everything a model in another language needs to be this chip; thresholds and noise can be negative.

        ``chip`` holds the seed, knee and clip, whether there is noise, and whether cells forget.
        """
        chip = [self.seed % (1 << 64), self.knee, self.clip, self.nonideal.noise_sigma > 0, self.nonideal.retention_evaluations > 0]
        return {
            "gain": self._gain,
            "mid_forward": self._mid["forward"],
            "mid_backward": self._mid["backward"],
            **{f"threshold_{direction}": of.astype(np.int32) for direction, of in self.thresholds.items()},
            "stuck": self._stuck,
            "life": self._life,
            "preferred": self._preferred,
            "stored": self._stored,
            "noise": self.noise_table,
            "chip": np.array(chip, np.uint64),
        }

    # ---- memory

    def write(self, row: int, word_group: int, bits: np.ndarray) -> None:
        """Write a word group: its cells word by word, lowest plane first; those beyond the row's end are ignored."""
        at = self._words(word_group)
        words = np.asarray(bits, np.uint8).reshape(-1, len(self.p.planes))
        self._stored[row, at] = words[: at.stop - at.start]
        self._written_at[row, word_group] = self.evaluations
        self._stale = True

    def read(self, row: int, word_group: int) -> np.ndarray:
        """The cells of a word group as they are now; zeros beyond the row's end."""
        at = self._words(word_group)
        out = np.zeros((self.p.array.lines_per_read, len(self.p.planes)), np.uint8)
        out[: at.stop - at.start] = self.cells()[row, at]
        return out.ravel()

    def _words(self, word_group: int) -> slice:
        size = self.p.array.lines_per_read
        return slice(word_group * size, min((word_group + 1) * size, self.p.array.columns))

    def cells(self) -> np.ndarray:
        """What each cell holds now: (rows, columns, planes)."""
        group = np.arange(self.p.array.columns) // self.p.array.lines_per_read
        lost = self._life <= (self.evaluations - self._written_at)[:, group, None]
        held = np.where(lost, self._preferred, self._stored)
        return np.where(self._stuck >= 0, self._stuck, held).astype(np.uint8)

    # ---- evaluation

    def evaluate(self, direction: Direction, digits: np.ndarray, slot: np.ndarray, plane: np.ndarray) -> np.ndarray:
        """Codes of evaluations in their order.

        Parameters
        ----------
        direction : "forward" or "backward"
        digits : integer array, (n, lines)
        slot, plane : integer arrays, (n,)

        Returns
        -------
        int64 array, (n, converters)
        """
        n, out, start = len(digits), [], 0
        if n == 0:
            return np.empty((0, self.p.sides[direction].converters), np.int64)
        while start < n:
            count = min(n - start, self._good_for())
            part = slice(start, start + count)
            out.append(self._codes(direction, digits[part], slot[part], plane[part]))
            self.evaluations += count
            start += count
        return out[0] if len(out) == 1 else np.concatenate(out)

    def rewind(self, count: int) -> None:
        """Take back the last evaluations; nothing must have been written since they were made."""
        self.evaluations -= count
        self._stale = True

    def _good_for(self) -> int:
        """Evaluations until some cell forgets; makes the matrices anew where cells have changed."""
        if self._stale or self.evaluations >= self._until:
            self._charge = self._matrices()
            group = np.arange(self.p.array.columns) // self.p.array.lines_per_read
            ends = self._written_at[:, group, None] + self._life
            alive = ends[ends > self.evaluations]
            self._until = int(alive.min()) if alive.size else int(EVER)
            self._stale = False
        return self._until - self.evaluations

    def _matrices(self) -> dict[tuple[Direction, int, int], np.ndarray]:
        """For each direction, slot and bit group: the charge of a driven line on each converter, (lines, converters).

        In single precision where every partial sum of charges is an integer it holds, in double elsewhere.
        """
        charge = self.cells() * self._gain
        out: dict[tuple[Direction, int, int], np.ndarray] = {}
        for direction, side in self.p.sides.items():
            ends = (charge.swapaxes(0, 1) if side.backward else charge).reshape(side.lines, side.lanes, self.p.adc.share, -1)
            for slot in range(self.p.adc.share):
                for plane in range(len(self.p.planes)) if side.one_plane_at_a_time else (0,):
                    matrix = ends[:, :, slot, plane] if side.one_plane_at_a_time else ends[:, :, slot].reshape(side.lines, -1)
                    if self.p.has_mid_line:
                        matrix = np.concatenate([matrix, self._mid[direction][:, plane : plane + 1]], axis=1)
                    most = self.p.line_sums[-1] * int(matrix.max(initial=0))
                    out[direction, slot, plane] = np.ascontiguousarray(matrix, np.float32 if most < 1 << 24 else np.float64)
        return out

    def _codes(self, direction: Direction, digits: np.ndarray, slot: np.ndarray, plane: np.ndarray) -> np.ndarray:
        value = np.zeros((len(digits), self.p.sides[direction].converters), np.int64)
        driven = digits.any(axis=1)  # few reads are, where operands have few bits or lines
        value[driven] = self._bit_line(self._charges(direction, digits[driven], slot[driven], plane[driven]))
        if self.nonideal.noise_sigma:
            value += self._noise(value.shape)
        return self._converted(direction, value)

    def _charges(self, direction: Direction, digits: np.ndarray, slot: np.ndarray, plane: np.ndarray) -> np.ndarray:
        side = self.p.sides[direction]
        keys = slot * len(self.p.planes) + plane if side.one_plane_at_a_time else slot * len(self.p.planes)
        out = np.empty((len(digits), side.converters), np.int64)
        for key in set(keys.tolist()):
            at = keys == key
            matrix = self._charge[direction, *divmod(key, len(self.p.planes))]
            out[at] = digits[at].astype(matrix.dtype) @ matrix
        return out

    def _bit_line(self, charge: np.ndarray) -> np.ndarray:
        """Compression as the bit line falls, c·k / (k + c) with the loss given at full scale, and the end of its headroom."""
        if self.nonideal.compression:
            # c·k / (k + c) = c - c·c / (k + c), of which only the latter stays within a word whatever k
            charge = charge + -(charge * charge) // (self.knee + charge)
        if self.nonideal.clip:
            charge = np.minimum(charge, self.clip)
        return charge

    @property
    def knee(self) -> int:
        loss = self.nonideal.compression
        return 0 if loss == 0 else round(min(self.p.line_sums[-1] * UNIT * (1 - loss) / loss, float(EVER)))

    @property
    def clip(self) -> int:
        return round(self.nonideal.clip * UNIT)

    def _noise(self, shape: tuple[int, ...]) -> np.ndarray:
        first = self.evaluations * self._stride
        counters = first + np.arange(shape[0])[:, None] * self._stride + np.arange(shape[1])
        return noise.samples(self.noise_table, self.seed, counters)

    def _converted(self, direction: Direction, value: np.ndarray) -> np.ndarray:
        """As many codes as thresholds that the value reaches."""
        thresholds = self.thresholds[direction]
        if not (self.nonideal.adc_offset_sigma or self.nonideal.adc_gain_sigma or self.nonideal.adc_inl):
            step = self.p.adc.step * UNIT
            return np.clip((value + step // 2) // step, 0, self.p.codes[-1])
        out = np.zeros(value.shape, np.int64)
        loud, converter = np.nonzero(value >= thresholds[:, 0])  # few are: most reads drive few lines, or none
        out[loud, converter] = (value[loud, converter, None] >= thresholds[converter]).sum(axis=-1)
        return out

    # ---- one chip's state, for transcripts and checkpoints

    def state(self) -> dict[str, Any]:
        """What changes as the chip is used."""
        return {"stored": self._stored.copy(), "written_at": self._written_at.copy(), "evaluations": self.evaluations}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go on from what :meth:`state` gave."""
        self._stored, self._written_at = state["stored"].copy(), state["written_at"].copy()
        self.evaluations = int(state["evaluations"])
        self._stale = True


def model(p: TwoWay, kind: str, seed: int) -> Array:
    """The ideal array, or the typical one with every non-ideality at the parameters' values."""
    return Array(p, p.nonideal if kind == "typical" else None, seed)
