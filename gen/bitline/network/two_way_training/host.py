"""What the host gives to the engine and takes from it: words of streams."""

from collections.abc import Iterator, Sequence

import numpy as np

from ...params.two_way_training import GENERATOR_BITS, Instruction, TwoWayTraining, instruction
from ..training import Layer
from .mapped import Mapped
from .placement import Placed
from .step import Step, Tile

Matrices = Sequence[np.ndarray]
"""Each layer's weights: a row an input, a column an output."""


def input_words(mapped: Mapped, images: np.ndarray) -> np.ndarray:
    """Words of a batch of maps (n, height, width, channels), unfolded where the first layer is."""
    first = mapped.layers[0]
    layer = first.layer
    if first.unfolded:
        images = unfolded(layer, images).reshape(len(images), -1, 1, layer.rows)
    channels = layer.rows if first.unfolded else first.channels
    points = images.reshape(-1, channels)
    return padded(points, -(-channels // first.lanes) * first.lanes).reshape(-1, first.lanes)


def unfolded(layer: Layer, images: np.ndarray) -> np.ndarray:
    """The inputs under the kernel at each position: (n, height, width, rows of the matrix)."""
    wide = np.pad(images, [(0, 0), (layer.padding,) * 2, (layer.padding,) * 2, (0, 0)])
    views = np.lib.stride_tricks.sliding_window_view(wide, (layer.kernel, layer.kernel), (1, 2))
    views = views[:, :: layer.stride, :: layer.stride].transpose(0, 1, 2, 4, 5, 3)
    return views.reshape(*views.shape[:3], layer.rows)


def target_words(mapped: Mapped, labels: np.ndarray) -> np.ndarray:
    """Words of the targets of a batch: the highest score for the right class, the lowest for the others, 0 where there is none."""
    last, scores = mapped.layers[-1], mapped.p.scores
    targets = np.full((len(labels), last.layer.columns), scores[0])
    targets[np.arange(len(labels)), labels] = scores[-1]
    return padded(targets, last.output_words * last.lanes).reshape(-1, last.lanes)


def padded(rows: np.ndarray, width: int) -> np.ndarray:
    """Rows with zeros up to that width."""
    return np.pad(rows, [(0, 0), (0, width - rows.shape[1])])


def tile_words(mapped: Mapped, weights: Matrices, tile: Tile) -> np.ndarray:
    """Words of a tile's weights."""
    number, row, column = tile
    return mapped.layers[number].weights_of(weights[number], row, column).reshape(-1, mapped.p.array.lines_per_read)


def put_tile(mapped: Mapped, weights: Matrices, tile: Tile, words: np.ndarray) -> None:
    """Put a tile that the engine has sent into the layer's weights."""
    number, row, column = tile
    mapped.layers[number].put(weights[number], row, column, words.reshape(mapped.p.array.rows, mapped.p.array.columns))


def random_words(p: TwoWayTraining, state: np.ndarray) -> np.ndarray:
    """The rounding generator's state, the oldest bit first, as words of a stream."""
    lanes, bits = p.array.lines_per_read, p.training.sum_bits
    filled = np.zeros(p.random_words * lanes * bits, np.int64)
    filled[:GENERATOR_BITS] = state
    words = filled.reshape(-1, lanes, bits) @ (np.int64(1) << np.arange(bits))
    return words - (words >> bits - 1 << bits)


def random_state(p: TwoWayTraining, words: np.ndarray) -> np.ndarray:
    """The inverse of :func:`random_words`."""
    bits = np.asarray(words, np.int64)[..., None] >> np.arange(p.training.sum_bits) & 1
    return bits.ravel()[:GENERATOR_BITS].astype(np.uint8)


# ---- a run's beginning and end


def resume(mapped: Mapped) -> Step:
    """Takes weights, momentum and the generator's state; arrays are cleared first, since sums of weights may be kept."""
    out = Step([instruction("clear", macro=macro) for macro in range(mapped.p.training.macros)])
    for tile, macro in residents(mapped):
        out.program.append(instruction("load", macro=macro, tile_rows=mapped.p.array.rows))
        out.loaded.append(tile)
    out.program += _state(mapped, "take")
    return out


def suspend(mapped: Mapped) -> Step:
    """Gives all of that back."""
    out = Step()
    for tile, macro in residents(mapped):
        out.program.append(instruction("store", macro=macro, tile_rows=mapped.p.array.rows))
        out.stored.append(tile)
    out.program += _state(mapped, "send")
    return out


def residents(mapped: Mapped) -> Iterator[tuple[Tile, int]]:
    """Each tile that has a macro of its own, and the macro."""
    if mapped.resident:
        for number in range(len(mapped.layers)):
            for block in mapped.blocks(number):
                for row, column, macro in block.tiles:
                    yield (number, row, column), macro


def _state(mapped: Mapped, kind: str) -> Iterator[Instruction]:
    """Momentum and the generator's state, taken or sent."""
    regions = [(1, region.first, region.words) for region in mapped.regions.velocities]
    if mapped.p.random_words:
        regions.append((2, 0, mapped.p.random_words))
    for space, address, count in regions:
        fields = {"space": space, "address": address, "count": count}
        yield instruction("take", **fields) if kind == "take" else instruction("send", **fields)


def placed_words(each: Placed, matrix: np.ndarray) -> np.ndarray:
    """Words of something laid out like a layer's gradients, of its matrix."""
    out = np.zeros((len(each.lines), each.output_words * each.lanes), np.int64)
    real = each.lines >= 0
    out[real, : matrix.shape[1]] = matrix[each.lines[real]]
    return out.reshape(-1, each.lanes)
