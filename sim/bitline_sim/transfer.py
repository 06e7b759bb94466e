"""What a macro's converters make of a line's sum, measured on the array model."""

import numpy as np

from bitline.params.two_way import Direction, TwoWay
from bitline.report.results import Transfer

from .arrays import two_way as arrays


def transfer(p: TwoWay, array: str, seed: int = 0, direction: Direction = "forward", repetitions: int = 50) -> Transfer:
    """Measure one chip: fill the cells with ones, drive every sum, again and again, and look at the codes."""
    model = arrays.model(p, array, seed)
    for row in range(p.array.rows):
        for group in range(p.word_groups):
            model.write(row, group, np.ones(p.array.lines_per_read * len(p.planes), np.uint8))
    digits = _every_sum(p, direction)
    at_rest = np.zeros(len(digits), np.int64)
    codes = np.array([model.evaluate(direction, digits, at_rest, at_rest) for _ in range(repetitions)])
    sums = digits.sum(axis=1)
    ideal = np.clip((2 * sums + p.adc.step) // (2 * p.adc.step), p.codes[0], p.codes[-1])
    return Transfer(_begins(model, direction), sums, (codes != ideal[:, None]).mean(axis=(0, 2)))


def _every_sum(p: TwoWay, direction: Direction) -> np.ndarray:
    """Digits on the lines of the first read that come to 0, 1, 2 …"""
    lines, most = p.sides[direction].lines, (1 << p.input.digit_bits) - 1
    driven = min(p.array.lines_per_read, lines)
    digits = np.zeros((driven * most + 1, lines), np.int64)
    digits[:, :driven] = np.clip(np.arange(len(digits))[:, None] - most * np.arange(driven), 0, most)
    return digits


def _begins(model: arrays.Array, direction: Direction) -> np.ndarray:
    """Thresholds as sums: what the bit line's compression takes off is put back."""
    thresholds = model.thresholds[direction].astype(float)
    if model.knee:
        thresholds = thresholds * model.knee / (model.knee - thresholds)
    return thresholds / arrays.UNIT
