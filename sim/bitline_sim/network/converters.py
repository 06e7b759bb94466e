"""A network's sums as two-way macros make them on ideal arrays: exactly their codes, any number of vectors at once.

Where every sum of a read is a code the result is the plain product. Elsewhere each read of each line group is multiplied, converted
and clipped as :func:`bitline_sim.golden.two_way.converted` does it, in single precision, which holds every such sum. Lines whose
sums no converter can round or clip are read together, since that changes nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bitline.network.convolution import Layer
from bitline.network.filling import Filling, filling
from bitline.network.integers import IntegerNetwork
from bitline.params.two_way import Read, TwoWay

from ..golden import two_way as golden
from .integers import exact

BATCH_CODES = 1 << 17
"""Codes that stay near the processor."""


@dataclass(frozen=True, eq=False)
class Group:
    """Lines that are driven at once, and the cells on them.

    Attributes
    ----------
    lines : slice
        Entries of a patch.
    cells : float32 array, (lines, ends)
        Bits, in order of outputs and planes; the mid-level line's come last.
    converted : bool
        Whether their sums can be rounded or clipped.
    """

    lines: slice
    cells: np.ndarray
    converted: bool


class Converters:
    """Layers' sums on ideal arrays, as :data:`bitline_sim.network.integers.Sums`.

    Parameters
    ----------
    p : TwoWay
    network : IntegerNetwork
        Whose weights and inputs fit the macro.
    """

    def __init__(self, p: TwoWay, network: IntegerNetwork) -> None:
        self._p = p
        self._inputs = {node.name: network.formats[node.sources[0]] for node in network.products}
        self._matrices: dict[str, _Matrix] = {}

    def __call__(self, layer: Layer, inputs: np.ndarray) -> np.ndarray:
        if self._p.exact:
            return exact(layer, inputs)
        if layer.name not in self._matrices:
            self._matrices[layer.name] = _Matrix(self._p, layer.matrix.T, self._inputs[layer.name])
        patches = layer.patches(inputs)
        made = self._matrices[layer.name].products(patches.reshape(-1, patches.shape[-1]).astype(np.int64))
        return made.reshape(*patches.shape[:-1], -1)


class _Matrix:
    """A matrix (entries, outputs) in macros, for inputs of a format."""

    def __init__(self, p: TwoWay, matrix: np.ndarray, inputs: range) -> None:
        signed = inputs[0] < 0
        self._p, self._signed, self._side = p, signed, p.sides["forward"]
        self._filling: Filling = filling(p, inputs, matrix)
        # an offset-binary zero drives its line, so that lines without an entry count there
        self._padding = -len(matrix) % p.array.rows if signed and p.keeps_sums else 0
        self._matrix = np.pad(matrix << self._filling.weights, ((0, self._padding), (0, 0)))
        self._groups = {bits: list(self._grouped(bits)) for bits in {read.bits for read in self._side.reads(signed)}}

    def _grouped(self, bits: int) -> Iterator[Group]:
        """Line groups for digits of so many bits; those that are not converted are one."""
        p, entries = self._p, len(self._matrix)
        cells = golden.cells(p, self._matrix).reshape(entries, -1).astype(np.float32)
        if p.has_mid_line:
            cells = np.concatenate([cells, np.ones((entries, 1), np.float32)], axis=1)
        most = (1 << bits) - 1
        if p.adc.step == 1 and most * p.array.lines_per_read <= p.codes[-1]:
            yield Group(slice(0, entries), cells, False)
            return
        for tile in range(0, entries, p.array.rows):
            end = min(tile + p.array.rows, entries)
            for start in range(tile, end, p.array.lines_per_read):
                lines = slice(start, min(start + p.array.lines_per_read, end))
                yield Group(lines, cells[lines] / p.adc.step, True)

    def products(self, vectors: np.ndarray) -> np.ndarray:
        """Products of vectors (n, entries): (n, outputs), float64."""
        vectors = np.pad(vectors << self._filling.inputs, ((0, 0), (0, self._padding)))
        step = max(1, BATCH_CODES // (self._matrix.shape[1] * len(self._p.planes)))
        parts = [self._products(vectors[start : start + step]) for start in range(0, len(vectors), step)]
        return self._filling.sums(np.concatenate(parts))

    def _products(self, vectors: np.ndarray) -> np.ndarray:
        p, outputs = self._p, self._matrix.shape[1]
        made = np.zeros((len(vectors), outputs))
        for read in self._side.reads(self._signed):
            codes = self._codes(golden.digit(p, vectors, read, self._signed), read)
            if codes is not None:
                made += (-1 if read.negative else 1) * 2.0**read.exponent * self._value(codes, read)
        made *= p.adc.step
        if self._signed and p.keeps_sums:
            made -= (1 << p.input.bits - 1) * self._matrix.sum(axis=0)
        return made

    def _codes(self, digits: np.ndarray, read: Read) -> np.ndarray | None:
        """The sums of all groups' codes, (n, ends); nothing where no line is driven."""
        if not digits.any():
            return None
        driven, out = digits.astype(np.float32), None
        for group in self._groups[read.bits]:
            sums = driven[:, group.lines] @ group.cells
            if group.converted:
                self._convert(sums)
            out = sums if out is None else np.add(out, sums, out=out)
        return out

    def _convert(self, steps: np.ndarray) -> None:
        """Sums in steps become codes."""
        if self._p.adc.step > 1:
            steps += np.float32(0.5)
            np.floor(steps, out=steps)
        np.minimum(steps, np.float32(self._p.codes[-1]), out=steps)

    def _value(self, codes: np.ndarray, read: Read) -> np.ndarray:
        """What a lane makes of its planes' codes."""
        planes = np.array([plane.weight for plane in self._side.planes], np.float64)
        ends = codes.shape[1] - self._p.has_mid_line
        value = codes[:, :ends].reshape(len(codes), -1, len(planes)).astype(np.float64) @ planes
        if self._p.has_mid_line and read.mid:
            value += codes[:, ends:] * float(self._side.terms[-1])
        return value
